"""Passing pages over on raw bytes: pages a second from a gzip WARC, side by side, and the figures lost by it.

    python benchmarks/prefilter.py FOLDER [--contests contests] [--whole 300]        FOLDER holds *.html

The pages are written to a WARC file in a temporary folder and read back from it, each record a gzip member of its own.
Loss: of the pages passed over, so many are cleaned and read in full (`--whole`); those with a figure were lost. CPU
time of one core.
"""

from __future__ import annotations

import argparse
import gzip
import io
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from pipelines.clean import PageRefused, read_page
from pipelines.contests import load_contests
from pipelines.figures import read_figures
from pipelines.prefilter import Prefilter
from pipelines.reading.scan.names import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[1]


def write_warc(pages: Sequence[bytes], path: Path) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, page in enumerate(pages):
            writer.write_record(writer.create_warc_record(f"http://p/{number}", "resource", io.BytesIO(page)))


def members(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as file:
        while chunk := file.read(1 << 20):
            yield chunk


def payloads(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            yield record.content_stream().read()


def rate(count: int, work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return count / (time.process_time() - start)


def figures_in(page: bytes, registry: Registry) -> int:
    try:
        return len(read_figures(read_page(page), registry).figures)
    except PageRefused:
        return 0


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--contests", type=Path, default=ROOT / "contests")
    ap.add_argument("--whole", type=int, default=300)
    args = ap.parse_args()
    pages = [path.read_bytes() for path in sorted(args.folder.glob("*.html"))]
    contests = load_contests(args.contests)
    fast, plain = Prefilter(contests), Prefilter(contests, is_fast=False)
    with tempfile.TemporaryDirectory() as folder:
        warc = Path(folder, "pages.warc.gz")
        write_warc(pages, warc)
        rows = {
            "gzip alone": lambda: sum(map(len, members(warc))),
            "gzip and warcio": lambda: sum(map(len, payloads(warc))),
            "the same, filtered": lambda: sum(map(fast.may_speak, payloads(warc))),
            "the same, without hyperscan": lambda: sum(map(plain.may_speak, payloads(warc))),
            "filter alone": lambda: sum(map(fast.may_speak, pages)),
            "filter alone, without hyperscan": lambda: sum(map(plain.may_speak, pages)),
            "cleaning alone (first 100)": lambda: [figures_in(page, Registry([])) for page in pages[:100]],
        }
        for name, work in rows.items():
            print(f"{name:34}{rate(100 if '100' in name else len(pages), work):8.0f} pages/s")
    registry, kept = Registry(contests), [page for page in pages if fast.may_speak(page)]
    passed = [page for page in pages if not fast.may_speak(page)][: args.whole]
    lost = sum(figures_in(page, registry) > 0 for page in passed)
    print(f"{len(kept)} of {len(pages)} pages kept; {lost} of {len(passed)} pages passed over hold a figure")


if __name__ == "__main__":
    main()
