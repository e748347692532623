"""Figures under or over their labels: definition lists, and cards of results.

Official notices print "Ballot papers sent" and, on the next line, "114,028"; cards set the figure first and what it
counts below it. Either is a table of two columns, and is read as one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.model import Cell, Line, Passage
from pipelines.reading.grid import read_table
from pipelines.reading.measures import find_cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.reading.cells import CellFigure
    from pipelines.reading.names import Mention
    from pipelines.reading.numbers import Number

_VALUE = re.compile(r"^\W*\d[\d\s.,'’]*(?:%|per ?cent)?(?:\s*\(\s*\d[\d.,]*\s*(?:%|per ?cent)\s*\))?\W*$")
_LONGEST_LABEL = 200
_FEWEST = 2
"""Label and value one after another are a list from the second pair on; one pair alone may be anything."""
_KINDS = frozenset({"item", "paragraph"})

Pair = tuple[Line, Line]


def labelled_pairs(passage: Passage, mentions: Sequence[Mention]) -> list[list[Pair]]:
    """Runs of lines that alternate between a label and a number alone, with a measure word in at least two labels, or
    in one where another names a candidate."""
    runs: list[list[Pair]] = []
    last = -1
    is_value_first = False
    for place, (first, second) in enumerate(pairwise(passage.lines)):
        if place <= last:
            continue
        is_next = bool(runs) and place == last + 1
        if not (is_next and is_value_first) and _is_pair(passage.text, first, second):
            pair, turned = (first, second), False
        elif not (is_next and not is_value_first) and _is_pair(passage.text, second, first):
            pair, turned = (second, first), True
        else:
            continue
        if not is_next:
            runs.append([])
        is_value_first = turned
        runs[-1].append(pair)
        last = place + 1
    return [run for run in runs if _tells_measures(passage.text, run, mentions)]


def _is_pair(text: str, label: Line, value: Line) -> bool:
    words = text[label.start : label.end]
    return (
        label.kind == value.kind
        and label.kind in _KINDS
        and len(words) <= _LONGEST_LABEL
        and not re.search(r"\d{3}|\d%", words)
        and re.search(r"[^\W\d_]{2}", words) is not None
        and _VALUE.match(text[value.start : value.end]) is not None
    )


def _tells_measures(text: str, run: list[Pair], mentions: Sequence[Mention]) -> bool:
    measures = sum(bool(find_cues(text[label.start : label.end])) for label, _ in run)
    first, last = span_of(run)
    is_about_candidates = any(first <= mention.start < last for mention in mentions)
    return measures >= _FEWEST or (measures > 0 and is_about_candidates and len(run) >= _FEWEST)


def span_of(run: list[Pair]) -> tuple[int, int]:
    """Where a run begins and ends."""
    return min(run[0][0].start, run[0][1].start), max(run[-1][0].end, run[-1][1].end)


def read_labelled(
    passage: Passage, run: list[Pair], numbers: Sequence[Number], mentions: Sequence[Mention]
) -> list[CellFigure]:
    """The numbers of a run of labels and values, placed as in a table whose first column holds the labels."""
    cells: list[Cell] = []
    for row, (label, value) in enumerate(run):
        cells.append(Cell(row, 0, 1, 1, True, label.start, label.end))
        cells.append(Cell(row, 1, 1, 1, False, value.start, value.end))
    cells.sort(key=lambda cell: cell.start)
    first, last = span_of(run)
    shaped = Passage(passage.ordinal, passage.kind, passage.text, (), tuple(cells), passage.comment, passage.post)
    return read_table(
        shaped,
        [number for number in numbers if first <= number.start < last],
        [mention for mention in mentions if first <= mention.start < last],
    )
