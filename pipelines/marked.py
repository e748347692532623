"""A page's text with its figures and unread numbers marked, as one HTML file to look at in a browser."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.model import Figure, Page, Passage, Reading, Unread

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "section{border-left:4px solid #ccc;padding:.2rem 1rem;margin:1rem 0;white-space:pre-wrap;overflow-wrap:anywhere}"
    "section>small{color:#666;display:block}mark{background:#cde8c5;padding:0 .1em;border-radius:2px}"
    "mark.unread{background:#f6dcc0}mark small{font-size:.7em;color:#333;margin-left:.3em}"
)


def marked_html(readings: Iterable[tuple[str, Page, Reading]]) -> str:
    """One document for all pages. Everything of the pages is escaped; nothing is loaded from anywhere."""
    parts = [
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Figures as read</title>',
        f"<style>{_STYLE}</style>",
        (
            "<h1>Figures as read</h1><p>Green: a figure, with what it was read as. Orange: "
            "a number that no rule could place.</p>"
        ),
    ]
    for name, page, reading in readings:
        parts.append(
            f"<h2>{escape(page.title or name)}</h2><p>{escape(name)}: {len(reading.figures)} "
            f"figures, {len(reading.unread)} unread</p>"
        )
        parts.extend(_section(passage, reading) for passage in page.passages)
    return "\n".join(parts) + "\n"


def _section(passage: Passage, reading: Reading) -> str:
    marks = list(_marks(passage, reading))
    pieces: list[str] = []
    place = 0
    for start, end, opening, note in sorted(marks):
        if start < place:
            continue  # one number read as two figures: the first mark stands, its note has both
        pieces.append(escape(passage.text[place:start]))
        pieces.append(f"{opening}{escape(passage.text[start:end])}<small>{escape(note)}</small></mark>")
        place = end
    pieces.append(escape(passage.text[place:]))
    speaker = f" · {escape(passage.author)}" if passage.author else ""
    return f"<section><small>{escape(passage.block)}{speaker}</small>{''.join(pieces)}</section>"


def _marks(passage: Passage, reading: Reading) -> Iterator[tuple[int, int, str, str]]:
    found: dict[tuple[int, int], list[Figure]] = {}
    for figure in reading.figures:
        if figure.ordinal == passage.ordinal:
            found.setdefault((figure.printed_start, figure.printed_end), []).append(figure)
    for (start, end), figures in found.items():
        yield start, end, f'<mark title="{escape(figures[0].rule)}">', "; ".join(map(_note, figures))
    for left in reading.unread:
        if left.ordinal == passage.ordinal and (left.start, left.end) not in found:
            yield *_place(left), '<mark class="unread">', left.reason


def _place(left: Unread) -> tuple[int, int]:
    return left.start, left.end


def _note(figure: Figure) -> str:
    who = figure.candidate_id or figure.contest_id
    hedge = "" if figure.qualifier == "exact" else f" {figure.qualifier.replace('_', ' ')}"
    turn = f" round {figure.round}" if figure.round else ""
    stance = "" if figure.stance == "asserted" else f" {figure.stance}"
    return f"{who} {figure.measure}{hedge}{turn}{stance}"
