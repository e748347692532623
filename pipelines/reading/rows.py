"""A row of a table: whose it is, what its label counts, and the figures of its cells."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pipelines.reading.cells import CellFigure, is_figure_cell
from pipelines.reading.columns import Column
from pipelines.reading.counted import OF_REJECTED, TOTAL, read_cell, rejected_cell
from pipelines.reading.layout import Placed, Refused
from pipelines.reading.measures import GENERIC, find_cues
from pipelines.reading.rejects import reject
from pipelines.reading.rounds import round_in
from pipelines.reading.subjects import NOT_STRANGER, STRANGER

if TYPE_CHECKING:
    from pipelines.model import Cell, Measure
    from pipelines.reading.cells import Table
    from pipelines.reading.names import Mention
    from pipelines.reading.sections import Section


def read_row(table: Table, row: int, cells: list[Cell], heads: dict[int, Column], section: Section) -> list[CellFigure]:
    label = next((cell for cell in cells if table.words(cell) and not is_figure_cell(table, cell)), None)
    first_figure = next((cell.column for cell in cells if is_figure_cell(table, cell)), 99)
    labels = [
        cell for cell in cells if cell.column < first_figure and table.words(cell) and not is_figure_cell(table, cell)
    ]
    label = labels[-1] if labels and row_family(table.words(labels[-1])) else label
    label_words = table.words(label)
    if label is None and cells and (named := heads.get(cells[0].column)) and named.head and named.role != "stage":
        label_words = f"{named.head} {table.words(cells[0])}" if _UNIT.search(named.head) else ""
        label = cells[0] if label_words else None
    years = _row_years(table, cells, heads) or section.years
    numbered = _numbered_count(table, cells, heads)
    stranger = ""
    holder = _row_holder(table, cells, heads)
    family = row_family(label_words) if holder is None else None
    if holder is not None and holder.strength == "party":
        stranger = next((name for cell in labels or cells[:1] if (name := _person_in(table, cell))), "")
    found: list[CellFigure] = []
    seen_of: dict[tuple[int, ...], list[Measure]] = defaultdict(list)
    for cell in cells:
        if cell is label and (_UNIT.search(label_words) or not _holds_own_figures(table, cell)):
            found.extend(
                CellFigure(Refused(n, "part of a row's label"), None, label_words, "", cell.start)
                for n in table.numbers(cell)
            )
            continue
        column = heads.get(cell.column) or Column(None, "", None)
        seen = seen_of[column.years]
        if column.role == "change":
            seen = [measure for measures in seen_of.values() for measure in measures]
        owner = holder
        if cell.rows > 1 and holder is not None and _is_of_several(table, cell, heads):
            if cell.row != row:
                continue
            owner = None
        for number in table.numbers(cell):
            begin = cell.start - 1 if table.text[cell.start - 1 : cell.start] in _MONEY else cell.start
            reason = reject(table.text, number, begin, cell.end)
            if reason in _NEVER:
                found.append(CellFigure(Refused(number, reason or ""), None, label_words, column.head, cell.start))
                continue
            placed = (
                rejected_cell(table, number, family, label_words)
                if section.is_rejected and holder is None and family in OF_REJECTED
                else read_cell(
                    table,
                    number,
                    cell,
                    column,
                    owner,
                    family,
                    label_words if owner is holder else _place_beside(table, cells, cell),
                    seen,
                    heads,
                )
            )
            if isinstance(placed, Placed):
                seen.append(placed.measure)
            turn = column.round or round_in(label_words) or numbered or section.round
            begin = label.start if label else cell.start
            found.append(CellFigure(placed, turn, label_words, column.head, begin, years, stranger))
    return found


_UNIT = re.compile(
    r"(?i)^\W*(?:precincts?|wards?|booths?|boxe?s?|polling (?:stations?|places?|divisions?|districts?)|"
    r"divisions?|districts?|poll|area)(?: (?:no\.?|number|\d+))?\W*(?:\d+\W*)?$"
)


def _place_beside(table: Table, cells: list[Cell], cell: Cell) -> str:
    """What stands over the same rows as a cell: the ward whose candidates' rows they are."""
    same = [c for c in cells if c is not cell and (c.row, c.rows) == (cell.row, cell.rows)]
    return next((table.words(c) for c in same if table.words(c) and not is_figure_cell(table, c)), "")


