"""Content codings removed (RFC 9110 8.4): gzip, deflate, br, zstd, in any order; never more than a limit of bytes."""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]  # it has no stubs; all of its use is in this file

from archive.errors import PayloadRefused

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable

DECODED_LIMIT = 64 * 1024 * 1024
"""Bytes a payload may have once decoded. The largest page of election coverage seen has 5 MB; a bomb has no end."""

_STEP = 256 * 1024
_BROKEN = (zlib.error, brotli.error, zstd.ZstdError, EOFError)


class _TooLarge(Exception):  # noqa: N818 - never leaves this file
    pass


def decode(body: bytes, codings: str, *, where: str, limit: int = DECODED_LIMIT) -> bytes:
    """The body with the codings of a Content-Encoding header removed, the last applied first.

    A coded body that breaks off gives what came before the break. A body that is not in its coding at all (a common
    mistake of servers behind caches) is given as it is. Raises PayloadRefused above `limit` bytes, for a coding that is
    not known, and for more than four codings on top of each other, which no honest server sends.
    """
    names = [name.strip().lower() for name in codings.split(",") if name.strip()]
    names = [name for name in names if name != "identity"]
    if len(names) > 4:
        raise PayloadRefused(
            where, found=f"{len(names)} content codings ({codings})", expected="at most 4", todo="Look at the record."
        )
    for name in reversed(names):
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise PayloadRefused(
                where,
                found=f"content coding {name!r}",
                expected="gzip, deflate, br or zstd",
                todo="The record holds the bytes as they came; decode them by hand if the page matters.",
            )
        try:
            body = decoder(body, limit) if body else body
        except _TooLarge:
            raise PayloadRefused(
                where,
                found=f"more than {limit:,} bytes once {name} is decoded ({len(body):,} as sent)",
                expected=f"at most {limit:,}",
                todo="If the page is honest, ask for it with a higher limit.",
            ) from None
    return body


def _gunzip(body: bytes, limit: int) -> bytes:
    """All members of a gzip body (RFC 1952 2.2); a hundred of them are taken for an attack on the reader's time."""
    pieces: list[bytes] = []
    size = 0
    rest = body
    while rest[:2] == b"\x1f\x8b":
        if len(pieces) == 100:
            raise _TooLarge
        piece, rest = _inflate(31, rest, limit - size)
        size += len(piece or b"")
        pieces.append(piece or b"")
    return b"".join(pieces) if pieces else body


def _deflate(body: bytes, limit: int) -> bytes:
    """RFC 9110 means the zlib format; servers also send bare deflate, told apart by the first two bytes (RFC 1950)."""
    has_zlib_head = len(body) > 1 and body[0] & 15 == 8 and (body[0] * 256 + body[1]) % 31 == 0
    decoded, _ = _inflate(15 if has_zlib_head else -15, body, limit)
    return body if decoded is None else decoded


def _inflate(window: int, body: bytes, limit: int) -> tuple[bytes | None, bytes]:
    """What was decoded (None: it is not in that coding), and what stands after the end of the stream."""
    decoder = zlib.decompressobj(window)
    try:
        decoded = decoder.decompress(body, limit + 1)
    except zlib.error:
        return _pump(zlib.decompressobj(window).decompress, body, limit), b""
    if len(decoded) > limit:
        raise _TooLarge
    return decoded, decoder.unused_data


def _unbrotli(body: bytes, limit: int) -> bytes:
    decoder = brotli.Decompressor()
    pieces: list[bytes] = []
    size = 0
    feed = body
    try:
        while not decoder.is_finished():
            piece = decoder.process(feed, output_buffer_limit=_STEP)
            feed = b""
            if not piece and decoder.can_accept_more_data():
                break
            size += len(piece)
            if size > limit:
                raise _TooLarge
            pieces.append(piece)
    except brotli.error:
        return b"".join(pieces) or body
    return b"".join(pieces)


def _unzstd(body: bytes, limit: int) -> bytes:
    decoder = zstd.ZstdDecompressor()
    decoded = _pump(lambda piece: decoder.decompress(piece, limit + 1), body, limit)
    return body if decoded is None else decoded


def _pump(decode_piece: Callable[[bytes], bytes], body: bytes, limit: int) -> bytes | None:
    """Feeds in small steps, so that what stands before a break is kept; None where the break is at the beginning."""
    pieces: list[bytes] = []
    size = 0
    for start in range(0, len(body), 1024):
        try:
            piece = decode_piece(body[start : start + 1024])
        except _BROKEN:
            return b"".join(pieces) or None
        size += len(piece)
        if size > limit:
            raise _TooLarge
        pieces.append(piece)
    return b"".join(pieces)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _deflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
