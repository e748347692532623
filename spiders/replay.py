"""The same spiders over the archive alone, as it stood at a moment: no network, and the same pages in the same order.

For rereading after a spider was improved, for asking what was known on a night, and for tests. An address that the
archive does not have is a loud failure and never a 404: the site did not say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from archive.errors import ArchiveError, NotArchived
from spiders.mistakes import Mistaken
from spiders.revisit import from_archive

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from spiders.night import SourceNight


class NotInArchive(Mistaken):
    """The crawl asked for something that was not archived by then."""


class ReplayHandler:
    """Answers as the archive would have at the plan's `as_of`. Nothing is written."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        self._night: SourceNight = crawler.spider.night  # type: ignore[union-attr]  # set by every spider of ours

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def close(self) -> None:
        """Nothing is held open."""

    async def download_request(self, request: Request) -> Response:
        night = self._night
        as_of = night.plan.as_of
        assert as_of is not None, "settings choose this handler by as_of"
        try:
            capture = night.keeping.archive.as_of(request.url, as_of)
            payload = night.keeping.payload(capture)
        except NotArchived as error:
            raise NotInArchive(str(error)) from error
        except ArchiveError as error:
            raise Mistaken(str(error)) from error
        night.tally.exchanges += 1
        night.tell(night.source.source_id, capture)
        return from_archive(request, payload, "replayed")
