"""Tables of several places: a row or a section for each ward, seat or district, some followed and others not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.contest.rounds import round_in
from pipelines.reading.contest.telling import contest_years
from pipelines.reading.scan.measures import find_cues
from pipelines.reading.scan.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.model import Contest, Passage

LONGEST_PLACE = 60
"""Characters of the longest row of words that is a place's name; a longer one is a note."""
_KINDS_OF_PLACE = re.compile(
    r"\b(?:ward|division|constituency|district|county|borough|council|city|town|the|of|and|electoral|area|riding|"
    r"uk|parliament|parliamentary|seat|by|election)\b"
)
_TOTAL_ROW = re.compile(r"(?i)\W*(?:grand )?(?:totals?|overall|all)\b")


def places_of(passage: Passage, contests: Iterable[Contest]) -> list[tuple[int, str]]:
    """Where rows of words part a table by places: the start of each such row, and its words where nobody follows it.

    Only in a table with a row for the place of a followed contest: then another row like it is of another place.
    """
    areas = {_place_words(contest.area) for contest in contests if contest.area}
    found = []
    for line in passage.lines:
        words = passage.text[line.start : line.end].strip()
        if line.kind not in ("row", "pre") or not 0 < len(words) <= LONGEST_PLACE or re.search(r"\t|\s{3,}|\d", words):
            continue
        if not find_cues(words) and round_in(words) is None:
            found.append((line.start, "" if _place_words(words) in areas else words))
    return found if any(not words for _, words in found) else []


def contest_of_place(label: str, years: set[int], contests: Iterable[Contest]) -> str | None:
    """The one contest whose area a row's label names, no more and no less. years: those of the vote, where told."""
    named = _place_words(label)
    fitting = [
        contest.contest_id
        for contest in contests
        if named
        and (
            named == _place_words(contest.area or contest.organisation or "")
            or (not contest.area and named <= _place_words(contest.title))
        )
        and not (years and contest_years([contest]) and not years & contest_years([contest]))
    ]
    return fitting[0] if len(fitting) == 1 else None


def is_total_row(label: str) -> bool:
    """Does the row add up the rows above it? In a table of places its figures are of none of them."""
    return _TOTAL_ROW.match(label) is not None


def _place_words(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", _KINDS_OF_PLACE.sub(" ", fold(words))))
