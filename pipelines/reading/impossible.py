"""Figures that cannot be what they were read as: a total below the votes of two candidates, a lead above them.

"79 ballots lacked a signature", "the choir has 410 members", "8,872 votes between them": the words are those of a total
or of a lead, and only the other figures of the contest tell that it is none. Two candidates must say so, as one
figure may be a misprint.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipelines.model import Unread

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from pipelines.model import Figure

TOTALS = frozenset({"ballots_cast", "valid_votes"})
"""Counted anew in each round."""
ROLLS = frozenset({"ballots_issued", "electorate", "membership"})
"""The same for all rounds."""


def impossible(figures: Iterable[Figure]) -> tuple[list[Figure], list[Unread]]:
    """The figures that can be, and those that cannot as numbers unread, each in page order."""
    told = list(figures)
    votes = _votes(told)
    possible: list[Figure] = []
    unread: list[Unread] = []
    for figure in told:
        reason = _why_not(figure, votes.get(figure.contest_id, {}))
        if reason is None:
            possible.append(figure)
        else:
            unread.append(_unread(figure, reason))
    return possible, unread


def _votes(figures: Iterable[Figure]) -> dict[str, dict[int | None, list[Decimal]]]:
    """By contest and round the most votes that each candidate is given, the most first."""
    most: dict[str, dict[int | None, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for figure in figures:
        if figure.measure == "votes" and figure.candidate_id and figure.stance in ("asserted", "attributed"):
            counts = most[figure.contest_id][figure.round]
            counts[figure.candidate_id] = max(figure.value, counts.get(figure.candidate_id, figure.value))
    return {
        contest: {turn: sorted(counts.values(), reverse=True) for turn, counts in rounds.items()}
        for contest, rounds in most.items()
    }


def _why_not(figure: Figure, rounds: dict[int | None, list[Decimal]]) -> str | None:
    """A figure of one round is held against that round, one of none against the round that allows most."""
    own = rounds.get(figure.round) if figure.round is not None else None
    told = [votes for votes in ([own] if own else rounds.values()) if len(votes) > 1]
    if not told:
        return None
    is_below = [figure.value < votes[1] for votes in told]
    if (figure.measure in TOTALS and all(is_below)) or (figure.measure in ROLLS and any(is_below)):
        return "fewer than the votes of each of two candidates"
    if figure.measure == "majority" and all(figure.value > votes[0] for votes in told):
        return "more than anybody's votes"
    return None


def _unread(figure: Figure, reason: str) -> Unread:
    place = figure.printed_start, figure.printed_end
    return Unread(figure.ordinal, figure.block, figure.printed, *place, reason, figure.contest_id)
