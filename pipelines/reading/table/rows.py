"""A row of a table: whose it is, what its label counts, and the figures of its cells."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.reading.contest.rounds import ordinal_of, round_in
from pipelines.reading.scan.layout import Placed, Refused
from pipelines.reading.scan.measures import GENERIC, find_cues
from pipelines.reading.sentence.rejects import reject
from pipelines.reading.sentence.subjects import NOT_STRANGER, STRANGER
from pipelines.reading.table.abroad import role_abroad
from pipelines.reading.table.cells import CellFigure, is_figure_cell
from pipelines.reading.table.columns import Column
from pipelines.reading.table.counted import OF_REJECTED, TOTAL, read_cell, rejected_cell
from pipelines.reading.table.roles import role_of

if TYPE_CHECKING:
    from decimal import Decimal

    from pipelines.model import Cell, Measure
    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.table.cells import Table
    from pipelines.reading.table.sections import Section


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with what its label and its names say of all its numbers."""

    cells: list[Cell]
    label: Cell | None
    words: str
    holder: Mention | None
    family: str | None
    years: tuple[int, ...]
    turn: int | None
    stranger: str
    topics: tuple[str, ...]


def read_row(table: Table, row: int, cells: list[Cell], heads: dict[int, Column], section: Section) -> list[CellFigure]:
    """The numbers of a row, placed or refused. Several columns of one vote are read together, others apart."""
    whole = _row_of(table, cells, heads, section)
    found: list[CellFigure] = []
    seen_of: dict[object, list[Measure]] = defaultdict(list)
    for cell in cells:
        own = _own_label(table, cell) if whole.holder is None else ""
        if not own and cell is whole.label and (_UNIT.search(whole.words) or not _holds_own_figures(table, cell)):
            reason = "part of a row's label"
            found.extend(_cell_figure(whole, cell, Refused(n, reason), None) for n in table.numbers(cell))
            continue
        column = heads.get(cell.column) or Column(None, "", None)
        seen = seen_of[column.years, column.round, cell.column if column.is_topic else -1]
        if column.role == "change":
            seen = [measure for measures in seen_of.values() for measure in measures]
        is_shared = cell.rows > 1 and whole.holder is not None and _is_of_several(table, cell, heads)
        if not is_shared or cell.row == row:
            for number in table.numbers(cell):
                placed = _placed(table, whole, cell, number, heads, seen, section, is_shared=is_shared)
                found.append(_cell_figure(whole, cell, placed, column))
    return _once_each(found)


def _row_of(table: Table, cells: list[Cell], heads: dict[int, Column], section: Section) -> _Row:
    label = next((cell for cell in cells if table.words(cell) and not is_figure_cell(table, cell)), None)
    first = next((c.column for c in cells if is_figure_cell(table, c) and not _is_ignored(heads, c)), 99)
    labels = [c for c in cells if c.column < first and table.words(c) and not is_figure_cell(table, c)]
    label = labels[-1] if labels and row_family(table.words(labels[-1])) else label
    words = table.words(label)
    if label is None and cells and (named := heads.get(cells[0].column)) and named.head and named.role != "stage":
        words = f"{named.head} {table.words(cells[0])}" if _UNIT.search(named.head) else ""
        label = cells[0] if words else None
    holder = _row_holder(table, cells, heads)
    stranger = ""
    if holder is not None and holder.strength == "party":
        stranger = next((name for cell in labels or cells[:1] if (name := _person_in(table, cell))), "")
        if any(re.search(r"(?i)\bseats\b|\bcouncillors\b", column.head) for column in heads.values()):
            stranger = stranger or "the party in the whole chamber"
    turn = round_in(words) or _numbered_count(table, cells, heads) or section.round
    if len({key for column in heads.values() for key in column.keys}) > 1:
        is_share = role_of(words) == "share"  # "Second round | ...", and below it "Percent | ..."
        turn = turn or (table.last_turn if is_share else None)
        table.last_turn = turn
    years = _row_years(table, cells, heads) or section.years
    family = row_family(words) if holder is None else None
    topics = tuple(column.head for column in heads.values() if column.is_topic)
    return _Row(cells, label, words, holder, family, years, turn, stranger, topics)


def _own_label(table: Table, cell: Cell) -> str:
    """ "Electorate 2,914" in one cell: what it counts is said within, before its only number."""
    numbers = table.numbers(cell)
    if len(numbers) != 1 or table.text[numbers[0].end : cell.end].strip(" .;)*"):
        return ""
    label = " ".join(table.text[cell.start : numbers[0].start].split()).strip(" :=–—-(")
    return label if 0 < len(label) <= LONGEST_LABEL and row_family(label) in _OF_A_CONTEST else ""


def _label_beside(table: Table, row: _Row, cell: Cell) -> str:
    """ "Votes cast: | 22,595 | Rejected: | 250": the second label of a row is that of the cell right of it."""
    left = next((c for c in row.cells if c.column == cell.column - 1), None)
    if left is None or left is row.label or is_figure_cell(table, left):
        return ""
    words = table.words(left)
    return words if len(words) <= LONGEST_LABEL and row_family(words) in _OF_A_CONTEST else ""


LONGEST_LABEL = 40
_OF_A_CONTEST = frozenset({"turnout", "electorate", "rejected", "valid", "issued", "cast", "majority", "members"})


def _is_ignored(heads: dict[int, Column], cell: Cell) -> bool:
    return cell.column in heads and heads[cell.column].role == "ignore"


