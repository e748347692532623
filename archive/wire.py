"""HTTP/1.x messages as they stood on the wire: head, payload, chunks. Lenient, because servers are.

Nothing here raises on bad input: what cannot be read is left as it is, for a capture is evidence first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_STATUS_LINE = re.compile(rb"HTTP/\d+(?:\.\d+)?[ \t]+(\d{3})(?!\d)")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\n]*)?\r?\n")


@dataclass(frozen=True, slots=True)
class Head:
    """status: 0 where there is no status line. size: bytes up to and with the blank line. Names as sent, in order."""

    status: int
    headers: tuple[tuple[str, str], ...]
    size: int

    def get(self, name: str) -> str | None:
        """The first value under that name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def all(self, name: str) -> str:
        """All values under that name, joined by commas as RFC 9110 5.3 allows; empty where there are none."""
        wanted = name.lower()
        return ", ".join(value for key, value in self.headers if key.lower() == wanted)

    @property
    def mime(self) -> str | None:
        """The media type without parameters, lower case."""
        value = (self.get("content-type") or "").partition(";")[0].strip().lower()
        return value or None


def read_head(message: bytes) -> Head:
    """The head of a request or response. Lines without a colon are passed over, folded lines are joined."""
    end = _HEAD_END.search(message)
    size = end.end() if end else len(message)
    lines = _LINE_END.split(message[: end.start() if end else size])
    started = _STATUS_LINE.match(lines[0])
    headers: list[tuple[str, str]] = []
    for line in lines[1:]:
        if line[:1] in {b" ", b"\t"} and headers:  # obs-fold, RFC 9112 5.2
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {line.decode('latin-1').strip()}")
            continue
        name_bytes, colon, value_bytes = line.partition(b":")
        if colon:
            headers.append((name_bytes.decode("latin-1").strip(), value_bytes.decode("latin-1").strip()))
    return Head(int(started[1]) if started else 0, tuple(headers), size)


def payload(message: bytes, head: Head) -> bytes:
    """The body without its chunking, content coding kept: what WARC 1.1's payload digest is of.

    A body that says it is chunked and is not (some crawlers store it so) is given as it is.
    """
    body = message[head.size :]
    if "chunked" not in head.all("transfer-encoding").lower():
        return body
    joined = dechunk(body)
    return body if joined is None else joined


def dechunk(body: bytes) -> bytes | None:
    """The chunks joined; those that came whole or in part, where the last is missing. None: not chunked at all."""
    pieces: list[bytes] = []
    at = 0
    while True:
        line = _CHUNK_SIZE.match(body, at)
        if line is None:
            return b"".join(pieces) if at or not body else None
        size = int(line[1], 16)
        if size == 0:
            return b"".join(pieces)
        start = line.end()
        pieces.append(body[start : start + size])
        if size >= len(body) - start:
            return b"".join(pieces)
        at = start + size
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
