"""The choice of one world: the counts under which independent sources need the fewest departures from what they print.

Every printed value takes its cheapest reading in a world: as printed, cut off, on another base, under the neighbour's
name, true of an earlier count, or an error. The world with the least sum is chosen; its errors are the smallest set of
figures to drop. Costs were set on real contests and are weighed by how many independent origins print a value: with
flat costs the search sacrifices a number that nine pages print. docs/checks.md has them measured.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import inf
from typing import TYPE_CHECKING

from warehouse.crosscheck.algebra import PLAIN, Registry, World
from warehouse.crosscheck.overtaken import WORKED_OUT, Pages, is_earlier, overtaken, telling
from warehouse.crosscheck.value import COUNTS, Cell, Range, Value, is_cut_of, is_one_digit, meet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from warehouse.crosscheck.overtaken import Mark

CUT, LABEL, UNCHECKED, EARLIER, ELSEWHERE = 1.0, 2.0, 3.0, 5.0, 8.0
"""What the readings cost. An earlier count is one event, however many pages told of it; a page about something else is
one each. UNCHECKED: a world that gives counts up must not pass for that.
"""
ERROR, ERROR_FURTHER, GIVEN_UP, MENDED, TALK = 6.0, 3.0, 3.0, 3.0, 5.0
"""An error costs 6, one more for each digit that would have to be wrong, 3 for each further origin; 5 less in comments.

