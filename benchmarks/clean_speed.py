"""Cleaning speed side by side: the bare parser, ours, ours with figures, and trafilatura; CPU time on one core.

    python benchmarks/clean_speed.py FOLDER [--limit 400] [--rounds 3]        FOLDER holds *.html

trafilatura is measured where it is installed (it is no dependency). They take turns page by page, so that a busy
machine slows all of them alike, and of each page the quickest round counts. The first round meets every class name for
the first time, as a crawl of many sites does; `--rounds 1` shows that. Every page is read for figures (of the contests
in --contests), as if every page were relevant.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from pipelines.clean import PageRefused, read_page
from pipelines.contests import load_contests
from pipelines.figures import read_figures
from pipelines.reading.scan.names import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[1] / "samples" / "contests"


def cleaned(page: bytes) -> Any:
    try:
        return read_page(page)
    except PageRefused:
        return None


def read(page: bytes, registry: Registry) -> Any:
    found = cleaned(page)
    return found and read_figures(found, registry)


def rows(registry: Registry) -> dict[str, Callable[[bytes], Any]]:
    found: dict[str, Callable[[bytes], Any]] = {
        "parse only (lexbor)": LexborHTMLParser,
        "tallysheet, clean": cleaned,
        "tallysheet, clean and figures": lambda page: read(page, registry),
    }
    try:
        from trafilatura import extract  # type: ignore[import-not-found]  # noqa: PLC0415 - only where it is installed
    except ImportError:
        return found
    return {**found, "trafilatura": lambda page: extract(page, include_comments=False)}


def cpu_seconds(run: Callable[[bytes], Any], page: bytes) -> float:
    start = time.process_time()
    run(page)
    return time.process_time() - start


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--limit", type=int, default=400)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--contests", type=Path, default=SAMPLES)
    args = ap.parse_args()
    pages = [path.read_bytes() for path in sorted(args.folder.rglob("*.html"))[: args.limit]]
    runs = rows(Registry(load_contests(args.contests)))
    best = {name: [float("inf")] * len(pages) for name in runs}
    for _ in range(args.rounds):
        for place, page in enumerate(pages):
            for name, run in runs.items():
                best[name][place] = min(best[name][place], cpu_seconds(run, page))
    slowest = max(sum(taken) for taken in best.values())
    print(f"{len(pages)} pages, {sum(map(len, pages)):,} bytes, best of {args.rounds} rounds")
    for name, taken in best.items():
        print(f"  {name:30}{len(pages) / sum(taken):8.0f} pages/s{slowest / sum(taken):8.1f} x the slowest")


if __name__ == "__main__":
    main()
