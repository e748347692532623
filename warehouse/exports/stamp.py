"""Which state of the warehouse an export shows: the run, its end, the software."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.statements import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Stamp:
    """ended_at: ISO 8601 with "Z"; the epoch where the warehouse has no run that ended."""

    run_id: str
    ended_at: str
    software: str


def stamp(con: DuckDBPyConnection) -> Stamp:
    """Of the newest run."""
    rows = con.execute(statement("exports/sql/stamp.sql")).fetchall()
    run_id, ended_at, software = rows[0] if rows else ("none", None, None)
    moment = ended_at.isoformat(timespec="seconds") if ended_at else "1970-01-01T00:00:00"
    return Stamp(run_id, moment + "Z", software or "tallysheet")