A count given up with nothing in its place costs 3 more: what was worked out is more often wrong than what was counted.
One that a single digit mends costs 3 less.
"""
LEAST = TALK + MENDED - ERROR
"""So much less than nothing an error in a comment may cost."""
SWEEPS = 3
HALF_A_POINT = 0.5
"""Percentages of another count are at least so far away; nearer ones are rounding, cutting and slips."""
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


@dataclass(slots=True)
class Case:
    """All that is printed about one contest."""

    registry: Registry
    values: Sequence[Value]
    declared: datetime | None = None
    by_cell: dict[Cell, list[Value]] = field(default_factory=dict)
    by_page: dict[str, list[Value]] = field(default_factory=dict)
    telling: dict[str, list[Value]] = field(default_factory=dict)
    members: tuple[Range, ...] = ()
    turnout: Range | None = None
    checkable: frozenset[int] = frozenset()
    """The values that the first world, in which nothing is given up, can check at all."""

    def __post_init__(self) -> None:
        for value in self.values:
            self.by_cell.setdefault(value.cell, []).append(value)
            for page in value.pages:
                self.by_page.setdefault(page, []).append(value)
        self.telling = {page: telling(values) for page, values in self.by_page.items()}

        self.members = tuple(
            (v.low, v.high if v.qualifier != "more_than" else v.value * 1.02 + 1)
            for v in self.values
            if v.cell[1] == "membership" and not v.is_forecast and v.low > 0
        )
        self.turnout = _shared(
            sorted(self._turnouts(), key=lambda v: (-v.backing, v.high - v.low, v.standing, v.value))
        )

    def _turnouts(self) -> list[Value]:
        exact = [v for v in self.by_measure("turnout") if v.qualifier == "exact" and v.base != "membership"]
        return [v for v in exact if v.is_counted and v.low > 0]

    def by_measure(self, measure: str) -> list[Value]:
        return [v for v in self.values if v.cell[1] == measure]

    def world(self, known: dict[Cell, Range]) -> World:
        return World(self.registry, known, self.members, self.turnout)


def choose(case: Case) -> Choice:
    """The cheapest world that single changes, and whole pages, lead to."""
    options = {cell: _options(values) for cell, values in case.by_cell.items() if _is_counted_cell(case, cell)}
    known = {cell: found[0] for cell, found in options.items() if found and found[0] is not None}
    first = case.world(known)
    case.checkable = frozenset(v.printed_id for v in case.values if v.cell[1] in WORKED_OUT and first.implied(v.cell))
    best = _cost(case, known)
    for page in _whole_pages(case, known):
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
    pages = _pages(case, world)
    elsewhere = {page for page in case.by_page if _is_elsewhere(pages.moves((page,)))}
    is_moving = any(_is_earlier_page(case, world, page, elsewhere) for page in elsewhere)
    pages = replace(pages, is_moving=is_moving)
    behind = [v.printed_id for v in case.values if _is_overtaken(case, world, v, pages)]
    apart = [v for v in case.values if v.pages <= elsewhere and not v.is_talk and not v.is_forecast]
    return Choice(world, behind, [v.printed_id for v in apart if v.printed_id not in behind])


def _pages(case: Case, world: World) -> Pages:
    """Marks are kept for as long as this world is looked at: a page is asked for many times over."""
    marks: dict[int, Mark] = {}

    def mark(value: Value) -> Mark:
        if value.printed_id not in marks:
            marks[value.printed_id] = _mark(world, value)
        return marks[value.printed_id]

    return Pages(case.by_page, case.telling, mark)


def _mark(world: World, value: Value) -> Mark:
    ranges = _firm(world, value.cell)
    if not ranges:
        return None
    if all(_near(value, 0, r) is None for r in ranges):
        apart = min(max(value.low - r[1], r[0] - value.high) for r in ranges)
        is_slight = value.cell[1] in WORKED_OUT and value.cell[1] != "majority" and apart < HALF_A_POINT
        return None if is_slight or _is_anothers(world, value) else "moved"
    return "stayed" if value.high - value.low <= value.value / 100 and len(value.pages) > 1 else None


def _firm(world: World, cell: Cell) -> list[Range]:
    """What the world makes of a cell; not on a base that nobody printed, which leaves room for anything."""
    return [r for cost, r in world.implied(cell) if cost == PLAIN or r[1] - r[0] <= r[1] / 500]


def _is_anothers(world: World, value: Value) -> bool:
    """The number is right and stands beside the wrong name."""
    round_, measure, candidate = value.cell
    return measure == "votes" and any(
        c[0] == round_ and c[1] == measure and c[2] != candidate and r == (value.value, value.value)
        for c, r in world.known.items()
    )


def _is_elsewhere(found: tuple[int, int]) -> bool:
    moved, stayed = found
    return moved > 1 and moved > stayed


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
    shared = _shared([v for v in counted if not v.is_point])
    out = points or ([shared] if shared else [])
    if counted and max(v.backing for v in counted) <= 1:
        out = [*out, shared if points else None]
    return list(dict.fromkeys(out))


def _shared(values: Sequence[Value]) -> Range | None:
    """What rounded (or cut off: nobody knows) figures have in common, best-backed first; what has none is left out."""
    found: Range | None = None
    for v in values:
        most = v.high if v.cell[1] == "membership" else v.most
        narrowed = (v.low, most) if found is None else (max(found[0], v.low), min(found[1], most))
        if narrowed[0] < narrowed[1]:
            found = narrowed
    return found


def _whole_pages(case: Case, known: dict[Cell, Range]) -> list[dict[Cell, Range]]:
    """Pages that differ from the world in two vote counts or more: what they print is taken together, as one count."""
    pages = []
    for page in sorted(case.by_page):
        own = {
            v.cell: (v.low, v.high)
            for v in case.by_page[page]
            if v.is_point and v.is_counted and _is_counted_cell(case, v.cell)
        }
        moved = sum(cell[1] == "votes" and cell in known and known[cell] != r for cell, r in own.items())
        if moved > 1 and own not in pages:
            pages.append(own)
    return pages


def _cost(case: Case, known: dict[Cell, Range], most: float = inf) -> float:
    """Pages that speak of another count pay once for all that stands on them alone; other values pay each its own.

    A world that costs `most` already is counted no further.
    """
    world = case.world(known)
    pages = _pages(case, world)
    elsewhere = {page for page in case.by_page if _is_elsewhere(pages.moves((page,)))}
    earlier = {page for page in elsewhere if _is_earlier_page(case, world, page, elsewhere)}
    pages = replace(pages, is_moving=bool(earlier))
    cost = ELSEWHERE * len(elsewhere - earlier) + EARLIER * bool(earlier) + _joint(case, world)
    most += LEAST * sum(v.is_talk for v in case.values)
    for v in case.values:
        if cost >= most:
            break
        if not v.is_forecast and not v.pages <= elsewhere:
            cost += _reading(case, world, v, pages)
    return cost


def _is_earlier_page(case: Case, world: World, page: str, elsewhere: set[str]) -> bool:
    """All that differs on the page was printed before the pages that bear the world out."""
    moved = [v for v in case.by_page[page] if v.cell in world.known and v.pages <= elsewhere and not v.is_talk]
    return all(
        v.is_partial
        or is_earlier(v, [r for r in case.by_cell[v.cell] if meet((r.low, r.high), world.known[v.cell])], case.declared)
        for v in moved
        if not meet((v.low, v.high), world.known[v.cell])
    )


def _reading(case: Case, world: World, value: Value, pages: Pages) -> float:
    rows = world.implied(value.cell)
    is_given_up = _is_given_up(case, world, value, rows)
    best = (
        None
        if is_given_up
        else min((c for c in (_near(value, base, r) for base, r in rows) if c is not None), default=None)
    )
    if best is not None:
        return best * max(value.backing, 1)
    if not rows and not is_given_up:
        own_votes = (value.cell[0], "votes", value.cell[2])
        return UNCHECKED if value.printed_id in case.checkable and own_votes not in case.by_cell else 0.0
    if value.is_superseded or (not is_given_up and _is_overtaken(case, world, value, pages)):
        return EARLIER
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


def _near(value: Value, base: float, implied_range: Range) -> float | None:
    if meet((value.low, value.high), implied_range):
        return base
    return base + CUT if is_cut_of(value, implied_range) else None


def _is_overtaken(case: Case, world: World, value: Value, pages: Pages) -> bool:
    cell = value.cell
    if value.is_forecast:
        return False
    ranges = _firm(world, cell)
    if not ranges or any(_near(value, 0, r) is not None for r in ranges):
        return False
    return overtaken(value, ranges[0], case.by_cell[cell], pages, case.declared)


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
            and (not rows or any(_near(v, 0, r) is not None for _, r in rows))
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
