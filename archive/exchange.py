"""One exchange with a server, as it stood on the wire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response, byte for byte.

    request, response: the bytes sent and received, chunking and content coding included; interim (1xx) responses are
    left out of `response`. started_at: UTC, the moment the request was sent; it becomes the WARC-Date. ip: the address
    of the peer, None behind a proxy. truncated: why `response` is not whole, in WARC 1.1's words (length, time,
    disconnect, unspecified), else None. error: why `response` could not be parsed as HTTP, else None.
    """

    url: str
    request: bytes
    response: bytes
    started_at: datetime
    ip: str | None = None
    truncated: str | None = None
    error: str | None = None
