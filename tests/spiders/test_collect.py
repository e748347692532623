"""Crawls of a local site, through the handler into WARC files and back."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from archive.store import Archive
from tests.spiders.local_site import HOST, ok, page, source

if TYPE_CHECKING:
    from tests.spiders.local_site import Nights, Site


def records(nights: Nights) -> list[tuple[str, str, bytes]]:
    """(type, url, block) of every record, read by warcio, not by our own reader."""
    from warcio.archiveiterator import ArchiveIterator

    found = []
    for path in sorted(nights.archive.glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, no_record_parse=True):
                uri = record.rec_headers.get_header("WARC-Target-URI")
                found.append((record.rec_type, uri, record.raw_stream.read()))
    return found


def sha1s(blocks: list[bytes]) -> list[str]:
    return sorted(hashlib.sha1(block).hexdigest() for block in blocks)


def test_a_list_of_pages_is_archived_as_it_went_over_the_wire(site: Site, nights: Nights) -> None:
    site.answers["/count"] = page("The count")
    outcome = nights.crawl(site, source("pages", "/count"))
    assert (outcome.outcome, outcome.pages, outcome.errors) == ("collected", 1, 0)
    assert site.paths() == ["/robots.txt", "/count"]
    kept = records(nights)
    assert sha1s([block for kind, _, block in kept if kind == "response"]) == sha1s(
        [asked.answer for asked in site.asked]
    )
    assert sha1s([block for kind, _, block in kept if kind == "request"]) == sha1s([asked.raw for asked in site.asked])
    assert nights.outcome(1, "blog")["outcome"] == "collected"


def test_a_section_is_followed_within_its_path_and_depth(site: Site, nights: Nights) -> None:
    site.answers |= {
        "/news/": page("News", "/news/a", "/about", "http://elsewhere.example/news/", "/news/a?replytocom=5"),
        "/news/a": page("A", "/news/b"),
        "/news/b": page("B", "/news/c"),
        "/news/c": page("C"),
    }
    outcome = nights.crawl(site, source("section", "/news/", depth=2))
    assert site.paths() == ["/robots.txt", "/news/", "/news/a", "/news/b"]
    assert outcome.pages == 3


def test_a_feed_leads_to_its_pages_within_the_days(site: Site, nights: Nights) -> None:
    items = "".join(
        f"<item><link>http://{HOST}/{day}</link><pubDate>{day} Nov 2010 10:00:00 GMT</pubDate></item>"
        for day in (20, 21, 25)
    )
    site.answers |= {"/feed": ok(f"<rss><channel>{items}</channel></rss>", "application/rss+xml")}
    site.answers |= {f"/{day}": page(f"Day {day}") for day in (20, 21, 25)}
    outcome = nights.crawl(site, source("feed", "/feed", since="2010-11-21", until="2010-11"))
    assert sorted(site.paths()) == ["/21", "/25", "/feed", "/robots.txt"]
    assert outcome.pages == 2


def test_a_sitemap_index_leads_to_its_pages(site: Site, nights: Nights) -> None:
    index = f"<sitemapindex><sitemap><loc>http://{HOST}/posts.xml</loc></sitemap><sitemap><loc>http://{HOST}/map.xml</loc></sitemap></sitemapindex>"
    posts = f"<urlset><url><loc>http://{HOST}/one</loc><lastmod>2010-11-21</lastmod></url><url><loc>http://{HOST}/pic.jpg</loc></url></urlset>"
    site.answers |= {"/map.xml": ok(index, "text/xml"), "/posts.xml": ok(posts, "text/xml"), "/one": page("One")}
    outcome = nights.crawl(site, source("sitemap", "/map.xml"))
    assert sorted(site.paths()) == ["/map.xml", "/one", "/posts.xml", "/robots.txt"]
    assert outcome.outcome == "collected"


def test_an_unchanged_second_night_is_revisits_and_follows_the_same_links(site: Site, nights: Nights) -> None:
    def conditional(asked: object) -> bytes:
        if asked.headers.get("if-none-match") == '"v1"':
            return b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'
        return ok('<title>Front</title><a href="/news/a">a</a>', more='ETag: "v1"\r\n')

    site.answers |= {"/news/": conditional, "/news/a": page("A")}
    first = nights.crawl(site, source("section", "/news/"))
    site.asked.clear()
    second = nights.crawl(site, source("section", "/news/"), night=2)
    assert (first.outcome, second.outcome) == ("collected", "unchanged")
    assert (second.pages, second.revisits) == (2, 3)  # robots.txt as well
    assert site.paths() == ["/robots.txt", "/news/", "/news/a"]
    front = Archive(nights.archive).timemap(f"http://{HOST}/news/")
    assert [capture.revisit for capture in front] == [None, "server-not-modified"]
    assert b"/news/a" in Archive(nights.archive).payload(front[1]).body


def test_a_run_goes_on_where_it_was_and_fetches_nothing_twice(site: Site, nights: Nights) -> None:
    site.answers |= {"/news/": page("News", "/news/a"), "/news/a": page("A")}
    nights.crawl(site, source("section", "/news/", depth=0))
    site.asked.clear()
    outcome = nights.crawl(site, source("section", "/news/", depth=1))
    assert site.paths() == ["/news/a"]
    assert outcome.pages == 2


def test_every_source_has_an_outcome_and_a_bad_one_stops_no_other(site: Site, nights: Nights) -> None:
    site.answers |= {"/good": page("Good"), "/nofeed": page("No feed")}
    outcomes = nights.crawl(
        site,
        source("pages", "/gone", source_id="gone"),
        source("no_such", "/good", source_id="odd"),
        source("feed", "/nofeed", source_id="nofeed"),
        source("pages", "/good", source_id="good"),
    )
    assert [outcome.outcome for outcome in outcomes] == ["not_found", "crashed", "parse", "collected"]
    assert all(outcome.detail.count(";") >= 1 or outcome.outcome == "collected" for outcome in outcomes)


def test_progress_is_told_for_every_exchange(site: Site, nights: Nights) -> None:
    site.answers["/count"] = page("The count")
    nights.crawl(site, source("pages", "/count"))
    assert [json.dumps(line["url"]) for line in nights.told] == [
        f'"http://{HOST}/robots.txt"',
        f'"http://{HOST}/count"',
    ]
