"""Cleaning speed side by side: the bare parser, ours, and trafilatura, in CPU time on one core, as ratios.

    python benchmarks/clean_speed.py FOLDER [--limit 400] [--rounds 2]        FOLDER holds *.html

trafilatura is measured where it is installed (it is no dependency); the rounds take turns, so that a busy machine slows
all of them alike. The first round meets every class name for the first time, as a crawl of many sites does; the later
ones are what a crawl of known sites sees.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from pipelines.clean import PageRefused, read_page

if TYPE_CHECKING:
    from collections.abc import Callable


def ours(page: bytes) -> Any:
    try:
        return read_page(page)
    except PageRefused:
        return None


def rows() -> dict[str, Callable[[bytes], Any]]:
    found: dict[str, Callable[[bytes], Any]] = {"parse only (lexbor)": LexborHTMLParser, "tallysheet": ours}
    try:
        from trafilatura import extract  # type: ignore[import-not-found]  # noqa: PLC0415 - only where it is installed
    except ImportError:
        return found
    return {**found, "trafilatura": lambda page: extract(page, include_comments=True)}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--limit", type=int, default=400)
    ap.add_argument("--rounds", type=int, default=2)
    args = ap.parse_args()
    pages = [path.read_bytes() for path in sorted(args.folder.glob("*.html"))[: args.limit]]
    for turn in range(1, args.rounds + 1):
        taken: dict[str, float] = {}
        for name, run in rows().items():
            start = time.process_time()
            for page in pages:
                run(page)
            taken[name] = time.process_time() - start
        slowest = max(taken.values())
        print(f"round {turn}, {len(pages)} pages")
        for name, seconds in taken.items():
            print(f"  {name:22}{len(pages) / seconds:8.0f} pages/s{slowest / seconds:8.1f} x the slowest")


if __name__ == "__main__":
    main()
