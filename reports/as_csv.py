"""discrepancies.csv and figures.csv: UTF-8, comma, CRLF, every text cell safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from reports.text import csv_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reports.records import Record

FIGURES_HEAD = (
    "figure_id,contest_id,candidate_id,measure,round,printed,value,low,high,granularity,unit,qualifier,stance,base,status,"
    "verdict,origin,source_id,url,block,said_at,seen_from,version_id,payload_digest,warc_file,warc_offset,quote\r\n"
)
"""The first line of figures.csv, in the order of queries/figures_csv.sql."""

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


def line(record: Record) -> str:
    """One finding; lists are joined by " | "."""
    return csv_line(csv_cell(_text(_value(record, column))) for column in COLUMNS)


def document(lines: Iterable[str]) -> Iterator[str]:
    """discrepancies.csv: the names of the columns, then the lines."""
    yield csv_line(COLUMNS)
    yield from lines


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


def figure_blocks(contest_ids: Iterable[str], answer: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """(contest_id, its lines of figures.csv), for each of the contests in their order.

    answer: contest_id and line, made by queries/figures_csv.sql, half a million of them in a second or two.
    """
    lines: dict[str, list[str]] = {contest_id: [] for contest_id in contest_ids}
    for row in answer:
        lines[row["contest_id"]].append(row["line"])
    return ((contest_id, "".join(f"{line}\r\n" for line in own)) for contest_id, own in lines.items())
