"""Figures under or behind their labels: definition lists, and lines of several labels and values.

Official notices print "Ballot papers sent" and, on the next line, "114,028"; typed ones put "Electorate: 1,982
Turnout: 36.6%" on one line. Either is a table of two columns, and is read as one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.grid import CellFigure, read_table
from pipelines.measures import find_cues
from pipelines.model import Cell, Line, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.names import Mention
    from pipelines.numbers import Number

_VALUE = re.compile(r"^\W*\d[\d\s.,'’]*(?:%|per ?cent)?(?:\s*\(\s*\d[\d.,]*\s*(?:%|per ?cent)\s*\))?\W*$")
_LONGEST_LABEL = 200
_FEWEST = 2
"""Label and value one after another are a list from the second pair on; one pair alone may be anything."""
_KINDS = frozenset({"item", "paragraph"})

Pair = tuple[Line, Line]


def labelled_pairs(passage: Passage) -> list[list[Pair]]:
    """Runs of lines that alternate between a label, with a measure word in at least two, and a number alone."""
    runs: list[list[Pair]] = []
    last = -1
    for place, (label, value) in enumerate(zip(passage.lines, passage.lines[1:], strict=False)):
        if place <= last or not _is_pair(passage.text, label, value):
            continue
        if not runs or place != last + 1:
            runs.append([])
        runs[-1].append((label, value))
        last = place + 1
    return [run for run in runs if _tells_measures(passage.text, run)]


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


def _tells_measures(text: str, run: list[Pair]) -> bool:
    return sum(bool(find_cues(text[label.start : label.end])) for label, _ in run) >= _FEWEST


def read_labelled(
    passage: Passage, run: list[Pair], numbers: Sequence[Number], mentions: Sequence[Mention]
) -> list[CellFigure]:
    """The numbers of a run of labels and values, placed as in a table whose first column holds the labels."""
    cells: list[Cell] = []
    for row, (label, value) in enumerate(run):
        cells.append(Cell(row, 0, 1, 1, True, label.start, label.end))
        cells.append(Cell(row, 1, 1, 1, False, value.start, value.end))
    first, last = run[0][0].start, run[-1][1].end
    shaped = Passage(passage.ordinal, passage.kind, passage.text, (), tuple(cells), passage.comment, passage.post)
    return read_table(
        shaped,
        [number for number in numbers if first <= number.start < last],
        [mention for mention in mentions if first <= mention.start < last],
    )
