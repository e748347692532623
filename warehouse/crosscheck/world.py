"""The choice of one world: the counts under which independent sources need the fewest departures from what they print.

Every printed value takes its cheapest reading in a world: as printed, cut off, on another base, under the neighbour's
name, true of an earlier count, or an error. The world with the least sum is chosen; its errors are the smallest set of
figures to drop. Costs were set on real contests and are weighed by how many independent origins print a value: with
flat costs the search sacrifices a number that nine pages print. docs/checks.md has them measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from warehouse.crosscheck.accounts import EARLIER, Accounts, accounts_in, firm, is_anothers, is_overtaken, near
from warehouse.crosscheck.case import Case, shared
from warehouse.crosscheck.overtaken import WORKED_OUT
from warehouse.crosscheck.value import COUNTS, Cell, Range, Value, is_one_digit, meet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from warehouse.crosscheck.algebra import World

LABEL, UNCHECKED = 2.0, 3.0
"""What readings cost (accounts.py has others). UNCHECKED: a world that gives counts up must not pass for that."""
FURTHER = 2.0
"""A figure said before the others where a count has been overtaken already, and that stands on none of its pages."""
ERROR, ERROR_FURTHER, GIVEN_UP, MENDED, TALK = 6.0, 3.0, 3.0, 3.0, 5.0
"""An error costs 6, one more for each digit that would have to be wrong, 3 for each further origin; 5 less in comments.

