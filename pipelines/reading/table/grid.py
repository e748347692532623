"""Tables: what each cell's number means, from the heads of its row and column.

A table of results has candidates down its rows and quantities across ("Votes", "%", "±%"), or the other way round, or
places down and candidates across. Rows with a measure word for a name ("Turnout", "Majority", "Rejected") are
totals. Without
heads the numbers themselves tell: a count, then a share, then a signed change.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Placed, Refused
from pipelines.reading.scan.measures import find_cues
from pipelines.reading.table.cells import CellFigure, Table
from pipelines.reading.table.columns import Column, settled
from pipelines.reading.table.counted import TOTAL, total_cell
from pipelines.reading.table.heads import is_head, is_head_again, merge_heads, points_elsewhere
from pipelines.reading.table.rows import read_row, row_family
from pipelines.reading.table.sections import Section, tells_seats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.model import Cell, Measure, Passage
    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number


def read_table(passage: Passage, numbers: Sequence[Number], mentions: Sequence[Mention]) -> list[CellFigure]:
    """Every number of the table, placed or refused, in order."""
    table = Table(passage, numbers, mentions)
    found: list[CellFigure] = []
    heads = _numbered_lines(table)
    named: dict[int, Column] = {}
    section = Section()
    has_figures = False
    for caption in table.captions:
        section = section.under(table.words(caption))
        found.extend(cell for cell in _read_note(table, caption, section) if isinstance(cell.placed, Placed))
    for row in table.rows:
        cells = table.row_cells(row)
        if tells_seats(" ".join(table.words(cell) for cell in cells)) or points_elsewhere(table, cells):
            continue
        if len(cells) == 1 and len(table.columns) > 1 and _is_note(table, cells[0]):
            section = section.under(table.words(cells[0]))
            found.extend(_read_note(table, cells[0], section))
            continue
        if is_head_again(table, cells) if has_figures else is_head(table, cells):
            if len(cells) == 1 and len(table.columns) > 1:
                section = section.under(table.words(cells[0]))
            else:
                named = merge_heads(table, row, named)
                heads = settled(named, _cells_below(table, row))
                section = section.headed(table.words(cells[0]))
            continue
        has_figures = True
        for part in _side_by_side(cells, heads):
            found.extend(read_row(table, row, part, heads, section))
        if section.is_rejected and TOTAL.match(table.words(cells[0])):
            section = replace(section, is_rejected=False)
    return _without_valid_again(found)


def _is_note(table: Table, cell: Cell) -> bool:
    """Several numbers in a row of one cell, or one that a measure word stands before: "Abbot (turnout 39.4%)"."""
    numbers = table.numbers(cell)
    return len(numbers) > 1 or (
        len(numbers) == 1 and bool(find_cues(table.text[cell.start : numbers[0].start])) and not table.mentions(cell)
    )


def _numbered_lines(table: Table) -> dict[int, Column]:
    """A first column of "1.", "2.", "3.", as forms have it, numbers the lines and counts nothing."""
    first = [table.words(table.slots.get((row, table.columns[0]))) for row in table.rows] if table.columns else []
    told = [words for words in first if words]
    is_numbered = len(told) > 2 and [re.sub(r"[.)]$", "", words) for words in told] == [
        str(place) for place in range(1, len(told) + 1)
    ]
    return {table.columns[0]: Column("ignore", "", None)} if is_numbered and len(table.columns) > 2 else {}


def _without_valid_again(found: list[CellFigure]) -> list[CellFigure]:
    """ "Total 2,202, valid votes 2,202, invalid 12, total votes 2,214": of two totals, that of the candidates is no
    count of papers."""
    placed = [cell.placed for cell in found if isinstance(cell.placed, Placed)]
    valid = {p.number.value for p in placed if p.measure == "valid_votes"}
    cast = {p.number.value for p in placed if p.measure == "ballots_cast"}
    if len(cast) < 2 or not cast - valid:
        return found
    return [
        replace(cell, placed=Refused(cell.placed.number, "the valid votes, given as a total"))
        if isinstance(cell.placed, Placed)
        and cell.placed.measure == "ballots_cast"
        and cell.placed.number.value in valid
        else cell
        for cell in found
    ]


_NAME_HEAD = re.compile(r"(?i)^\W*(?:candidates?|names?|nominees?)\W*$")


def _side_by_side(cells: list[Cell], heads: dict[int, Column]) -> list[list[Cell]]:
    """The cells of a row, parted where the head of names stands again: "Candidate Votes Candidate Votes"."""
    starts = [place for place, column in sorted(heads.items()) if _NAME_HEAD.match(column.head)]
    if len(starts) < 2 or any(b - a < 2 for a, b in pairwise(starts)):
        return [cells]
    edges = [-1, *starts[1:], max(heads) + 1]
    return [part for a, b in pairwise(edges) if (part := [cell for cell in cells if a <= cell.column < b])]


def _read_note(table: Table, cell: Cell, section: Section) -> list[CellFigure]:
    """A row that is one cell: "Electorate: 6,120  Valid: 2,813  Quota: 1,407", each number with the words before it."""
    found: list[CellFigure] = []
    seen: list[Measure] = []
    last = cell.start
    for number in table.numbers(cell):
        label = " ".join(table.text[last : number.start].split()).strip(" :=–—-;,.()").rpartition("(")[2]
        last = number.end
        family = row_family(label)
        if not label and number.kind == "percent" and seen[-1:] == ["ballots_cast"]:
            label, family = "its share", "turnout"
        placed: Placed | Refused = Refused(number, f"a note of the table: {label[:40]}")
        named = any(number.start - len(label) - 3 <= m.start < number.start for m in table.mentions(cell))
        is_year = re.fullmatch(r"(?:19|20)\d\d", number.printed) is not None
        if family not in (None, "total", "votes") and not named and not is_year and len(label) <= 40:
            placed = total_cell(table, number, Column(None, "", None), family, label, seen, {})
        if isinstance(placed, Placed):
            seen.append(placed.measure)
        found.append(CellFigure(placed, section.round, label, "", cell.start, section.years))
    return found


def _cells_below(table: Table, row: int) -> dict[int, list[str]]:
    """The words of the cells under a row of heads, down to the next such row."""
    below: dict[int, list[str]] = defaultdict(list)
    for later in table.rows[bisect_right(table.rows, row) :]:
        cells = table.row_cells(later)
        if len(cells) > 1 and (is_head_again(table, cells) if below else is_head(table, cells)):
            break
        for cell in cells:
            below[cell.column].append(table.words(cell))
    return below
