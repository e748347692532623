"""A WordPress site: posts, pages and comments listed by its REST interface, by its feeds where that is closed, and by
its front page where both are.

The lists say where to look and what changed; what is read are the HTML pages, with all pages of their comments. Where a
page is refused to us and REST is not, the post is asked for there (flows/stand_ins.py says when it is read). REST
answers carry no ETag, so from the second night on they are asked for what changed since (`modified_after`, WordPress
5.7; `after` for comments). A comment makes its post due. The comments' totals that REST states can exceed what is given
to strangers, so paging ends at the first empty page and not at a count.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin

from scrapy.http import TextResponse
from scrapy.spidermiddlewares.httperror import HttpError

from spiders.bounds import tidy
from spiders.feeds import NotAFeed, moment, read_feed
from spiders.paging import links_of, next_page, post_of
from spiders.spider import SourceSpider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

API_RELATION = "https://api.w.org/"
PER_PAGE = 100
"""The most that REST gives at once; 101 is refused."""

MOST_LISTS = 500
"""Pages of one list: fifty thousand posts, or a site that never ends."""

_ADAPTIVE = {"role": "page"}
AFTER_LISTS = 5
"""Priority of a post's own comments: after the lists that say whether they are due, before the pages."""

_FIELDS = {
    "posts": "id,link,date_gmt,modified_gmt,slug,title",
    "pages": "id,link,date_gmt,modified_gmt,slug,title",
    "comments": "id,post,parent,author_name,date_gmt,link,content",
}
_WHOLE = "id,link,date_gmt,modified_gmt,title,content"
"""Of a post that stands in for its page."""

_LINK_HEADER = re.compile(r"<([^<>]+)>\s*;\s*rel=\"?https://api\.w\.org/\"?")
_REFUSALS = [400, 401, 403, 404, 405, 410, 500, 501, 503]
_YESTERDAY = timedelta(days=1)


class Spider(SourceSpider):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._instead: dict[str, str] = {}

    def first(self) -> Iterable[Request]:
        yield self.listing(self.source.url, self.parse_front)

    # --- the front page says where REST is ------------------------------------------------------------------------

    def parse_front(self, response: Response) -> Iterator[Request]:
        root = api_root(response)
        if root is None:
            yield from self.ask_feed(response.urljoin("feed/"))
            return
        for kind in ("posts", "pages", "comments"):
            yield self.ask_list(root, kind, 1)

    def ask_list(self, root: str, kind: str, number: int) -> Request:
        url = endpoint(root, f"wp/v2/{kind}", self._query(root, kind, number))
        told = {"root": root, "kind": kind, "number": number}
        return self.listing(url, self.parse_list, cb_kwargs=told, meta={"handle_httpstatus_list": _REFUSALS})

    def _query(self, root: str, kind: str, number: int) -> dict[str, str]:
        """Posts within the source's days; of all lists what is new since the last night that was asked the same."""
        query = {"per_page": str(PER_PAGE), "_fields": _FIELDS[kind]}
        if kind == "posts":
            if self.source.since:
                query["after"] = f"{(self.source.since + '-01-01')[:10]}T00:00:00"
            if self.source.until:
                query["before"] = f"{_last_day(self.source.until)}T23:59:59"
        last = self.night.keeping.last_night(endpoint(root, f"wp/v2/{kind}", query) + "&page=")
        query["page"] = str(number)
        if last is not None:
            new = (last - _YESTERDAY).strftime("%Y-%m-%dT%H:%M:%S")
            query["after" if kind == "comments" else "modified_after"] = new
        return query

    def parse_list(self, response: Response, root: str, kind: str, number: int) -> Iterator[Request]:
        rows = _rows(response)
        if rows is None:
            if number == 1 and kind != "pages":
                yield from self.without_rest(root, kind)
            return
        for row in rows:
            yield from self._page_of(row, endpoint(root, f"wp/v2/{kind}/{row.get('id')}", {"_fields": _WHOLE}))
        if len(rows) and number < MOST_LISTS and number < _total_pages(response, kind):
            yield self.ask_list(root, kind, number + 1)

    def _page_of(self, row: dict[str, Any], instead: str) -> Iterator[Request]:
        """A comment's address is that of a page of its post's comments, and a fragment: both pages are due for it.

        instead: where REST gives the post whole.
        """
        url = tidy(self.source.url, str(row.get("link") or ""))
        written, changed = (
            str(row.get("date_gmt") or ""),
            moment(str(row.get("modified_gmt") or row.get("date_gmt") or "")),
        )
        if not url:
            return
        if "post" in row:
            self.note_change(url, changed)
            url, written = post_of(url), ""
        else:
            self._instead[url] = instead
        if self.bounds.takes(url, written[:10]):
            yield self.page(url, changed_at=changed)

    def failed(self, failure: Failure) -> Iterator[Request]:
        """A post whose page is refused, or breaks the server, is asked for at REST; one that is gone is gone."""
        super().failed(failure)
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy on every errback
        instead = self._instead.pop(request.url, None)
        if instead and isinstance(failure.value, HttpError) and failure.value.response.status not in (404, 410):
            yield self.listing(instead, self.parse_instead, cb_kwargs={"url": request.url}, meta=_ADAPTIVE)

    def parse_instead(self, response: Response, url: str) -> None:
        """Counted as the page that it stands in for."""
        self.night.tally.pages[url] = url
        self.night.tally.fresh += not {"revisit", "not_due"} & set(response.flags)

    # --- where REST is closed -------------------------------------------------------------------------------------

    def without_rest(self, root: str, kind: str) -> Iterator[Request]:
        site = re.sub(r"(wp-json/?|index\.php\?rest_route=/?|\?rest_route=/?)$", "", root)
        if kind == "posts":
            yield from self.ask_feed(urljoin(site, "feed/"))

    def ask_feed(self, url: str) -> Iterator[Request]:
        told = {"base": url, "number": 1}
        yield self.listing(url, self.parse_feed, cb_kwargs=told, meta={"handle_httpstatus_list": _REFUSALS})

    def parse_feed(self, response: Response, base: str, number: int) -> Iterator[Request]:
        """Feeds hold ten posts; `?paged=N` goes back until 404. The feed of each post's comments is archived too."""
        try:
            feed = read_feed(response.body, response.url) if response.status == 200 else None
        except NotAFeed:
            feed = None
        if feed is None or not feed.entries:
            if number == 1:
                yield self.listing(urljoin(base, ".."), self.parse_html_list, cb_kwargs={"number": 1}, dont_filter=True)
            return
        for entry in feed.entries:
            if self.bounds.takes(entry.url, entry.published):
                yield self.page(entry.url, changed_at=entry.changed_at)
                if entry.replies:
                    yield self.listing(entry.replies, self.parse_replies, meta=_ADAPTIVE, priority=AFTER_LISTS)
        oldest = feed.entries[-1].published
        if number < MOST_LISTS and not (oldest and self.source.since and oldest < self.source.since):
            told = {"base": base, "number": number + 1}
            meta = {"handle_httpstatus_list": _REFUSALS}
            yield self.listing(f"{base}?paged={number + 1}", self.parse_feed, cb_kwargs=told, meta=meta)

    def parse_replies(self, response: Response) -> Iterator[Request]:
        """The newest comment of a feed makes its post due."""
        for entry in read_feed(response.body, response.url).entries[:1]:
            if self.bounds.takes(entry.url):
                yield self.page(entry.url, changed_at=entry.changed_at)

    def parse_html_list(self, response: Response, number: int) -> Iterator[Request]:
        """The front page and those behind it: every link of theirs that fits is a page."""
        if not isinstance(response, TextResponse):
            return
        self.count(response)
        for url in links_of(response):
            if self.bounds.takes(url) and not _is_list(url):
                yield self.page(url)
        older = next_page(response) or _older(response)
        if older and number < MOST_LISTS:
            yield self.listing(older, self.parse_html_list, cb_kwargs={"number": number + 1})


