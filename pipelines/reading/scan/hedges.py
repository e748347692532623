"""Hedges: the words on either side of a number that make it about, more than or less than.

Words of feeling ("only", "a mere", "no fewer than") change nothing: whoever writes "no fewer than 155,895" has counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.model import Qualifier

BEFORE: tuple[tuple[Qualifier | None, str], ...] = (
    # None: a bound when the number is round, mere emphasis when it is exact to one
    (
        None,
        r"(?:no|not|nor) (?:more|higher|greater) than|not (?:above|over)|at (?:the )?(?:very )?most|a maximum of|up to",
    ),
    (
        "exact",
        (
            r"no (?:fewer|less) than|not (?:fewer|less) than|as (?:many|much|few|little|low|"
            r"high) as|a (?:mere|massive|total) "
        ),
    ),
    ("less_than", r"(?:not quite|nearly|almost|virtually|approaching|nearing|hardly|scarcely|barely even)"),
    (
        "less_than",
        (
            r"(?:(?:just|well|a little|a (?:bit|shade|touch|fraction|whisker)|slightly|comfortably) )?"
            r"(?:under|below|beneath|shy of|short of|less than|fewer than|lower than|inside)"
        ),
    ),
    (
        "more_than",
        (
            r"(?:(?:just|well|way|a little|a (?:bit|shade|touch|fraction|whisker)|slightly|comfortably) )?"
            r"(?:over|above|north of|upwards? of|in excess of|more than|greater than|better "
            r"than|higher than|exceeding|beyond)"
        ),
    ),
    ("more_than", r"(?:algo )?más del?|plus de|mehr als|über|oltre|mais de|més de"),
    ("less_than", r"menos del?|moins de|weniger als|unter|knapp|casi|presque|quase|meno di"),
    ("about", r"rund|etwa|environ|unos|unas|en torno al?|alrededor de|cerca de"),
    ("more_than", r"at (?:the very )?least|a minimum of|a minimum"),
    ("about", r"(?:an? )?(?:estimated|approximate|reported)|estimated (?:at|to be)|estimates? of"),
    (
        "about",
        (
            r"(?:at |with |to )?(?:about|around|approximately|approx\.?|roughly|some|circa|ca?\.|say|maybe|perhaps|"
            r"close to|close on|near|in the region of|in the (?:vicinity|neighbou?rhood|ballpark) of|of the order of|"
            r"something like|somewhere (?:around|near)|give or take)"
        ),
    ),
    ("about", r"[~≈±]"),
    ("less_than", r"[<≤]=?"),
    ("more_than", r"[>≥]=?"),
)
AFTER: tuple[tuple[Qualifier, str], ...] = (
    ("about", r"\s*[,(]?\s*(?:approx(?:imately|\.)?\b|or so\b|or thereabouts\b|give or take\b|roughly\b)"),
    ("about", r"\s?-?\s?(?:odd|some|ish)\b(?! \d)"),
    (
        "more_than",
        (
            r"\+(?![\d.])|\s?-?\s?plus\b(?! \w+ votes| (?:\d|an? |the |some |another ))|"
            r",? or (?:more|over|higher|better)\b(?! than)|,? (?:and|at) (?:rising|counting|least)\b"
        ),
    ),
    ("less_than", r",? or (?:less|fewer|under|lower)\b|,? at (?:the )?most\b|,? tops\b|,? max\b"),
)
REACH_BEFORE = 32
REACH_AFTER = 18

_FILLER = r"(?:\s*(?:only|just|exactly|a|an|another|mere|paltry|massive|tiny|huge|whopping))?[\s(\"“'£]*$"
_BEFORE = tuple(
    (qualifier, re.compile(rf"(?i)(?<![\w-])(?:{words}){_FILLER}")) for qualifier, words in BEFORE[:-3]
) + tuple((qualifier, re.compile(rf"(?:{signs})\s?$")) for qualifier, signs in BEFORE[-3:])
_AFTER = tuple((qualifier, re.compile(rf"(?i){words}")) for qualifier, words in AFTER)
_ANY_BEFORE = re.compile(
    r"(?i)[~≈±<≤>≥]|\b(?:no|not|most|max|min|up|as|mere|massive|total|nearly|almost|virtually|approaching|"
    r"nearing|hardly|scarcely|barely|under|below|beneath|shy|short|less|fewer|lower|inside|over|above|north|"
    r"upwards?|excess|more|greater|better|higher|exceeding|beyond|least|estimat\w+|approx\w*|"
    r"reported|about|around|roughly|some|circa|ca?\.|say|maybe|perhaps|close|near|region|vicinity|"
    r"más|plus|mehr|über|oltre|mais|més|menos|moins|weniger|unter|knapp|casi|presque|quase|meno|rund|etwa|environ|"
    r"un[oa]s|torno|alrededor|cerca|"
    r"neighbou?rhood|ballpark|order|something|somewhere|give|maximum|minimum)\b"
)


@dataclass(frozen=True, slots=True)
class Hedge:
    """What the words say, and where they stand."""

    qualifier: Qualifier
    start: int
    end: int


def hedge_at(text: str, start: int, end: int, *, is_precise: bool) -> Hedge | None:
    """The hedge on the number at text[start:end], before it or after it; None when it is printed bare.

    is_precise: the number is exact to its last digit ("236,685"), so that "no more than" only marvels at it.
    """
    window = text[max(0, start - REACH_BEFORE) : start]
    window = window[window.rfind("\n") + 1 :]
    if _ANY_BEFORE.search(window):
        for qualifier, pattern in _BEFORE:
            found = pattern.search(window)
            if found is not None:
                return Hedge(_settle(qualifier, is_precise=is_precise), start - len(window) + found.start(), start)
    tail = text[end : end + REACH_AFTER]
    for after, pattern in _AFTER:
        found = pattern.match(tail)
        if found is not None:
            return Hedge(after, end, end + found.end())
    return None


def _settle(qualifier: Qualifier | None, *, is_precise: bool) -> Qualifier:
    if qualifier is None:
        return "exact" if is_precise else "less_than"
    return qualifier
