"""What all kinds of source share. A kind says where its pages are listed; this fetches, counts and bounds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

import scrapy
from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.http import TextResponse

from spiders.bounds import bounds_of, tidy
from spiders.outcomes import looks_blocked
from spiders.paging import comment_pages, shown_comment_pages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator
    from datetime import datetime

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from spiders.night import SourceNight

PAGE_FIRST, LIST_FIRST = 0, 10
"""Priorities: lists before pages, so that a night that is cut short knows what it has not seen."""


class SourceSpider(scrapy.Spider):
    """One source. A kind gives `first()`, and `after_page()` where a page leads on to others."""

    revisits_known: ClassVar[bool] = True
    """Whether pages that fell off the lists are asked again: a feed forgets an article that readers still answer."""

    stays_below: ClassVar[bool] = False
    """Whether the source's own path bounds it where it has no `include`."""

    def __init__(self, night: SourceNight, **kwargs: Any) -> None:
        super().__init__(name=night.source.source_id, **kwargs)
        self.night = night
        self.source = night.source
        self.bounds = bounds_of(night.source, below=self.stays_below)
        self._has_revisited = False
        self._asked: set[str] = set()
        self._shown: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.revisit_known, signal=signals.spider_idle)
        return spider

    # --- what a kind says ----------------------------------------------------------------------------------------

    def first(self) -> Iterable[Request]:
        """The requests a night begins with."""
        raise NotImplementedError

    def after_page(self, response: TextResponse) -> Iterable[Request]:
        """Further requests that a page leads to: the other pages of its comments, where a kind says no more."""
        self._shown |= shown_comment_pages(response)
        return [self.page(url) for url in comment_pages(response) if url not in self._shown]

    # --- what a kind uses ----------------------------------------------------------------------------------------

    def listing(self, url: str, callback: Callable[..., Any], **options: Any) -> Request:
        """A list, a feed, an index: asked every night. options: as scrapy.Request; `meta` is added to."""
        meta = {"role": "list", **options.pop("meta", {})}
        options = {"errback": self.failed, "priority": LIST_FIRST, **options}
        return Request(url, callback=callback, meta=meta, **options)

    def page(
        self,
        url: str,
        *,
        changed_at: datetime | None = None,
        is_immutable: bool = False,
        depth: int = 0,
        priority: int = PAGE_FIRST,
    ) -> Request:
        """A page: asked when it is due. is_immutable: it never changes, so one good capture is enough for ever."""
        url = tidy(url, url) or url
        self.note_change(url, changed_at)
        meta = {"role": "page", "is_immutable": is_immutable, "link_depth": depth}
        request = Request(url, callback=self.parse_page, errback=self.failed, meta=meta, priority=priority)
        self._asked.add(request.url)  # as it is archived, and one text with the tally's: there are many
        return request

    def note_change(self, url: str, changed_at: datetime | None) -> None:
        """Makes a page due, should it be asked for, where it changed after its last capture."""
        if changed_at is not None:
            self.night.changes[url] = max(changed_at, self.night.changes.get(url, changed_at))

    # --- the night -----------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        for request in self.first():
            yield request

    def revisit_known(self) -> None:
        """Once everything that is listed has been gone about. Links of these pages are not followed further."""
        if self._has_revisited or not self.revisits_known:
            return
        self._has_revisited = True
        known = self.night.keeping.addresses(self._is_left_over)
        for url in known:
            self.crawler.engine.crawl(self.page(url, depth=self.source.depth))
        if known:
            raise DontCloseSpider

    def _is_left_over(self, url: str) -> bool:
        return url not in self._asked and url not in self._shown and self.bounds.takes(url)

    def parse_page(self, response: Response) -> Iterator[Request]:
        """Counts the page, and goes on from it."""
        self.count(response)
        if isinstance(response, TextResponse):
            yield from self.after_page(response)

    def count(self, response: Response) -> None:
        tally = self.night.tally
        asked = (response.meta.get("redirect_urls") or [response.request.url])[0]  # type: ignore[union-attr]  # set by Scrapy
        tally.pages[asked] = response.url if asked != response.url else asked  # one text, not two: there are many
        is_known = {"revisit", "not_due"} & set(response.flags)
        tally.fresh += not is_known
        if isinstance(response, TextResponse) and looks_blocked(response):
            tally.blocked.append(response.url)

    def failed(self, failure: Failure) -> Iterable[Request] | None:
        """What an address did not give is counted with its reason; the others go on. A kind may ask elsewhere."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy on every errback
        self.night.tally.failed(request.url, failure.value or RuntimeError("no reason given"))
        return None
