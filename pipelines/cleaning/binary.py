"""Payloads that are no text at all: archives, pictures, documents of other programs. What they are, and what to do.

Their bytes would decode to something, and that could hold digits beside a name: a figure nobody ever reported.
"""

from __future__ import annotations

import zlib

from pipelines.cleaning.limits import PageRefused

_PACKED = "Unpack it first, and read the pages in it"
_KEEPER = "Take its captures over with `tallysheet archive import`, then `tallysheet read`"
_PICTURE = "Read the page that shows it, or type its figures into a table: `tallysheet check --figures`"
_DOCUMENT = "Save it as HTML or as plain text first"

_SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"WARC/1.", "a WARC file", _KEEPER),
    (b"WARC/0.", "a WARC file", _KEEPER),
    (b"%PDF-", "a PDF document", "Turn it into text first (`pdftotext -layout` does), and read that"),
    (b"\x89PNG\r\n", "a PNG picture", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG picture", _PICTURE),
    (b"GIF87a", "a GIF picture", _PICTURE),
    (b"GIF89a", "a GIF picture", _PICTURE),
    (b"BZh91AY&SY", "a bzip2 file", _PACKED),
    (b"\xfd7zXZ\x00", "an xz file", _PACKED),
    (b"\x28\xb5\x2f\xfd", "a zstd file", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file", _PACKED),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file", _DOCUMENT),
    (b"SQLite format 3\x00", "an SQLite file", _DOCUMENT),
)
_BEGINNING = 4096
_FEWEST_TEXT = 32
"""Bytes below which a share of them says nothing."""
_MOST_CONTROLS = 0.05
"""Share of control characters above which the beginning is no text; a page with a stray one stays readable."""
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1b")


def check_text(body: bytes, where: str) -> None:
    """Raises PageRefused where a payload is no text in any encoding that pages come in."""
    found = _kind(body)
    if found is not None:
        what, todo = found
        raise PageRefused(f"{where}: found {what}; expected a page: HTML, a feed, JSON or plain text. {todo}.")


def _kind(body: bytes) -> tuple[str, str] | None:
    """What it is, and what to do about it; None for text."""
    if body.startswith(b"\x1f\x8b"):
        return _gzip(body)
    if body.startswith(b"PK\x03\x04"):
        return _zip(body)
    for sign, what, todo in _SIGNS:
        if body.startswith(sign):
            return what, todo
    if _is_noise(body[:_BEGINNING]):
        return "bytes that are no text", "Look at it with `file`, and save it as HTML or as plain text"
    return None


def _gzip(body: bytes) -> tuple[str, str]:
    try:
        start = zlib.decompressobj(wbits=31).decompress(body, 5)
    except zlib.error:
        start = b""
    return ("a WARC file (gzip)", _KEEPER) if start == b"WARC/" else ("a gzip file", _PACKED)


def _zip(body: bytes) -> tuple[str, str]:
    """WACZ is a zip with datapackage.json; Word, Excel and OpenDocument files are zips with telling names, too."""
    if b"datapackage.json" in body:
        return "a WACZ file", _KEEPER
    is_office = b"[Content_Types].xml" in body or b"mimetypeapplication/vnd.oasis" in body
    return ("a Word, Excel or OpenDocument file", _DOCUMENT) if is_office else ("a zip file", _PACKED)


def _is_noise(start: bytes) -> bool:
    if len(start) < _FEWEST_TEXT or _is_wide(start):
        return False
    return len(start) - len(start.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(start)


def _is_wide(start: bytes) -> bool:
    """UTF-16, by its mark or by the empty halves of its Latin letters, which stand on one side only."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    even, odd = start[::2].count(0), start[1::2].count(0)
    return max(even, odd) > len(start) / 8 and min(even, odd) < max(even, odd) / 20
