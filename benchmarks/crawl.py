"""What archiving costs, whether memory stays flat, and what a killed crawl loses.

    python benchmarks/crawl.py cpu     [--pages 1000] [--rounds 5]     CPU per page against plain Scrapy, side by side
    python benchmarks/crawl.py memory  [--pages 20000]                 peak memory at a tenth of the pages and at all
    python benchmarks/crawl.py kills   [--times 50]                    kill -9 at random points, then resume

The site is local and its own process: pages of about 12 KB sent as gzip, listed a hundred to a page. Plain Scrapy gets
the same settings as ours where they bear on speed (one request at a time, no delay). Rounds alternate and the median of
the rounds' ratios is told: it holds on a noisy machine, seconds do not. The CPU of a crawl of one page is taken off.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

from contextlib import contextmanager

from archive.store import Archive
from pipelines.model import Source
from spiders.plan import CrawlPlan, PlannedSource, write_plan

ROOT = Path(__file__).parents[1]
HOST = "site.example"
PER_LIST = 100


def _body(number: int) -> bytes:
    shape = random.Random(number)
    words = " ".join(f"{shape.randrange(99999)} votes for {shape.randrange(999)}" for _ in range(450))
    return f"<html><head><title>Page {number}</title></head><body><p>{words}</p></body></html>".encode()


def _answer(path: str, ready: dict[int, bytes]) -> bytes:
    if path.startswith("/news/p"):
        packed = ready[int(path[7:]) % len(ready)]
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
        return head % len(packed) + packed
    if not path.startswith("/news/"):
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    start, total = (int(part) for part in path[6:].split("-"))
    links = "".join(f'<a href="/news/p{number}">p</a>' for number in range(start, min(start + PER_LIST, total)))
    onward = f'<a rel="next" href="/news/{start + PER_LIST}-{total}">more</a>' if start + PER_LIST < total else ""
    body = f"<html><head><title>List</title></head><body>{links}{onward}</body></html>".encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def _serve(told: multiprocessing.connection.Connection) -> None:
    ready = {number: gzip.compress(_body(number), 6) for number in range(200)}

    async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(_answer(head.split(b" ", 2)[1].decode(), ready))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(visit, "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


@contextmanager
def site() -> Iterator[int]:
    """The port of the running site."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        process.kill()


def plain(port: int, pages: int) -> list[str]:
    """The command of a plain Scrapy crawl of the same pages."""
    return [sys.executable, str(Path(__file__)), "plain", "--port", str(port), "--pages", str(pages)]


def ours(port: int, pages: int, folder: Path) -> list[str]:
    source = Source("bench", "A site", f"http://{HOST}/news/0-{pages}", "section", depth=1)
    now = datetime(2026, 3, 1, 2, 15, tzinfo=UTC)
    reach = {HOST: f"127.0.0.1:{port}"}
    planned = (PlannedSource(source),)
    plan = CrawlPlan("20260301T021500Z", folder / "archive", folder / "out", planned, now, reach, None, 0.0)
    return [sys.executable, "-m", "spiders", str(write_plan(plan, folder / "PLAN.json"))]


def run(command: list[str]) -> tuple[float, int]:
    """CPU seconds and peak memory in KB of a process."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}: ended with {status}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss


def measured(port: int, pages: int, *, is_plain: bool) -> tuple[float, int]:
    with tempfile.TemporaryDirectory() as folder:
        command = plain(port, pages) if is_plain else ours(port, pages, Path(folder))
        return run(command)


def cpu(pages: int, rounds: int) -> None:
    with site() as port:
        base = {kind: measured(port, 1, is_plain=kind)[0] for kind in (True, False)}
        ratios = []
        for number in range(rounds):
            order = (True, False) if number % 2 else (False, True)
            spent = {kind: (measured(port, pages, is_plain=kind)[0] - base[kind]) * 1000 / pages for kind in order}
            ratios.append(spent[False] / spent[True])
            words = f"plain {spent[True]:.2f} ms a page, ours {spent[False]:.2f} ms, ratio {ratios[-1]:.2f}"
            print(f"round {number + 1}: {words}")
        print(f"median ratio {statistics.median(ratios):.2f} (of {rounds} rounds; {pages} pages)")


def memory(pages: int) -> None:
    with site() as port:
        few, many = (measured(port, count, is_plain=False)[1] / 1024 for count in (pages // 10, pages))
        plain_few, plain_many = (measured(port, count, is_plain=True)[1] / 1024 for count in (pages // 10, pages))
    print(f"ours:  {few:.0f} MB at {pages // 10} pages, {many:.0f} MB at {pages}: {many / few:.2f}x")
    print(f"plain: {plain_few:.0f} MB and {plain_many:.0f} MB: {plain_many / plain_few:.2f}x")


def kills(times: int, pages: int = 400) -> None:
    """Kills crawls of one archive again and again, then lets the last one end."""
    shape = random.Random(1)
    lost, unreadable, told = 0, 0, set()
    with site() as port, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = Archive(folder / "archive")
        for _ in range(times):
            process = subprocess.Popen(ours(port, pages, folder), cwd=ROOT, stdout=subprocess.PIPE, text=True)
            assert process.stdout is not None
            for line, _wanted in zip(
                process.stdout, range(shape.randrange(1, max(2, 2 * pages // times))), strict=False
            ):
                told.add(json.loads(line)["url"])
            process.send_signal(signal.SIGKILL)
            told |= {json.loads(line)["url"] for line in process.stdout if line.endswith("}\n")}
            process.wait()
            archive.reindex()
            captures = list(archive.captures())
            lost += len(told - {capture.url for capture in captures})
            for capture in captures:
                try:
                    archive.payload(capture)
                except Exception as error:  # noqa: BLE001  (whatever it is, it is counted and shown)
                    unreadable += 1
                    print(capture.file, capture.offset, error)
        run(ours(port, pages, folder))
        urls = [capture.url for capture in archive.captures()]
        outcome = json.loads((folder / "out" / "bench.json").read_text())
    print(f"{times} kills: {lost} exchanges lost, {unreadable} unreadable, {len(urls) - len(set(urls))} fetched twice")
    print(f"the last run ended with {outcome['pages']} pages, expected {pages + -(-pages // PER_LIST)}")


def plain_crawl(port: int, pages: int) -> None:
    """Plain Scrapy, with the settings that bear on speed as ours."""
    import scrapy  # noqa: PLC0415  (only for the process that is measured)
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415  (as above)

    class Plain(scrapy.Spider):
        name = "plain"
        start_urls = (f"http://127.0.0.1:{port}/news/0-{pages}",)

        def parse(self, response: scrapy.http.Response) -> Iterator[scrapy.Request]:
            for link in response.css("a::attr(href)").getall():
                yield response.follow(link, self.parse)

    settings = {
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_LEVEL": "WARNING",
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(Plain)
    process.start()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["cpu", "memory", "kills", "plain"])
    parser.add_argument("--pages", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--port", type=int)
    told = parser.parse_args()
    if told.what == "plain":
        plain_crawl(told.port, told.pages)
    elif told.what == "cpu":
        cpu(told.pages or 1000, told.rounds)
    elif told.what == "memory":
        memory(told.pages or 20000)
    else:
        kills(told.times)


if __name__ == "__main__":
    main()
