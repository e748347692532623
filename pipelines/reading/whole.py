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


def given_once(figures: list[Figure]) -> Iterable[Figure]:
    """The same figure of the same block is given once, where it first stands, with its round where one place says
    it."""
    seen = set()
    rounds: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for figure in figures:
        if figure.round is not None:
            rounds[figure.contest_id, figure.candidate_id, figure.measure, figure.value, figure.block].add(figure.round)
    for figure in figures:
        said = rounds[figure.contest_id, figure.candidate_id, figure.measure, figure.value, figure.block]
        if figure.round is None and said == {1}:
            figure = replace(figure, round=next(iter(said)))  # noqa: PLW2901 -- the same figure, told in full
        mark = (
            figure.contest_id,
            figure.candidate_id,
            figure.measure,
            figure.value,
            figure.qualifier,
            figure.round,
            figure.block,
        )
        if mark not in seen:
            seen.add(mark)
            yield figure
