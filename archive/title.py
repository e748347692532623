"""The title of an HTML page, for lists of pages; nothing else is read of it here."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.store import Payload

_TITLE = re.compile(rb"<title[^>]*>([^<]*)", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LOOK = 64 * 1024


def title_of(payload: Payload) -> str | None:
    """None where there is none. The charset is the header's, the page's own, or else UTF-8."""
    start = payload.body[:_LOOK]
    found = _TITLE.search(start)
    if found is None:
        return None
    named = _CHARSET.search((payload.content_type or "").encode("latin-1", "replace")) or _CHARSET.search(start)
    try:
        text = found[1].decode(named[1].decode("ascii") if named else "utf-8")
    except (UnicodeDecodeError, LookupError):
        text = found[1].decode("cp1252", "replace")
    return " ".join(html.unescape(text).split()) or None
