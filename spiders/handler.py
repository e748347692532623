"""The download handler: what went over the wire is on disk before anybody in Scrapy sees a response.

It implements Scrapy 2.19's handler protocol (`lazy`, `download_request`, `close`) on asyncio streams. This is the only
layer that sees every exchange (robots.txt, redirects, retries, errors) with its bytes still as they were sent: Scrapy's
own handlers rename headers, drop the reason phrase and undo chunking before the first hook is called.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from archive.exchange import Exchange
from spiders.connect import Connector
from spiders.revisit import from_archive
from spiders.wire import Asking, Conversation, Disconnected, Oversized, Unanswered, Unparsable

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler

    from spiders.connect import Connection, Origin
    from spiders.night import SourceNight

_TRUNCATED = {Oversized: "length", TimeoutError: "time", Disconnected: "disconnect", Unanswered: "disconnect"}
"""WARC 1.1's words for why a record is not whole."""

_NOT_FORWARDED = frozenset({b"proxy-authorization", b"host", b"connection", b"content-length"})


class ArchivingHandler:
    """One instance a scheme; both write through the same SourceNight."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        self._night: SourceNight = crawler.spider.night  # type: ignore[union-attr]  # set by every spider of ours
        settings = crawler.settings
        self._limit = settings.getint("DOWNLOAD_MAXSIZE")
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._connector = Connector(self._night.addresses, settings.getfloat("TALLYSHEET_CONNECT_TIMEOUT"))
        self._tries = settings.getint("RETRY_TIMES")
        self._idle: dict[Origin, Connection] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def close(self) -> None:
        for connection in self._idle.values():
            await connection.close()
        self._idle.clear()

    async def download_request(self, request: Request) -> Response:
        async with self._night.turnstile.turn(request.url):
            begun = time.monotonic()
            response = await self._converse(request)
            request.meta["download_latency"] = time.monotonic() - begun
            return response

    async def _converse(self, request: Request) -> Response:
        """Once more, with a new connection, where a kept one turned out to be closed: nothing was answered."""
        origin = self._connector.origin(request.url, request.meta.get("proxy"))
        credentials = request.headers.get("Proxy-Authorization")
        connection = self._idle.pop(origin, None) or await self._connector.connect(origin, credentials)
        try:
            return await self._exchange(request, origin, connection)
        except (Unanswered, ConnectionError):
            if not connection.is_used:
                raise
        return await self._exchange(request, origin, await self._connector.connect(origin, credentials))

    async def _exchange(self, request: Request, origin: Origin, connection: Connection) -> Response:
        talk = Conversation(connection.reader, connection.writer, self._limit)
        started_at = self._night.clock()
        failure: Exception | None = None
        try:
            async with asyncio.timeout(self._timeout):
                await talk.run(asking(request, origin))
        except (Oversized, Unparsable, Disconnected, TimeoutError, OSError) as error:
            failure = error
        if failure is None and talk.is_over:
            connection.is_used = True
            self._idle[origin] = connection
        else:
            await connection.close()
        if not talk.received and failure is not None:
            raise _said(failure, request)
        exchange = Exchange(
            url=request.url,
            request=without_credentials(talk.sent),
            response=bytes(talk.received),
            started_at=started_at,
            ip=connection.ip,
            truncated=_truncated(failure),
            error=str(failure) if isinstance(failure, Unparsable) else None,
        )
        return self._archived(request, talk, exchange, failure)

    def _archived(
        self, request: Request, talk: Conversation, exchange: Exchange, failure: Exception | None
    ) -> Response:
        """The response for Scrapy, once the exchange is on disk."""
        night = self._night
        capture = night.keeping.keep(exchange)
        night.tally.exchanges += 1
        night.tally.captures += 1
        night.tally.revisits += capture.revisit is not None
        night.tally.bytes_received += len(exchange.response)
        night.tell(night.source.source_id, capture)
        headers = Headers(talk.headers)
        location = headers.get("Location")
        if location and 300 < talk.status < 400 and request.meta.get("role") != "robots":
            night.tally.redirects[request.url] = urljoin(request.url, location.decode("latin-1"))
        retry_after = headers.get("Retry-After")
        night.turnstile.answered(
            request.url, talk.status, retry_after.decode("latin-1") if retry_after else None, night.clock()
        )
        if failure is not None and not self._is_last_resort(request, talk, failure):
            raise _said(failure, request) from failure
        if talk.status == 304:
            return from_archive(request, night.keeping.payload(capture), "revisit")
        kind = responsetypes.from_args(headers=headers, url=request.url, body=bytes(talk.body))
        flags = ["revisit"] if capture.revisit else ["truncated"] if failure else []
        return kind(
            url=request.url, status=talk.status, headers=headers, body=bytes(talk.body), flags=flags, request=request
        )

    def _is_last_resort(self, request: Request, talk: Conversation, failure: Exception) -> bool:
        """An answer that breaks off every time is read as far as it goes: browsers show it too."""
        return (
            isinstance(failure, Disconnected) and bool(talk.body) and request.meta.get("retry_times", 0) >= self._tries
        )


def asking(request: Request, origin: Origin) -> Asking:
    """The request as it goes over the wire: origin form, or absolute form to a proxy that is not tunnelled through."""
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = f"[{origin.host}]" if ":" in origin.host else origin.host
    if origin.port != (443 if origin.scheme == "https" else 80):
        host += f":{origin.port}"
    via_proxy = bool(origin.proxy) and origin.scheme == "http"
    headers = [(b"Host", host.encode("idna" if not host.isascii() else "ascii"))]
    for name, values in request.headers.items():
        if name.lower() not in _NOT_FORWARDED or (via_proxy and name.lower() == b"proxy-authorization"):
            headers += [(name, value) for value in values]
    if request.body:
        headers.append((b"Content-Length", str(len(request.body)).encode()))
    if via_proxy:
        target = f"http://{host}{target}"
    return Asking(request.method.encode(), target.encode("ascii", "replace"), tuple(headers), request.body)


def without_credentials(sent: bytes) -> bytes:
    """The request without the line that holds the operator's password for a proxy: it is no evidence of anything."""
    head, blank, body = sent.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"proxy-authorization:")]
    return b"\r\n".join(lines) + blank + body


def _truncated(failure: Exception | None) -> str | None:
    if failure is None or isinstance(failure, Unparsable):
        return None
    return next((word for family, word in _TRUNCATED.items() if isinstance(failure, family)), "disconnect")


def _said(failure: Exception, request: Request) -> Exception:
    """The failure with the address in it, and of a type that Scrapy's retries know."""
    if isinstance(failure, TimeoutError):
        return DownloadTimeoutError(f"{request.url}: no whole answer in time; tried again next night")
    if isinstance(failure, (Oversized, Unparsable, Disconnected)):
        return type(failure)(f"{request.url}: {failure}")
    return failure
