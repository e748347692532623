"""Answers to questions, row by row, as people and programs take them: CSV, JSON, plain cells.

Cells hold what strangers wrote on the web. In CSV a text that a spreadsheet would run as a formula gets an apostrophe
before it (OWASP, CSV injection); JSON and Parquet keep it as it is. An interval without upper end ends in null.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, TextIO

from pipelines.model import OPEN_END

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from duckdb import DuckDBPyConnection

ROWS_A_FETCH = 5000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_NUMBER = re.compile(r"[+\-−]?[\d.,\u00a0\u2009\u202f ]*\d%?")


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns and, read once, the rows of an answer. Columns of equal names are told apart: `votes`, `votes_2`."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def ask(con: DuckDBPyConnection, sql: str, blanks: Mapping[str, Any] | None = None) -> Answer:
    """Runs a question. `blanks` fill its named parameters. Raises duckdb.Error."""
    cursor = con.cursor()
    cursor.execute(sql, dict(blanks) if blanks else None)
    return Answer(_told_apart([column[0] for column in cursor.description or ()]), _rows(cursor))


def _rows(cursor: DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    if not cursor.description:
        return
    while rows := cursor.fetchmany(ROWS_A_FETCH):
        yield from rows


def _told_apart(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    told: list[str] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return tuple(told)


def write_csv(answer: Answer, out: TextIO) -> None:
    """UTF-8, comma, header; null is an empty cell."""
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(guarded(name) for name in answer.columns)
    for row in answer.rows:
        lines.writerow(_cell(value) for value in row)


def write_json(answer: Answer, out: TextIO) -> None:
    """A list of objects, one a line. Numbers are exact: those that binary floating point would change are text."""
    begin = "[\n"
    for row in answer.rows:
        out.write(begin + json.dumps(dict(zip(answer.columns, map(plain, row), strict=True)), ensure_ascii=False))
        begin = ",\n"
    out.write("\n]\n" if begin == ",\n" else "[]\n")


def guarded(cell: str) -> str:
    """The cell as text that no spreadsheet runs. Numbers such as -3.5 and +2.1% are left alone.

    >>> guarded("=HYPERLINK(1)"), guarded("-3.5"), guarded("Hicks")
    ("'=HYPERLINK(1)", '-3.5', 'Hicks')
    """
    bare = cell.lstrip(" \u00a0\ufeff'\"")
    if not (bare.startswith(_FORMULA) or cell.startswith(_FORMULA)) or _NUMBER.fullmatch(cell):
        return cell
    return "'" + cell


def visible(cell: str) -> str:
    """The cell on one line, with nothing in it that moves a cursor, recolours a screen or turns text round."""
    return _HIDDEN.sub(" ", cell.replace("\r\n", "\n"))


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if value is None or isinstance(value, str | int):
        return value
    return value.hex() if isinstance(value, bytes) else str(value)


def _cell(value: Any) -> str:
    """Numbers and times cannot run; whatever holds text may. A bare carriage return would end the row unquoted."""
    shown = text(value)
    if isinstance(value, str | list | tuple | dict):
        return guarded(shown.replace("\r\n", "\n").replace("\r", "\n"))
    return shown


def text(value: Any) -> str:
    """A value as people read it; numbers without closing zeros; null as nothing."""
    if value is None or (isinstance(value, Decimal) and value == OPEN_END):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, list | tuple | dict):
        return json.dumps(plain(value), ensure_ascii=False)
    return value.hex() if isinstance(value, bytes) else str(value)


def _number(value: Decimal) -> int | float | str | None:
    if value == OPEN_END:
        return None
    if value == value.to_integral_value():
        return int(value)
    nearest = float(value)
    return nearest if Decimal(repr(nearest)) == value else format(value.normalize(), "f")
