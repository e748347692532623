"""Tables as grids, by the WHATWG algorithm for forming a table; header cells found; layout tables told apart.

https://html.spec.whatwg.org/multipage/tables.html#forming-a-table. The limits are the standard's own (1000 columns a
cell, 65534 rows), and a span that nobody writes in earnest ends in PageRefused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.cleaning.limits import PageRefused
from pipelines.cleaning.tree import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_COLUMN_SPAN = 1000
MAX_ROW_SPAN = 65_534
MAX_SLOTS = 300_000
"""Most slots of one grid; the largest published result table known to us has some 60,000."""
ABSURD_SPAN = 1_000_000
"""A span beyond this is an attack on the reader, not a table."""

_NUMBER = re.compile(r"^[\s(+\-−–£$€~<>]*\d[\d\s,.'’%)(+\-−–/pc]*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_HEADER_ROWS = 3
_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "table", "blockquote", "article", "section", "form"}
)


@dataclass(slots=True)
class Slot:
    """A cell anchored at its top left slot: what will become a model.Cell when its text is placed."""

    row: int
    column: int
    rows: int
    columns: int
    is_header: bool
    text: str
    element: Element


@dataclass(slots=True)
class Grid:
    """A table's cells in row order; height and width in slots."""

    height: int
    width: int
    slots: list[Slot]
    caption: str

    def matrix(self) -> list[list[str]]:
        """Every slot's text, a spanned cell's repeated in each slot that it covers."""
        rows = [[""] * self.width for _ in range(self.height)]
        for slot in self.slots:
            for row in range(slot.row, slot.row + slot.rows):
                for column in range(slot.column, slot.column + slot.columns):
                    rows[row][column] = slot.text
        return rows


def table_rows(table: Element) -> Iterator[tuple[Element, Element]]:
    """(section, row) in the order that the standard processes them: as they stand, but tfoot last."""
    late: list[tuple[Element, Element]] = []
    for child in table.children:
        if isinstance(child, str):
            continue
        if child.tag == "tr":
            yield table, child
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows = [(child, row) for row in child.children if isinstance(row, Element) and row.tag == "tr"]
            if child.tag == "tfoot":
                late += rows
            else:
                yield from rows
    yield from late


def form_grid(table: Element, where: str = "table") -> Grid:
    """The table's grid. Raises PageRefused for an absurd span or more than MAX_SLOTS slots."""
    slots: list[Slot] = []
    taken: set[tuple[int, int]] = set()
    groups = _groups(table)
    top, width, filled = 0, 0, 0
    for rows in groups:
        bottom = top + len(rows)
        for number, row in enumerate(rows, top):
            column = 0
            for cell in row.children:
                if isinstance(cell, str) or cell.tag not in ("td", "th"):
                    continue
                while (number, column) in taken:
                    column += 1
                columns = _span(cell, "colspan", MAX_COLUMN_SPAN, where) or 1
                height = _span(cell, "rowspan", MAX_ROW_SPAN, where) or bottom - number
                height = min(height, bottom - number)
                filled += columns * height
                if filled > MAX_SLOTS:
                    raise PageRefused(
                        f"{where}: a table of more than {MAX_SLOTS:,} slots; expected fewer. "
                        "Leave the page out, or write a page kind for it."
                    )
                if columns > 1 or height > 1:
                    taken.update(
                        (r, c) for r in range(number, number + height) for c in range(column, column + columns)
                    )
                is_header = (
                    cell.tag == "th"
                    or bool(cell.get("scope"))
                    or (row.parent is not None and row.parent.tag == "thead")
                )
                slots.append(Slot(number, column, height, columns, is_header, cell_text(cell), cell))
                column += columns
                width = max(width, column)
        top = bottom
    caption = next((c.text() for c in table.children if isinstance(c, Element) and c.tag == "caption"), "")
    grid = Grid(top, width, slots, caption)
    if not any(slot.is_header for slot in slots):
        _find_headers(grid)
    return grid


def _find_headers(grid: Grid) -> None:
    """Marks header cells where the page uses none: leading rows of words or years, and a first column of words."""
    rows: dict[int, list[Slot]] = {}
    for slot in grid.slots:
        rows.setdefault(slot.row, []).append(slot)
    body = 0
    while body < min(_MOST_HEADER_ROWS, grid.height) and _is_head(rows.get(body, []), is_first=body == 0):
        body += 1
    below = [slot for slot in grid.slots if slot.row >= body and slot.text]
    if not any(is_number(slot.text) for slot in below if slot.column > 0):
        return
    for slot in grid.slots:
        slot.is_header = slot.row < body
    first = [slot for slot in below if slot.column == 0]
    if first and sum(is_number(slot.text) for slot in first) <= 0.3 * len(first):
        for slot in first:
            slot.is_header = True


def _is_head(row: list[Slot], *, is_first: bool) -> bool:
    """A row of column heads: words only, more than one of them; in the first row years count as words."""
    told = [slot.text for slot in row if slot.text]
    if is_first and len(told) > 1 and all(_YEAR.fullmatch(text) for text in told[1:]):
        return True
    return bool(told) and not any(is_number(text) for text in told) and (len(told) > 1 or row[0].columns > 1)


def _groups(table: Element) -> list[list[Element]]:
    """Rows by row group, because a rowspan ends with its group."""
    groups: list[list[Element]] = []
    last: Element | None = None
    for section, row in table_rows(table):
        if section is not last:
            groups.append([])
            last = section
        groups[-1].append(row)
    return groups


def _span(cell: Element, name: str, limit: int, where: str) -> int:
    """The attribute by the rules for parsing non-negative integers; 1 where there is none, 0 kept for rowspan."""
    found = re.match(r"\s*\+?(\d+)", cell.get(name))
    if found is None:
        return 1
    if len(found[1]) > 9 or int(found[1]) > ABSURD_SPAN:
        raise PageRefused(
            f"{where}: {name}={found[1][:20]}; expected at most {limit:,}. "
            "Correct the table in the page, or leave the page out."
        )
    return min(int(found[1]), limit)


def cell_text(cell: Element) -> str:
    """A cell's text in one line: `br` and blocks become a space."""
    return cell.text()


def is_number(text: str) -> bool:
    """Whether a cell holds a figure and nothing else."""
    return bool(_NUMBER.match(text))


def is_layout(table: Element) -> bool:
    """Whether a table only arranges the page: then its cells are read as ordinary blocks."""
    if table.get("role") in ("presentation", "none"):
        return True
    cells = [cell for _, row in table_rows(table) for cell in row.children if isinstance(cell, Element)]
    if not cells:
        return True
    if any(cell.tag == "th" for cell in cells):
        return any(_holds_table(cell) for cell in cells)
    rows = sum(1 for _ in table_rows(table))
    if len(cells) == 1 or _holds_long_text(cells) or any(_holds_table(cell) for cell in cells):
        return True
    return rows == 1 and not any(is_number(cell.text()) for cell in cells)


def _holds_table(cell: Element) -> bool:
    return any(element.tag == "table" for element in cell.elements())


def _holds_long_text(cells: list[Element]) -> bool:
    """A cell of running text: several blocks and more than a few sentences, or the bulk of the table's words."""
    for cell in cells:
        length = len(cell.text())
        if length > 600:
            return True
        if length > 250 and sum(1 for e in cell.elements() if e.tag in _BLOCKS) > 2:
            return True
    return False
