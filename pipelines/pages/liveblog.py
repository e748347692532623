"""Live blogs of a count: one page, many short entries, newest first, each with a time of its own.

Each entry is a post: a figure of 01:40 is then not mistaken for one of 04:15. Entries are `article` or `div` elements
named post, entry, update or block, with a `time`. Odd: the page says only the hour where the day is plain, so the
day is taken from the entry's `datetime`; pinned entries stand twice and are read once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.cleaning.dates import read_date
from pipelines.pages import Piece

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_ENTRY = re.compile(r"(?:^|[-_\s])(?:live-?(?:blog|event)?-?)?(?:post|entry|update|block)(?:$|[-_\s])", re.IGNORECASE)


def links(page: BeautifulSoup) -> list[str]:
    """Older entries, where the blog runs over several pages."""
    return [str(link["href"]) for link in page.select('a[rel~="next"][href], .pagination a[href], a.older[href]')]


def passages(page: BeautifulSoup) -> list[Piece]:
    """The entries in page order, each a post with its time; one that stands twice is read once."""
    pieces: dict[str, Piece] = {}
    for entry in _entries(page):
        moment = entry.find("time")
        when = read_date(str(moment.get("datetime") or moment.get_text())) if moment is not None else None
        heading = entry.find(["h2", "h3", "h4"])
        for part in entry.select("time, .share, .byline, footer"):
            part.decompose()
        text = entry.get_text(" ", strip=True)
        if text and text not in pieces:
            title = heading.get_text(" ", strip=True) if heading is not None else None
            pieces[text] = Piece(str(entry), published_at=when, post=len(pieces) + 1, heading=title)
    return list(pieces.values())


def _entries(page: BeautifulSoup) -> list[Tag]:
    found = [tag for tag in page.find_all(["article", "div", "li"], class_=_ENTRY) if tag.find("time") is not None]
    inside = {id(tag) for tag in found}
    return [tag for tag in found if not any(id(parent) in inside for parent in tag.parents)]
