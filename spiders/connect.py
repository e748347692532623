"""Connections: to addresses that were looked at, over TLS that was verified, or through the environment's proxy."""

from __future__ import annotations

import asyncio
import contextlib
import os
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from scrapy.exceptions import DownloadConnectionRefusedError, DownloadTimeoutError

if TYPE_CHECKING:
    from spiders.address import AddressBook, Place


class TlsFailed(Exception):  # noqa: N818  (an outcome of the night)
    """No trustworthy TLS connection: a certificate that does not fit, is out of date, or is signed by nobody known."""


@dataclass(slots=True)
class Connection:
    """An open connection. ip: the address of the server, None behind a proxy (the proxy's would say nothing)."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    ip: str | None
    is_used: bool = False

    async def close(self) -> None:
        self.writer.close()
        with contextlib.suppress(OSError, TimeoutError):  # the other side has gone already, or says no goodbye
            await asyncio.wait_for(self.writer.wait_closed(), 1)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request goes, and through what. The pool's key."""

    scheme: str
    host: str
    port: int
    proxy: str | None


def proxy_of(url: str) -> str | None:
    """The environment's proxy for an address; for requests that Scrapy's own middleware never sees."""
    parts = urlsplit(url)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)


class Connector:
    """Opens connections. timeout: seconds for one, with TLS and proxy."""

    def __init__(self, addresses: AddressBook, timeout: float) -> None:
        self._addresses, self._timeout = addresses, timeout
        self._tls = ssl.create_default_context()

    def origin(self, url: str, proxy: str | None = None) -> Origin:
        """Hosts that the plan names are reached directly, whatever the environment says."""
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname or ""
        is_named = self._addresses.named(host, port) is not None
        return Origin(parts.scheme, host, port, None if is_named else proxy)

    async def connect(self, origin: Origin, credentials: bytes | None = None) -> Connection:
        """credentials: for the proxy, as Proxy-Authorization has them. Raises what outcomes.kind_of knows."""
        try:
            async with asyncio.timeout(self._timeout):
                if origin.proxy:
                    return await self._through_proxy(origin, credentials)
                return await self._directly(origin)
        except TimeoutError as error:
            words = f"{origin.host}:{origin.port}: no connection within {self._timeout:g} s"
            raise DownloadTimeoutError(f"{words}; expected one; tried again next night") from error
        except (ssl.SSLError, ssl.CertificateError) as error:
            raise TlsFailed(
                f"{origin.host}:{origin.port}: {error}; expected a certificate that can be trusted"
            ) from error

    async def _directly(self, origin: Origin) -> Connection:
        """Tries each checked address in turn, each with its share of the time: one may lead nowhere and say nothing."""
        refusals = []
        has_refused = False
        places = await self._addresses.places(origin.host, origin.port)
        for place in places:
            try:
                async with asyncio.timeout(self._timeout / len(places)):
                    reader, writer = await self._open(place, origin)
            except ssl.SSLError:
                raise
            except TimeoutError:
                refusals.append(f"{place.address}: no answer")
            except OSError as error:
                has_refused = True
                refusals.append(f"{place.address}: {os.strerror(error.errno) if error.errno else error}")
            else:
                return Connection(reader, writer, place.address)
        words = f"{origin.host}:{origin.port}: {'; '.join(refusals)}; expected a connection"
        raise DownloadConnectionRefusedError(words) if has_refused else DownloadTimeoutError(words)

    async def _open(self, place: Place, origin: Origin) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if origin.scheme != "https":
            return await asyncio.open_connection(place.address, place.port)
        return await asyncio.open_connection(place.address, place.port, ssl=self._tls, server_hostname=origin.host)

    async def _through_proxy(self, origin: Origin, credentials: bytes | None) -> Connection:
        """The proxy of the environment is the operator's own and may stand anywhere; where it connects is its business,
        but an address written out in a URL is refused here all the same."""
        proxy = urlsplit(origin.proxy or "")
        self._addresses.refuse_literal(origin.host)
        try:
            reader, writer = await asyncio.open_connection(proxy.hostname, proxy.port or 80)
        except OSError as error:
            raise DownloadConnectionRefusedError(
                f"proxy {proxy.hostname}:{proxy.port}: {error}; expected a connection; check http_proxy"
            ) from error
        if origin.scheme == "https":
            await _tunnel(reader, writer, origin, credentials)
            await writer.start_tls(self._tls, server_hostname=origin.host)
        return Connection(reader, writer, None)


async def _tunnel(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, origin: Origin, credentials: bytes | None
) -> None:
    target = f"{origin.host}:{origin.port}"
    lines = [f"CONNECT {target} HTTP/1.1".encode(), f"Host: {target}".encode()]
    if credentials:
        lines.append(b"Proxy-Authorization: " + credentials)
    writer.write(b"\r\n".join(lines) + b"\r\n\r\n")
    await writer.drain()
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        raise DownloadConnectionRefusedError(f"{target}: the proxy closed the connection; expected a tunnel") from error
    if head.split(b" ", 2)[1:2] != [b"200"]:
        first = head.split(b"\r\n", 1)[0].decode("latin-1")
        raise DownloadConnectionRefusedError(f"{target}: the proxy answered {first!r}; expected 200 and a tunnel")
