"""What the stages found, as discrepancies: one for each odd value, in a fixed order, with its sentence."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.model import Certainty, Discrepancy, content_id
from warehouse.crosscheck.pause import without_collecting
from warehouse.crosscheck.stages import conflicts, stage
from warehouse.crosscheck.wording import Told, number, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from duckdb import DuckDBPyConnection

SPECIFIC = frozenset(
    {
        "label",
        "padded",
        "hedge_wrong_side",
        "other_measure",
        "other_option",
        "other_contest",
        "derived_from_rounded",
        "digit",
    }
)
ROLES = ("odd", "conflict", "against", "basis")
_PLACE = {role: place for place, role in enumerate(ROLES)}
WEAK = frozenset({"arithmetic_slip", "loose_talk", "unexplained"})
"""Fit so much that they do not compete with a better explanation."""


class Side(NamedTuple):
    """One figure of a finding. role: odd; against, of the same cell; conflict; or basis (docs/checks.md).

    standing: 0 where an official source prints the value, then downwards to 6, a comment.
    """

    role: str
    figure_id: str
    page: str
    block: str
    token: str
    origin: str
    standing: int


@dataclass(frozen=True, slots=True)
class Found:
    """A discrepancy with what the warehouse keeps beside it: the role of each figure, why each explanation fits."""

    discrepancy: Discrepancy
    sides: tuple[Side, ...]
    reasons: tuple[str, ...]


@without_collecting()
def findings(con: DuckDBPyConnection, names: Mapping[tuple[str, str], str], pages: Mapping[str, str]) -> list[Found]:
    """All findings, by contest, count, measure, candidate and value. names: of candidates; pages: their titles."""
    sides: dict[int, list[Side]] = defaultdict(list)
    for printed_id, *side in con.execute(stage("96_sides"), {"conflicts": json.dumps(conflicts(con))}).fetchall():
        sides[printed_id].append(Side._make(side))
    found = con.execute(stage("95_findings"))
    columns = [column[0] for column in found.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    return [_found(list(same), sides, names, pages) for _, same in groupby(rows, key=_cell)]


def _cell(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[k] for k in ("contest_id", "round", "measure", "candidate", "value", "qualifier"))


def _found(
    rows: Sequence[Mapping[str, Any]],
    sides: Mapping[int, list[Side]],
    names: Mapping[tuple[str, str], str],
    pages: Mapping[str, str],
) -> Found:
    """Rows of one value, printed with several precisions or bases, make one finding; the best-backed speaks."""
    first = rows[0]
    merged = tuple(_once(side for row in rows for side in sides[row["printed_id"]]))
    certainty = "open" if _is_word_against_word(first, merged) else _certainty(first)
    discrepancy = Discrepancy(
        discrepancy_id=content_id(*(str(part) for part in _cell(first))),
        check=first["check_name"],
        contest_id=first["contest_id"],
        candidate_id=first["candidate"] or None,
        measure=first["measure"],
        round=first["round"] or None,
        explanation=first["explanations"][0],
        explanations=tuple(first["explanations"]),
        certainty=certainty,
        severity=max(row["severity"] for row in rows),
        apart=first["apart"].normalize() if first["apart"] else first["apart"],
        figures=tuple(side.figure_id for side in merged),
        text=sentence(_told(first, merged, certainty, names, pages)),
    )
    return Found(discrepancy, merged, tuple(first["reasons"]))


def _once(sides: Iterator[Side]) -> Iterator[Side]:
    """Each figure once, in the order of ROLES."""
    seen: set[str] = set()
    for side in sorted(sides, key=lambda side: _PLACE[side.role]):
        if side.figure_id not in seen:
            seen.add(side.figure_id)
            yield side


def _is_word_against_word(row: Mapping[str, Any], sides: Sequence[Side]) -> bool:
    """Two printed counts, neither better backed nor official, and no third to decide: either may be the odd one."""
    is_accused = row["explanations"][0] in SPECIFIC and not row["is_superseded"]
    if row["check_name"] != "reported_apart" or not is_accused:
        return False
    origins = {role: {side.origin for side in sides if side.role == role} for role in ROLES}
    is_alone = not origins["conflict"] and not origins["basis"]
    is_official = any(side.standing == 0 for side in sides if side.role == "against")
    return is_alone and not is_official and 0 < len(origins["against"]) <= len(origins["odd"])


def _certainty(row: Mapping[str, Any]) -> Certainty:
    """certain: an identity proves it, nothing else fits; likely: first by order and specific; open: several may be."""
    first, *others = row["explanations"]
    rivals = [e for e in others if e not in WEAK]
    is_exact = row["r_high"] - row["r_low"] <= abs(row["r_low"]) / 10**6
    if first == "unexplained" or row["is_open"] or row["measure"] == "membership":
        return "open"
    if first == "stage":
        return "certain" if row["is_forecast"] or row["is_superseded"] or row["is_partial"] else "likely"
    if row["way"] == "base":
        return "certain"
    if first == "loose_talk":
        return "certain" if is_exact else "likely"
    if first in SPECIFIC:
        return "certain" if is_exact and not rivals else "likely"
    if first == "cut_off":
        return "certain" if is_exact and not rivals and row["backing"] > 1 else "likely"
    return "likely" if not rivals else "open"


def _told(
    row: Mapping[str, Any],
    sides: Sequence[Side],
    certainty: Certainty,
    names: Mapping[tuple[str, str], str],
    pages: Mapping[str, str],
) -> Told:
    odd = [side for side in sides if side.role == "odd"]
    against = [side for side in sides if side.role == "against"]
    value: Decimal = row["value"]
    return Told(
        measure=row["measure"],
        subject=names.get((row["contest_id"], row["candidate"]), row["candidate"]) or None,
        round=row["round"],
        printed=_token(odd[0].token if odd else "", value, is_share=row["is_share"]),
        qualifier=row["qualifier"],
        explanation=row["explanations"][0],
        certainty=certainty,
        why=row["reasons"][0],
        low=row["r_low"],
        high=row["r_high"],
        is_share=row["is_share"],
        is_compared=bool(against) and row["way"] in ("count", "base", "round"),
        printers=_titles(odd, pages),
        rivals=_titles(against, pages),
        said=f"{row['first_from']:%Y-%m-%d}" if row["first_from"] else None,
    )


def _token(printed: str, value: Decimal, *, is_share: bool) -> str:
    token = printed or number(value)
    return f"{token}%" if is_share and token.replace(".", "").isdigit() else token


def _titles(sides: Sequence[Side], pages: Mapping[str, str]) -> list[str]:
    """Who is speaking: pages by their titles, then readers of pages."""
    pairs = {(side.block.startswith("comment"), pages.get(side.page, side.page)) for side in sides}
    return [f"a reader of {title}" if is_reader else title for is_reader, title in sorted(pairs)]
