"""A list of pages, each named by its address in the contest file. Nothing is followed, except a page's own comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spiders.spider import SourceSpider

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy import Request


class Spider(SourceSpider):
    revisits_known = False

    def first(self) -> Iterable[Request]:
        for url in dict.fromkeys(self.source.urls or (self.source.url,)):
            yield self.page(url)
