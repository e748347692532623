"""A Blogger site (blogspot.com, or under its own name): posts and their comments listed by its Atom feeds.

What is read are the HTML pages; a new comment makes its page due. Where the feeds are off, the front page and its
"Older posts" links behind it are followed. `?m=1` and `?showComment=` are doubles of a page and left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin

from scrapy.http import TextResponse

from spiders.feeds import NotAFeed, read_feed
from spiders.paging import links_of, next_page
from spiders.spider import SourceSpider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy import Request
    from scrapy.http import Response

MOST = 150
"""Entries asked for at once: with more, Blogger cuts the answer by size and says nothing."""

MOST_LISTS = 200

_ADAPTIVE = {"role": "page"}
AFTER_LISTS = 5
"""Priority of a post's own comments: after the lists that say whether they are due, before the pages."""

_POST = re.compile(r"/(19|20)\d\d/(0[1-9]|1[0-2])/[^/]+\.html$")
_CLOSED = [400, 401, 403, 404, 410]


class Spider(SourceSpider):
    def first(self) -> Iterable[Request]:
        query = {"max-results": str(MOST), "start-index": "1"}
        if self.source.since:
            query["published-min"] = f"{(self.source.since + '-01-01')[:10]}T00:00:00Z"
        feed = urljoin(self.source.url, "/feeds/posts/default?" + urlencode(query))
        yield self.listing(feed, self.parse_posts, cb_kwargs={"number": 1}, meta={"handle_httpstatus_list": _CLOSED})
        newest = urljoin(self.source.url, "/feeds/comments/default?max-results=500")
        yield self.listing(newest, self.parse_newest, meta={"handle_httpstatus_list": _CLOSED})

    def parse_posts(self, response: Response, number: int) -> Iterator[Request]:
        try:
            feed = read_feed(response.body, response.url) if response.status == 200 else None
        except NotAFeed:
            feed = None
        if feed is None:
            yield self.listing(self.source.url, self.parse_front, cb_kwargs={"number": 1})
            return
        for entry in feed.entries:
            if not self.bounds.takes(entry.url, entry.published):
                continue
            yield self.page(entry.url, changed_at=entry.changed_at)
            if entry.replies:
                replies = entry.replies + ("&" if "?" in entry.replies else "?") + "max-results=500"
                told = {"post": entry.url, "number": 1}
                yield self.listing(replies, self.parse_replies, cb_kwargs=told, meta=_ADAPTIVE, priority=AFTER_LISTS)
        if feed.next_url and feed.entries and number < MOST_LISTS:
            meta = {"handle_httpstatus_list": _CLOSED}
            yield self.listing(feed.next_url, self.parse_posts, cb_kwargs={"number": number + 1}, meta=meta)

    def parse_newest(self, response: Response) -> Iterator[Request]:
        """The site's newest comments: each makes its post due."""
        if response.status != 200:
            return
        for entry in read_feed(response.body, response.url).entries:
            url = entry.url.partition("?")[0]
            if entry.changed_at and self.bounds.takes(url):
                yield self.page(url, changed_at=entry.changed_at)

    def parse_replies(self, response: Response, post: str, number: int) -> Iterator[Request]:
        """The feed holds every comment, so an edited one is in the archive even where the page shows fewer."""
        feed = read_feed(response.body, response.url)
        changes = [entry.changed_at for entry in feed.entries if entry.changed_at]
        if changes:
            yield self.page(post, changed_at=max(changes))
        if feed.next_url and feed.entries and number < MOST_LISTS:
            yield self.listing(feed.next_url, self.parse_replies, cb_kwargs={"post": post, "number": number + 1})

    def parse_front(self, response: Response, number: int) -> Iterator[Request]:
        if not isinstance(response, TextResponse):
            return
        self.count(response)
        for url in links_of(response):
            if _POST.search(url.partition("?")[0]) and self.bounds.takes(url):
                yield self.page(url)
        older = response.css("a.blog-pager-older-link::attr(href)").get()
        further = response.urljoin(older) if older else next_page(response)
        if further and number < MOST_LISTS:
            yield self.listing(further, self.parse_front, cb_kwargs={"number": number + 1})
