"""Was a figure true of an earlier count? Most real differences are one count overtaking another, and nobody's mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.crosscheck.value import is_cut_of, is_one_digit, meet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from warehouse.crosscheck.value import Cell, Range, Value

GROWING = ("votes", "valid_votes", "ballots_cast", "ballots_rejected", "nominations", "majority", "turnout")
"""What only grows while a count goes on."""


def overtaken(
    value: Value,
    reference: Range,
    rivals: Iterable[Value],
    by_page: Mapping[str, list[Value]],
    known: Mapping[Cell, Range],
    declared: datetime | None,
) -> bool:
    """Whether `value` was first printed before what the world says, and its pages read like an earlier count.

    rivals are the other values of the cell. A page that is behind in one cell only, by one digit, has a misprint: while a
    count goes on, all of its figures move. A page that says "provisional" is believed.
    """
    supporters = [r for r in rivals if r is not value and meet((r.low, r.high), reference)]
    if value.is_partial:
        return not supporters or not all(s.is_partial for s in supporters)
    if not is_earlier(value, supporters, declared):
        return False
    if any(s.is_final for s in supporters) and not value.is_final and not is_one_digit(value.value, reference[0]):
        return True
    moved, stayed = moves(value.pages, by_page, known)
    if moved + stayed > 1:
        return moved > 1 and moved > stayed
    grows = value.cell[1] in GROWING and value.high < reference[1]
    if value.cell[1] in ("turnout", "majority"):
        return moved == 1
    return grows and not (value.cell[1] != "nominations" and is_one_digit(value.value, reference[0]))


def is_earlier(value: Value, supporters: Iterable[Value], declared: datetime | None) -> bool:
    """Printed before anybody printed what the world says (or, where that has no date, before the declaration)."""
    if value.first_to is None:
        return False
    others = [s for s in supporters if not s.pages <= value.pages]
    dates = [s.first_from for s in others if s.first_from is not None]
    moment = min(dates) if dates else declared
    return moment is not None and value.first_to < moment


def moves(pages: Iterable[str], by_page: Mapping[str, list[Value]], known: Mapping[Cell, Range]) -> tuple[int, int]:
    """How many exact counts differ from the world and how many are the same, on the page that has most the same.

    A count that nobody else prints is the same as itself only, and says nothing.
    """
    found = []
    for page in sorted(pages):
        votes = [v for v in by_page.get(page, ()) if v.cell[1] in ("votes", "nominations") and v.cell in known]
        apart = sum(not meet((v.low, v.high), known[v.cell]) and not is_cut_of(v, known[v.cell]) for v in votes)
        same = sum(v.is_point and len(v.pages) > 1 and meet((v.low, v.high), known[v.cell]) for v in votes)
        found.append((apart, same))
    return max(found, key=lambda row: (row[1], -row[0]), default=(0, 0))
