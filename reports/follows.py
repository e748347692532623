"""The sum behind a value that no page prints beside the figure it is held against: "41.27% (53,544 of 129,754)"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reports import words

if TYPE_CHECKING:
    from reports.facts import Agreed, ContestReport

Cell = tuple[str, str | None, int | None]
"""Measure, candidate_id, round."""


def follows(report: ContestReport, cell: Cell) -> str | None:
    """The cell's value and the sum of other established values that gives it; None where no sum of ours does.

    Only values that are known to the last digit are summed: the middle of a range is nobody's figure.
    """
    values = {(a.measure, a.candidate_id, a.round): a.value for a in report.agreed if a.value is not None}
    value = values.get(cell, values.get((cell[0], cell[1], None)))
    if value is None:
        return None
    exact = {
        (a.measure, a.candidate_id, a.round): a.value for a in report.agreed if a.value is not None and _is_exact(a)
    }
    for given, said in _sums(exact, cell):
        if words.amount(given, cell[0]) == words.amount(value, cell[0]):
            return f"{words.amount(value, cell[0])} ({said})"
    return None


def _is_exact(agreed: Agreed) -> bool:
    return agreed.low == agreed.high


def _sums(values: dict[Cell, Decimal], cell: Cell) -> list[tuple[Decimal, str]]:
    """What could give the cell, with its words, from what is there."""
    measure, candidate_id, number = cell
    votes = sorted((v for (m, c, r), v in values.items() if m == "votes" and c and r == number), reverse=True)
    plain = {m: v for (m, c, r), v in values.items() if c is None and r in {number, None}}
    own = values.get(("votes", candidate_id, number))
    if measure == "vote_share":
        return _quotients(own, [plain.get("valid_votes"), sum(votes, Decimal(0))])
    if measure == "turnout":
        return _quotients(plain.get("ballots_cast"), [plain.get("ballots_issued"), plain.get("electorate")])
    if measure == "majority" and len(votes) > 1:
        return [(votes[0] - votes[1], f"{words.number(votes[0])} less {words.number(votes[1])}")]
    if measure == "majority_share" and len(votes) > 1:
        return _quotients(votes[0] - votes[1], [plain.get("valid_votes"), sum(votes, Decimal(0))])
    if measure == "valid_votes" and len(votes) > 1:
        return [(sum(votes, Decimal(0)), " + ".join(map(words.number, votes)))]
    if measure == "ballots_cast" and {"valid_votes", "ballots_rejected"} <= plain.keys():
        valid, rejected = plain["valid_votes"], plain["ballots_rejected"]
        return [(valid + rejected, f"{words.number(valid)} valid and {words.number(rejected)} rejected")]
    return []


def _quotients(part: Decimal | None, wholes: list[Decimal | None]) -> list[tuple[Decimal, str]]:
    return [
        (100 * part / whole, f"{words.number(part)} of {words.number(whole)}")
        for whole in wholes
        if part is not None and whole
    ]
