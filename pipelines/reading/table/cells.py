"""A table passage with its numbers and names sorted into cells, and what one cell is."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from pipelines.model import Cell
from pipelines.reading.scan.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.model import Passage
    from pipelines.reading.scan.layout import Placed, Refused
    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A placed or refused number of a cell with what its table says besides."""

    placed: Placed | Refused
    round: int | None
    label: str
    head: str
    label_start: int
    years: tuple[int, ...] = ()
    stranger: str = ""
    """A person's name in a row that only a party ties to a candidate."""
    is_topic: bool = False
    """Is the column headed by a place or a vote, and not by what it counts?"""
    topics: tuple[str, ...] = ()
    """The heads of all such columns of the table."""


class Table:
    """A table passage with its tokens sorted into cells."""

    def __init__(self, passage: Passage, numbers: Sequence[Number], mentions: Sequence[Mention]) -> None:
        self.text = passage.text
        self.slots: dict[tuple[int, int], Cell] = {}
        for cell in passage.cells:
            for row in range(cell.row, cell.row + min(cell.rows, 200)):
                for column in range(cell.column, cell.column + min(cell.columns, 60)):
                    self.slots.setdefault((row, column), cell)
        self.rows = sorted({row for row, _ in self.slots})
        self.columns = sorted({column for _, column in self.slots})
        self.of_several: dict[int, bool] = {}
        self.last_turn: int | None = None
        self.captions = tuple(
            Cell(-1, 0, 1, 1, True, line.start, line.end) for line in passage.lines if line.kind == "caption"
        )
        self._numbers = _by_cell((*self.captions, *passage.cells), numbers)
        self._mentions = _by_cell((*self.captions, *passage.cells), mentions)

    def words(self, cell: Cell | None) -> str:
        return " ".join(self.text[cell.start : cell.end].split()) if cell else ""

    def numbers(self, cell: Cell | None) -> list[Number]:
        return self._numbers[cell.start] if cell else []

    def mentions(self, cell: Cell | None) -> list[Mention]:
        return self._mentions[cell.start] if cell else []

    def figure_cells(self, row: int) -> list[Cell]:
        """The cells of a row that hold numbers."""
        return [cell for cell in self.row_cells(row) if self.numbers(cell)]

    def row_cells(self, row: int) -> list[Cell]:
        """The cells of a row, each once, from left to right."""
        found: dict[int, Cell] = {}
        for column in self.columns:
            cell = self.slots.get((row, column))
            if cell is not None:
                found.setdefault(cell.start, cell)
        return list(found.values())


class _Token(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=_Token)


def _by_cell(cells: tuple[Cell, ...], tokens: Sequence[T]) -> dict[int, list[T]]:
    sorted_cells = sorted(cells, key=lambda cell: cell.start)
    found: dict[int, list[T]] = defaultdict(list)
    place = 0
    for token in tokens:
        while place < len(sorted_cells) and sorted_cells[place].end < token.end:
            place += 1
        if place < len(sorted_cells) and sorted_cells[place].start <= token.start:
            found[sorted_cells[place].start].append(token)
    return found


def is_figure_cell(table: Table, cell: Cell) -> bool:
    """Mostly numbers: no word of its own but units and marks."""
    numbers = table.numbers(cell)
    if not numbers:
        return False
    rest = table.text[cell.start : cell.end]
    for number in reversed(numbers):
        rest = rest[: number.start - cell.start] + " " + rest[number.end - cell.start :]
    words = re.findall(r"[^\W\d_]{2,}", rest)
    return all(word.lower() in _UNIT_WORDS for word in words)


_UNIT_WORDS = words(
    """
    won got received polled took had with scored secured votes vote of elected win winner hold gain new the eliminated
    excluded papers members people percent per cent approx nominations in
    """
)
