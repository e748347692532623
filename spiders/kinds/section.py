"""A part of a site, link by link: below the source's own path (or `include`), `depth` links deep, within its days.

Where the source names a page kind, that kind says which links lead on: a page of results has many that do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spiders.paging import kind_links, links_of, next_page
from spiders.spider import SourceSpider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy import Request
    from scrapy.http import Response, TextResponse


class Spider(SourceSpider):
    stays_below = True

    def first(self) -> Iterable[Request]:
        for url in dict.fromkeys((self.source.url, *self.source.urls)):
            yield self.listing(url, self.parse_start, meta={"link_depth": 0})

    def parse_start(self, response: Response) -> Iterator[Request]:
        """The start is a list, asked every night, and a page like the others."""
        yield from self.parse_page(response)

    def after_page(self, response: TextResponse) -> Iterator[Request]:
        """A list's next page is as deep as the list: paging is not going deeper."""
        yield from super().after_page(response)
        depth = response.meta.get("link_depth", 0)
        further = next_page(response)
        if further and self.bounds.takes(further):
            yield self.page(further, depth=depth)
        if depth >= self.source.depth:
            return
        for url in self._links(response, depth):
            if self.bounds.takes(url):
                yield self.page(url, depth=depth + 1)

    def _links(self, response: TextResponse, depth: int) -> list[str]:
        """The page kind's, or all; all of a start in which the kind finds none: that is an index of such pages."""
        if self.source.page is None:
            return links_of(response)
        found = kind_links(response, self.source.page)
        return found if found or depth else links_of(response)
