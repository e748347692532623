"""Reading figures, side by side with cleaning the page and with parsing it by BeautifulSoup.

    python benchmarks/reading.py [FOLDER OF PAGES]

Without a folder the pages of the sample sites are read. One core, best of three passes; trust the ratios.
"""

from __future__ import annotations

import http.client
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from pipelines.clean import PageRefused, read_page
from pipelines.contests import load_contests
from pipelines.figures import read_figures
from pipelines.reading.scan.names import Registry
from samples.expected import expected_pages, served_at
from samples.server import serve

ROOT = Path(__file__).parents[1]


def best(work, passes=3):
    times = []
    for _ in range(passes):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def cleaned(bodies):
    pages = []
    for body in bodies:
        try:
            pages.append(read_page(body))
        except PageRefused as refusal:
            print(f"left out: {refusal}", file=sys.stderr)
    return pages


def sample_pages():
    with serve() as samples:
        samples.night = 2
        replies = [ask(samples.address, urlsplit(served_at(url))) for url in expected_pages()]
    return [body for status, body in replies if status == 200]


def ask(address, url):
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request("GET", url.path + (f"?{url.query}" if url.query else ""), headers={"Host": url.netloc})
    reply = connection.getresponse()
    return reply.status, reply.read()


def main():
    if len(sys.argv) > 1:
        bodies = [path.read_bytes() for path in sorted(Path(sys.argv[1]).rglob("*.html"))]
    else:
        bodies = sample_pages()
    registry = Registry(load_contests(ROOT / "samples" / "contests"))
    pages = cleaned(bodies)
    figures = sum(len(read_figures(page, registry).figures) for page in pages)
    rows = {
        "parse with BeautifulSoup (html.parser)": best(lambda: [BeautifulSoup(body, "html.parser") for body in bodies]),
        "clean": best(lambda: cleaned(bodies)),
        "read figures of cleaned pages": best(lambda: [read_figures(page, registry) for page in pages]),
    }
    print(f"{len(bodies)} pages, {sum(map(len, bodies)):,} bytes, {figures} figures")
    floor = rows["clean"]
    for name, seconds in rows.items():
        print(f"{name:42} {seconds:8.3f} s  {seconds / floor:6.2f} x clean  {len(bodies) / seconds:8.0f} pages/s")


if __name__ == "__main__":
    main()
