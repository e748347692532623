"""Asking the sample server as a browser would, over a real socket."""

from __future__ import annotations

import gzip
import http.client
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from samples.server import Samples


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


def ask(samples: Samples, url: str, *, method: str = "GET", **headers: str) -> Reply:
    """One request on a connection of its own. Header names are written with "_" for "-"; gzip is taken off the body."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(samples.address, timeout=10)
    fields = {"Host": parts.netloc, **{name.replace("_", "-"): value for name, value in headers.items()}}
    try:
        connection.request(method, parts.path + (f"?{parts.query}" if parts.query else ""), headers=fields)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    is_packed = response.getheader("Content-Encoding") == "gzip"
    return Reply(response.status, dict(response.headers), gzip.decompress(body) if is_packed and body else body)