def api_root(response: Response) -> str | None:
    """Where WordPress says its REST interface is: in a Link header, or in the page's head."""
    for value in response.headers.getlist("Link"):
        found = _LINK_HEADER.search(value.decode("latin-1"))
        if found:
            return response.urljoin(found[1])
    if not isinstance(response, TextResponse):
        return None
    link = response.css(f'link[rel="{API_RELATION}"]::attr(href)').get()
    return response.urljoin(link) if link else None


def endpoint(root: str, path: str, query: dict[str, str]) -> str:
    """An address of REST, with pretty permalinks (/wp-json/...) or without (?rest_route=/...)."""
    if "rest_route=" in root:
        return root.rstrip("/") + "/" + path + ("&" + urlencode(query) if query else "")
    return root.rstrip("/") + "/" + path + ("?" + urlencode(query) if query else "")


def _rows(response: Response) -> list[dict[str, Any]] | None:
    """The list's rows; empty past its end; None where REST gives none to strangers."""
    try:
        told = json.loads(response.body)
    except ValueError:
        return None
    if isinstance(told, dict) and told.get("code") == "rest_post_invalid_page_number":
        return []
    if response.status != 200 or not isinstance(told, list):
        return None
    return [row for row in told if isinstance(row, dict)]


def _total_pages(response: Response, kind: str) -> int:
    """As the header says for posts; comments go on to the first empty page (core.trac.wordpress.org/ticket/57223)."""
    stated = response.headers.get("X-WP-TotalPages", b"")
    return int(stated) if stated and stated.isdigit() and kind != "comments" else MOST_LISTS


def _is_list(url: str) -> bool:
    return bool(re.search(r"/(page/\d+|category|tag|author)(/|$)", url))


def _older(response: TextResponse) -> str | None:
    """Older themes have no rel=next: /page/2/ is linked all the same."""
    here = re.search(r"/page/(\d+)/?$", response.url)
    number = int(here[1]) + 1 if here else 2
    return next((url for url in links_of(response) if re.search(rf"/page/{number}/?$", url)), None)


def _last_day(until: str) -> str:
    """The last day of a date, a month or a year; in a month, the first of the next will do."""
    if len(until) == 7:
        year, month = map(int, until.split("-"))
        return f"{year + month // 12}-{month % 12 + 1:02}-01"
    return (until + "-12-31")[:10]
