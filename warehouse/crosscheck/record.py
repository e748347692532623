"""Keeps in the warehouse what a cross-check found."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from warehouse.statements import statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from duckdb import DuckDBPyConnection

    from warehouse.crosscheck.findings import Found
    from warehouse.crosscheck.origins import Copy


def keep(con: DuckDBPyConnection, run_id: str, found: Sequence[Found], copies: Sequence[Copy]) -> Mapping[str, int]:
    """Opens, keeps open, explains anew and closes; verdicts and consensus are made anew for the contests looked at."""
    ids = [one.discrepancy.discrepancy_id for one in found]
    con.execute(_record("closed"), {"run_id": run_id, "ids": json.dumps(ids)})
    con.execute(_record("discrepancies"), {"run_id": run_id, "found": json.dumps([_line(one) for one in found])})
    con.execute(_record("forget"))
    con.execute(_record("sides"), {"sides": json.dumps([line for one in found for line in _sides(one)])})
    con.execute(
        _record("explanations"), {"explanations": json.dumps([line for one in found for line in _explanations(one)])}
    )
    con.execute(_record("copies"), {"copies": json.dumps([asdict(copy) for copy in copies])})
    con.execute(_record("verdicts"))
    con.execute(_record("consensus"))
    row = con.execute(_record("counts"), {"run_id": run_id}).fetchall()[0]
    return dict(zip(("discrepancies", "opened", "closed", "explained_anew"), row, strict=True))


def _line(one: Found) -> dict[str, object]:
    d = one.discrepancy
    return {
        "discrepancy_id": d.discrepancy_id,
        "check_name": d.check,
        "contest_id": d.contest_id,
        "candidate_id": d.candidate_id,
        "measure": d.measure,
        "round": d.round,
        "explanation": d.explanation,
        "certainty": d.certainty,
        "severity": d.severity,
        "apart": None if d.apart is None else f"{d.apart:f}",
        "text": d.text,
    }


def _sides(one: Found) -> list[dict[str, object]]:
    return [
        {"discrepancy_id": one.discrepancy.discrepancy_id, "ordinal": n, "figure_id": side.figure_id, "role": side.role}
        for n, side in enumerate(one.sides, 1)
    ]


def _explanations(one: Found) -> list[dict[str, object]]:
    d = one.discrepancy
    pairs = zip(d.explanations, one.reasons, strict=True)
    return [
        {"discrepancy_id": d.discrepancy_id, "rank": n, "explanation": e, "why": why}
        for n, (e, why) in enumerate(pairs, 1)
    ]


def _record(name: str) -> str:
    return statement(f"checks/record/{name}.sql")