A count given up with nothing in its place costs 3 more: what was worked out is more often wrong than what was counted.
One that a single digit mends costs 3 less.
"""
LEAST = TALK + MENDED - ERROR
"""So much less than nothing an error in a comment may cost."""
SWEEPS = 3
NEIGHBOURS = {
    "ballots_cast": ("valid_votes", "electorate", "ballots_issued"),
    "valid_votes": ("ballots_cast",),
    "ballots_issued": ("electorate", "membership"),
    "electorate": ("ballots_issued", "membership", "ballots_cast"),
}


@dataclass(slots=True)
class Choice:
    """The world chosen, which values were true of an earlier count, and which stand on pages about another count."""

    world: World
    overtaken: list[int]
    another_count: list[int]


def choose(case: Case) -> Choice:
    """The cheapest world that single changes, and whole pages, lead to."""
    options = {cell: _options(values) for cell, values in case.by_cell.items() if _is_counted_cell(case, cell)}
    known = {cell: found[0] for cell, found in options.items() if found and found[0] is not None}
    first = case.world(known)
    case.checkable = frozenset(v.printed_id for v in case.values if v.cell[1] in WORKED_OUT and first.implied(v.cell))
    best = _cost(case, known)
    for page in 2 * _whole_pages(case):  # twice: one page may only differ from what another page led to
        if sum(cell[1] == "votes" and cell in known and known[cell] != r for cell, r in page.items()) > 1:
            best, known = _better(case, best, known, {**known, **page})
    for _ in range(SWEEPS):
        before = best
        for cell in sorted(options):
            for option in options[cell]:
                changed = {k: r for k, r in known.items() if k != cell}
                if option is not None:
                    changed[cell] = option
                if changed != known:
                    best, known = _better(case, best, known, changed)
        if best == before:
            break
    world = case.world(known)
    accounts = accounts_in(case, world)
    behind = [v.printed_id for v in case.values if is_overtaken(case, world, v, accounts)]
    told = [v for v in case.values if not v.is_talk and not v.is_forecast and v.printed_id not in behind]
    # an undated page, and what nothing can be held against, are of the count that the rest of the page is of
    behind += [
        v.printed_id
        for v in told
        if v.pages <= accounts.earlier and (v.first_to is None or not firm(world, v.cell)) and not _holds(world, v)
    ]
    apart = [v for v in told if v.pages <= accounts.elsewhere and v.printed_id not in behind]
    return Choice(world, behind, [v.printed_id for v in apart])


def _holds(world: World, value: Value) -> bool:
    return any(near(value, 0, r) is not None for r in firm(world, value.cell))


def _better(
    case: Case, best: float, known: dict[Cell, Range], changed: dict[Cell, Range]
) -> tuple[float, dict[Cell, Range]]:
    cost = _cost(case, changed, best)
    return (cost, changed) if cost < best - 1e-9 else (best, known)


def _is_counted_cell(case: Case, cell: Cell) -> bool:
    return cell[1] in COUNTS and (cell[1] != "votes" or cell[0] in case.registry.counts)


def _options(values: Iterable[Value]) -> list[Range | None]:
    """What a count may have been, best-backed first: exact figures, or what the rounded ones share; or nobody knows."""
    counted = sorted(
        (v for v in values if v.is_counted),
        key=lambda v: (-v.backing, not v.is_final, v.standing, v.high - v.low, -v.value),
    )
    points: list[Range | None] = [(v.value, v.value) for v in counted if v.is_point]
    common = shared([v for v in counted if not v.is_point])
    out = points or ([common] if common else [])
    if counted and max(v.backing for v in counted) <= 1:
        out = [*out, common if points else None]
    return list(dict.fromkeys(out))


def _whole_pages(case: Case) -> list[dict[Cell, Range]]:
    """What pages with two exact vote counts or more print: it is taken together, as one count."""
    pages: list[dict[Cell, Range]] = []
    for page in sorted(case.by_page):
        own = {
            v.cell: (v.low, v.high)
            for v in case.by_page[page]
            if v.is_point and v.is_counted and _is_counted_cell(case, v.cell)
        }
        if sum(cell[1] == "votes" for cell in own) > 1 and own not in pages:
            pages.append(own)
    return pages


def _cost(case: Case, known: dict[Cell, Range], most: float = inf) -> float:
    """Pages that speak of another count pay once for all that stands on them alone; other values pay each its own.

    A world that costs `most` already is counted no further.
    """
    world = case.world(known)
    accounts = accounts_in(case, world)
    cost = accounts.cost + _joint(case, world)
    most += LEAST * sum(v.is_talk for v in case.values)
    for v in case.values:
        if cost >= most:
            break
        if not v.is_forecast and not v.pages <= accounts.elsewhere:
            cost += _reading(case, world, v, accounts)
    return cost


def _reading(case: Case, world: World, value: Value, accounts: Accounts) -> float:
    rows = world.implied(value.cell)
    is_given_up = _is_given_up(case, world, value, rows)
    best = (
        None
        if is_given_up
        else min((c for c in (near(value, base, r) for base, r in rows) if c is not None), default=None)
    )
    if best is not None:
        return best * max(value.backing, 1)
    if not rows and not is_given_up:
        own_votes = (value.cell[0], "votes", value.cell[2])
        return UNCHECKED if value.printed_id in case.checkable and own_votes not in case.by_cell else 0.0
    if value.is_superseded or (not is_given_up and is_overtaken(case, world, value, accounts)):
        return 0.0 if value.pages & accounts.earlier else FURTHER if accounts.earlier else EARLIER
    if is_anothers(world, value):
        return ERROR + ERROR_FURTHER * max(value.backing - 1, 0)
    neighbours = (r for n in NEIGHBOURS.get(value.cell[1], ()) for _, r in world.implied((value.cell[0], n, "")))
    if any(_is_label_of(value, r) for r in neighbours):
        return LABEL * max(value.backing, 1)
    is_mended = value.is_point and any(r[0] == r[1] and is_one_digit(value.value, r[0]) for _, r in rows)
    return error(value) + GIVEN_UP * is_given_up - MENDED * is_mended


def _is_given_up(case: Case, world: World, value: Value, rows: Sequence[tuple[int, Range]]) -> bool:
    """A count that this world leaves unknown was given up: what is printed for it pays, whatever else holds."""
    if not value.is_counted or value.qualifier not in ("exact", "about"):
        return False
    if value.cell in world.known:  # an exact count given up for the rounded ones beside it
        low, high = world.known[value.cell]
        return value.is_point and low < high
    return _is_counted_cell(case, value.cell) and not any(r[1] - r[0] <= abs(r[0]) / 500 for _, r in rows)


def _is_label_of(value: Value, neighbour: Range) -> bool:
    """An exact number is not told by a neighbour that may be anything within some per cent."""
    if (
        neighbour[1] - neighbour[0] > neighbour[0] / 500
        and value.qualifier == "exact"
        and value.high - value.low < value.value / 200
    ):
        return False
    return meet((value.low, value.high), neighbour) or value.value <= neighbour[0] < value.value + (
        value.high - value.low
    )


def error(value: Value) -> float:
    """What it costs to call a value wrong."""
    digits = len(f"{value.value:.10g}".replace(".", "").strip("0-"))
    cost = ERROR + digits + ERROR_FURTHER * max(value.backing - 1, 0)
    return cost - TALK if value.is_talk else cost


def _joint(case: Case, world: World) -> float:
    """What single cells cannot see: shares that add to more than 100, votes that do not add to the valid votes."""
    if case.registry.number_elected > 1:
        return 0.0
    return sum(_too_much(case, world, count) + _too_little(case, world, count) for count in case.registry.counts)


def _too_much(case: Case, world: World, count: int) -> float:
    """Shares of one count cannot add to more than 100: votes here, shares there."""
    t = world.totals(count)
    base = t.cast or t.valid
    lows = []
    for candidate in case.registry.candidates:
        votes = t.votes.get(candidate)
        cell = (count, "vote_share", candidate)
        rows = world.implied(cell)
        shares = [
            v.low
            for v in case.by_cell.get(cell, ())
            if v.is_counted
            and v.qualifier != "less_than"
            and (not rows or any(near(v, 0, r) is not None for _, r in rows))
        ]
        lows.append(max([100 * votes[0] / base[1] if votes and base and base[1] else 0, *shares]))
    return ERROR if lows and sum(lows) > 100 + 0.5 * len(lows) else 0.0


def _too_little(case: Case, world: World, count: int) -> float:
    """Where a page's shares add to 100 there is nobody else, and exact votes must add to the exact valid votes."""
    t = world.totals(count)
    if not (t.is_complete and t.valid and case.registry.adds_up):
        return 0.0
    low, high = sum(r[0] for r in t.votes.values()), sum(r[1] for r in t.votes.values())
    return 0.0 if meet((low, high), t.valid) else ERROR
