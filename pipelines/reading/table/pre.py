"""Tables without cells: text aligned in columns (`pre`), read by where its heads stand."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.cleaning.aligned import is_tabular
from pipelines.cleaning.tables import is_number
from pipelines.model import Cell, Passage
from pipelines.reading.contest.rounds import round_in
from pipelines.reading.table.grid import read_table
from pipelines.reading.table.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.table.cells import CellFigure

_PIECE = re.compile(r"[^\s|](?:[^\t\n|]*?[^\s|])??(?=\s{2,}|\t|\s?\||$)")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    left: int
    right: int


def aligned_spans(passage: Passage) -> list[tuple[int, int]]:
    """The runs of `pre` lines that have a line of heads: (where the heads stand, where the run ends).

    Lines ruled by bars, as people type tables into posts, are such a run wherever they stand.
    """
    runs = _ruled(passage)
    for line in passage.lines:
        if line.kind != "pre":
            continue
        if runs and line.start - runs[-1][1] <= 2:
            runs[-1][1] = line.end
        else:
            runs.append([line.start, line.end])
    if passage.kind == "table" and not passage.cells and not runs:
        runs.append([0, len(passage.text)])
    spans = []
    for start, end in runs:
        head = _head_line(passage.text, start, end)
        if head is not None and len(head[1]) + 1 < _columns_of_figures(passage):
            continue  # the grid has columns that these heads do not name, such as candidates
        if head is not None:
            spans.append((head[0], end))
        elif is_tabular(lines := passage.text[start:end].split("\n")) and not any(map(_is_untold, lines)):
            spans.append((start, end))
    return spans


def _columns_of_figures(passage: Passage) -> int:
    """How many columns of the cleaner's grid hold unsigned figures in two rows or more; 0 without a grid."""
    told = ((c.column, passage.text[c.start : c.end]) for c in passage.cells)
    figures = Counter(column for column, words in told if words[:1].isdigit() and is_number(words))
    if any(c.column in figures and re.match(r"[+−–-]\s?\d", passage.text[c.start : c.end]) for c in passage.cells):
        return 0  # what was passed on stands between the totals
    return sum(count > 1 for count in figures.values())


_RULED = re.compile(r"(?m)(?:^[ \t]*\|.*\|.*$\n{0,2}){3,}")


def _ruled(passage: Passage) -> list[list[int]]:
    """Three lines or more that begin with a bar and hold another, outside of tables and `pre`."""
    kinds = {line.kind for line in passage.lines}
    if passage.cells or "pre" in kinds or "|" not in passage.text:
        return []
    return [[found.start(), found.end()] for found in _RULED.finditer(passage.text)]


def _is_untold(line: str) -> bool:
    """A line of running text, or of more figures than a count and its share: without heads, nobody can tell them."""
    figures = re.findall(r"(?:^|\s{2}|\t|[|(.])\s*\d[\d.,]*\s?%?", line)
    return len(figures) > 2 or re.search(r"(?:[^\W\d_][\w’',.-]* ){7}\w", line) is not None


def read_aligned(
    passage: Passage, span: tuple[int, int], numbers: Sequence[Number], mentions: Sequence[Mention]
) -> list[CellFigure]:
    """The numbers of an aligned text, placed as in a table whose columns begin and end where the heads do."""
    place, pieces = _head_line(passage.text, *span) or (-1, [])
    above = _line_above(passage.text, place, span[0], pieces)
    has_counts = (
        sum(bool(round_in(f"{_over(passage.text, above, p)} {passage.text[p.start : p.end]}")) for p in pieces) > 1
    )
    counted = sum(role_of(passage.text[p.start : p.end]) != "ignore" for p in pieces)
    cells: list[Cell] = [Cell(0, column, 1, 1, True, p.start, p.end) for column, p in above.items()]
    row = 0
    for start, end in _lines(passage.text, *span):
        if start < place:
            continue
        row += 1
        pairs = _labelled(passage.text, start, end)
        if start == place:
            cells.append(Cell(row, 0, 1, 1, True, start, start))
            cells.extend(Cell(row, column, 1, 1, True, p.start, p.end) for column, p in enumerate(pieces, 1))
        elif pairs:
            for label, value in pairs:
                row += 1
                cells.append(Cell(row, 0, 1, 1, False, *label))
                cells.append(Cell(row, len(pieces) + 1, 1, 1, False, *value))
        else:
            inside = [n for n in numbers if start <= n.start < end]
            if has_counts and len(inside) > counted:
                inside = [n for n in inside if n.kind != "count" or not _is_signed(passage.text, n)]
            cells.extend(_row_cells(row, start, end, pieces, inside, passage.text))
    shaped = Passage(
        passage.ordinal, passage.kind, passage.text, passage.lines, tuple(cells), passage.comment, passage.post
    )
    return read_table(shaped, numbers, mentions)


_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:\n\t|]*?):\s{0,3}(?P<value>\d\S*)(?=\s{2,}|\s*$|\t|\s*\|)")


