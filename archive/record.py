"""WARC 1.1 records (ISO 28500:2017), written and read: named fields, a block, one gzip member a record.

Own code, because the libraries re-parse and rewrite the HTTP heads they are given, and digest a chunked body with its
chunks; a capture is the bytes as sent, and WARC 1.1 (6.3.9) digests the payload without its transfer coding.
"""

from __future__ import annotations

import base64
import hashlib
import os
import uuid
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archive.errors import RecordUnreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

VERSION = b"WARC/1.1"
HTTP_RESPONSE = "application/http; msgtype=response"
HTTP_REQUEST = "application/http; msgtype=request"
NOT_HTTP = "application/octet-stream; msgtype=response"
"""Of a metadata record holding an answer that is not HTTP: in a response record it would end other readers' loops."""
FIELDS = "application/warc-fields"
PROFILE = "http://netpreserve.org/warc/1.1/revisit/"

_NAMESPACE = uuid.UUID("6f0d1c52-3a4e-5b7b-9a53-5d7a1f2a6c11")


@dataclass(frozen=True)
class Record:
    """fields: the named fields in order, without Content-Length. head: the head's bytes as read, b"" before writing."""

    fields: tuple[tuple[str, str], ...]
    block: bytes
    head: bytes = b""

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {name.lower(): value for name, value in reversed(self.fields)}

    def get(self, name: str) -> str | None:
        return self._by_name.get(name.lower())

    @property
    def type(self) -> str:
        return (self.get("WARC-Type") or "").lower()

    @property
    def record_id(self) -> str:
        return (self.get("WARC-Record-ID") or "").strip("<> ")

    @property
    def url(self) -> str:
        """The WARC-Target-URI; some writers put it in angle brackets."""
        return (self.get("WARC-Target-URI") or "").strip("<> ")

    @property
    def revisit_profile(self) -> str:
        """The last part of WARC-Profile: server-not-modified, identical-payload-digest; "" where there is none."""
        return (self.get("WARC-Profile") or "").rstrip("/").rpartition("/")[2]


def sha1(block: bytes) -> str:
    """A digest as WARC fields have it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()


def record_id(*parts: object) -> str:
    """An id for a record that depends on its content, run, address and time alone, so that it can be foretold."""
    return uuid.uuid5(_NAMESPACE, "\x1f".join(str(part) for part in parts)).urn


def member(record: Record) -> bytes:
    """The record as one gzip member (WARC 1.1 annex D). No time stamp in the gzip head: same record, same bytes."""
    if record.head:
        head = record.head
    else:
        lines = [VERSION, *(f"{name}: {value}".encode() for name, value in record.fields)]
        lines.append(b"Content-Length: %d" % len(record.block))
        head = b"\r\n".join(lines)
    coder = zlib.compressobj(6, zlib.DEFLATED, 31)
    return b"".join(
        (
            coder.compress(head),
            coder.compress(b"\r\n\r\n"),
            coder.compress(record.block),
            coder.compress(b"\r\n\r\n"),
            coder.flush(),
        )
    )


def warc_fields(pairs: Sequence[tuple[str, str]]) -> bytes:
    """A block of type application/warc-fields. Line ends inside a value would start a field of their own: spaces."""
    return b"".join(f"{name}: {' '.join(value.split())}\r\n".encode() for name, value in pairs)


def parse_fields(head: bytes) -> tuple[tuple[str, str], ...] | None:
    """The named fields of a record's head (its first line is the version); None where it is not a WARC head."""
    lines = head.replace(b"\r\n", b"\n").split(b"\n")
    if not lines[0].startswith(b"WARC/"):
        return None
    fields: list[tuple[str, str]] = []
    for line in lines[1:]:
        text = line.decode("utf-8", "replace")
        if text[:1] in {" ", "\t"} and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {text.strip()}")
            continue
        name, colon, value = text.partition(":")
        if colon:
            fields.append((name.strip(), value.strip()))
    return tuple(fields)


def parse(text: bytes) -> Record | str:
    """One decompressed record, or why it is none."""
    end = text.find(b"\r\n\r\n")
    fields = parse_fields(text[:end]) if end >= 0 else None
    if fields is None:
        return "no WARC head"
    length = next((value for name, value in fields if name.lower() == "content-length"), "")
    if not length.isdecimal():
        return f"Content-Length {length!r}"
    block = text[end + 4 : end + 4 + int(length)]
    if len(block) < int(length):
        return f"a block of {len(block):,} bytes where Content-Length says {int(length):,}"
    return Record(fields, block, text[:end])


def read_record(path: Path, offset: int, length: int) -> Record:
    """The record that stands as one gzip member at that place. Raises RecordUnreadable."""
    where = f"{path.name} at {offset:,}"
    try:
        with path.open("rb") as stream:
            packed = os.pread(stream.fileno(), length, offset)
    except OSError as error:
        raise RecordUnreadable(
            where,
            found=error.strerror or "no file",
            expected="the WARC file the index names",
            todo="Restore the file from a backup.",
        ) from error
    decoder = zlib.decompressobj(31)
    try:
        text = decoder.decompress(packed)
    except zlib.error as error:
        raise _unreadable(where, f"bytes that are not gzip ({error})") from error
    if not decoder.eof or decoder.unused_data:
        raise _unreadable(where, f"{'more' if decoder.eof else 'less'} than one whole gzip member in {length:,} bytes")
    record = parse(text)
    if isinstance(record, str):
        raise _unreadable(where, record)
    return record


def _unreadable(where: str, found: str) -> RecordUnreadable:
    return RecordUnreadable(
        where,
        found=found,
        expected="one whole WARC record",
        todo="Run `tallysheet archive verify`; restore the file from a backup if it was altered.",
    )
