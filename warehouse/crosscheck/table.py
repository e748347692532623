"""Anybody's own table of figures, as CSV or JSON lines: rows that cannot be used are set aside, the others are used."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from warehouse.crosscheck.given import UnusableError, figure_row, row_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from io import TextIOBase
    from pathlib import Path

NEEDED = {
    "contest_id": {"contest_id"},
    "measure": {"measure"},
    "value": {"value"},
    "source": {"source", "source_id", "page"},
}
"""The columns that a table cannot do without, and the names that each may go by."""
FURTHER = "(further cells)"
SAMPLE = 65536
"""Bytes that are looked at to tell text from anything else."""


class TableRefusedError(ValueError):
    """The file is no table of figures at all."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that could not be used: where, what was found, what was expected, what to do."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}; the row was set aside"


def usable(path: Path, contests: Mapping[str, frozenset[str]]) -> tuple[list[Mapping[str, Any]], list[SetAside]]:
    """The rows of a file that a check can use, and those set aside. A row without an id is known by its line.

    contests: the candidates of each. Raises TableRefusedError where the file holds no table.
    """
    rows: list[Mapping[str, Any]] = []
    set_aside: list[SetAside] = []
    seen = set[str]()
    for place, row, complaint in read_rows(path):
        figure_id = row_name(row) or f"line {place.rsplit(':', 1)[-1]}"
        reason = complaint or _complaint(row, contests, figure_id if figure_id in seen else None)
        if row is None or reason:
            set_aside.append(SetAside(place, reason))
        else:
            seen.add(figure_id)
            rows.append({**row, "id": figure_id})
    return rows, set_aside


def read_rows(path: Path) -> Iterator[tuple[str, Mapping[str, Any] | None, str]]:
    """(place, row, complaint) of each line of a .csv file with a header, or of JSON lines; UTF-8, a mark allowed.

    The row is None where the line is no row at all, and the complaint says why.
    """
    _refuse_what_is_no_text(path)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        if path.suffix.lower() == ".csv":
            yield from _csv_rows(path, lines)
            return
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield f"{path}:{number}", *_json_row(line)


def _refuse_what_is_no_text(path: Path) -> None:
    try:
        with path.open("rb") as file:
            sample = file.read(SAMPLE)
    except OSError as problem:
        raise TableRefusedError(
            f"{path}: cannot be read ({problem.strerror}), expected a table of figures"
        ) from problem
    strange = sample.decode("utf-8", errors="replace").count("\ufffd")
    if b"\0" in sample or strange > len(sample) / 20:
        raise TableRefusedError(
            f"{path}: found bytes that are no text, expected CSV with a header or JSON lines; "
            "save the table as CSV in UTF-8"
        )


def _csv_rows(path: Path, lines: TextIOBase) -> Iterator[tuple[str, Mapping[str, Any] | None, str]]:
    reader = csv.DictReader(lines, restkey=FURTHER)
    _refuse_header(path, reader.fieldnames or ())
    try:
        for row in reader:
            place = f"{path}:{reader.line_num}"
            extra = row.pop(FURTHER, None)
            if extra:
                found = len(row) + len(extra)
                yield place, None, f"found {found} cells, expected {len(row)}: a cell with a comma stands in quotes"
            else:
                yield place, row, ""
    except csv.Error as problem:
        yield f"{path}:{reader.line_num}", None, f"found no CSV ({problem}), expected cells with commas between them"


def _refuse_header(path: Path, found: Sequence[str]) -> None:
    missing = [name for name, names in NEEDED.items() if not names & set(found)]
    if missing:
        columns = ", ".join(found) or "nothing"
        raise TableRefusedError(
            f"{path}:1: found as columns {columns[:200]}, expected at least source, contest_id, measure and value; "
            f"put {', '.join(missing)} into the header (docs/checks.md)"
        )


def _json_row(line: str) -> tuple[Mapping[str, Any] | None, str]:
    try:
        row = json.loads(line, parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError) as problem:
        return None, f"found no JSON ({problem}), expected one object a line"
    return (row, "") if isinstance(row, dict) else (None, f"found {type(row).__name__}, expected a JSON object")


def _complaint(row: Mapping[str, Any] | None, contests: Mapping[str, frozenset[str]], repeated: str | None) -> str:
    if repeated is not None:
        return f"id: found {repeated!r} a second time, expected each once"
    try:
        figure_row(row or {}, contests)
    except UnusableError as problem:
        return str(problem)
    return ""
