"""A printed value as the choice of a world sees it: counts are int, whatever their size; shares are float."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

Number = float | int
Cell = tuple[int, str, str]
"""(round, measure, candidate); 0 and "" where there is none."""
Range = tuple[Number, Number]

COUNTS = (
    "votes",
    "valid_votes",
    "ballots_cast",
    "ballots_rejected",
    "ballots_issued",
    "electorate",
    "membership",
    "nominations",
)
"""What is counted rather than worked out: a world says how much each of these was."""


@dataclass(slots=True, eq=False)
class Value:
    """One distinct value of a cell. cut: how far a dropped digit reaches, 0 where nothing can have been dropped.
    low..most is what it may stand for, rounded or cut off. Not frozen: there are a hundred thousand, and that costs.
    """

    printed_id: int
    cell: Cell
    value: Number
    low: Number
    high: Number
    cut: Number
    most: Number
    qualifier: str
    base: str
    backing: int
    is_talk: bool
    is_forecast: bool
    is_superseded: bool
    is_final: bool
    is_partial: bool
    standing: int
    first_from: datetime | None
    first_to: datetime | None
    pages: frozenset[str]

    @property
    def is_point(self) -> bool:
        return self.low == self.high

    @property
    def is_counted(self) -> bool:
        """May speak for what a count was: no forecast, no talk, not taken back by a later version of its page."""
        return not (self.is_talk or self.is_forecast or self.is_superseded)


def meet(a: Range, b: Range) -> bool:
    """The SQL macro `agree`: more than an end point in common, or one is a point within the other."""
    (a_low, a_high), (b_low, b_high) = a, b  # without max and min: this is asked a million times
    low = a_low if a_low > b_low else b_low  # noqa: FURB136
    high = a_high if a_high < b_high else b_high  # noqa: FURB136
    if a_low == a_high or b_low == b_high:
        return low <= high or low - high <= 1e-9 * min(1.0, abs(high))
    return high - low > 1e-9 * max(abs(low), abs(high), 1)


def is_cut_of(value: Value, reference: Range) -> bool:
    """Digits were dropped instead of rounded: the reference lies in [value, value + cut)."""
    return value.cut > 0 and reference[1] >= value.value and reference[0] < value.value + value.cut


def is_one_digit(a: Number, b: Number, unit: Number = 1) -> bool:
    """One digit mistyped, left out, added or exchanged with its neighbour (Damerau-Levenshtein distance 1).

    unit: what the last typed digit counts; 0.1 for 42.3, which is typed 423.
    """
    one, other = (f"{a:.0f}", f"{b:.0f}") if unit == 1 else (f"{a / unit:.0f}", f"{b / unit:.0f}")
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        wrong = [i for i in range(len(one)) if one[i] != other[i]]
        return len(wrong) == 1 or (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and one[wrong[0]] == other[wrong[1]]
            and one[wrong[1]] == other[wrong[0]]
        )
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
