"""Numbered and lettered contests: "District 2", "the 57th District", "Unit 3", "Measure K", "Ward No. 6".

Their number is all that tells them apart; the same words with another number are another contest, followed or not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.model import Contest

_KIND = (
    r"ward|division|district|region|section|branch|area|seat|zone|local|precinct|riding|circle|circuit|sector|unit|"
    r"group|lodge|chapter|position|post|place|office|measure|question|issue|proposition|prop|amendment|proposal|"
    r"article|resolution|motion|referendum|initiative|ordinance"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_PART = re.compile(
    rf"\b(?:(?i:(?P<kind>{_KIND}))\s(?:(?i:no\.?|number)\s?|#)?(?P<name>\d{{1,3}}|[A-Z]{{1,2}})\b"
    rf"|(?:(?P<rank>\d{{1,3}})(?:st|nd|rd|th)|(?i:(?P<word>{'|'.join(_ORDINALS)})))\s"
    r"(?i:(?P<ranked>ward|district|division|precinct|circuit)))\b"
)


def parts_in(words: str) -> Iterator[tuple[int, str, str]]:
    """(place, kind, part) of every such name: (0, "unit", "unit 3")."""
    for found in _PART.finditer(words):
        kind = (found["kind"] or found["ranked"]).lower()
        kind = "proposition" if kind == "prop" else kind
        word = found["word"]
        name = found["name"] or found["rank"] or str(1 + _ORDINALS.index(word.lower()))
        yield found.start(), kind, f"{kind} {name}"


def numbered_parts(contests: Iterable[Contest]) -> dict[str, set[str]]:
    """The contests held in such parts: "district 2" with those whose title, office or area names it."""
    parts: dict[str, set[str]] = {}
    for contest in contests:
        for said in filter(None, (contest.title, contest.office, contest.area)):
            for _, _, part in parts_in(said):
                parts.setdefault(part, set()).add(contest.contest_id)
    return parts
