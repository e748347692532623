"""Heads of a table: which rows are heads, and what they make of the columns under them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.reading.contest.rounds import round_in
from pipelines.reading.table.cells import is_figure_cell
from pipelines.reading.table.columns import Column
from pipelines.reading.table.roles import TWO_PARTY, role_of

if TYPE_CHECKING:
    from pipelines.model import Cell
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.table.cells import Table


_ARROW = re.compile(r"[←→↔‹›«»]|<-|->")


def points_elsewhere(table: Table, cells: list[Cell]) -> bool:
    """ "← 2019 | 23 June 2020 | 2025 →": a row that leads to other pages, and is neither heads nor figures."""
    return any(_ARROW.search(table.words(cell)) for cell in cells) and not any(
        n.value >= FIRST_YEAR + 1000 for cell in cells for n in table.numbers(cell)
    )


FIRST_YEAR = 1900


def is_head(table: Table, cells: list[Cell]) -> bool:
    """A row of heads: no number in it that could be a figure, and something that names a quantity, or candidates."""
    if not cells:
        return True
    if cells[0].is_header and _tells_of_names(table, cells):
        return False
    figures = [n for cell in cells for n in table.numbers(cell) if not _is_part_of_head(table, cell, n)]
    if figures and not _numbers_counts(table, cells):
        return len(cells) > 2 and not any(_may_be_figures(table, cell) for cell in cells)
    if all(cell.is_header for cell in cells) or len(cells) == 1 or figures:
        return True
    named = [cell for cell in cells if role_of(table.words(cell)) is not None]
    holders = {key for cell in cells for m in table.mentions(cell) for key in m.keys}
    label_only = len([cell for cell in cells if table.words(cell)]) <= 1
    return bool(named) or len(holders) > 1 or not label_only


def _may_be_figures(table: Table, cell: Cell) -> bool:
    """A cell of numbers, or with a candidate beside one; "State Rep 57" is neither."""
    numbers = table.numbers(cell)
    is_large = any(n.value >= LARGE or n.kind != "count" or n.is_decimal for n in numbers)
    is_named = any(m.strength != "party" for m in table.mentions(cell))
    return bool(numbers) and (is_large or is_named or is_figure_cell(table, cell))


LARGE = 1000
"""From here on a number in a head would be a count."""


def is_head_again(table: Table, cells: list[Cell]) -> bool:
    """Whether a row under rows of figures is a new row of heads, and no row of words ("Ghyll | A. Ward | unopposed",
    "Elected? | Yes | No"): it names several quantities, several candidates, or is marked as heads throughout."""
    if len(cells) < 2 or not is_head(table, cells):
        return is_head(table, cells)
    told = [table.words(cell) for cell in cells if table.words(cell)]
    if _tells_of_names(table, cells):
        return False
    named = [words for words in told if role_of(words) is not None and not _ANSWER.match(words)]
    holders = {key for cell in cells for m in table.mentions(cell) for key in m.keys}
    return all(cell.is_header for cell in cells) or len(named) > 1 or len(holders) > 1 or _numbers_counts(table, cells)


def _tells_of_names(table: Table, cells: list[Cell]) -> bool:
    """ "Running mate | Ash | Birch", in a table with candidates across: it names no new ones, and no quantity."""
    told = [table.words(cell) for cell in cells if table.words(cell)]
    is_label = len(told) > 1 and _BESIDE_NAMES.fullmatch(told[0]) is not None
    return is_label and not any(role_of(words) for words in told[1:])


_BESIDE_NAMES = re.compile(
    r"(?i)\W*(?:running mates?|alliance|coalition|party|leader(?: since)?|deputy|home (?:state|county|province)|"
    r"colou?r|proposer|seconder|nominated by|endorsed by|last election|elected)\W*"
)
"""Labels of rows, in a table with candidates across, that tell about the candidates above and name no new ones."""
_ANSWER = re.compile(r"(?i)^\W*(?:yes|no|y|n|elected|unopposed|withdrawn)\W*$")


def _numbers_counts(table: Table, cells: list[Cell]) -> bool:
    """ "1 2 3" under "Count": a row of heads that numbers the counts."""
    told = [table.words(cell) for cell in cells if table.words(cell)]
    digits = [words for words in told if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", words)]
    if len(digits) < 2 or [int(re.sub(r"\D", "", d)) for d in digits] != list(range(1, len(digits) + 1)):
        return False
    row = cells[0].row if cells[0].rows == 1 else max(cell.row for cell in cells)
    above = [table.words(table.slots.get((row - 1, cell.column))) for cell in cells if table.words(cell) in digits]
    return all(re.search(r"(?i)\b(?:counts?|rounds?|stages?|ballots?)\b", words) for words in above)


def _is_part_of_head(table: Table, cell: Cell, number: Number) -> bool:
    """ "2019 votes", "1st count", "Round 2", "2PP", "(53(2)(a))": a number within words, or a year."""
    words = table.words(cell)
    if cell.is_header and re.fullmatch(r"\W*(?:19|20)\d\d\W*", words):
        return True
    if (
        len(re.findall(r"[^\W\d_]", words)) >= 10
        and role_of(words) is not None
        and number.value < 100
        and not table.mentions(cell)
    ):
        return True
    if number.value < MOST_OF_MONTH and round_in(words) is not None and not table.mentions(cell):
        return True
    return bool(re.search(r"[A-Za-z]{3}", words)) and (
        number.value < 20 or re.fullmatch(r"(?:19|20)\d\d", number.printed) is not None
    )


MOST_OF_MONTH = 32
"""Numbers below it may be days, in a head that names a round ("2e tour (28 juin)")."""


def merge_heads(table: Table, row: int, heads: dict[int, Column]) -> dict[int, Column]:
    """The heads with one more row of them: words of a head that spans columns stand over the words below."""
    merged = dict(heads)
    cells = table.row_cells(row)
    fresh = is_head(table, cells)
    for column in table.columns:
        cell = table.slots.get((row, column))
        words = table.words(cell)
        above = heads.get(column)
        is_second_row = above is not None and fresh and (row - 1, column) in table.slots and _was_head(table, row - 1)
        text = f"{above.head} {words}".strip() if above is not None and is_second_row and above.head != words else words
        own = role_of(words)
        keys = frozenset(key for m in table.mentions(cell) for key in m.keys) or (
            above.keys if above and is_second_row else frozenset()
        )
        if _PASSED_ON.search(text):
            keys = frozenset()  # "Surplus of Ash": whose votes were passed on, not whose they became
        years = tuple(int(year) for year in re.findall(r"\b((?:19|20)\d\d)\b", text))
        merged[column] = Column(own or role_of(text), text, 2 if _is_last_of_two(text) else round_in(text), years, keys)
    named = [column for column in merged.values() if column.role == "votes" and column.head != "#"]
    if named:  # beside a column of votes, "#" is the rank
        merged = {place: replace(c, role="ignore") if c.head == "#" else c for place, c in merged.items()}
    return _with_rounds(merged)


def _with_rounds(heads: dict[int, Column]) -> dict[int, Column]:
    """A two-party column has round 2: the columns before it are first preferences, a change right of it goes with
    it."""
    if any(re.search(r"(?i)\btotal\b|\bfinal\b", column.head) for column in heads.values()) and any(
        _SECOND_CHOICES.search(column.head) for column in heads.values()
    ):
        return {place: _supplementary(column) for place, column in heads.items()}
    if not any(_is_last_of_two(column.head) for column in heads.values()):
        return heads
    rounds: int | None = 1
    told: dict[int, Column] = {}
    for place, column in sorted(heads.items()):
        rounds = column.round if column.round is not None else (rounds if column.role == "change" else 1)
        told[place] = replace(column, round=rounds)
    return told


def _is_last_of_two(head: str) -> bool:
    """Two-party votes, and votes "after preferences": the second of the two counts that such a table gives."""
    return bool(TWO_PARTY.search(head) or _AFTER_PREFERENCES.search(head))


_AFTER_PREFERENCES = re.compile(r"(?i)^\W*after (?:the )?(?:distribution of )?preferences\b")


def _supplementary(column: Column) -> Column:
    """The supplementary vote: second preferences are added to the first, and only the total is votes of the second
    count."""
    if re.search(r"(?i)\b(?:first|1st)[- ]pref|^\W*(?:first|1st)(?: choices?| count)?\W*$", column.head):
        return replace(column, round=1)
    if re.search(r"(?i)\btotal\b|\bfinal\b", column.head):
        return replace(column, round=2)
    return replace(column, role="ignore") if re.search(r"(?i)second|2nd|transfer", column.head) else column


_SECOND_CHOICES = re.compile(r"(?i)(?:second|2nd)(?: pref| choice|\W*$)|transfer")
_PASSED_ON = re.compile(r"(?i)\b(?:transfers?|surplus|exclu\w+|eliminat\w+|distribut\w+)\b")


def _was_head(table: Table, row: int) -> bool:
    return is_head(table, table.row_cells(row))
