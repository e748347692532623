"""What only all figures together tell: counts that were rounded alike, and the same figure given twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.reading.intervals import interval, list_granularity

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
    """The same figure of the same block is given once, where it first stands, with its round where one place says
    it."""
    seen = set()
    for figure in _with_rounds_told_elsewhere(figures):
        mark = (*_told(figure), figure.qualifier, figure.round, figure.block)
        if mark not in seen:
            seen.add(mark)
            yield figure


def _with_rounds_told_elsewhere(figures: list[Figure]) -> Iterable[Figure]:
    """A precise figure is of the round that the page gives it in its table or its list, and in no other.

    A figure of few digits may be the same in two rounds by chance, so that only first preferences are taken for it.
    """
    rounds: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for figure in figures:
        if figure.round is not None:
            rounds[_told(figure)].add(figure.round)
            rounds[*_told(figure), figure.block].add(figure.round)
    for figure in figures:
        said = rounds[_told(figure)] if _is_precise(figure) else rounds[*_told(figure), figure.block]
        is_told = figure.round is None and (said == {1} or (_is_precise(figure) and len(said) == 1))
        yield replace(figure, round=next(iter(said))) if is_told else figure


def _told(figure: Figure) -> tuple[object, ...]:
    return figure.contest_id, figure.candidate_id, figure.measure, figure.value


def _is_precise(figure: Figure) -> bool:
    if figure.measure == "votes":
        return figure.value >= MANY and figure.granularity == 1
    return figure.measure == "vote_share" and figure.granularity < 1


MANY = 1000
"""Votes that two rounds hardly give the same candidate to the last digit."""
