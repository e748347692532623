"""CPU per archived exchange: our writer (records, journal, look-up in the index) against warcio's (records alone).

    python benchmarks/archive_write.py [--pages 2000] [--rounds 5] [--folder DIR]     (DIR: HTML files instead of words)

Both get the same bytes: responses of 2 to 60 KB of words, a gzip member a record, a response and a request each; the
second night sends the same pages again, half of them as 304. Rounds alternate, the median of each is taken: ratios hold
on a noisy machine, seconds do not.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.exchange import Exchange
from archive.store import Archive
from archive.writer import CaptureWriter

START = datetime(2010, 11, 21, 14, tzinfo=UTC)
WORDS = (
    "votes",
    "ballots",
    "candidate",
    "turnout",
    "declared",
    "counted",
    "electorate",
    "union",
    "the",
    "of",
    "and",
    "to",
)
REQUEST = b"GET /%d HTTP/1.1\r\nHost: blog.example\r\nUser-Agent: benchmark\r\nAccept-Encoding: gzip\r\n%s\r\n"
HEAD = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: "%d"\r\nContent-Length: %d\r\nServer: benchmark\r\n\r\n'


def pages(count: int) -> list[bytes]:
    shape = random.Random(1)
    return [
        " ".join(f"{shape.choice(WORDS)} {shape.randrange(99999)}" for _ in range(shape.randrange(150, 5000))).encode()
        for _ in range(count)
    ]


def first_night(bodies: list[bytes]) -> list[Exchange]:
    return [
        Exchange(
            f"http://blog.example/{number}",
            REQUEST % (number, b""),
            HEAD % (number, len(body)) + body,
            START + timedelta(seconds=number),
            "192.0.2.7",
        )
        for number, body in enumerate(bodies)
    ]


def second_night(bodies: list[bytes]) -> list[Exchange]:
    later = START + timedelta(days=1)
    return [
        Exchange(
            one.url,
            REQUEST % (number, b'If-None-Match: "%d"\r\n' % number),
            b'HTTP/1.1 304 Not Modified\r\nETag: "%d"\r\n\r\n' % number if number % 2 else one.response,
            later + timedelta(seconds=number),
            one.ip,
        )
        for number, one in enumerate(first_night(bodies))
    ]


def ours(folder: Path, run_id: str, exchanges: list[Exchange]) -> float:
    with CaptureWriter(folder, run_id=run_id, source_id="blog", software="benchmark") as out:
        started = time.process_time()
        for one in exchanges:
            out.exchange(one)
        return time.process_time() - started


def by_warcio(path: Path, exchanges: list[Exchange]) -> float:
    with path.open("wb", buffering=0) as stream:
        out = WARCWriter(stream, gzip=True, warc_version="1.1")
        started = time.process_time()
        for one in exchanges:
            head, _, body = one.response.partition(b"\r\n\r\n")
            lines = head.decode().split("\r\n")
            fields = [tuple(line.split(": ", 1)) for line in lines[1:]]
            answered = StatusAndHeaders(lines[0].split(" ", 1)[1], fields, protocol="HTTP/1.1")
            response = out.create_warc_record(one.url, "response", payload=io.BytesIO(body), http_headers=answered)
            asked = one.request.decode().rstrip().split("\r\n")
            fields = [tuple(line.split(": ", 1)) for line in asked[1:]]
            said = StatusAndHeaders(asked[0], fields, is_http_request=True)
            request = out.create_warc_record(one.url, "request", http_headers=said)
            out.write_request_response_pair(request, response)
        return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    found = sorted(asked.folder.rglob("*.html"))[: asked.pages] if asked.folder else []
    bodies = [path.read_bytes() for path in found] or pages(asked.pages)
    one, two = first_night(bodies), second_night(bodies)
    seconds: dict[str, list[float]] = {"ours": [], "warcio": [], "second night": [], "payload": []}
    for _ in range(asked.rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            seconds["ours"].append(ours(folder, "20101121T140000Z", one))
            seconds["warcio"].append(by_warcio(folder / "warcio.gz", one))
            seconds["second night"].append(ours(folder, "20101122T140000Z", two))
            archive = Archive(folder)
            captures = list(archive.captures(run_id="20101122T140000Z"))
            started = time.process_time()
            for capture in captures:
                archive.payload(capture)
            seconds["payload"].append(time.process_time() - started)
            sizes = {path.name[:8]: path.stat().st_size for path in folder.glob("*.gz")}
    per = {name: statistics.median(times) / len(bodies) * 1e6 for name, times in seconds.items()}
    for name, microseconds in per.items():
        print(f"{name:13} {microseconds:7.0f} us CPU an exchange   {microseconds / per['warcio']:.2f} of warcio")
    print(f"bytes on disk: {sizes['20101121']:,} ours, {sizes['warcio.g']:,} warcio")
    print(f"second night: {sizes['20101122']:,} bytes, {sizes['20101122'] / sizes['20101121']:.1%} of the first")


if __name__ == "__main__":
    main()
