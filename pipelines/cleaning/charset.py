"""Bytes to text: by byte order mark, header, meta, and what the bytes themselves say when those lie.

The order is the WHATWG encoding sniffing algorithm's, with two repairs for the usual lies: bytes that are valid UTF-8
with multi-byte sequences are UTF-8 whatever is declared, and a page declared UTF-8 that is mostly not falls back to
windows-1252, which the WHATWG also reads for every "iso-8859-1".
"""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_LATIN = frozenset({"iso8859-1", "ascii", "cp1252", "latin-1", "us-ascii"})
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_PRESCAN = 4096
"""Bytes searched for a declaration; the standard says 1024, real pages put long scripts before it."""

_SEVERAL = 3
"""So many signs of it and a page was encoded twice; one or two may be a quotation of such a page."""
_HIGH = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\x80-\xbf"
_TWICE = re.compile(f"[\xc2-\xdf][{_HIGH}]|[\xe0-\xef][{_HIGH}]{{2}}|[\xf0-\xf4][{_HIGH}]{{3}}")
"""A character of UTF-8 whose bytes were taken for windows-1252 and encoded again: "â€™" for ’."""
_TWICE_SIGNS = ("â€".encode(), "Ã©".encode())


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a payload, without byte order mark."""
    return _decode(body, content_type)


def to_utf8(body: bytes, content_type: str | None = None) -> bytes:
    """The payload as UTF-8 without byte order mark; the very bytes where they are UTF-8 already, as most are."""
    if _is_plain(body):
        return body
    text = _decode(body, content_type)
    if sum(text.count(sign.decode("utf-8")) for sign in _TWICE_SIGNS) >= _SEVERAL:
        text = _TWICE.sub(_decoded_once_more, text)
    encoded = text.encode("utf-8", "replace")
    return body if encoded == body else encoded


def _is_plain(body: bytes) -> bool:
    """Whether the bytes are UTF-8 as they stand: no mark, no shift sequences, no sign of having been encoded twice.

    Looking for one byte costs a tenth of counting a string, and both signs begin with the same byte.
    """
    if b"\x1b" in body or b"\x00" in body or body.startswith(codecs.BOM_UTF8):
        return False
    if body.isascii():
        return True
    if b"\xc3" in body and sum(map(body.count, _TWICE_SIGNS)) >= _SEVERAL:
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def without_invisible(text: str) -> str:
    """Without characters that nobody sees: soft hyphens, zero-width spaces, marks of writing direction."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _decode(body: bytes, content_type: str | None) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, declared(body, content_type))
    if text.isascii() and b"\x1b" in body and (declared(body, content_type) or "").startswith("iso2022"):
        return body.decode(declared(body, content_type) or "utf-8", "replace")
    if "\x00" in text and body[:200].count(0) > 60:
        return body.decode("utf-16-le" if body[1:2] == b"\x00" else "utf-16-be", "replace")
    return text


def _decoded_once_more(found: re.Match[str]) -> str:
    """The character that was meant; what was no double encoding stays as it is."""
    try:
        return b"".join(c.encode("latin-1" if c <= "\xff" else "cp1252") for c in found[0]).decode("utf-8")
    except UnicodeError:
        return found[0]


def _not_utf8(body: bytes, name: str | None) -> str:
    if name is None or name in _LATIN:
        return body.decode("cp1252", "replace")
    if name == "utf-8":
        text = body.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        whole = sum(map(text.count, "éèüöäñç’“”–£€")) if broken < 1000 else 0
        return text if whole > broken else body.decode("cp1252", "replace")
    return body.decode(name, "replace")


def declared(body: bytes, content_type: str | None) -> str | None:
    """The codec name that header, XML declaration or meta give, the header first; None without a known one."""
    found = _CHARSET.search((content_type or "").encode("ascii", "ignore"))
    head = body[:_PRESCAN]
    for match in (found, _XML.search(head), _CHARSET.search(head)):
        if match is not None:
            try:
                return codecs.lookup(match[1].decode("ascii")).name
            except (LookupError, UnicodeDecodeError):
                continue
    return None
