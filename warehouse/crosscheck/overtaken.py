"""Was a figure true of an earlier count? Most differences are one count overtaking another, and nobody's mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING, Literal

from warehouse.crosscheck.value import COUNTS, is_one_digit, meet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from warehouse.crosscheck.value import Range, Value

GROWING = ("votes", "valid_votes", "ballots_cast", "ballots_rejected", "nominations", "turnout")
"""What only grows while a count goes on."""
ENTITLED = ("electorate", "ballots_issued")
"""Counted before the vote and put right after it."""
COUNTED = ("votes", "nominations", "ballots_cast", "valid_votes")
WORKED_OUT = ("vote_share", "turnout", "majority", "majority_share", "electorate_share")

Mark = Literal["more", "less", "slightly more", "slightly less", "same"] | None
"""Of a value in a world: it differs, and how; it is the same, and others print it too; or it says nothing."""
MOVED = frozenset({"more", "less"})
SLIGHT = frozenset({"slightly more", "slightly less"})


@dataclass(frozen=True, slots=True)
class Pages:
    """What stands on each page, and how it stands in the world that is being looked at."""

    by_page: Mapping[str, Sequence[Value]]
    telling: Mapping[str, Sequence[Value]]
    """Of each page, the values that tell which count it is of (`telling`)."""
    mark: Callable[[Value], Mark]
    is_moving: bool = False
    """Some page's counts were overtaken: then earlier percentages were of that count, whatever stands beside."""

    def moves(self, pages: Iterable[str], *, counts_alone: bool = False) -> tuple[int, int]:
        """How many values differ from the world and how many are the same, on the page that has most the same.

        Where pages have as many the same, the page on which most differs shows best which count it is of.
        """
        found = [self._moves(page, counts_alone=counts_alone) for page in sorted(pages)]
        return max(found, key=lambda row: (row[1], row[0]), default=(0, 0))

    def _moves(self, page: str, *, counts_alone: bool = False) -> tuple[int, int]:
        marks = self._marks(page, counts_alone=counts_alone)
        return sum(mark in MOVED for mark in marks), marks.count("same")

    def _marks(self, page: str, *, counts_alone: bool = False) -> list[Mark]:
        told = self.telling.get(page, ())
        return [self.mark(v) for v in told if not counts_alone or v.cell[1] in COUNTED]

    def is_apart(self, page: str) -> bool:
        """All that the page counts differs from the world: it tells of another count, or of another part.

        A lead follows from the counts: where there are any, it is no further witness.
        """
        moved, stayed = self._moves(page, counts_alone=self.has_counts((page,)))
        return moved > 1 and moved > stayed

    def is_of_its_own(self, page: str) -> bool:
        """A count of the page and the lead that its own votes give differ from the world: no misprint does both."""
        leads = [v for v in self.telling.get(page, ()) if v.cell[1] == "majority" and self.mark(v) in MOVED]
        if not leads:
            return False
        moved, stayed = self._moves(page)
        return moved > 1 and moved > stayed and any(self.gives_lead(v) for v in leads)

    def is_behind(self, page: str) -> bool:
        """The page is apart, and has less of everything: what a count that still goes on has."""
        return self.is_apart(page) and "more" not in self._marks(page, counts_alone=True)

    def is_rearranged(self, page: str) -> bool:
        """Shares alone, a little more here and a little less there: no base and no cutting does that."""
        marks = self._marks(page)
        return not self.has_counts((page,)) and set(marks) >= SLIGHT and "same" not in marks

    def has_counts(self, pages: Iterable[str]) -> bool:
        return any(v.cell[1] in COUNTED for page in pages for v in self.by_page.get(page, ()))

    def gives_lead(self, value: Value) -> bool:
        """Some page's own votes give the lead that stands beside them."""
        for page in value.pages:
            votes = [v for v in self.by_page[page] if v.cell[1] == "votes" and v.cell[0] == value.cell[0]]
            if any(abs(a.value - b.value) == value.value for a in votes for b in votes if a.cell != b.cell):
                return True
        return False


def telling(values: Iterable[Value]) -> list[Value]:
    """Of what a page prints, the counts and the lead; with fewer than two of them also the percentages.

    Percentages follow from the counts, and move less.
    """
    said = [v for v in values if not v.is_talk and not v.is_forecast]
    counted = [v for v in said if v.cell[1] in COUNTED or v.cell[1] == "majority"]
    return counted if len(counted) > 1 else [v for v in said if v.cell[1] in COUNTED or v.cell[1] in WORKED_OUT]


def overtaken(value: Value, reference: Range, rivals: Iterable[Value], pages: Pages, declared: datetime | None) -> bool:
    """Whether `value` was first printed before what the world says, and its pages read like an earlier count.

    rivals are the other values of the cell. A page that is behind in one cell only, by one digit, has a misprint: while
    a count goes on, all of its figures move. A page that says "provisional" is believed.
    """
    supporters = [r for r in rivals if r is not value and meet((r.low, r.high), reference)]
    if value.is_partial:
        return not supporters or not all(s.is_partial for s in supporters)
    if not is_earlier(value, supporters, declared):
        is_behind = any(pages.is_behind(page) for page in value.pages)
        return is_behind and is_same_day(value, supporters)
    if any(s.is_final for s in supporters) and not value.is_final and not _is_misprint(value, reference):
        return True
    is_while_counting = declared is not None and value.first_to is not None and value.first_to < declared
    if value.cell[1] == "turnout" and value.qualifier == "exact" and is_while_counting:
        return not _is_misprint(value, reference)  # an estimate: it may be too high as well
    return _reads_like_another_count(value, reference, pages)


def _reads_like_another_count(value: Value, reference: Range, pages: Pages) -> bool:
    measure = value.cell[1]
    is_derived = measure in WORKED_OUT and pages.has_counts(value.pages)
    moved, stayed = pages.moves(value.pages, counts_alone=is_derived)
    if is_derived and moved:
        return moved > stayed or (measure == "majority" and pages.gives_lead(value))
    if moved + stayed > 1:
        return moved > 1 and moved > stayed
    if any(pages.is_rearranged(page) for page in value.pages):
        return True
    is_unsettled = measure == "majority" or (pages.is_moving and measure in WORKED_OUT)
    if (not is_derived and is_unsettled) or (pages.is_moving and measure in ENTITLED):
        return not _is_misprint(value, reference)
    is_less = measure in GROWING and value.high < reference[1]
    return is_less and (measure == "nominations" or not _is_misprint(value, reference))


def _is_misprint(value: Value, reference: Range) -> bool:
    """One digit apart. Percentages of two digits are too short to tell."""
    if value.cell[1] in ("majority", *COUNTS):
        return is_one_digit(value.value, reference[0])
    unit = value.high - value.low
    return value.value >= 100 * unit > 0 and is_one_digit(value.value, reference[0], unit)


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


def is_same_day(value: Value, supporters: Sequence[Value]) -> bool:
    """Printed no later than the day on which anybody else printed what the world says."""
    dates = [s.first_from for s in supporters if s.first_from is not None and not s.pages <= value.pages]
    return value.first_from is not None and bool(dates) and value.first_from.date() <= min(dates).date()