MOST_CANDIDATES = 40
"""Rows that are looked at for the candidates beside one cell."""


def _is_of_several(table: Table, cell: Cell, heads: dict[int, Column]) -> bool:
    """Does a cell stand beside the rows of several candidates? Then its number is of the contest."""
    if cell.start not in table.of_several:
        holders = set()
        for row in range(cell.row, cell.row + min(cell.rows, MOST_CANDIDATES)):
            holder = _row_holder(table, [c for c in table.row_cells(row) if c is not cell], heads)
            if holder is not None:
                holders.add(holder.keys)
        table.of_several[cell.start] = len(holders) > 1
    return table.of_several[cell.start]


def _numbered_count(table: Table, cells: list[Cell], heads: dict[int, Column]) -> int | None:
    """The count that a row is about, where a column numbers the counts."""
    for cell in cells:
        head = heads.get(cell.column)
        if head is not None and head.role == "stage":
            return next((int(n.value) for n in table.numbers(cell)), None)
    return None


def _row_years(table: Table, cells: list[Cell], heads: dict[int, Column]) -> tuple[int, ...]:
    """The year of the vote that a row is about, where a column is headed so."""
    for cell in cells:
        head = heads.get(cell.column)
        if head is not None and re.search(r"(?i)^\W*(?:years?|elections?|dates?)\W*$", head.head):
            return tuple(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", table.words(cell)))
    return ()


_MONEY = tuple("£$€₦₹¥")
_NEVER = frozenset({"money", "telephone", "time", "time span", "age"})


def _row_holder(table: Table, cells: list[Cell], heads: dict[int, Column]) -> Mention | None:
    """The candidate whose row it is: a person's name before a party's, from the left."""
    found = [m for cell in cells for m in table.mentions(cell) if not _is_result_words(table.words(cell))]
    across = {key for column in heads.values() for key in column.keys}
    if len(across) > 1:
        return None
    if found and all(m.strength == "option" for m in found):
        return found[-1]  # "cast in favour of a No": the option is named last
    ranked = sorted(found, key=lambda m: {"name": 0, "surname": 1, "near": 1, "option": 2}.get(m.strength, 3))
    return ranked[0] if ranked else None


def _person_in(table: Table, cell: Cell) -> str:
    """The name of a person in a cell, apart from the candidates and parties that are known in it."""
    words, last = "", cell.start
    for mention in table.mentions(cell):
        words, last = f"{words}{table.text[last : mention.start]};", mention.end
    words = re.sub(r"[(\[][^)\]]*[)\]]?", ";", words + table.text[last : cell.end])
    found = STRANGER.search(words)
    return found[0] if found and not NOT_STRANGER.search(found[0]) else ""


def _is_result_words(words: str) -> bool:
    return bool(re.search(r"(?i)\b(?:hold|gain from|majority|swing|lead over|turnout)\b", words))


def row_family(label: str) -> str | None:
    """ "Turnout", "Rejected ballots", "Total": what a row without a candidate counts."""
    if TOTAL.match(label) and not re.search(
        r"(?i)valid|formal|reject|spoil|electorate|register|issued|invalid|informal", label
    ):
        return "total"
    families = [cue.family for cue in find_cues(label)]
    telling = [family for family in families if family not in GENERIC]
    if not re.search(r"(?i)\b(?:in|ex)clud", label):  # "votes found to be invalid": the narrower kind is meant
        telling = [family for family in telling if family in ("rejected", "valid")] or telling
    plain = [family for family in families if family not in ("share", "voters", "voted")]
    return next(iter(telling or plain or families), None)


def _holds_own_figures(table: Table, cell: Cell) -> bool:
    return len(table.numbers(cell)) > 0 and is_figure_cell(table, cell)
