"""What a world makes of a cell, in Python: those lines of checks/stages/40_implied.sql that the search needs.

tests/warehouse/test_check_world.py holds both against each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines import model
from warehouse.crosscheck.value import meet

if TYPE_CHECKING:
    from warehouse.crosscheck.value import Cell, Number, Range

OPEN_END = int(model.OPEN_END)
PLAIN, OTHER_BASE, MEMBERS = 0, 1, 2
"""What a reading costs: as expected; on another base or under the neighbour's name; of the membership."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Of a contest, what the arithmetic needs: who stood, how many are elected, how many papers may have been rejected.

    has_others: votes went to more than the registered candidates; adds_up: some page's shares prove that they did not.
    """

    contest_id: str
    candidates: frozenset[str]
    number_elected: int
    is_multi_round: bool
    rejected_ceiling: float
    counts: tuple[int, ...]
    has_others: bool = False
    adds_up: bool = False


@dataclass(slots=True)
class World:
    """The counts of a contest: (round, measure, candidate) -> range. What follows is worked out once, when asked."""

    registry: Registry
    known: dict[Cell, Range]
    members: tuple[Range, ...] = ()
    turnout: Range | None = None
    _totals: dict[int, Totals] = field(default_factory=dict)
    _implied: dict[Cell, list[tuple[int, Range]]] = field(default_factory=dict)

    def total(self, round_: int, measure: str) -> Range | None:
        return self.known.get((round_, measure, "")) or self.known.get((0, measure, ""))

    def totals(self, round_: int) -> Totals:
        if round_ not in self._totals:
            self._totals[round_] = Totals.of(self, round_)
        return self._totals[round_]

    def implied(self, cell: Cell) -> list[tuple[int, Range]]:
        """(cost of the reading, range) for each base a page may have meant; of every count where it names none."""
        found = self._implied.get(cell)
        if found is None:
            found = self._implied[cell] = implied(self, cell)
        return found

    def votes(self, round_: int) -> dict[str, Range]:
        return {c[2]: r for c, r in self.known.items() if c[0] == round_ and c[1] == "votes"}


@dataclass(frozen=True, slots=True)
class Totals:
    """Valid votes, papers cast and papers sent out (or electorate) of one count; None where nothing says."""

    votes: dict[str, Range]
    is_complete: bool
    valid: Range | None
    cast: Range | None
    issued: Range | None
    electorate: Range | None
    first: Range | None

    @classmethod
    def of(cls, world: World, round_: int) -> Totals:
        registry = world.registry
        votes = world.votes(round_)
        is_first = round_ == min(registry.counts)
        is_complete = registry.number_elected == 1 and bool(registry.candidates) and registry.candidates <= votes.keys()
        is_complete = is_complete and not registry.has_others
        floor = sum(r[0] for r in votes.values()) if registry.number_elected == 1 else 0
        valid = world.known.get((round_, "valid_votes", "")) or (
            world.known.get((0, "valid_votes", "")) if round_ <= 1 else None
        )
        cast, rejected = world.total(round_, "ballots_cast"), world.total(round_, "ballots_rejected")
        counted = cast[0] * (1 - registry.rejected_ceiling / 100) if cast and cast[1] < OPEN_END else 0
        if counted > sum(r[1] for r in votes.values()):
            is_complete = False  # so many papers cannot all have been rejected: votes went to others
        if cast and rejected and not registry.adds_up:
            accounted = sum(r[1] for r in votes.values()) + rejected[1]
            is_complete = is_complete and not (cast[1] < OPEN_END and accounted < cast[0] * 0.99)
        told = (floor, sum(r[1] for r in votes.values()))
        if is_complete and valid and max(valid[0], told[0]) <= min(valid[1], told[1]):
            valid = (max(valid[0], told[0]), min(valid[1], told[1]))
        elif valid:
            valid = (max(valid[0], floor), max(valid[1], floor))
        elif is_complete or (votes and not is_first):
            valid = told
        elif cast and rejected:
            valid = (max(cast[0] - rejected[1], 0), cast[1] - rejected[0])
        elif cast and votes and registry.number_elected == 1:
            valid = (max(floor, cast[0] * (1 - registry.rejected_ceiling / 100)), max(cast[1], floor))
        is_known = is_complete or bool(world.total(round_, "valid_votes"))
        papers = _papers(valid, cast, rejected if is_known else None, registry.rejected_ceiling)
        issued = _at_least(world.total(round_, "ballots_issued"), papers)
        floors = [r for r in (papers, (issued[0] * 0.99, issued[1]) if issued else None) if r]
        return cls(
            votes,
            is_complete,
            valid,
            papers,
            issued,
            _at_least(world.total(round_, "electorate"), max(floors, default=None)),
            None if is_first else world.totals(min(registry.counts)).valid,
        )


def _at_least(people: Range | None, papers: Range | None) -> Range | None:
    """Fewer people than papers came back: then only the papers bound them."""
    if people and papers and people[1] < papers[0]:
        return papers[0], OPEN_END
    return people


def _papers(valid: Range | None, cast: Range | None, rejected: Range | None, ceiling: float) -> Range | None:
    if cast and cast[1] >= OPEN_END:
        cast = None
    if valid and rejected:
        total = (valid[0] + rejected[0], valid[1] + rejected[1])
        return (max(total[0], cast[0]), min(total[1], cast[1])) if cast and meet(total, cast) else total
    if cast:
        return (max(cast[0], valid[0]), max(cast[1], valid[0])) if valid else cast
    return (valid[0], valid[1] / (1 - ceiling / 100)) if valid else None


def implied(world: World, cell: Cell) -> list[tuple[int, Range]]:
    """As `World.implied`, worked out anew."""
    round_, measure, candidate = cell
    rounds = (
        (round_,)
        if round_ in world.registry.counts or measure in ("nominations", "membership")
        else world.registry.counts
    )
    return [row for r in rounds for row in _implied(world, r, measure, candidate)]


def _implied(world: World, round_: int, measure: str, candidate: str) -> list[tuple[int, Range]]:
    if measure in ("nominations", "membership"):
        known = world.known.get((0, measure, candidate)) or world.known.get((round_, measure, candidate))
        return [(PLAIN, known)] if known else []
    t = world.totals(round_)
    match measure:
        case "votes":
            return [(PLAIN, t.votes[candidate])] if candidate in t.votes else []
        case "vote_share":
            return _shares(t, t.votes.get(candidate), world.registry.number_elected)
        case "electorate_share":
            bases = [b for b in (t.issued, t.electorate, *world.members) if b and b[1] < OPEN_END]
            return [(PLAIN, r) for b in bases if candidate in t.votes and (r := percent(t.votes[candidate], b))]
        case "turnout":
            return _turnouts(world, t)
        case "majority" | "majority_share":
            return _leads(t, measure, world.registry.number_elected, round_)
        case "valid_votes":
            return [(PLAIN, t.valid)] if t.valid else []
        case "ballots_cast":
            return [(PLAIN, t.cast)] if t.cast else []
        case "ballots_issued":
            return [(PLAIN, t.issued)] if t.issued else []
        case "electorate":
            return [(PLAIN, t.electorate)] if t.electorate else [(PLAIN, (t.cast[0], OPEN_END))] if t.cast else []
        case "ballots_rejected":
            rejected = world.total(round_, "ballots_rejected")
            if rejected is None and t.cast and t.valid and world.total(round_, "ballots_cast"):
                rejected = (max(t.cast[0] - t.valid[1], 0), max(t.cast[1] - t.valid[0], 0))
            return [(PLAIN, rejected)] if rejected else []
        case _:
            return []


def percent(part: Range, whole: Range) -> Range | None:
    """The share, in percent, that a part can be of a whole; None of nothing."""
    if whole[0] <= 0 or whole[1] <= 0:
        return None
    low: Number = 100 * part[0] / whole[1]
    return low, 100 * part[1] / whole[0]


def _shares(t: Totals, votes: Range | None, number_elected: int) -> list[tuple[int, Range]]:
    if votes is None:
        return []
    shown = sum(r[0] for r in t.votes.values())
    bases = [(PLAIN, t.valid), (OTHER_BASE, t.cast), (PLAIN, t.first)]
    if (t.first or number_elected > 1) and shown:
        bases.append((PLAIN, (shown, shown)))
    return [(cost, r) for cost, base in bases if base and (r := percent(votes, base))]


def _turnouts(world: World, t: Totals) -> list[tuple[int, Range]]:
    out = [
        row
        for base in (t.issued, t.electorate)
        if base and base[1] < OPEN_END
        for row in _turnouts_of(base, t, world.turnout)
    ]
    if not out and world.turnout:
        out = [
            (PLAIN, world.turnout),
            (OTHER_BASE, (world.turnout[0] * (1 - world.registry.rejected_ceiling / 100), world.turnout[1])),
        ]
    out += [(MEMBERS, r) for base in world.members if t.cast and (r := percent(t.cast, base))]
    return out


def _turnouts_of(people: Range, t: Totals, told: Range | None) -> list[tuple[int, Range]]:
    """Of so many people; "about 1m" allows any turnout from 6 to 20, and what pages print as the turnout says more."""
    of_cast = percent(t.cast, people) if t.cast else None
    of_valid = percent(t.valid, people) if t.valid else None
    if told and of_cast and of_cast[0] <= told[0] and told[1] <= of_cast[1]:
        of_cast = told
        if t.valid and t.cast and t.cast[0] > 0:
            of_valid = told[0] * t.valid[0] / t.cast[1], told[1] * t.valid[1] / t.cast[0]
    return [(cost, r) for cost, r in ((PLAIN, of_cast), (OTHER_BASE, of_valid)) if r]


def _leads(t: Totals, measure: str, number_elected: int, round_: int) -> list[tuple[int, Range]]:
    if number_elected > 1 or len(t.votes) < 2 or not (t.is_complete or round_ > 1):
        return []
    lows = sorted((r[0] for r in t.votes.values()), reverse=True)
    highs = sorted((r[1] for r in t.votes.values()), reverse=True)
    lead = (max(lows[0] - highs[1], 0), highs[0] - lows[1])
    if measure == "majority":
        return [(PLAIN, lead)]
    bases = ((PLAIN, t.valid), (OTHER_BASE, t.cast), (PLAIN, t.first))
    return [(cost, r) for cost, base in bases if base and (r := percent(lead, base))]
