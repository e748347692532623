"""Look-ups and folding in a large index, against reading the CDXJ file from its beginning.

    python benchmarks/archive_index.py [--captures 500000] [--nights 20]

The index holds the same addresses on every night. `latest` is what every conditional request asks.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from pathlib import Path
from random import Random

from archive.cdxj import capture_from, line_of, urlkey
from archive.index import INDEX, JOURNALS, fold
from archive.store import Archive
from pipelines.model import Capture, content_id


def captures(count: int, nights: int, *, first_night: int = 0) -> list[Capture]:
    found = []
    for number in range(count // nights):
        url = f"http://s{number % 300}.example/2010/11/{number}/result"
        for night in range(first_night, first_night + nights):
            ident = content_id(number, night)
            found.append(
                Capture(
                    capture_id=ident,
                    url=url,
                    captured_at=f"2026-{1 + night // 28 % 12:02}-{1 + night % 28:02}T02:{number % 60:02}:00.000000Z",
                    status=304 if night else 200,
                    mime=None if night else "text/html",
                    payload_digest="sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
                    file=f"20260101T{night:06}Z-s{number % 300}.warc.gz",
                    offset=number * 4000,
                    length=4000,
                    etag=None if night else f'"{number}"',
                    revisit="server-not-modified" if night else None,
                    refers_to=content_id(number, 0) if night else None,
                )
            )
    return found


def nights_before(folder: Path, count: int, nights: int) -> None:
    lines = sorted(map(line_of, captures(count, nights)))
    (folder / INDEX).write_bytes(b"".join(line + b"\n" for line in lines))


def tonight(folder: Path, count: int, nights: int) -> None:
    (folder / JOURNALS).mkdir()
    lines = map(line_of, captures(count // nights, 1, first_night=nights))
    (folder / JOURNALS / "waiting").write_bytes(b"".join(line + b"\n" for line in lines))


def linear(path: Path, url: str) -> Capture | None:
    key = urlkey(url).encode() + b" "
    with path.open("rb") as stream:
        found = [line for line in stream if line.startswith(key)]
    return capture_from(found[-1]) if found else None


def own_memory() -> int:
    """KB that are this process's alone."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--captures", type=int, default=500_000)
    parser.add_argument("--nights", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for step in (nights_before, tonight):  # in processes of their own: this one's memory is measured
            child = multiprocessing.Process(target=step, args=(folder, asked.captures, asked.nights))
            child.start()
            child.join()
        waiting = folder / JOURNALS / "waiting"
        urls = [f"http://s{n % 300}.example/2010/11/{n}/result" for n in range(0, asked.captures // asked.nights, 13)]
        Random(2).shuffle(urls)
        size = (folder / INDEX).stat().st_size
        print(f"{asked.captures:,} captures of {asked.nights} nights, index of {size / 1e6:.0f} MB")
        before = own_memory()
        started = time.perf_counter()
        archive = Archive(folder)
        print(f"opening: {(time.perf_counter() - started) * 1e3:.2f} ms")
        started = time.perf_counter()
        for url in urls:
            assert archive.latest(url)
        ours = (time.perf_counter() - started) / len(urls)
        started = time.perf_counter()
        for url in urls[:3]:
            linear(folder / INDEX, url)
        alternative = (time.perf_counter() - started) / 3
        times = alternative / ours
        print(f"latest: {ours * 1e6:.0f} us; reading the file: {alternative * 1e3:.0f} ms, {times:,.0f} times")
        waiting.rename(waiting.with_name("20260201T000000Z-x.cdxj"))
        archive = Archive(folder)
        started = time.perf_counter()
        for url in urls:
            assert archive.latest(url)
        more = (time.perf_counter() - started) / len(urls)
        print(f"latest with {asked.captures // asked.nights:,} captures not yet folded: {more * 1e6:.0f} us")
        started = time.perf_counter()
        fold(folder)
        print(f"folding them in: {time.perf_counter() - started:.2f} s, once a night")
        after = own_memory()
        print(
            f"its own memory: {(after - before) / 1024:.0f} MB more than before (the mapped index is the page cache's)"
        )


if __name__ == "__main__":
    main()