def _labelled(text: str, start: int, end: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The labels and values of a line that is nothing but them: "Electorate: 1,982    Turnout: 36.6%"."""
    found = list(_LABELLED.finditer(text, start, end))
    rest = _LABELLED.sub("", text[start:end])
    return [] if re.search(r"\w", rest) else [(pair.span("label"), pair.span("value")) for pair in found]


def _row_cells(row: int, start: int, end: int, pieces: list[_Piece], inside: list[Number], text: str) -> list[Cell]:
    first = inside[0].start if inside else end
    cells = [Cell(row, 0, 1, 1, False, start, first)] if first > start else []
    placed = _aligned(inside, start, pieces, text) if pieces else [(n, place) for place, n in enumerate(inside)]
    for number, column in placed:
        cells.append(Cell(row, column + 1, 1, 1, False, number.start, number.end))
    return cells


def _is_signed(text: str, number: Number) -> bool:
    """ "+88" before each total was passed on in that count; one head may stand over both."""
    return bool(number.sign) or text[max(0, number.start - 1) : number.start] in tuple("+-−–")


def _line_above(text: str, place: int, first: int, pieces: list[_Piece]) -> dict[int, _Piece]:
    """The words of the line above the heads by column, where two or more stand over one head each ("First   Second"
    over "count   count")."""
    before = [(start, end) for start, end in _lines(text, max(0, first - MAX_LINE), place) if end <= place]
    if not before or re.search(r"\d{3}", text[slice(*before[-1])]):
        return {}
    start, end = before[-1]
    found: dict[int, _Piece] = {}
    for match in _PIECE.finditer(text[start:end]):
        over = [
            column for column, p in enumerate(pieces, 1) if match.start() < p.right + 2 and match.end() > p.left - 2
        ]
        if len(over) == 1:
            found[over[0]] = _Piece(start + match.start(), start + match.end(), match.start(), match.end())
    return found if len(found) > 1 else {}


MAX_LINE = 200
"""Characters that are looked back for the line above a line of heads."""


def _over(text: str, above: dict[int, _Piece], piece: _Piece) -> str:
    own = next((p for p in above.values() if p.left < piece.right + 2 and p.right > piece.left - 2), None)
    return text[own.start : own.end] if own else ""


def _aligned(numbers: list[Number], start: int, pieces: list[_Piece], text: str) -> list[tuple[Number, int]]:
    """Numbers under heads, both from left to right: the pairing that costs least in distance and in unlikely kinds.

    Heads of typed tables seldom stand exactly over their columns, so distance alone would shift a whole table by one.
    """
    best: dict[int, tuple[float, list[tuple[Number, int]]]] = {-1: (0.0, [])}
    for number in numbers[: len(pieces)]:
        grown: dict[int, tuple[float, list[tuple[Number, int]]]] = {}
        for last, (cost, pairs) in best.items():
            for column in range(last + 1, len(pieces)):
                total = cost + _misfit(number, start, pieces[column], text)
                if column not in grown or total < grown[column][0]:
                    grown[column] = (total, [*pairs, (number, column)])
        best = grown or best
    return min(best.values(), key=lambda found: found[0])[1]


def _misfit(number: Number, start: int, piece: _Piece, text: str) -> float:
    left, right = number.start - start, number.end - start
    gap = max(0, piece.left - right, left - piece.right) + min(abs(right - piece.right), 9) / 10
    role = role_of(text[piece.start : piece.end])
    is_share = number.kind == "percent" or number.is_decimal
    is_bare_count = (
        not is_share
        and role in ("share", "change")
        and (number.value > 100 or "%" in number.printed or re.search(r"\d\s?%", text) is not None)
    )
    unlikely = 3.0 if (is_share and role == "votes") or is_bare_count else 0.0
    return gap / 8 + unlikely + (0.6 if role == "change" and not number.sign else 0.0)


def _head_line(text: str, first: int, last: int) -> tuple[int, list[_Piece]] | None:
    for start, end in _lines(text, first, last):
        line = text[start:end]
        pieces = [_Piece(start + p.start(), start + p.end(), p.start(), p.end()) for p in _PIECE.finditer(line)]
        pieces = [part for piece in pieces for part in _parted(piece, text)]
        roles = [piece for piece in pieces if role_of(text[piece.start : piece.end])]
        if (
            len(roles) >= 2
            and not any(is_number(text[p.start : p.end]) for p in pieces)
            and not re.search(r"\d{3}", line)
        ):
            return start, [piece for piece in pieces if piece in roles]
    return None


_OWN_HEAD = re.compile(r"(?i)swing|change|share|%|#|±|\+/-|votes?")


def _parted(piece: _Piece, text: str) -> list[_Piece]:
    """Two heads with but one space between them ("2PP Swing"), told apart by the word that can only begin another."""
    words = list(re.finditer(r"\S+", text[piece.start : piece.end]))
    cuts = [
        word.start()
        for word in words[1:]
        if _OWN_HEAD.fullmatch(word[0]) and _has_other_role(text[piece.start : piece.start + word.start()], word[0])
    ]
    edges = [0, *cuts, piece.end - piece.start]
    return [
        _Piece(
            piece.start + a,
            piece.start + b,
            piece.left + a,
            piece.left + len(text[piece.start + a : piece.start + b].rstrip()) + a,
        )
        for a, b in itertools.pairwise(edges)
    ]


def _has_other_role(before: str, word: str) -> bool:
    role = role_of(before)
    return (
        role is not None
        and role != role_of(word)
        and not (role == "share" and word.lower().startswith("vote"))
        and role != "votes"
    )


def _lines(text: str, first: int, last: int) -> list[tuple[int, int]]:
    return [(found.start(), found.end()) for found in re.compile(r"[^\n]+").finditer(text, first, last)]
