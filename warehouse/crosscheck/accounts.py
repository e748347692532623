"""Which account a page gives in a world: of this count, of an earlier one that was overtaken, or of another part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from warehouse.crosscheck.algebra import PLAIN, World
from warehouse.crosscheck.overtaken import MOVED, WORKED_OUT, Pages, is_earlier, is_same_day, overtaken
from warehouse.crosscheck.value import Cell, Range, Value, is_cut_of, meet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.crosscheck.case import Case
    from warehouse.crosscheck.overtaken import Mark

CUT, EARLIER, ELSEWHERE = 1.0, 5.0, 8.0
"""What it costs that digits were dropped; that counts were overtaken, one event however many pages told of it; that a
page is about something else, each one.
"""
HALF_A_POINT = 0.5
"""Percentages of another count are at least so far away; nearer ones are rounding, cutting and slips."""


@dataclass(slots=True)
class Accounts:
    """Which pages tell of another count or another part than this world, and which of them of an earlier count."""

    pages: Pages
    elsewhere: set[str]
    earlier: set[str]
    cost: float


def accounts_in(case: Case, world: World) -> Accounts:
    pages = _pages(case, world)
    elsewhere = {page for page in case.by_page if pages.is_apart(page)}
    told = elsewhere | {page for page in case.by_page if pages.is_of_its_own(page)}
    earlier = {page for page in told if _is_earlier_page(case, world, page, told, pages)}
    elsewhere |= earlier
    cost = ELSEWHERE * len(elsewhere - earlier) + EARLIER * bool(earlier)
    return Accounts(replace(pages, is_moving=bool(earlier)), elsewhere, earlier, cost)


def _pages(case: Case, world: World) -> Pages:
    """Marks are kept for as long as this world is looked at: a page is asked for many times over."""
    marks: dict[int, Mark] = {}

    def mark(value: Value) -> Mark:
        if value.printed_id not in marks:
            marks[value.printed_id] = _mark(world, value)
        return marks[value.printed_id]

    return Pages(case.by_page, case.telling, mark)


def _mark(world: World, value: Value) -> Mark:
    ranges = firm(world, value.cell)
    if not ranges:
        return None
    if any(near(value, 0, r) is not None for r in ranges):
        return "same" if value.high - value.low <= value.value / 100 and len(value.pages) > 1 else None
    if is_anothers(world, value):
        return None
    apart, is_more = min((max(value.low - r[1], r[0] - value.high), value.low > r[1]) for r in ranges)
    if value.cell[1] in WORKED_OUT and value.cell[1] != "majority" and apart < HALF_A_POINT:
        return "slightly more" if is_more else "slightly less"
    return "more" if is_more else "less"


def firm(world: World, cell: Cell) -> list[Range]:
    """What the world makes of a cell; not on a base that nobody printed, which leaves room for anything."""
    return [r for cost, r in world.implied(cell) if cost == PLAIN or r[1] - r[0] <= r[1] / 500]


def is_anothers(world: World, value: Value) -> bool:
    """The number is right and stands beside the wrong name."""
    round_, measure, candidate = value.cell
    if measure == "vote_share" and value.high - value.low <= value.value / 100:
        others = (
            (c, r) for c in world.registry.candidates if c != candidate for r in firm(world, (round_, measure, c))
        )
        return any(r[1] - r[0] <= r[1] / 200 and meet((value.low, value.high), r) for _, r in others)
    return measure == "votes" and any(
        c[0] == round_ and c[1] == measure and c[2] != candidate and r == (value.value, value.value)
        for c, r in world.known.items()
    )


def _is_earlier_page(case: Case, world: World, page: str, elsewhere: set[str], pages: Pages) -> bool:
    """All that differs on the page was printed before the pages that bear the world out, or that day and is less."""
    is_behind = pages.is_behind(page)
    moved = [v for v in case.by_page[page] if pages.mark(v) in MOVED and not v.is_talk]
    dated = [v for v in moved if v.first_to is not None]  # an undated page is dated by what it shares with another
    for v in dated or moved:
        borne = _bearing_out(case, world, v.cell)
        if _is_declared(case, v) and _is_alone(borne):
            return False  # one unofficial page does not overtake a result: it is about something else
        is_before = is_earlier(v, borne, case.declared) or (is_behind and is_same_day(v, borne))
        if v.pages <= elsewhere and not v.is_partial and not is_before:
            return False
    return True


def _is_declared(case: Case, value: Value) -> bool:
    """Printed on the day of the declaration or later, or nobody knows when that was."""
    is_late = case.declared is None or (value.first_to is not None and value.first_to >= case.declared)
    return is_late and not value.is_partial


def _is_alone(values: Sequence[Value]) -> bool:
    return sum(v.backing for v in values) <= 1 and not any(v.is_final or v.standing == 0 for v in values)


def _bearing_out(case: Case, world: World, cell: Cell) -> list[Value]:
    """What is printed for the cell as the world has it; where nothing is, what the votes are known from."""
    ranges = [world.known[cell]] if cell in world.known else firm(world, cell)
    found = [v for v in case.by_cell[cell] if v.is_counted and any(meet((v.low, v.high), r) for r in ranges)]
    if found or cell in world.known:
        return found
    votes = [(c, r) for c, r in world.known.items() if c[1] == "votes"]
    return [v for c, r in votes for v in case.by_cell[c] if meet((v.low, v.high), r)]


def near(value: Value, base: float, implied_range: Range) -> float | None:
    if meet((value.low, value.high), implied_range):
        return base
    return base + CUT if is_cut_of(value, implied_range) else None


def is_overtaken(case: Case, world: World, value: Value, accounts: Accounts) -> bool:
    cell = value.cell
    if value.is_forecast:
        return False
    ranges = firm(world, cell) or _lead_of_known(world, cell)
    if not ranges or any(near(value, 0, r) is not None for r in ranges):
        return False
    if value.pages & accounts.earlier and is_earlier(value, _bearing_out(case, world, cell), case.declared):
        return True  # later pages may still print it
    return overtaken(value, ranges[0], case.by_cell[cell], accounts.pages, case.declared)


def _lead_of_known(world: World, cell: Cell) -> list[Range]:
    """The lead where votes went to others too: not proven, but what pages print beside the votes that are known."""
    votes = sorted((r for r in world.votes(cell[0]).values() if r[0] == r[1]), reverse=True)
    if cell[1] != "majority" or len(votes) < 2:
        return []
    lead = votes[0][0] - votes[1][0]
    return [(lead, lead)]
