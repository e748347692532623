"""Figures of anybody's own table made ready for a cross-check; rows that cannot be used are set aside."""

from __future__ import annotations

import calendar
import csv
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, get_args

from pipelines.model import OPEN_END, UNIT_OF, Base, Qualifier, Stance, Status
from pipelines.reading.intervals import granularity_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

STANDINGS = {
    "official": 0,
    "organisation": 0,
    "candidate": 1,
    "news": 2,
    "wiki": 3,
    "blog": 4,
    "supporter": 4,
    "forum": 5,
    "reader": 6,
}
"""Who speaks, best first: breaks ties only. The words are those of `Source.kind` and `Source.standing`."""
SMALLEST = Decimal("1e-9")
_CANONICAL: dict[str, frozenset[str]] = {
    "qualifier": frozenset(get_args(Qualifier)),
    "stance": frozenset(get_args(Stance)),
}


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that could not be used: where, what was found, what was expected, what to do."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}; the row was set aside"


class UnusableError(ValueError):
    """A row says something that no figure says."""


def read_rows(path: Path) -> Iterator[tuple[str, Mapping[str, Any] | None, str]]:
    """(place, row, complaint) of each line of a .csv file with a header, or of JSON lines; UTF-8, a mark allowed.

    The row is None where the line is no row at all, and the complaint says why.
    """
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        if path.suffix.lower() == ".csv":
            reader = csv.DictReader(lines)
            for row in reader:
                yield f"{path}:{reader.line_num}", {k: v for k, v in row.items() if k is not None}, ""
            return
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield f"{path}:{number}", *_json_row(line)


def _json_row(line: str) -> tuple[Mapping[str, Any] | None, str]:
    try:
        row = json.loads(line, parse_float=Decimal, parse_constant=str)
    except ValueError as problem:
        return None, f"found no JSON ({problem}), expected one object a line"
    return (row, "") if isinstance(row, dict) else (None, f"found {type(row).__name__}, expected a JSON object")


def figure_row(row: Mapping[str, Any], contests: Iterable[str]) -> dict[str, Any]:
    """The row as table checked_figure holds it. Raises UnusableError with what was found and what was expected."""
    measure = _one_of(row, "measure", UNIT_OF)
    qualifier = _one_of(row, "qualifier", _CANONICAL["qualifier"], "exact")
    value = _decimal(row, "value")
    contest_id = _text(row.get("contest_id"))
    if contest_id not in contests:
        raise UnusableError(
            f"contest_id: found {contest_id!r}, expected one of the contests given; add it to the contest file"
        )
    printed = _text(row.get("printed"))
    is_share = UNIT_OF[measure] in ("percent", "points")
    granularity = _decimal(row, "granularity") if _text(row.get("granularity")) else None
    if granularity is None or granularity <= 0:
        granularity = granularity_of(printed or f"{value:f}", value, is_share=is_share, is_hedged=qualifier != "exact")
    said = span(_text(row.get("published_at")))
    source = _text(row.get("source")) or _text(row.get("source_id")) or _text(row.get("page")) or "?"
    block = _text(row.get("block")) or "body"
    return {
        "figure_id": _text(row.get("id")) or _text(row.get("figure_id")),
        "contest_id": contest_id,
        "candidate": _text(row.get("candidate_id")),
        "measure": measure,
        "round": _round(row),
        "value": str(value),
        "granularity": str(max(granularity, SMALLEST)),
        "printed": printed,
        "qualifier": qualifier,
        "stance": _one_of(row, "stance", _CANONICAL["stance"], "asserted"),
        "status": _optional(row, "status", get_args(Status)),
        "base": _optional(row, "base", get_args(Base)) or "",
        "page": source,
        "block": block,
        "origin": _text(row.get("derived_from")) or source,
        "standing": 6
        if block.startswith("comment")
        else STANDINGS.get(_text(row.get("kind")) or _text(row.get("standing")), 4),
        "said_from": said[0].isoformat(" ") if said else None,
        "said_to": said[1].isoformat(" ") if said else None,
        "is_superseded": False,
    }


def span(text: str) -> tuple[datetime, datetime] | None:
    """First and last moment (UTC) that a date as precise as a page is allows; None where it is no date.

    >>> span("2010-11")
    (datetime.datetime(2010, 11, 1, 0, 0), datetime.datetime(2010, 11, 30, 23, 59, 59))
    """
    try:
        match len(text):
            case 4 | 7 | 10:
                start = datetime.strptime(text, {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d"}[len(text)])  # noqa: DTZ007 -- UTC throughout
                return start, _end(start, len(text)) - timedelta(seconds=1)
            case _:
                when = datetime.fromisoformat(text)
                when = when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when
                return when, when
    except (ValueError, OverflowError):
        return None


def _end(start: datetime, precision: int) -> datetime:
    days = {4: 366 if calendar.isleap(start.year) else 365, 7: calendar.monthrange(start.year, start.month)[1], 10: 1}
    return start + timedelta(days=days[precision])


def _text(found: object) -> str:
    return "" if found is None else str(found).strip()


def _one_of(row: Mapping[str, Any], key: str, known: Iterable[str], default: str = "") -> Any:
    found = _text(row.get(key)) or default
    if found not in known:
        raise UnusableError(f"{key}: found {found!r}, expected one of {', '.join(sorted(known))}")
    return found


def _optional(row: Mapping[str, Any], key: str, known: Iterable[str]) -> str | None:
    found = _text(row.get(key))
    return _one_of(row, key, known) if found else None


def _decimal(row: Mapping[str, Any], key: str) -> Decimal:
    found = _text(row.get(key))
    try:
        number = Decimal(found)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= OPEN_END:
        raise UnusableError(
            f"{key}: found {found!r}, expected a number below 10^17, digits with a decimal point and no commas"
        )
    return number


def _round(row: Mapping[str, Any]) -> int:
    found = _text(row.get("round"))
    if not found:
        return 0
    if not re.fullmatch(r"[0-9]{1,4}(\.0+)?", found):
        raise UnusableError(f"round: found {found!r}, expected a count from 1, or nothing")
    return int(float(found))


def usable(path: Path, contests: Iterable[str]) -> tuple[list[Mapping[str, Any]], list[SetAside]]:
    """The rows of a file that a check can use, and those set aside. A row without an id is known by its line."""
    rows: list[Mapping[str, Any]] = []
    set_aside: list[SetAside] = []
    known, seen = frozenset(contests), set[str]()
    for place, row, complaint in read_rows(path):
        figure_id = _name(row, place)
        reason = complaint or _complaint(row, known, figure_id if figure_id in seen else None)
        if row is None or reason:
            set_aside.append(SetAside(place, reason))
        else:
            seen.add(figure_id)
            rows.append({**row, "id": figure_id})
    return rows, set_aside


def _name(row: Mapping[str, Any] | None, place: str) -> str:
    given = _text(row.get("id")) or _text(row.get("figure_id")) if row else ""
    return given or f"line {place.rsplit(':', 1)[-1]}"


def _complaint(row: Mapping[str, Any] | None, contests: frozenset[str], repeated: str | None) -> str:
    if repeated is not None:
        return f"id: found {repeated!r} a second time, expected each once"
    try:
        figure_row(row or {}, contests)
    except UnusableError as problem:
        return str(problem)
    return ""
