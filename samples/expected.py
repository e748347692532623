"""expected.yml and discrepancies.yml: what stands on the sample pages, and what a cross-check of it should raise.

For measuring what a night over the sample sites found, missed and made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIGURES = Path(__file__).parent / "expected.yml"
DISCREPANCIES = Path(__file__).parent / "discrepancies.yml"


@dataclass(frozen=True, slots=True)
class ExpectedFigure:
    """One figure of one page. Of qualifiers and stances any will do, the first best; `contest_id` may not be None."""

    url: str
    contest_id: str
    candidate_id: str | None
    measure: str
    value: Decimal
    block: str
    quote: str
    qualifiers: tuple[str, ...] = ("exact",)
    stances: tuple[str, ...] = ("asserted",)
    nights: tuple[int, ...] = (1, 2)
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedDiscrepancy:
    """A value that a check should raise, with the explanations that will do; or, with none, one it must not raise."""

    contest_id: str
    candidate_id: str | None
    measure: str
    value: Decimal
    explanations: tuple[str, ...]
    why: str


def expected_discrepancies() -> tuple[ExpectedDiscrepancy, ...]:
    """What to raise and what to keep quiet about, over both nights together."""
    entries: dict[str, dict[str, list[Any]]] = yaml.safe_load(DISCREPANCIES.read_text(encoding="utf-8"))
    return tuple(
        ExpectedDiscrepancy(
            contest_id, candidate, measure, Decimal(str(value)), tuple(rest[0]) if rest[1:] else (), rest[-1]
        )
        for contest_id, entry in entries.items()
        for candidate, measure, value, *rest in (*entry["raise"], *entry["quiet"])
    )


def expected_pages(*, collected: bool = False) -> tuple[str, ...]:
    """The address of every page that expected.yml speaks about, those without a figure of ours among them.

    collected: only those that the sources of samples/contests lead to.
    """
    return tuple(url for url, entry in _entries().items() if entry.get("collected", True) or not collected)


def served_at(url: str) -> str:
    """Where the sample server has the page: its own address, or that of an archive's capture of it."""
    return str(_entries()[url].get("served_at", url))


def expected_figures(night: int, *, collected: bool = False) -> tuple[ExpectedFigure, ...]:
    """Every figure that a reader of all pages (or of those collected) should find on that night, page by page."""
    urls = expected_pages(collected=collected)
    return tuple(row for url in urls for row in _rows(url) if night in row.nights)


@lru_cache(maxsize=1)
def _entries() -> Mapping[str, Mapping[str, Any]]:
    entries: dict[str, dict[str, Any]] = yaml.safe_load(FIGURES.read_text(encoding="utf-8"))
    return entries


def _rows(url: str) -> Iterator[ExpectedFigure]:
    entry = _entries()[url]
    for row in entry.get("figures", []):
        yield _figure(url, entry, *row)
    for other in entry.get("repeats", []):
        for row in _entries()[other].get("figures", []):
            if not row[3].startswith("comment:"):
                yield _figure(url, _entries()[other], *row)


def _figure(
    url: str,
    entry: Mapping[str, Any],
    candidate: str | None,
    measure: str,
    value: float,
    block: str,
    quote: str,
    extras: Mapping[str, Any] | None = None,
) -> ExpectedFigure:
    extras = extras or {}
    return ExpectedFigure(
        url=url,
        contest_id=extras.get("contest") or entry["contest"],
        candidate_id=candidate,
        measure=measure,
        value=Decimal(str(value)),
        block=block,
        quote=quote,
        qualifiers=_several(extras.get("qualifier", "exact")),
        stances=_several(extras.get("stance", "asserted")),
        nights=(extras["night"],) if "night" in extras else (1, 2),
        is_optional=extras.get("optional", False),
    )


def _several(given: str | list[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
