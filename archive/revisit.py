"""Whether an exchange brought anything that the archive does not have.

Two ways of not bringing anything (WARC 1.1, 6.7): the server says so (304 to a conditional request), or it sends the
payload the archive has already. Only an earlier capture of the same address counts, whole and with a status of its own:
what replays an address must find its page under that address.
"""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.capture import Revisit, capture_id
from archive.cdxj import capture_from, same_address
from archive.record import parse_fields
from archive.wire import read_head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.exchange import Exchange
    from archive.wire import Head
    from pipelines.model import Capture


_NOT_MODIFIED = b'"revisit":"server-not-modified"'


@dataclass(frozen=True, slots=True)
class Earlier:
    """The capture a revisit stands for, and the id of its record."""

    profile: Revisit
    capture: Capture
    record_id: str


def earlier(exchange: Exchange, head: Head, digest: str, *, lines: list[bytes], folder: Path) -> Earlier | None:
    """The capture this exchange repeats, newest first; None where it is to be kept whole.

    lines: the index's lines of the address's urlkey. The record referred to is looked at, so that nothing is ever left
    out for the sake of a record that is gone.
    """
    if exchange.error or exchange.truncated:
        return None
    if head.status == 304:
        candidates = _validated(exchange, head, lines)
        profile: Revisit = "server-not-modified"
    else:
        needle = digest.encode()
        whole = (capture for capture in _responses(exchange.url, lines, needle) if capture.payload_digest == digest)
        candidates = (capture for capture in whole if capture.status == head.status)
        profile = "identical-payload-digest"
    for named in candidates:
        capture = origin_of(named, lines)
        if capture is None:
            continue
        record_id = record_id_at(folder / capture.file, capture.offset)
        if record_id and capture_id(record_id) == capture.capture_id:
            return Earlier(profile, capture, record_id)
    return None


def _responses(url: str, lines: list[bytes], needle: bytes = b"") -> Iterator[Capture]:
    """Captures with a payload of their own, newest first."""
    for capture in with_head(url, lines, needle):
        if not capture.revisit:
            yield capture


def with_head(url: str, lines: list[bytes], needle: bytes = b"") -> Iterator[Capture]:
    """Whole captures with a head of their own, so with validators of their own: not those of a 304. Newest first.

    needle: something that their lines contain; a year of nightly 304s is then passed over without reading its lines.
    """
    for line in reversed(lines):
        if needle not in line or _NOT_MODIFIED in line:
            continue
        capture = capture_from(line)
        if not capture.truncated and same_address(capture.url, url):
            yield capture


def origin_of(capture: Capture, lines: list[bytes]) -> Capture | None:
    """The capture that holds its payload: itself, or the one a revisit names, if that is among the lines."""
    if not capture.revisit:
        return capture
    needle = f'"id":"{capture.refers_to}"'.encode()
    found = next((capture_from(line) for line in lines if needle in line), None)
    return found if found and not found.revisit else None


def _validated(exchange: Exchange, head: Head, lines: list[bytes]) -> Iterator[Capture]:
    """Captures whose validators the request named; those with the answer's own ETag before others (RFC 9110 13.1).

    A revisit with a head of its own counts: a server that moved to other ETags has told them there alone.
    """
    asked = read_head(exchange.request)
    etags = {_opaque(etag) for etag in asked.all("if-none-match").split(",") if etag.strip()}
    since = asked.get("if-modified-since")
    named = [
        capture
        for capture in with_head(exchange.url, lines)
        if capture.status == 200
        and (
            (capture.etag and _opaque(capture.etag) in etags)
            or (since and capture.last_modified == since and not (etags and capture.etag))
        )
    ]
    answered = _opaque(head.get("etag") or "")
    yield from sorted(named, key=lambda capture: _opaque(capture.etag or "") != answered)


def _opaque(etag: str) -> str:
    """The comparison for GET is the weak one."""
    return etag.strip().removeprefix("W/")


def record_id_at(path: Path, offset: int) -> str | None:
    """The WARC-Record-ID of the record whose gzip member begins there; None where none does."""
    try:
        with path.open("rb") as stream:
            text = zlib.decompressobj(31).decompress(os.pread(stream.fileno(), 4096, offset), 8192)
    except (OSError, zlib.error):
        return None
    fields = parse_fields(text.partition(b"\r\n\r\n")[0]) or ()
    return next((value.strip("<> ") for name, value in fields if name.lower() == "warc-record-id"), None)
