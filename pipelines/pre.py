"""Tables without cells: text aligned in columns (`pre`), read by where its heads stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.grid import CellFigure, read_table, role_of
from pipelines.model import Cell, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.names import Mention
    from pipelines.numbers import Number

_PIECE = re.compile(r"[^\s|](?:[^\t\n|]*?[^\s|])??(?=\s{2,}|\t|\||$)")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    left: int
    right: int


def is_aligned(text: str) -> bool:
    """Does some line head columns, and do numbers stand under it?"""
    return _head_line(text) is not None


def read_aligned(passage: Passage, numbers: Sequence[Number], mentions: Sequence[Mention]) -> list[CellFigure]:
    """The numbers of an aligned text, placed as in a table whose columns begin and end where the heads do."""
    head = _head_line(passage.text)
    assert head is not None
    place, pieces = head
    cells: list[Cell] = []
    for row, (start, end) in enumerate(_lines(passage.text)):
        if start < place:
            continue
        if start == place:
            cells.append(Cell(row, 0, 1, 1, True, start, start))
            cells.extend(Cell(row, column, 1, 1, True, p.start, p.end) for column, p in enumerate(pieces, 1))
        else:
            cells.extend(_row_cells(row, start, end, pieces, numbers))
    shaped = Passage(passage.ordinal, passage.kind, passage.text, passage.lines, tuple(cells), passage.comment, passage.post)
    return read_table(shaped, numbers, mentions)


def _row_cells(row: int, start: int, end: int, pieces: list[_Piece], numbers: Sequence[Number]) -> list[Cell]:
    inside = [n for n in numbers if start <= n.start < end]
    first = inside[0].start if inside else end
    cells = [Cell(row, 0, 1, 1, False, start, first)] if first > start else []
    taken: set[int] = set()
    for number in inside:
        left, right = number.start - start, number.end - start
        free = [column for column in range(len(pieces)) if column not in taken]
        if not free:
            break
        column = min(free, key=lambda c: _distance(left, right, pieces[c]))
        taken.add(column)
        cells.append(Cell(row, column + 1, 1, 1, False, number.start, number.end))
    return cells


def _distance(left: int, right: int, piece: _Piece) -> int:
    """How far a token stands from a head: 0 where they overlap, else the gap; right edges break ties."""
    gap = max(0, piece.left - right, left - piece.right)
    return gap * 10 + min(abs(right - piece.right), 9)


def _head_line(text: str) -> tuple[int, list[_Piece]] | None:
    for start, end in _lines(text):
        line = text[start:end]
        pieces = [_Piece(start + p.start(), start + p.end(), p.start(), p.end()) for p in _PIECE.finditer(line)]
        roles = [piece for piece in pieces if role_of(text[piece.start : piece.end])]
        if len(roles) >= 2 and not re.search(r"\d{3}", line):
            return start, [piece for piece in pieces if piece in roles]
    return None


def _lines(text: str) -> list[tuple[int, int]]:
    return [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text)]
