"""Lists and pages that strangers wrote to do harm: nothing is fetched for them, expanded, or gone on with for ever.

No times are measured here: each of these would take minutes, or all the memory there is, were it not bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse

from spiders.bounds import Bounds, tidy
from spiders.feeds import NotAFeed, read_feed
from spiders.kinds.wordpress import api_root
from spiders.outcomes import looks_blocked
from spiders.paging import MOST_LINKS, links_of
from spiders.sitemaps import NotASitemap, read_sitemap
from spiders.wire import _without_odd_lines
from tests.spiders.local_site import HOST, Nights, Site, ok, page, source

if TYPE_CHECKING:
    from pathlib import Path

URL = f"http://{HOST}/"


def html(body: str, **headers: str) -> HtmlResponse:
    return HtmlResponse(URL, body=body.encode(), headers=headers)


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("http://leaked.example/")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "http://a.example/">{laughs}<!ENTITY f SYSTEM "file://{tmp_path}/secret">]>'
    items = "<item><link>&l11;</link></item><item><link>&f;</link></item><item><link>http://b.example/</link></item>"
    feed = read_feed(f"{doctype}<rss><channel>{items}</channel></rss>".encode(), URL)
    assert [entry.url for entry in feed.entries if "a.example" in entry.url or "leaked" in entry.url] == []


def test_a_sitemap_is_not_unpacked_beyond_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    monkeypatch.setattr("spiders.sitemaps.MAX_SITEMAP", 100_000)
    with pytest.raises(NotASitemap, match="more than 100000 bytes"):
        read_sitemap(gzip.compress(b" " * 10_000_000), URL)


def test_sitemaps_that_name_each_other_end(site: Site, nights: Nights) -> None:
    def index(*names: str) -> bytes:
        parts = "".join(f"<sitemap><loc>{URL}{name}</loc></sitemap>" for name in names)
        return ok(f"<sitemapindex>{parts}</sitemapindex>", "text/xml")

    site.answers |= {"/a.xml": index("b.xml", "a.xml"), "/b.xml": index("a.xml", "c.xml"), "/c.xml": index("d.xml")}
    site.answers |= {"/d.xml": index("e.xml"), "/e.xml": index("f.xml")}
    outcome = nights.crawl(site, source("sitemap", "/a.xml"))
    assert site.paths() == ["/robots.txt", "/a.xml", "/b.xml", "/c.xml", "/d.xml"]
    assert outcome.outcome == "nothing_found"


def test_markup_made_for_slow_patterns_is_read_at_once() -> None:
    assert looks_blocked(html("<title>" * 20_000 + "please verify you are human")) in (True, False)
    assert looks_blocked(html("<script>" * 20_000 + "unusual traffic")) in (True, False)
    assert api_root(html("", Link="<" * 200_000)) is None
    _without_odd_lines(b"HTTP/1.1 200 OK\r\n" + b" :" * 100_000 + b"\r\n" + b" " * 200_000 + b"\r\n\r\n")


def test_a_page_of_a_million_links_gives_its_first() -> None:
    assert len(links_of(html("".join(f'<a href="/{number}">' for number in range(MOST_LINKS + 50))))) == MOST_LINKS


@given(st.text(max_size=60))
def test_no_link_breaks_the_tidying(link: str) -> None:
    found = tidy(URL, link)
    assert found is None or found.startswith(("http://", "https://"))
    if found:
        Bounds(frozenset({HOST})).takes(found)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_readers_of_lists(body: bytes) -> None:
    for read, refusal in ((read_feed, NotAFeed), (read_sitemap, NotASitemap)):
        try:
            read(b"<rss><channel>" + body, URL)
            read(body, URL)
        except refusal:
            pass


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.example",
        "//[::1",
        "ftp://a.example/",
    ],
)
def test_links_that_are_no_pages_are_left(link: str) -> None:
    assert tidy(URL, link) is None


def test_a_link_to_another_scheme_or_site_is_not_followed(site: Site, nights: Nights) -> None:
    site.answers["/"] = page("Front", "javascript:x", "file:///etc/passwd", "http://elsewhere.example/", "http://[::1/")
    nights.crawl(site, source("section", "/"))
    assert site.paths() == ["/robots.txt", "/"]
