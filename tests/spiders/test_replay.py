"""The same spiders over the archive alone, as of a moment."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from archive.store import Archive
from tests.spiders.local_site import HOST, Nights, Site, ok, page, source

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def two_nights(serve: Callable[..., Site], nights: Nights) -> tuple[Site, Nights, list[datetime]]:
    """A section on two nights, with a page more on the second; the moments at which each night had ended."""
    site = serve()
    site.answers |= {"/news/": page("News", "/news/a"), "/news/a": page("A", text="101,000 votes")}
    nights.crawl(site, source("section", "/news/"))
    ends = [datetime.now(UTC)]
    site.answers |= {"/news/": page("News", "/news/a", "/news/b"), "/news/b": page("B")}
    nights.crawl(site, source("section", "/news/"), night=2)
    return site, nights, [*ends, datetime.now(UTC)]


def test_each_night_is_gone_about_again_without_asking_anybody(two_nights: tuple[Site, Nights, list[datetime]]) -> None:
    site, nights, ends = two_nights
    site.asked.clear()
    before = sorted((path, path.stat().st_size) for path in nights.archive.rglob("*") if path.is_file())
    pages = [nights.crawl(site, source("section", "/news/"), night=5, as_of=end).pages for end in ends]
    assert pages == [2, 3]
    assert site.asked == []
    assert sorted((path, path.stat().st_size) for path in nights.archive.rglob("*") if path.is_file()) == before


def test_a_replay_is_the_same_every_time(two_nights: tuple[Site, Nights, list[datetime]]) -> None:
    site, nights, ends = two_nights
    told = []
    for _ in range(2):
        nights.crawl(site, source("section", "/news/"), night=5, as_of=ends[1])
        told.append(nights.told)
    assert told[0] == told[1]
    assert [line["url"].removeprefix(f"http://{HOST}") for line in told[0]] == ["/news/", "/news/a", "/news/b"]


def test_what_was_not_archived_by_then_is_a_loud_failure(two_nights: tuple[Site, Nights, list[datetime]]) -> None:
    site, nights, ends = two_nights
    outcome = nights.crawl(site, source("pages", "/news/b"), night=5, as_of=ends[0])
    assert outcome.outcome == "parse"
    assert f"http://{HOST}/news/b" in outcome.detail
    assert "found no capture up to" in outcome.detail


def test_a_wordpress_night_finds_the_lists_that_were_asked_then(site: Site, nights: Nights) -> None:
    """The second night's lists have the first night's day in their addresses."""
    posts = json.dumps([{"id": 1, "link": f"http://{HOST}/one", "date_gmt": "2010-11-21T13:00:00"}])
    link = f'Link: <http://{HOST}/wp-json/>; rel="https://api.w.org/"\r\n'
    site.answers |= {"/": ok("<title>Front</title>", more=link), "/one": page("One")}

    class Lists(dict):
        def get(self, path: str, default: object = None) -> object:
            if "/wp/v2/posts" in path:
                return ok(posts if "page=1" in path else "[]", "application/json", more="X-WP-TotalPages: 1\r\n")
            return ok("[]", "application/json") if "/wp/v2/" in path else super().get(path, default)

    site.answers = Lists(site.answers)
    for night in (1, 2):
        nights.crawl(site, source("wordpress", "/"), night=night)
    replayed = nights.crawl(site, source("wordpress", "/"), night=5, as_of=datetime.now(UTC))
    assert (replayed.pages, replayed.errors) == (1, 0), replayed.detail
    assert len(list(Archive(nights.archive).captures())) == len(site.asked)
