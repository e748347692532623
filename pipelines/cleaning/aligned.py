"""Columns of figures set with spaces: `pre` blocks and plain text.

Fields are parted by two or more spaces, a tab, a bar or a row of dots. Fields of different lines stand in one column
where their places on the line overlap; a line of one field (a title, a rule) has no say in where the columns are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_GAP = re.compile(r"\s*(?:\.{3,}|(?:\.\s){3,}|…+|\|)\s*|\s{2,}|\t")
_RULE = re.compile(r"^[\s\-=_+|.*~]+$")
_TABULAR = 0.4
"""Share of the lines with figures in columns from which a block is a table."""


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of a line: line number and column of the table, and its place in the line."""

    row: int
    column: int
    start: int
    end: int


def is_tabular(lines: list[str]) -> bool:
    """Whether lines are a table: at least two rows, and a good part of all, with a figure in a column of its own."""
    told = [line for line in lines if line.strip() and not _RULE.match(line)]
    rows = [line for line in told if _has_figure_column(line)]
    return len(rows) >= 2 and len(rows) >= _TABULAR * len(told)


def _has_figure_column(line: str) -> bool:
    spans = _spans(line)
    return len(spans) > 1 and any(any(c.isdigit() for c in line[start:end]) for start, end in spans[1:])


def _spans(line: str) -> list[tuple[int, int]]:
    """Start and end of each field of a line."""
    spans, start = [], 0
    for gap in _GAP.finditer(line):
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(line)))
    return [(start, end) for start, end in spans if line[start:end].strip()]


def fields_of(lines: list[str]) -> list[Field]:
    """Every field with its row and column. lines: without tabs (expandtabs), as they are printed."""
    found = [[] if _RULE.match(line) else _spans(line) for line in lines]
    columns = _columns([span for spans in found if len(spans) > 1 for span in spans])
    fields = []
    for row, spans in enumerate(found):
        last = -1
        for start, end in spans:
            column = next(
                (index for index, (left, right) in enumerate(columns) if start < right and end > left), last + 1
            )
            last = max(column, last + 1)
            fields.append(Field(row, last, start, end))
    return fields


def _columns(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans merged, from left to right; places that hardly any line fills part columns all the same."""
    starts: dict[int, int] = {}
    for start, end in spans:
        for place in range(start, end):
            starts[place] = starts.get(place, 0) + 1
    most = max(starts.values(), default=0)
    quorum = max(1, most // 10)
    columns: list[tuple[int, int]] = []
    for place in sorted(place for place, count in starts.items() if count >= quorum):
        if columns and place <= columns[-1][1]:
            columns[-1] = (columns[-1][0], place + 1)
        else:
            columns.append((place, place + 1))
    return columns
