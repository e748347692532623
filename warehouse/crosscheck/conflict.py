"""The smallest conflict: figures that cannot all be true, of which no one can be spared.

Each figure is taken in its kindest reading: rounded or cut off, of the valid votes or of all papers. What then
still holds between the counts (valid + rejected = cast, a share of some total between the two) is a set of linear
bounds, and intervals are narrowed until nothing moves or one is empty. Of the figures that emptied it each is left out
in turn, and stays out where the rest is a conflict without it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from warehouse.crosscheck.value import Cell, Number

SWEEPS = 30
"""Shares of totals of shares narrow each other by ever less: what is not empty by then passes for possible."""
TIE = 1e-9
MORE_PEOPLE = 1 / 0.99
"""People are struck off after papers went out: so many more papers than people entitled are no contradiction."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed value in its kindest reading: low..high leaves room for rounding and for digits cut off."""

    printed_id: int
    cell: Cell
    low: Number
    high: Number
    backing: int
    pages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Count:
    """Of one count of a contest, what holds whatever is printed. is_complete: nobody else has votes."""

    round: int
    candidates: frozenset[str]
    number_elected: int
    rejected_ceiling: float
    is_complete: bool
    is_only: bool


Variable = tuple[str, str]
"""(measure, candidate)."""
VALID, CAST, REJECTED = ("valid_votes", ""), ("ballots_cast", ""), ("ballots_rejected", "")
ISSUED, ELECTORATE = ("ballots_issued", ""), ("electorate", "")
TOTAL = ("total", "")
"""What the odd page's shares are of: one number between valid votes and papers cast, nobody knows which."""


@dataclass(frozen=True, slots=True)
class Bound:
    """low <= sum of factor * variable <= high. said_by: the bit of the figure that says so, or 0."""

    terms: tuple[tuple[Variable, Number], ...]
    low: Number
    high: Number
    said_by: int = 0


@dataclass(slots=True)
class _Range:
    """What a variable may be, and which figures made it so."""

    low: Number = 0
    high: Number = inf
    low_by: int = 0
    high_by: int = 0


def smallest_conflict(odd: Printed, others: Iterable[Printed], count: Count) -> tuple[Printed, ...]:
    """The other figures that together rule out the odd one, none to spare; () where all of them can be true at once.

    others: figures that the world bears out, of other cells. Of two that would do alike the better backed stays.
    """
    figures = sorted(others, key=lambda p: (-p.backing, p.high - p.low, p.cell, p.low, p.printed_id))
    among = [p for p in figures if p.cell != odd.cell]
    figures = _telling(odd, among)
    system = _System(odd, figures, count, among)
    blamed = contradiction(system.bounds(range(len(figures))))
    if blamed is None:
        return ()
    kept = _blamed(system, blamed)
    if contradiction(system.bounds(kept, with_odd=False)) is not None:
        figures = _compatible(system)
        system = _System(odd, figures, count, among)
        blamed = contradiction(system.bounds(range(len(figures))))
        if blamed is None:
            return ()
        kept = _blamed(system, blamed)
    for n in reversed(kept.copy()):
        without = [k for k in kept if k != n]
        if contradiction(system.bounds(without)) is not None:
            kept = without
    return tuple(figures[n] for n in kept)


def _telling(odd: Printed, figures: Sequence[Printed]) -> list[Printed]:
    """Without those that allow all that a narrower one of their cell allows: they rule nothing out.

    Shares on the page of the odd figure are of its total, and tell more than the same share elsewhere.
    """
    narrowest: dict[tuple[Cell, bool], list[Printed]] = {}
    for p in sorted(figures, key=lambda p: p.high - p.low):
        same = narrowest.setdefault((p.cell, p.pages.isdisjoint(odd.pages)), [])
        if not any(p.low <= q.low and q.high <= p.high for q in same):
            same.append(p)
    kept = {id(p) for same in narrowest.values() for p in same}
    return [p for p in figures if id(p) in kept]


def can_all_be_true(odd: Printed, some: Sequence[Printed], count: Count, among: Sequence[Printed]) -> bool:
    """Whether the odd figure and some of those printed are possible together, each in its kindest reading.

    among: all that are printed, which say who leads and of which wholes a turnout may be.
    """
    return contradiction(_System(odd, some, count, among).bounds(range(len(some)))) is None


