"""A row of anybody's own table made ready for a cross-check."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, get_args

from pipelines.model import OPEN_END, UNIT_OF, Base, Qualifier, Stance, Status
from pipelines.reading.scan.intervals import granularity_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
SIGNED = frozenset({"vote_share_change", "majority", "majority_share"})
"""What may be less than nought: a lead is printed so where somebody is behind."""
_CANONICAL: dict[str, frozenset[str]] = {
    "qualifier": frozenset(get_args(Qualifier)),
    "stance": frozenset(get_args(Stance)),
}


class UnusableError(ValueError):
    """A row says something that no figure says."""


def figure_row(row: Mapping[str, Any], contests: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """The row as table checked_figure holds it. contests: the candidates of each.

    Raises UnusableError with what was found and what was expected.
    """
    measure = _one_of(row, "measure", UNIT_OF)
    qualifier = _one_of(row, "qualifier", _CANONICAL["qualifier"], "exact")
    value = _decimal(row, "value")
    if value < 0 and measure not in SIGNED:
        raise UnusableError(f"value: found {value}, expected nought or more of {measure}")
    contest_id = _text(row.get("contest_id"))
    if contest_id not in contests:
        raise UnusableError(
            f"contest_id: found {contest_id!r}, expected one of the contests given; add it to the contest file"
        )
    candidate = _candidate(row, measure, contests[contest_id])
    printed = _text(row.get("printed"))
    is_share = UNIT_OF[measure] in ("percent", "points")
    granularity = _decimal(row, "granularity") if _text(row.get("granularity")) else None
    if granularity is None or granularity <= 0:
        granularity = granularity_of(printed or f"{value:f}", value, is_share=is_share, is_hedged=qualifier != "exact")
    said = span(_text(row.get("published_at")))
    source = _text(row.get("source")) or _text(row.get("source_id")) or _text(row.get("page"))
    if not source:
        raise UnusableError("source: found nothing, expected who prints the figure: figures of one source are one page")
    block = _text(row.get("block")) or "body"
    return {
        "figure_id": row_name(row),
        "contest_id": contest_id,
        "candidate": candidate,
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


def row_name(row: Mapping[str, Any] | None) -> str:
    """The id of the figure, "" where the row has none."""
    return _text(row.get("id")) or _text(row.get("figure_id")) if row else ""


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


def _candidate(row: Mapping[str, Any], measure: str, candidates: frozenset[str]) -> str:
    """Nominations are told of people who then did not stand; votes are not. A contest may have no list yet."""
    found = _text(row.get("candidate_id"))
    if found and candidates and found not in candidates and measure != "nominations":
        known = ", ".join(sorted(candidates))
        raise UnusableError(f"candidate_id: found {found!r}, expected one of {known}; add it to the contest file")
    return found


def _round(row: Mapping[str, Any]) -> int:
    found = _text(row.get("round"))
    if not found:
        return 0
    if not re.fullmatch(r"[0-9]{1,4}(\.0+)?", found):
        raise UnusableError(f"round: found {found!r}, expected a count from 1, or nothing")
    return int(float(found))
