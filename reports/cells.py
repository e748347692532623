"""A cell of the tables of figures as HTML. Ready-made, because a large report has a million of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from reports import words
from reports.paths import file_name

if TYPE_CHECKING:
    from reports.contest_view import Cell


def figure_cell(cell: Cell) -> Markup:
    """The printed token, linked to its place on the evidence page, and its mark for the eye and for a screen reader."""
    figure = cell.figure
    link = f"../evidence/{file_name(figure.version_id)}.html#f-{file_name(figure.figure_id)}"
    printed = f"{_qualifier(figure.qualifier)}<bdi>{escape(figure.printed)}</bdi>"
    return Markup(f'<a href="{link}">{printed}</a>{_mark(cell.mark)}')  # noqa: S704 # the token is escaped, ids are file names


@cache
def _mark(name: str) -> str:
    glyph, said = words.MARKS[name]
    return f'<span class="mk mk-{name}" aria-hidden="true">{escape(glyph)}</span><span class="unseen"> ({escape(said)})</span>'


@cache
def _qualifier(name: str) -> str:
    said = words.QUALIFIERS.get(name, "")
    return f"{escape(said)} " if said else ""
