"""Headings, captions and leads ("Abbot: ...") that part a page by places or votes: one section each, followed or not.

Where one of them names a followed contest and nothing else, the others of its make name its neighbours, whoever
follows them; without that, "Birk" under "Abbot" would be a word like any other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.measures import find_cues
from pipelines.reading.names import fold
from pipelines.reading.parties import PARTIES
from pipelines.reading.telling import GENERIC, STOP, WORD
from pipelines.reading.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pipelines.model import LineKind, Page

Make = tuple[str, int]
"""What kind of line opens a section, and the rank of a heading."""

_LEAD = re.compile(r"\W*([A-Z][\w’'&.,() -]{1,50}?)\s*(?::|\s[–—-])\s")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\d+ seats?\b")
_KIND = words(
    """
    ward wards division divisions constituency district county borough council parish town city community electoral
    by-election byelection dc bc cc mbc ua tc lbc mdc the of and for in at
    """
)
_NAME = re.compile(r"[A-Z][\w’'&.-]+(?:,? (?:[A-Z&][\w’'&.-]*|of|and|on|upon|the|in|le|with|by)){0,5}")
_OF_ANY_PAGE = words(
    """
    background analysis reaction comment comments note notes summary introduction conclusion results result figures
    details history overview update updates correction candidates candidate declaration statement timeline previous
    next contents references sources links also methodology statistics table tables chart related share source
    today yesterday breaking edit total totals overall
    """
)
_PARTIES = frozenset(fold(name) for row in PARTIES for name in row)
_LONGEST = 60


NUMBERED = re.compile(
    r"\b(ward|division|district|region|section|branch|area|seat|zone|local|precinct|booth|box) (?:no\.? )?(\d{1,3})\b"
)


def make_of(line: str, kind: LineKind, level: int) -> tuple[Make, str] | None:
    """How a line opens a section, and the words that name it; None where it opens none."""
    if kind in ("heading", "caption"):
        return ((kind, level), line) if len(line) <= _LONGEST and level != 1 else None
    lead = _LEAD.match(line) if kind in ("paragraph", "item") else None
    return (("lead", 0), lead[1]) if lead is not None else None


def openers_of(page: Page, telling: Mapping[str, Mapping[str, float]]) -> frozenset[Make]:
    """The makes of line by which the page parts itself, one of which names a followed contest and nothing else."""
    found: set[Make] = set()
    for passage in page.passages:
        for line in passage.lines:
            if line.kind in ("heading", "caption", "paragraph", "item"):
                made = make_of(
                    passage.text[line.start : min(line.end, line.start + _LONGEST + 20)], line.kind, line.level
                )
                if made is not None and _names_one(made[1], telling):
                    found.add(made[0])
    return frozenset(found)


def opens_another(name: str, telling: Collection[str], known: Collection[str]) -> bool:
    """Does a line of such a make name a place or a vote that nobody follows?"""
    name = _ASIDE.sub("", name).strip(" \t\n:–—-.*")
    said = WORD.findall(fold(name))
    if not said or not _NAME.fullmatch(name) or find_cues(name) or fold(name) in _PARTIES:
        return False
    return not any(word in telling or word in known or word in _OF_ANY_PAGE for word in said)


def _names_one(name: str, telling: Mapping[str, Mapping[str, float]]) -> bool:
    said = [word for word in WORD.findall(fold(_ASIDE.sub("", name))) if word not in _KIND]
    if fold(name.strip()) in _PARTIES:
        return False
    own = [word for word in said if word not in STOP and word not in GENERIC and not word.isdigit()]
    return bool(own) and all(word in telling for word in said)
