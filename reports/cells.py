"""Rows of the tables of figures, and figures marked in a text, as HTML.

Ready-made, because a large report has a million of each.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from reports import words
from reports.paths import file_name
from reports.text import one_line

if TYPE_CHECKING:
    from reports.contest_view import Cell, Row
    from reports.passage_view import Piece


def figure_row(row: Row) -> Markup:
    """A page's line: who and when, then each printed token with its mark, linked to its place on the evidence page."""
    title = f"<bdi>{escape(one_line(row.title, 60))}</bdi>"
    head = f'<th scope="row">{title}<span class="detail">{escape(row.detail)}</span></th>'
    cells = "".join(f'<td class="n">{"<br>".join(map(_cell, own))}</td>' for own in row.cells)
    start = "<tr>" if row.is_current else '<tr class="earlier">'
    return Markup(f"{start}{head}{cells}</tr>")  # noqa: S704 # tokens and titles are escaped, ids are file names


def _cell(cell: Cell) -> str:
    figure = cell.figure
    link = f"../evidence/{file_name(figure.version_id)}.html#f-{file_name(figure.figure_id)}"
    return f'<a href="{link}">{_qualifier(figure.qualifier)}<bdi>{escape(figure.printed)}</bdi></a>{_mark(cell.mark)}'


def marked(piece: Piece) -> Markup:
    """A printed token with the places of all its figures, so that a link to any of them comes out here."""
    first, *others = map(file_name, piece.ids)
    places = "".join(f'<span id="f-{name}"></span>' for name in others)
    return Markup(f'{places}<mark id="f-{first}" title="{escape(piece.title)}">{escape(piece.text)}</mark>')  # noqa: S704 # as above


@cache
def _mark(name: str) -> str:
    glyph, said = words.MARKS[name]
    sign = f'<span class="mk mk-{name}" aria-hidden="true">{escape(glyph)}</span>'
    return f'{sign}<span class="unseen"> ({escape(said)})</span>'


@cache
def _qualifier(name: str) -> str:
    said = words.QUALIFIERS.get(name, "")
    return f"{escape(said)} " if said else ""
