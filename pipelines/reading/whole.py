"""What only all figures together tell: counts that were rounded alike, and the same figure given twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.reading.scan.intervals import interval, list_granularity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from pipelines.model import Figure


def rounded_together(figures: list[Figure]) -> list[Figure]:
    """The list rule: where all vote counts of a block were rounded alike, the small ones were too."""
    blocks: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure == "votes":
            blocks[figure.block, figure.contest_id].append(figure)
    common = {
        place: list_granularity(f.value for f in members) for place, members in blocks.items() if len(members) > 1
    }
    return [_widened(figure, common.get((figure.block, figure.contest_id))) for figure in figures]


def _widened(figure: Figure, granularity: Decimal | None) -> Figure:
    if figure.measure != "votes" or granularity is None or granularity <= figure.granularity:
        return figure
    low, high = interval(figure.value, granularity, figure.qualifier)
    return replace(figure, granularity=granularity, low=low, high=high)


def leads_with_their_rounds(figures: Iterable[Figure]) -> list[Figure]:
    """A lead that names no round is of the one in which it parts two candidates, or in which its candidate leads."""
    figures = list(figures)
    told: dict[str, dict[tuple[int, str], dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for figure in figures:
        if figure.measure in ("votes", "vote_share") and figure.round is not None and figure.candidate_id:
            told[figure.contest_id][figure.round, figure.measure][figure.candidate_id] = figure.value
    return [
        replace(figure, round=_round_of_lead(figure, told[figure.contest_id]))
        if figure.measure == "majority" and figure.round is None and figure.contest_id in told
        else figure
        for figure in figures
    ]


def _round_of_lead(lead: Figure, told: dict[tuple[int, str], dict[str, Decimal]]) -> int | None:
    parted = {
        turn
        for (turn, measure), values in told.items()
        if measure == "votes" and any(value + lead.value in values.values() for value in values.values())
    }
    led = {turn for (turn, _), values in told.items() if max(values, key=values.__getitem__) == lead.candidate_id}
    for rounds in (parted, led if len({turn for turn, _ in told}) > 1 else set()):
        if len(rounds) == 1:
            return next(iter(rounds))
    return None


def given_once(figures: list[Figure]) -> Iterable[Figure]:
    """The same figure of the same block is given once, where it first stands.

    First preferences that the block names as such in one place are first preferences wherever it says them; a last
    count is not: a closing result may be told apart from the counts that led to it.
    """
    seen = set()
    rounds: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for figure in figures:
        if figure.round is not None:
            rounds[_told(figure)].add(figure.round)
    for figure in figures:
        if figure.round is None and rounds[_told(figure)] == {1}:
            figure = replace(figure, round=1)  # noqa: PLW2901 -- the same figure, told in full
        mark = (*_told(figure), figure.qualifier, figure.round)
        if mark not in seen:
            seen.add(mark)
            yield figure


def _told(figure: Figure) -> tuple[object, ...]:
    return figure.contest_id, figure.candidate_id, figure.measure, figure.value, figure.block
