"""What a spider cannot make sense of costs one page, and is counted with its reason; the night goes on."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import CloseSpider, IgnoreRequest

from spiders.outcomes import Failed

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from spiders.night import SourceNight

log = logging.getLogger(__name__)


class Mistaken(Exception):  # noqa: N818  (four parts, said in its text)
    """Something else stands at an address than the source's kind expects."""


class MistakesMiddleware:
    """Nearest to the spider, so that nothing a callback raises goes further."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_spider_exception(self, response: Response, exception: Exception) -> list[None] | None:
        """A status that Scrapy refuses goes to the request's errback, as ever, and closing is no mistake."""
        if isinstance(exception, (IgnoreRequest, CloseSpider)):
            return None
        night: SourceNight = self._crawler.spider.night  # type: ignore[union-attr]  # set by every spider of ours
        words = str(exception)
        if not isinstance(exception, Mistaken):
            log.error("%s: %s", night.source.source_id, response.url, exc_info=exception)
            words = f"{type(exception).__name__}: {exception}"
        night.tally.failures.append(Failed("parse", response.url, words))
        return []
