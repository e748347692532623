"""Was a figure true of an earlier count? Most differences are one count overtaking another, and nobody's mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING, Literal

from warehouse.crosscheck.value import is_one_digit, meet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from warehouse.crosscheck.value import Range, Value

GROWING = ("votes", "valid_votes", "ballots_cast", "ballots_rejected", "nominations", "turnout")
"""What only grows while a count goes on."""
COUNTED = ("votes", "nominations", "ballots_cast", "valid_votes")
WORKED_OUT = ("vote_share", "turnout", "majority", "majority_share", "electorate_share")

Mark = Literal["moved", "stayed"] | None
"""Of a value in a world: it differs; it is the same, and others print it too; or it says nothing."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What stands on each page, and how it stands in the world that is being looked at."""

    by_page: Mapping[str, Sequence[Value]]
    telling: Mapping[str, Sequence[Value]]
    """Of each page, the values that tell which count it is of (`telling`)."""
    mark: Callable[[Value], Mark]
    is_moving: bool = False
    """Some page's counts were overtaken: then earlier percentages were of that count, whatever stands beside."""

    def moves(self, pages: Iterable[str]) -> tuple[int, int]:
        """How many counts differ from the world and how many are the same, on the page that has most the same."""
        found = [self._moves(page) for page in sorted(pages)]
        return max(found, key=lambda row: (row[1], -row[0]), default=(0, 0))

    def _moves(self, page: str) -> tuple[int, int]:
        marks = [self.mark(v) for v in self.telling.get(page, ())]
        return marks.count("moved"), marks.count("stayed")

    def has_counts(self, pages: Iterable[str]) -> bool:
        return any(v.cell[1] in COUNTED for page in pages for v in self.by_page.get(page, ()))


def telling(values: Iterable[Value]) -> list[Value]:
    """Of what a page prints, the counts; where it has none, the percentages: they follow from them, and move less."""
    said = [v for v in values if not v.is_talk and not v.is_forecast]
    return [v for v in said if v.cell[1] in COUNTED] or [v for v in said if v.cell[1] in WORKED_OUT]


def overtaken(value: Value, reference: Range, rivals: Iterable[Value], pages: Pages, declared: datetime | None) -> bool:
    """Whether `value` was first printed before what the world says, and its pages read like an earlier count.

    rivals are the other values of the cell. A page that is behind in one cell only, by one digit, has a misprint: while
    a count goes on, all of its figures move. A page that says "provisional" is believed.
    """
    supporters = [r for r in rivals if r is not value and meet((r.low, r.high), reference)]
    if value.is_partial:
        return not supporters or not all(s.is_partial for s in supporters)
    if not is_earlier(value, supporters, declared):
        return False
    if any(s.is_final for s in supporters) and not value.is_final and not is_one_digit(value.value, reference[0]):
        return True
    moved, stayed = pages.moves(value.pages)
    is_derived = value.cell[1] in WORKED_OUT and pages.has_counts(value.pages)
    if moved + stayed > 1 or (is_derived and moved):
        return moved > (not is_derived) and moved > stayed
    if not is_derived and (value.cell[1] == "majority" or (pages.is_moving and value.cell[1] in WORKED_OUT)):
        return not is_one_digit(value.value, reference[0])
    is_less = value.cell[1] in GROWING and value.high < reference[1]
    return is_less and (value.cell[1] == "nominations" or not is_one_digit(value.value, reference[0]))


def is_earlier(value: Value, supporters: Sequence[Value], declared: datetime | None) -> bool:
    """Printed before anybody else printed what the world says (or, where that has no date, before the declaration)."""
    if value.first_to is None:
        return False
    dates = [s.first_from for s in supporters if s.first_from is not None and not s.pages <= value.pages]
    moment = min(dates) if dates else declared
    if moment is None:
        return False
    # a page timed to the minute on the day of the result, against one that gives the day alone
    is_timed = value.first_from == value.first_to and value.first_to < moment + timedelta(days=1)
    is_day = moment.time() == time() and any(s.first_from != s.first_to for s in supporters if s.first_from == moment)
    return value.first_to < moment or (is_timed and is_day and value.high < max(s.low for s in supporters))
