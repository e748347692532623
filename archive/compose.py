"""Which records keep an exchange, in which order, with which fields.

    an answer              response, request
    nothing new            revisit            (a 304: revisit with an empty block, then its head as metadata)
    not HTTP at all        metadata, request
    HTTP gone wrong        response, request, and a metadata record that says how

The empty block matters: players take a revisit's own head for the answer, and would replay a 304 where a page stood.
A revisit's request is left out; it would be half of what a quiet night writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from archive.capture import warc_date
from archive.record import FIELDS, HTTP_REQUEST, HTTP_RESPONSE, NOT_HTTP, PROFILE, Record, record_id, sha1, warc_fields

if TYPE_CHECKING:
    from archive.exchange import Exchange
    from archive.revisit import Earlier
    from archive.wire import Head


_UNSAFE = re.compile(r"[\s\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Place:
    """Makes ids foretellable: the run, the source, and how many exchanges the file had before this one."""

    run_id: str
    source_id: str
    ordinal: int


def warcinfo(place: Place, *, software: str, file: str, date: str) -> Record:
    """The first record of a file."""
    block = warc_fields(
        [
            ("software", software),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
            ("isPartOf", place.run_id),
            ("description", f"Source {place.source_id} in run {place.run_id}"),
        ]
    )
    fields = [("WARC-Type", "warcinfo"), ("WARC-Record-ID", f"<{record_id('warcinfo', file, date)}>")]
    fields += [
        ("WARC-Date", date),
        ("WARC-Filename", file),
        ("Content-Type", FIELDS),
        ("WARC-Block-Digest", sha1(block)),
    ]
    return Record(tuple(fields), block)


def records_of(exchange: Exchange, head: Head, digest: str, repeats: Earlier | None, place: Place) -> list[Record]:
    """The records of an exchange; the first is the one its capture points to."""
    base = _Base(exchange, place)
    if repeats:
        return _revisit(base, head, digest, repeats)
    if not head.status:
        first = base.record("metadata", exchange.response, ("Content-Type", NOT_HTTP))
    else:
        first = base.record(
            "response", exchange.response, ("Content-Type", HTTP_RESPONSE), ("WARC-Payload-Digest", digest)
        )
    records = [first]
    if exchange.request:
        records.append(base.record("request", exchange.request, ("Content-Type", HTTP_REQUEST), concurrent=first))
    if exchange.error:
        said = warc_fields([("parse-error", exchange.error)])
        records.append(base.record("metadata", said, ("Content-Type", FIELDS), concurrent=first))
    return records


def _revisit(base: _Base, head: Head, digest: str, repeats: Earlier) -> list[Record]:
    referring = (
        ("WARC-Profile", PROFILE + repeats.profile),
        ("WARC-Refers-To", f"<{repeats.record_id}>"),
        ("WARC-Refers-To-Target-URI", one_line(repeats.capture.url)),
        ("WARC-Refers-To-Date", repeats.capture.captured_at),
    )
    said = base.exchange.response
    if repeats.profile == "identical-payload-digest":
        block = said[: head.size]
        return [
            base.record("revisit", block, ("Content-Type", HTTP_RESPONSE), *referring, ("WARC-Payload-Digest", digest))
        ]
    kept = ("WARC-Payload-Digest", repeats.capture.payload_digest)
    first = base.record("revisit", b"", *referring, kept)
    return [first, base.record("metadata", said, ("Content-Type", HTTP_RESPONSE), concurrent=first)]


class _Base:
    """What the records of one exchange share."""

    def __init__(self, exchange: Exchange, place: Place) -> None:
        self.exchange = exchange
        self.date = warc_date(exchange.started_at)
        self._place = place

    def record(self, kind: str, block: bytes, *more: tuple[str, str], concurrent: Record | None = None) -> Record:
        exchange, place = self.exchange, self._place
        digest = sha1(block)
        ident = record_id(kind, place.run_id, place.source_id, place.ordinal, exchange.url, self.date, digest)
        fields = [("WARC-Type", kind), ("WARC-Record-ID", f"<{ident}>"), ("WARC-Date", self.date)]
        fields.append(("WARC-Target-URI", one_line(exchange.url)))
        if concurrent:
            fields.append(("WARC-Concurrent-To", f"<{concurrent.record_id}>"))
        if exchange.ip and not concurrent:
            fields.append(("WARC-IP-Address", exchange.ip))
        if exchange.truncated and not concurrent:
            fields.append(("WARC-Truncated", exchange.truncated))
        return Record((*fields, *more, ("WARC-Block-Digest", digest)), block)


def one_line(url: str) -> str:
    """An address as a field's value: white space or control characters in it would end or change it for some reader."""
    return _UNSAFE.sub(lambda found: quote(found[0]), url)
