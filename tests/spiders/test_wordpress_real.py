"""WordPress itself: its recorded answers in every run of the tests, and the living program where it is installed.

The fixture holds the exchanges of one night with WordPress 6.1.9 as `python -m tests.spiders.wordpress_site` made them:
thirteen posts, and 25 comments of the first on two pages, the newer of which is the post's own.
"""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive.store import Archive
from tests.spiders import wordpress_site
from tests.spiders.local_site import Nights, Site, source

if TYPE_CHECKING:
    from collections.abc import Iterable

FIXTURE = Path(__file__).parent / "fixtures" / "wordpress-6.1-dockside-notes.warc.gz"
BLOG = source("wordpress", url=f"http://{wordpress_site.HOST}/", source_id="dockside-notes")


def comments_of(archive: Archive, urls: Iterable[str]) -> set[str]:
    """The ids of the comments on archived pages."""
    pages = (archive.payload(archive.timemap(url)[-1]).body for url in urls)
    return {found.decode() for body in pages for found in re.findall(rb'id="comment-(\d+)"', body)}


def page_urls(archive: Archive) -> list[str]:
    return [capture.url for capture in archive.captures() if capture.mime == "text/html" and "/2010/" in capture.url]


def test_the_recorded_night_is_gone_about_again_without_a_network(nights: Nights) -> None:
    nights.archive.mkdir(parents=True)
    shutil.copy(FIXTURE, nights.archive / "20260301T021500Z-dockside-notes.warc.gz")
    archive = Archive(nights.archive)
    archive.reindex(from_records=True)
    outcome = nights.crawl(Site(), BLOG, as_of=datetime.now(UTC))
    assert (outcome.pages, outcome.errors) == (wordpress_site.POSTS + 1, 0), outcome.detail
    assert len(comments_of(archive, page_urls(archive))) == wordpress_site.COMMENTS


@pytest.mark.slow
@pytest.mark.skipif(bool(wordpress_site.missing()), reason=f"not installed: {', '.join(wordpress_site.missing())}")
def test_the_living_wordpress_gives_every_post_and_comment(nights: Nights, tmp_path: Path) -> None:
    with wordpress_site.running(tmp_path / "wordpress") as port:
        reach = {wordpress_site.HOST: f"127.0.0.1:{port}"}
        first = nights.crawl(Site(), BLOG, connect_to=reach)
        second = nights.crawl(Site(), BLOG, night=2, connect_to=reach)
    archive = Archive(nights.archive)
    pages = set(page_urls(archive))
    assert len([url for url in pages if "comment-page" not in url]) == wordpress_site.POSTS
    assert len(comments_of(archive, pages)) == wordpress_site.COMMENTS
    assert (first.outcome, first.errors, second.outcome, second.errors) == ("collected", 0, "unchanged", 0)
    assert second.revisits == second.exchanges - 3  # the lists of posts, pages and comments: asked for what is new
