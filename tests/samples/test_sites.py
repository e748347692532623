"""The sites hold together: every link leads somewhere or is meant not to, and machine-read files can be read."""

from __future__ import annotations

import json
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from samples.server import serve
from samples.sites import NIGHTS
from tests.samples.visit import ask

NOT_THERE = {
    "http://workers-pages.example/2010/lost.html",  # the page itself says so
    "http://wiki.labour-archive.example/wiki/Postal_ballot",  # a red link
    "http://daily-courier.example/news/hall.jpg",  # a picture that got lost
    "http://workers-pages.example/robots.txt",  # older than the custom
}
MACHINE_READ = {"application/xml", "application/atom+xml", "application/rss+xml"}


@pytest.fixture(scope="module", params=NIGHTS)
def night(request):
    return request.param


@pytest.fixture(scope="module")
def visited(night):
    """Every address that links lead to from the home pages, with its reply."""
    with serve(night) as samples:
        replies = {}
        waiting = [f"http://{host}{path}" for host in samples.sites for path in ("/", "/robots.txt")]
        while waiting:
            url = waiting.pop()
            if url in replies or urlsplit(url).hostname not in samples.connect_to:
                continue
            replies[url] = ask(samples, url)
            waiting += _links(url, replies[url])
        yield replies


def _links(url, reply):
    if reply.status == 301:
        return [reply.headers["Location"]]
    kind = reply.headers["Content-Type"].split(";")[0]
    if kind == "text/html" and reply.status == 200:
        tree = BeautifulSoup(reply.body, "html.parser")
        found = [tag.get("href") or tag.get("src") for tag in tree.select("a[href], link[href], img[src]")]
    elif kind in MACHINE_READ and reply.status == 200:
        tree = ET.fromstring(reply.body)
        found = [tag.text for tag in tree.iter() if tag.tag.endswith(("}loc", "link", "commentRss")) and tag.text]
        found += [tag.get("href") for tag in tree.iter() if tag.tag.endswith("}link")]
    elif urlsplit(url).path == "/robots.txt":
        found = [line.split(" ", 1)[1] for line in reply.text.splitlines() if line.startswith("Sitemap: ")]
    else:
        found = []
    return [urldefrag(urljoin(url, link.strip())).url for link in found if not link.startswith("mailto:")]


def test_every_link_resolves_or_is_meant_not_to(visited):
    refused = {url for url, reply in visited.items() if reply.status in {401, 403}}
    failed = {url for url, reply in visited.items() if reply.status not in {200, 301}} - refused
    assert failed == NOT_THERE
    assert all("/wp-json/" in url or "/members/" in url or "/search/" in url for url in refused)


def test_redirects_end_at_a_page(visited):
    for url in [url for url, reply in visited.items() if reply.status == 301]:
        seen = [url]
        while visited[seen[-1]].status == 301:
            target = visited[seen[-1]].headers["Location"]
            assert target not in seen
            seen.append(target)
        assert visited[seen[-1]].status == 200


def test_every_page_can_be_reached(night, visited):
    with serve(night) as samples:
        pages = {page.url for site in samples.sites.values() for page in site.pages(night)}
    assert pages
    assert pages <= set(visited)


def test_there_are_pages_enough(visited):
    pages = {url for url, reply in visited.items() if reply.status == 200 and "html" in reply.headers["Content-Type"]}
    assert len({urlsplit(url).hostname for url in pages}) >= 6
    assert len(pages) >= 30


def test_json_and_xml_can_be_read(visited):
    kinds = [reply.headers["Content-Type"].split(";")[0] for reply in visited.values()]
    assert set(kinds) >= MACHINE_READ
    for kind, reply in zip(kinds, visited.values(), strict=True):
        if kind in MACHINE_READ and reply.status == 200:
            assert reply.body.startswith(b"<?xml")
        if kind == "application/json":
            json.loads(reply.body)


def test_linked_data_can_be_read(visited):
    stories = 0
    for url, reply in visited.items():
        if not reply.headers["Content-Type"].startswith("text/html"):
            continue
        for script in BeautifulSoup(reply.body, "html.parser").select('script[type="application/ld+json"]'):
            article = json.loads(script.string)
            assert article["mainEntityOfPage"] == url
            stories += 1
    assert stories >= 10


def test_what_robots_may_not_read_is_linked_to_and_says_so(visited):
    """A crawler that ignores robots.txt runs into pages that give it away."""
    forbidden = set()
    for url in visited:
        rules = RobotFileParser()
        parts = urlsplit(url)
        rules.parse(visited[f"http://{parts.hostname}/robots.txt"].text.splitlines())
        if not rules.can_fetch("anybody", url):
            forbidden.add(parts.hostname)
            if visited[url].status == 200:
                assert "robots.txt asks robots to keep out" in visited[url].text
    assert len(forbidden) >= 6


def test_one_site_asks_for_a_pause(visited):
    assert "Crawl-delay:" in visited["http://ballot-returns.example/robots.txt"].text


def test_nights_differ_a_little():
    with serve() as samples:
        pages = [page.url for site in samples.sites.values() for page in site.pages(1)]
        bodies = []
        for night in NIGHTS:
            samples.night = night
            bodies.append({url: (reply := ask(samples, url)).status == 200 and reply.body for url in pages})
    changed = {url for url in pages if bodies[0][url] != bodies[1][url]}
    assert {url for url in changed if not bodies[1][url]}, "a page should be gone on night 2"
    assert len(changed) >= 5
    assert len(changed) <= len(pages) / 3