def _placed(
    table: Table,
    row: _Row,
    cell: Cell,
    number: Number,
    heads: dict[int, Column],
    seen: list[Measure],
    section: Section,
    *,
    is_shared: bool,
) -> Placed | Refused:
    """is_shared: the cell stands beside the rows of several candidates, so its number is of the contest."""
    begin = cell.start - 1 if table.text[cell.start - 1 : cell.start] in _MONEY else cell.start
    reason = reject(table.text, number, begin, cell.end)
    if reason in _NEVER:
        return Refused(number, reason or "")
    if row.holder is None and (own := _own_label(table, cell) or _label_beside(table, row, cell)):
        row = replace(row, words=own, family=row_family(own))
    if section.is_rejected and row.holder is None and row.family in OF_REJECTED:
        placed = rejected_cell(table, number, row.family, row.words)
    else:
        owner = row.holder and (_nearest_person(table, row.cells, cell) or row.holder)
        holder, words = (None, _place_beside(table, row.cells, cell)) if is_shared else (owner, row.words)
        column = heads.get(cell.column) or Column(None, "", None)
        if holder is not None and column.role in _ROLES_OF_PLACES and (place := _place_of_row(table, row.cells, heads)):
            holder, words = None, place
        placed = read_cell(table, number, cell, column, holder, row.family, words, seen, heads)
    if isinstance(placed, Placed):
        seen.append(placed.measure)
    return placed


def _once_each(found: list[CellFigure]) -> list[CellFigure]:
    """ "Total | 3,266 | 3,266": a total that stands the same under every count is one figure."""
    told: set[tuple[str, Decimal]] = set()
    once = []
    for cell in found:
        placed = cell.placed
        if isinstance(placed, Placed) and not placed.keys and not cell.is_topic:
            mark = (placed.measure, placed.number.value)
            if mark in told:
                cell = replace(cell, placed=Refused(placed.number, "the same total again"))  # noqa: PLW2901 -- told anew
            told.add(mark)
        once.append(cell)
    return once


def _cell_figure(row: _Row, cell: Cell, placed: Placed | Refused, column: Column | None) -> CellFigure:
    begin = row.label.start if row.label else cell.start
    head, turn = (column.head, column.round or row.turn) if column else ("", None)
    is_topic = column is not None and column.is_topic
    return CellFigure(placed, turn, row.words, head, begin, row.years, row.stranger, is_topic, row.topics)


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
        if head is not None and (head.role == "stage" or role_of(head.head) == "stage"):
            numbered = next((int(n.value) for n in table.numbers(cell)), None)
            return numbered or ordinal_of(table.words(cell))
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
    named = (cell for cell in cells if not _is_result_words(table.words(cell)))
    found = [m for cell in named for m in table.mentions(cell) if not _is_answer(table, cells, cell, m)]
    across = {key for column in heads.values() for key in column.keys}
    if len(across) > 1:
        return None
    if found and all(m.strength == "option" for m in found):
        return found[-1]  # "cast in favour of a No": the option is named last
    ranked = sorted(found, key=lambda m: {"name": 0, "surname": 1, "near": 1, "option": 2}.get(m.strength, 3))
    return ranked[0] if ranked else None


_ROLES_OF_PLACES = frozenset({"turnout", "electorate", "rejected", "issued", "cast"})
_PLACE_HEAD = re.compile(
    r"(?i)^\W*(?:electoral )?(?:wards?|seats?|areas?|divisions?|districts?|constituenc(?:y|ies)|places?|towns?)\W*$"
)


def _place_of_row(table: Table, cells: list[Cell], heads: dict[int, Column]) -> str:
    """The ward of a row that names its winner, too: the turnout beside is the ward's."""
    first = next((c for c in cells if c.column in heads and _PLACE_HEAD.match(heads[c.column].head)), None)
    return table.words(first)


def _nearest_person(table: Table, cells: list[Cell], cell: Cell) -> Mention | None:
    """ "Winner | Votes | Runner-up | Votes": of people with figures between them, the one last named before."""
    people = [(c.column, m) for c in cells for m in table.mentions(c) if m.strength in ("name", "surname")]
    places = [column for column, _ in people] or [0]
    if len({m.keys for _, m in people}) == 1 or not any(
        is_figure_cell(table, c) and min(places) < c.column < max(places) for c in cells
    ):
        return None
    before = [mention for column, mention in people if column <= cell.column]
    return before[-1] if before else None


def _is_answer(table: Table, cells: list[Cell], cell: Cell, mention: Mention) -> bool:
    """ "Was the threshold met? | Yes (73%)": a yes beside a figure, in a row that another cell names, is no option."""
    first = next((c for c in cells if table.words(c)), None)
    return mention.strength in ("option", "letter") and cell is not first and bool(table.numbers(cell))


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
    abroad = role_abroad(label)
    if abroad not in (None, "ignore", "share"):
        return abroad
    families = [cue.family for cue in find_cues(label)]
    telling = [family for family in families if family not in GENERIC]
    if not re.search(r"(?i)\b(?:in|ex)clud", label):  # "votes found to be invalid": the narrower kind is meant
        telling = [family for family in telling if family in ("rejected", "valid")] or telling
    plain = [family for family in families if family not in ("share", "voters", "voted")]
    return next(iter(telling or plain or families), None)


def _holds_own_figures(table: Table, cell: Cell) -> bool:
    return len(table.numbers(cell)) > 0 and is_figure_cell(table, cell)