def contradiction(bounds: Sequence[Bound]) -> int | None:
    """The bits of the figures that leave some variable nothing to be; None where narrowing empties nothing."""
    ranges: dict[Variable, _Range] = {v: _Range() for bound in bounds for v, _ in bound.terms}
    for _ in range(SWEEPS):
        is_moving = False
        for bound in bounds:
            moved, blamed = _narrow(bound, ranges)
            if blamed is not None:
                return blamed
            is_moving |= moved
        if not is_moving:
            return None
    return None


def _blamed(system: _System, bits: int) -> list[int]:
    """Those to blame; all of them where without the help of the others it would be narrowed too little."""
    kept = [n for n in range(len(system.figures)) if bits >> n & 1]
    return list(range(len(system.figures))) if contradiction(system.bounds(kept)) is None else kept


def _compatible(system: _System) -> list[Printed]:
    """The world is a compromise: of figures that contradict each other without the odd one, the best backed."""
    kept: list[int] = []
    for n in range(len(system.figures)):
        if contradiction(system.bounds([*kept, n], with_odd=False)) is None:
            kept.append(n)
    return [system.figures[n] for n in kept]


def _narrow(bound: Bound, ranges: Mapping[Variable, _Range]) -> tuple[bool, int | None]:
    """Narrows each variable of a bound by what the others leave it: (did any move, whom to blame if one is empty)."""
    moved = False
    for variable, factor in bound.terms:
        low, high, low_by, high_by = bound.low, bound.high, bound.said_by, bound.said_by
        for other, weight in bound.terms:
            if other == variable:
                continue
            r = ranges[other]
            most, most_by, least, least_by = (
                (r.high, r.high_by, r.low, r.low_by) if weight > 0 else (r.low, r.low_by, r.high, r.high_by)
            )
            low, low_by = low - weight * most, low_by | most_by
            high, high_by = high - weight * least, high_by | least_by
        if factor < 0:
            low, high, low_by, high_by = -high, -low, high_by, low_by
        size = abs(factor)
        if size != 1:
            low, high = low / size, high / size
        own = ranges[variable]
        # compared twice: what is not less is not below, and most are not
        if own.low < low and _is_below(own.low, low):
            own.low, own.low_by, moved = low, low_by, True
        if high < own.high and _is_below(high, own.high):
            own.high, own.high_by, moved = high, high_by, True
        if own.high < own.low and _is_below(own.high, own.low):
            return moved, own.low_by | own.high_by
    return moved, None


def _finite(bounds: Iterable[Bound]) -> list[Bound]:
    """Without what a hedge leaves open: "less than 15%" is of any total at the lower end, "more than" at the upper."""
    told = [bound for bound in bounds if all(abs(factor) < inf for _, factor in bound.terms)]
    finite = (
        bound
        if all(factor for _, factor in bound.terms)
        else replace(bound, terms=tuple(t for t in bound.terms if t[1]))
        for bound in told
    )
    return [bound for bound in finite if bound.terms]


def _is_below(a: Number, b: Number) -> bool:
    """By more than a rounding tie; whole numbers exactly, or 2^53 were 2^53 + 1."""
    if isinstance(a, int) and isinstance(b, int):
        return a < b
    if b == inf:
        return a < b
    return b - a > TIE * max(abs(a), abs(b), 1)


