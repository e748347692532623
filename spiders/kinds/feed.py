"""An RSS or Atom feed: its entries' pages. Feeds that page (RFC 5005) are followed as far back as `since`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spiders.feeds import read_feed
from spiders.plan import host_of
from spiders.spider import SourceSpider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy import Request
    from scrapy.http import Response


class Spider(SourceSpider):
    def first(self) -> Iterable[Request]:
        for url in dict.fromkeys((self.source.url, *self.source.urls)):
            yield self.listing(url, self.parse_feed)

    def parse_feed(self, response: Response) -> Iterator[Request]:
        """A feed may stand on another host than its pages (feed services): where its entries lead, counts."""
        feed = read_feed(response.body, response.url)
        hosts = frozenset(host_of(entry.url) for entry in feed.entries)
        self.bounds = self.bounds.on(hosts)
        for entry in feed.entries:
            if self.bounds.takes(entry.url, entry.published):
                yield self.page(entry.url, changed_at=entry.changed_at)
        if feed.next_url and feed.entries and self.bounds.since and not self._is_before(feed.entries[-1].published):
            yield self.listing(feed.next_url, self.parse_feed)

    def _is_before(self, published: str | None) -> bool:
        return bool(published and self.bounds.since and published < self.bounds.since)
