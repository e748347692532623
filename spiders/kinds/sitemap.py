"""A sitemap, or an index of sitemaps (or a robots.txt that names them): the pages within the source's bounds.

`lastmod` is a hint only: it makes a page due, and its absence holds no page back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spiders.sitemaps import read_sitemap
from spiders.spider import SourceSpider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy import Request
    from scrapy.http import Response

    from spiders.sitemaps import Located

DEEPEST = 3
"""Indexes of indexes. The standard allows one level; sites have two, and loops."""


class Spider(SourceSpider):
    def first(self) -> Iterable[Request]:
        for url in dict.fromkeys((self.source.url, *self.source.urls)):
            yield self.listing(url, self.parse_sitemap, cb_kwargs={"level": 0})

    def parse_sitemap(self, response: Response, level: int) -> Iterator[Request]:
        found = read_sitemap(response.body, response.url)
        for located in found.pages:
            if self.bounds.takes(located.url, located.published):
                yield self.page(located.url, changed_at=located.changed_at)
        if level >= DEEPEST:
            return
        for located in found.sitemaps:
            if not self._is_too_old(located.changed_at):
                yield self._part(located, level + 1)

    def _part(self, located: Located, level: int) -> Request:
        """A part that the index dates is asked when it is due, as a page is; an undated one every night."""
        self.note_change(located.url, located.changed_at)
        meta = {"role": "page" if located.changed_at else "list"}
        return self.listing(located.url, self.parse_sitemap, cb_kwargs={"level": level}, meta=meta)

    def _is_too_old(self, changed_at: object) -> bool:
        """A part that has not changed since before `since` lists nothing of after it."""
        return bool(changed_at and self.source.since and str(changed_at)[: len(self.source.since)] < self.source.since)
