"""A WARC file read from end to end: every record that is whole, and every piece that is not.

Reads gzip files with a member a record (ours, and nearly everybody's), gzip files made in one piece, and plain WARC.
Damage ends nothing: reading goes on at the next place where a record begins.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from archive.record import Record, parse_fields

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

BLOCK_LIMIT = 256 * 1024 * 1024
"""Bytes of a block that are held in memory; a record beyond is set aside. Election pages have under a tenth of it."""

_HEAD_LIMIT = 1024 * 1024
_STEP = 256 * 1024
_MAGIC = b"\x1f\x8b\x08"
_RECORD_START = re.compile(rb"WARC/[01]\.\d+\r?\n")


@dataclass(frozen=True, slots=True)
class Found:
    """A whole record. offset, length: of its gzip member in the file; length 0 where it has no member of its own."""

    offset: int
    length: int
    record: Record


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are no whole record. is_tail: the file breaks off there, as after a kill or a full disk."""

    offset: int
    reason: str
    is_tail: bool = False


def scan(path: Path) -> Iterator[Found | Damage]:
    """Everything in the file, in order."""
    with path.open("rb") as stream:
        yield from _members(stream) if _is_gzip(stream) else _plain(stream)


def _is_gzip(stream: BinaryIO) -> bool:
    """By its first bytes; where these are damaged, by whether a record's member stands anywhere in it."""
    first = stream.read(16)
    is_plain = _RECORD_START.match(first) is not None
    is_gzip = first[:2] == _MAGIC[:2] or (not is_plain and _next_member(stream, 0) is not None)
    stream.seek(0)
    return is_gzip


class _Parser:
    """Decompressed bytes in, records out. Holds one record at most."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._fields: tuple[tuple[str, str], ...] = ()
        self._head = b""
        self._needed = -1
        self._skipping = 0
        self.damage: list[str] = []

    @property
    def is_inside(self) -> bool:
        """In the middle of a record."""
        return self._needed >= 0 or self._skipping > 0 or bool(self._buffer.strip(b"\r\n"))

    def feed(self, piece: bytes) -> Iterator[Record]:
        self._buffer += piece
        while True:
            if self._skipping:
                dropped = min(self._skipping, len(self._buffer))
                del self._buffer[:dropped]
                self._skipping -= dropped
                if self._skipping:
                    return
            if self._needed < 0 and not self._read_head():
                return
            if self._needed < 0:
                continue
            if len(self._buffer) < self._needed:
                return
            block = bytes(self._buffer[: self._needed])
            del self._buffer[: self._needed]
            self._needed = -1
            yield Record(self._fields, block, self._head)

    def _read_head(self) -> bool:
        """False when more bytes are needed."""
        if bytes(self._buffer[:1]) in {b"\r", b"\n"}:
            del self._buffer[: len(self._buffer) - len(self._buffer.lstrip(b"\r\n"))]
        if not self._buffer:
            return False
        if not b"WARC/".startswith(bytes(self._buffer[:5])):
            return self._resume("bytes that begin no record")
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) <= _HEAD_LIMIT:
                return False
            del self._buffer[:5]
            return self._resume(f"a record head of more than {_HEAD_LIMIT:,} bytes")
        self._head = bytes(self._buffer[:end])
        fields = parse_fields(self._head) or ()
        length = next((value for name, value in fields if name.lower() == "content-length"), "")
        if not length.isdecimal():
            del self._buffer[:5]
            return self._resume(f"a record whose Content-Length is {length!r}")
        del self._buffer[: end + 4]
        self._fields = fields
        if int(length) > BLOCK_LIMIT:
            self.damage.append(f"a block of {int(length):,} bytes, more than the {BLOCK_LIMIT:,} that are read")
            self._skipping = int(length)
        else:
            self._needed = int(length)
        return True

    def _resume(self, reason: str) -> bool:
        """Passes over bytes up to where a record begins; False when there is none yet."""
        if not self.damage or self.damage[-1] != reason:
            self.damage.append(reason)
        start = _RECORD_START.search(self._buffer)
        if start:
            del self._buffer[: start.start()]
            return True
        del self._buffer[: max(0, len(self._buffer) - 16)]
        return False

    def take_damage(self) -> list[str]:
        damage, self.damage = self.damage, []
        return damage


def _plain(stream: BinaryIO) -> Iterator[Found | Damage]:
    parser = _Parser()
    at = 0
    while piece := stream.read(_STEP):
        for record in parser.feed(piece):
            yield Found(at, 0, record)
        for reason in parser.take_damage():
            yield Damage(at, reason)
        at += len(piece)
    if parser.is_inside:
        yield Damage(at, "the file breaks off inside a record", is_tail=True)


def _members(stream: BinaryIO) -> Iterator[Found | Damage]:
    offset = 0
    while True:
        stream.seek(offset)
        first = stream.read(len(_MAGIC))
        if not first:
            return
        if first != _MAGIC:
            following = _next_member(stream, offset + 1)
            yield Damage(offset, "bytes that are not gzip", is_tail=following is None)
            if following is None:
                return
            offset = following
            continue
        end = yield from _member(stream, offset)
        if end is not None:
            offset = end
            continue
        following = _next_member(stream, offset + 1)
        yield Damage(offset, "a gzip member that is not whole", is_tail=following is None)
        if following is None:
            return
        offset = following


def _member(stream: BinaryIO, offset: int) -> Generator[Found | Damage, None, int | None]:
    """The records of one member. Returns where it ends, or None when it is broken.

    The first record is held back until it is known to be alone, which alone gives it an address; a broken member's
    earlier records are given, for they are whole.
    """
    stream.seek(offset)
    decoder = zlib.decompressobj(31)
    parser = _Parser()
    held: Record | None = None
    count = 0
    consumed = 0
    while not decoder.eof:
        packed = stream.read(_STEP)
        if not packed:
            break
        consumed += len(packed)
        try:
            while packed and not decoder.eof:
                text = decoder.decompress(packed, 4 * _STEP)
                packed = decoder.unconsumed_tail
                for record in parser.feed(text):
                    count += 1
                    if count == 1:
                        held = record
                        continue
                    if held is not None:
                        yield Found(offset, 0, held)
                        held = None
                    yield Found(offset, 0, record)
        except zlib.error:
            break
    end = offset + consumed - len(decoder.unused_data) if decoder.eof else None
    if held is not None and end is not None:
        yield Found(offset, end - offset, held)
    for reason in parser.take_damage():
        yield Damage(offset, reason)
    if end is not None and parser.is_inside:
        yield Damage(offset, "a gzip member whose record is shorter than its Content-Length says")
    return end


def _next_member(stream: BinaryIO, start: int) -> int | None:
    """Where the next gzip member that holds the beginning of a record stands."""
    stream.seek(start)
    window = b""
    at = start
    while piece := stream.read(_STEP):
        window += piece
        found = window.find(_MAGIC)
        while found >= 0:
            if len(window) - found < 512:  # let the beginning of the member be in sight
                window += stream.read(512)
            if _begins_record(window[found : found + 512]):
                return at + found
            found = window.find(_MAGIC, found + 1)
        at += len(window) - 2
        window = window[-2:]
    return None


def _begins_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False
