"""discrepancies.csv and figures.csv: UTF-8, comma, CRLF, every text cell safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from reports.records import plain
from reports.text import csv_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reports.records import Record

COLUMNS = (
    "discrepancy_id",
    "contest_id",
    "contest",
    "section",
    "severity",
    "certainty",
    "explanation",
    "explanations",
    "state",
    "is_dismissed",
    "check",
    "measure",
    "round",
    "candidate_id",
    "candidate",
    "apart",
    "printed",
    "against",
    "sources",
    "urls",
    "text",
    "first_run",
    "closed_run",
    "page",
)


def lines(records: Iterable[Record]) -> Iterator[str]:
    """One line a discrepancy, below the names of the columns; lists are joined by " | "."""
    yield csv_line(COLUMNS)
    for record in records:
        yield csv_line(csv_cell(_text(_value(record, column))) for column in COLUMNS)


def csv_line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def _value(record: Record, column: str) -> object:
    odd = [side for side in record["figures"] if side["role"] == "odd"]
    against = [side for side in record["figures"] if side["role"] == "against"]
    if column == "printed":
        return _distinct(side["printed"] for side in odd)
    if column == "against":
        return _distinct(side["printed"] for side in against)
    if column == "sources":
        return _distinct(side["source_id"] for side in odd)
    if column == "urls":
        return _distinct(side["url"] for side in odd)
    return " | ".join(record["explanations"]) if column == "explanations" else record[column]


def _distinct(values: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(values))


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def figure_lines(figures: Iterable[Mapping[str, object]], columns: Iterable[str]) -> Iterator[str]:
    """figures.csv: the columns of queries/figures_csv.sql as they come."""
    yield csv_line(columns)
    for figure in figures:
        yield csv_line(_figure_cell(cell) for cell in figure.values())


def _figure_cell(cell: object) -> str:
    if isinstance(cell, str):
        return csv_cell(cell)
    if isinstance(cell, Decimal):
        return plain(cell) or ""
    return "" if cell is None else str(cell)