@dataclass(frozen=True, slots=True)
class _System:
    """The bounds of the odd figure and of any of the others."""

    odd: Printed
    figures: Sequence[Printed]
    count: Count
    among: Sequence[Printed]
    measures: frozenset[str] = field(init=False)
    always: Sequence[Bound] = field(init=False)
    said: Sequence[Sequence[Bound]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "measures", frozenset(p.cell[1] for p in (self.odd, *self.among)))
        object.__setattr__(self, "always", _finite(self._always()))
        object.__setattr__(self, "said", [_finite(self._said(p, 1 << n)) for n, p in enumerate(self.figures)])

    def bounds(self, chosen: Iterable[int], *, with_odd: bool = True) -> list[Bound]:
        out = list(self.always)
        for n in chosen:
            out += self.said[n]
        return out + _finite(self._said(self.odd, 0)) if with_odd else out

    def _always(self) -> list[Bound]:
        """What holds between the counts whatever anybody prints."""
        c = self.count
        votes = [("votes", k) for k in sorted(c.candidates)]
        listed = tuple((v, 1) for v in votes)
        out = [
            Bound(((CAST, 1), (VALID, -1), (REJECTED, -1)), 0, 0 if c.is_only else inf),
            Bound(((TOTAL, 1), (VALID, -1)), 0, inf),
            Bound(((CAST, 1), (TOTAL, -1)), 0, inf),
            Bound(((ISSUED, 1), (CAST, -1)), 0, inf),
            Bound(((ELECTORATE, MORE_PEOPLE), (ISSUED, -1)), 0, inf),
        ]
        if c.number_elected > 1:
            out += [Bound(((VALID, 1), (v, -1)), 0, inf) for v in votes]
        out.append(Bound(((VALID, c.number_elected), *((v, -1) for v, _ in listed)), 0, 0 if c.is_complete else inf))
        if c.is_only and not self.measures & {"ballots_cast", "ballots_rejected"}:
            out.append(Bound(((VALID, 1), (CAST, c.rejected_ceiling / 100 - 1)), 0, inf))
        if self.odd.cell[1] == "vote_share" and c.number_elected == 1:
            out.append(Bound(tuple((("share", k), 1) for k in sorted(c.candidates)), 0, 100))
        return out

    def _said(self, printed: Printed, bit: int) -> list[Bound]:
        _, measure, candidate = printed.cell
        low, high = printed.low, printed.high
        match measure:
            case "vote_share":
                return self._share(printed, bit)
            case "turnout":
                return self._of_people(((CAST, 1),), ((VALID, 1),), low, high, bit)
            case "electorate_share":
                part = ((("votes", candidate), 1),)
                return self._of_people(part, part, low, high, bit)
            case "majority" | "majority_share":
                return self._lead(printed, bit)
            case _:
                return [Bound((((measure, candidate), 1),), low, high, bit)]

    def _share(self, printed: Printed, bit: int) -> list[Bound]:
        """Shares on the odd page are of one total; others each of the valid votes, of all papers or between them."""
        candidate, seats = printed.cell[2], self.count.number_elected
        is_own = seats == 1 and self.odd.cell[1] == "vote_share" and not printed.pages.isdisjoint(self.odd.pages)
        votes = ("votes", candidate)
        least, most = (TOTAL, TOTAL) if is_own else (VALID, CAST)
        out = [Bound(((votes, 100), (most, -printed.high * seats)), -inf, 0, bit)]
        if seats == 1:  # of several seats a share may be of the voters or of the votes, all of them or those shown
            out.append(Bound(((votes, 100), (least, -printed.low)), 0, inf, bit))
        if is_own:
            out.append(Bound(((("share", candidate), 1),), printed.low, printed.high, bit))
        return out

    def _of_people(
        self,
        most: tuple[tuple[Variable, Number], ...],
        least: tuple[tuple[Variable, Number], ...],
        low: Number,
        high: Number,
        bit: int,
    ) -> list[Bound]:
        """A share of the papers sent out or of the electorate, whichever are printed; of neither it says nothing."""
        wholes = [whole for whole in (ISSUED, ELECTORATE) if whole[0] in self.measures]
        if not wholes:
            return []
        return [
            Bound((*((v, 100 * k) for v, k in most), (wholes[0], -low)), 0, inf, bit),
            Bound((*((v, 100 * k) for v, k in least), (wholes[-1], -high)), -inf, 0, bit),
        ]

    def _lead(self, printed: Printed, bit: int) -> list[Bound]:
        """The lead of the first over the second, as the other figures have their order."""
        votes = [p for p in self.among if p.cell[1] == "votes"]
        order = list(dict.fromkeys(p.cell[2] for p in sorted(votes, key=lambda p: (-p.low, p.cell))))
        if len(order) < 2:
            return []
        lead: tuple[tuple[Variable, Number], ...] = ((("votes", order[0]), 1), (("votes", order[1]), -1))
        if printed.cell[1] == "majority":
            return [Bound(lead, printed.low, printed.high, bit)]
        hundredfold = tuple((v, 100 * k) for v, k in lead)
        return [
            Bound((*hundredfold, (VALID, -printed.low)), 0, inf, bit),
            Bound((*hundredfold, (CAST, -printed.high)), -inf, 0, bit),
        ]
