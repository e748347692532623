"""Figures under or over their labels: definition lists, and cards of results.

Official notices print "Ballot papers sent" and, on the next line, "114,028"; cards set the figure first and what it
counts below it; others write "1,310 – Ann Ash (Labour)", a line for each. All are tables of two columns, and read so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.model import Cell, Line, Passage
from pipelines.reading.scan.measures import find_cues
from pipelines.reading.table.grid import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.table.cells import CellFigure

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
    told = [run for run in runs if _tells_measures(passage.text, run, mentions) or _answers(run, mentions)]
    return told + _runs_of_figures_first(passage, mentions)


def _answers(run: list[Pair], mentions: Sequence[Mention]) -> bool:
    """ "Yes", 902, "No", 284: labels that are two sides of a ballot, word for word."""
    whole = {(label.start, label.end) for label, _ in run}
    sides = {m.keys for m in mentions if m.strength == "option" and (m.start, m.end) in whole}
    return len(sides) >= _FEWEST


_FIGURE_FIRST = re.compile(
    r"\W*(?P<value>\d[\d.,]*(?:\s?%|\s?per ?cent)?)(?: votes?)?\s*[–—:=-]?\s+(?P<label>[^\W\d_][^\d\n]{1,60})$"
)
_LEAST_VOTES = 32
"""Smaller numbers before names may be ranks, seats, or days."""


def _runs_of_figures_first(passage: Passage, mentions: Sequence[Mention]) -> list[list[Pair]]:
    """Lines one after another of a figure and a name, where at least two people who are followed open the names."""
    people = {m.start: m.keys for m in mentions if m.strength in ("name", "surname")}
    runs: list[list[Pair]] = [[]]
    for line in passage.lines:
        found = _FIGURE_FIRST.match(passage.text[line.start : line.end]) if line.kind in _KINDS else None
        if found is not None:
            runs[-1].append(
                (
                    replace(line, start=line.start + found.start("label")),
                    replace(line, start=line.start + found.start("value"), end=line.start + found.end("value")),
                )
            )
        elif runs[-1]:
            runs.append([])
    return [
        run
        for run in runs
        if len({people[label.start] for label, _ in run if label.start in people}) >= _FEWEST
        and (_are_shares(passage, run) or _largest(passage, run) >= _LEAST_VOTES)
    ]


def _are_shares(passage: Passage, run: list[Pair]) -> bool:
    return all(not passage.text[value.start : value.end][-1:].isdigit() for _, value in run)


def _largest(passage: Passage, run: list[Pair]) -> int:
    digits = (re.sub(r"\D", "", passage.text[value.start : value.end]) for _, value in run)
    return max(int(told) for told in digits)


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
