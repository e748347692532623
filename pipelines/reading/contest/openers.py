"""Headings, captions and leads ("Abbot: ...") that part a page by places or votes: one section each, followed or not.

Where one of them names a followed contest and nothing else, the others of its make name its neighbours, whoever
follows them; without that, "Birk" under "Abbot" would be a word like any other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.contest.telling import GENERIC, STOP, WORD
from pipelines.reading.scan.measures import find_cues
from pipelines.reading.scan.names import fold
from pipelines.reading.scan.parties import PARTIES
from pipelines.reading.scan.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pipelines.model import Contest, LineKind, Page

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
_NAME = re.compile(
    r"[A-Z][\w’'&.-]+(?:,? (?:[A-Z&][\w’'&.-]*|of|and|on|upon|the|in|le|with|by|retention|mayor|sheriff|council|board|"
    r"clerk|judge|ward|division|question|measure)){0,5}(?: (?:No\.? ?)?\d{1,3})?"
)
_OF_ANY_PAGE = words(
    """
    background analysis reaction comment comments note notes summary introduction conclusion results result figures
    details history overview update updates correction candidates candidate declaration statement timeline previous
    next contents references sources links also methodology statistics table tables chart related share source
    today yesterday breaking edit total totals overall
    """
)
_OFFICES = words(
    """
    president presidents secretary treasurer chair leader deputy mayor trustee trustees councillor councillors governor
    senator representative sheriff attorney clerk officer officers director directors delegate delegates commissioner
    judge member members assessor auditor coroner
    """
)
"""Beside a word that no followed contest has, such a word names another office: "Vice President"."""
_VOTES = words("referendum election elections by-election byelection ballot vote")
_OTHER_WORDS = words(
    """
    north south east west central upper lower new old great little inner outer northern southern eastern western
    presidential parliamentary senatorial gubernatorial mayoral vice assistant recording financial
    """
)
"""Beside words of a followed contest, one of these that it has not makes another ("Asuo South", "Vice President")."""
_PARTIES = frozenset(fold(name) for row in PARTIES for name in row)
_LONGEST = 60
OVER_A_TABLE = 9
"""The rank of the heading that stands over a table, whatever its own."""
_LONGEST_LINE = 45
"""Characters of a line of text that may be a name standing over the lines below it."""


NUMBERED = re.compile(
    r"\b(ward|division|district|region|section|branch|area|seat|zone|local|precinct|booth|box) (?:no\.? )?(\d{1,3})\b"
)


def make_of(line: str, kind: LineKind, level: int) -> tuple[Make, str] | None:
    """How a line opens a section, and the words that name it; None where it opens none."""
    if kind in ("heading", "caption"):
        return ((kind, level), line) if len(line) <= _LONGEST and level != 1 else None
    if kind not in ("paragraph", "item", "pre"):
        return None
    name = _named_by(line)
    if len(line) <= _LONGEST_LINE and _NAME.fullmatch(name):
        return ("capitals" if name.isupper() else "line", 0), line
    lead = _LEAD.match(line)
    return (("lead", 0), lead[1]) if lead is not None else None


def _named_by(line: str) -> str:
    """A line without what stands in brackets, and without the marks around it."""
    return _ASIDE.sub("", line).strip(" \t\n:–—-.*•")


def tokens_of(contests: Iterable[Contest]) -> dict[str, frozenset[str]]:
    """All words and numbers of each contest's title, organisation, office and area."""
    return {
        c.contest_id: frozenset(
            _tokens(_DAY.sub("", " ".join(filter(None, (c.title, c.organisation, c.office, c.area)))))
        )
        for c in contests
    }


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = re.compile(rf"(?i)\b{_MONTH}\.? \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b")
"""The day in a title numbers no ward and no question."""


_IN_FULL = {
    "dist": "district",
    "div": "division",
    "rep": "representative",
    "sen": "senator",
    "co": "county",
    "mayoral": "mayor",
}


def _tokens(words: str) -> list[str]:
    said = re.findall(r"[a-z]+(?:['-][a-z]+)*|\d+", fold(words))
    return [_IN_FULL.get(word, word) for word in said]


def named_exactly(line: str, tokens: Mapping[str, frozenset[str]]) -> str | None:
    """The one contest that has every word and number of a line ("State House 18"), where some of them tell."""
    said = [word for word in _tokens(_named_by(line)) if word not in _KIND and word not in _VOTES]
    if not any(word.isdigit() or word in _OFFICES or word not in STOP | GENERIC for word in said):
        return None
    named = [contest for contest, own in tokens.items() if all(word in own for word in said)]
    return named[0] if len(named) == 1 else None


def openers_of(
    page: Page, telling: Mapping[str, Mapping[str, float]], tokens: Mapping[str, frozenset[str]]
) -> frozenset[Make]:
    """The makes of line by which the page parts itself, one of which names a followed contest and nothing else."""
    found: set[Make] = set()
    for passage in page.passages:
        if passage.cells and passage.heading and named_exactly(passage.heading, tokens):
            found.add(("caption", OVER_A_TABLE))
        for line in passage.lines:
            words = passage.text[line.start : min(line.end, line.start + _LONGEST + 20)]
            made = make_of(words, line.kind, line.level)
            if len(tokens) > 1 and line.kind in ("row", "pre") and not re.search(r"\t|\s{3,}", words.strip()):
                made = ("caption", 0), words  # a row of words within a table
            if made is not None and (_names_one(made[1], telling) or named_exactly(made[1], tokens)):
                found.add(made[0])
    return frozenset(found)


def opens_another(name: str, telling: Collection[str], known: Collection[str]) -> bool:
    """Does a line of such a make name a place or a vote that nobody follows?"""
    name = _named_by(name)
    said = [word for word in WORD.findall(fold(name)) if word not in _KIND]
    if not said or not _NAME.fullmatch(name) or fold(name) in _PARTIES:
        return False
    if any(word in _OF_ANY_PAGE for word in said) or any(cue.family != "papers" for cue in find_cues(name)):
        return False  # "Turnout" is no place; a "Strike Ballot" may be another one
    meant = [word for word in said if word in telling or word in known]
    if re.search(r"\d", name) or any(word in _OTHER_WORDS and word not in meant for word in said):
        return True
    if said[-1] in _VOTES and said[0] not in meant and all(word in GENERIC | STOP | _OFFICES for word in meant):
        return True  # "Bradford Mayoral Referendum"
    return not meant or (len(meant) < len(said) and all(word in _OFFICES | _OTHER_WORDS for word in meant))


def _names_one(name: str, telling: Mapping[str, Mapping[str, float]]) -> bool:
    said = [word for word in WORD.findall(fold(_ASIDE.sub("", name))) if word not in _KIND]
    if fold(name.strip()) in _PARTIES:
        return False
    own = [word for word in said if word in _OFFICES or (word not in STOP | GENERIC and not word.isdigit())]
    return bool(own) and all(word in telling for word in said)
