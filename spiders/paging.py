"""Pages that go on: a post whose comments fill several, a thread, a front page with older posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit, urlunsplit

from bs4 import BeautifulSoup

from pipelines.pages import find_kind
from spiders.bounds import is_double, tidy_all
from spiders.plan import host_of

if TYPE_CHECKING:
    from scrapy.http import TextResponse

MOST_LINKS = 10_000
"""Of one page: the fullest archive pages have a few thousand, and a page made to keep a crawler busy has more."""

_COMMENT_PATH = re.compile(r"/comment-page-\d+/?$")
_COMMENT_KEYS = frozenset({"cpage", "commentpage", "comment_page"})


def links_of(response: TextResponse) -> list[str]:
    """Every link of a page, whole, each once, in page order."""
    links = response.css("a::attr(href), area::attr(href)").getall()[:MOST_LINKS]
    return tidy_all(response.urljoin(""), links)


def kind_links(response: TextResponse, kind: str) -> list[str]:
    """The links that a page kind (pipelines/pages/<kind>.py) finds worth following, whole, each once, in page order."""
    page = BeautifulSoup(response.body, "html.parser", from_encoding=response.encoding)
    return tidy_all(response.urljoin(""), find_kind(kind, response.url).links(page)[:MOST_LINKS])


def next_page(response: TextResponse) -> str | None:
    """What a page itself calls the next one (`rel=next`), on the same host."""
    found = tidy_all(
        response.urljoin(""), response.css("link[rel~=next]::attr(href), a[rel~=next]::attr(href)").getall()
    )
    return next((url for url in found if host_of(url) == host_of(response.url) and url != response.url), None)


def comment_pages(response: TextResponse) -> list[str]:
    """Further pages of a post's comments: WordPress's /comment-page-2/ and ?cpage=2, Blogger's ?commentPage=2."""
    here = _without_paging(response.url)
    return [
        url
        for url in links_of(response)
        if url != response.url and _is_comment_page(url) and _without_paging(url) == here
    ]


def shown_comment_pages(response: TextResponse) -> set[str]:
    """The comment pages that a page shows itself: its comments' own links lead there.

    WordPress shows the newest comments under the post's own address and once more at /comment-page-N/.
    """
    ids = set(response.css("[id^=comment-]::attr(id)").getall())
    links = response.css("a[href*='#comment-']::attr(href)").getall()
    here = [link for link in links if link.rpartition("#")[2] in ids]
    return {url for url in tidy_all(response.url, here) if _is_comment_page(url)}


def _is_comment_page(url: str) -> bool:
    """Every comment of a WordPress page links to that page again, as a form (?replytocom=): those are left out."""
    parts = urlsplit(url)
    if is_double(url):
        return False
    return bool(_COMMENT_PATH.search(parts.path)) or bool(
        _COMMENT_KEYS & {key.lower() for key in parse_qs(parts.query)}
    )


def post_of(url: str) -> str:
    """The address of the post that a WordPress comment page belongs to."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=_COMMENT_PATH.sub("/", parts.path)))


def _without_paging(url: str) -> tuple[str, str]:
    return host_of(url), _COMMENT_PATH.sub("/", urlsplit(url).path).rstrip("/")
