"""Pages that are gone, from an archive that has them: the Internet Archive, or any with CDX and Memento addresses.

`url` and `urls` are the pages' own addresses, or are copied from a calendar of captures
(https://web.archive.org/web/*/http://dead.example/), which also says which archive to ask. A `*` at the end takes all
that begins so. Captures of `since` to `until` are brought over under the page's own address and the day it was seen,
each compared with the digest of the archive's index; archive/memento.py tells how. What was brought before is not asked
for again.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from scrapy.exceptions import DownloadConnectionRefusedError, DownloadTimeoutError

from archive.errors import ArchiveError
from archive.fetch import Fetched
from archive.memento import Endpoint, MementoImporter
from spiders.connect import Connector, proxy_of
from spiders.handler import asking
from spiders.outcomes import KNOWN, Failed, kind_of
from spiders.plan import archive_and_page
from spiders.settings import MAX_BYTES, user_agent
from spiders.spider import SourceSpider
from spiders.wire import Conversation, Disconnected, Oversized, Unparsable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from scrapy import Request

    from archive.memento import FromArchive
    from spiders.connect import Connection, Origin

CONNECT_SECONDS, ANSWER_SECONDS = 30, 120
"""An archive fetches from tape-like storage: slower than any site."""

_KEPT_AWAY: tuple[type[Exception], ...] = (ArchiveError, OSError, *KNOWN)


class Spider(SourceSpider):
    revisits_known = False

    def first(self) -> Iterable[Request]:
        return ()

    async def start(self) -> AsyncIterator[Request]:
        """Nothing goes through Scrapy: what is kept is not this exchange but the one that the archive kept."""
        if self.night.plan.as_of is not None:
            for url in self.night.keeping.addresses():
                yield self.page(url)
            return
        loop = asyncio.get_running_loop()
        connector = Connector(self.night.addresses, CONNECT_SECONDS)

        def fetch(url: str, headers: Mapping[str, str]) -> Fetched:
            return asyncio.run_coroutine_threadsafe(self._fetch(connector, url, headers), loop).result()

        for url in dict.fromkeys((self.source.url, *self.source.urls)):
            base, page = archive_and_page(url)
            importer = MementoImporter(
                Endpoint.of(base),
                self.night.keeping.writer(),
                index=self.night.keeping.archive.index,
                fetch=fetch,
                now=self.night.clock,
                agent=user_agent(self.night.plan.contact),
                sleep=_no_wait if self.night.plan.owns(base) else time.sleep,
            )
            try:
                self._count(await asyncio.to_thread(self._bring, importer, page))
            except _KEPT_AWAY as error:
                self.night.tally.failed(url, error)

    def _bring(self, importer: MementoImporter, page: str) -> FromArchive:
        match = "prefix" if page.endswith("*") else "exact"
        since, until = (day.replace("-", "") if day else None for day in (self.source.since, self.source.until))
        return importer.run(page.removesuffix("*"), match=match, since=since, until=until)

    def _count(self, brought: FromArchive) -> None:
        tally = self.night.tally
        tally.exchanges += brought.captures
        tally.captures += brought.captures
        tally.fresh += brought.captures
        kind = (brought.stopped_by and kind_of(brought.stopped_by.__cause__ or brought.stopped_by)) or "server_error"
        tally.failures += [Failed(kind, self.source.url, sentence) for sentence in brought.failed]
        tally.pages |= {url: url for url in self.night.keeping.addresses()}

    async def _fetch(self, connector: Connector, url: str, headers: Mapping[str, str]) -> Fetched:
        """One GET for the importer, by the same addresses, manners and limits as every other.

        Raises OSError where asking again may help, else what outcomes.kind_of knows.
        """
        request = self.listing(url, self.parse, headers=dict(headers))
        origin = connector.origin(url, proxy_of(url))
        async with self.night.turnstile.turn(url):
            connection = await _connected(connector, origin)
            talk = Conversation(connection.reader, connection.writer, MAX_BYTES)
            is_whole = True
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await talk.run(asking(request, origin))
            except (Oversized, Disconnected):
                is_whole = False
            except Unparsable as error:
                raise OSError(str(error)) from error
            finally:
                await connection.close()
        if not talk.status:
            raise OSError(f"{url}: no answer")
        self.night.tally.bytes_received += len(talk.received)
        told = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in talk.headers)
        return Fetched(talk.status, told, bytes(talk.body), is_whole)


async def _connected(connector: Connector, origin: Origin) -> Connection:
    """An archive that is down or slow is asked again; a name that leads nowhere, or where nobody may go, is not."""
    try:
        return await connector.connect(origin)
    except DownloadTimeoutError as error:
        raise TimeoutError(str(error)) from error
    except DownloadConnectionRefusedError as error:
        raise ConnectionError(str(error)) from error


def _no_wait(_seconds: float) -> None:
    """The plan names the archive: it is its own."""
