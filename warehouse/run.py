"""What a night asks of the working warehouse before it begins and of the published one when it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.statements import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def usual_pages(con: DuckDBPyConnection, run_id: str, nights: int) -> dict[str, tuple[int, ...]]:
    """How many pages each source gave in its last `nights` runs before this one, newest first."""
    rows = con.execute(statement("runs/usual_pages.sql"), {"run_id": run_id, "nights": nights}).fetchall()
    return {source_id: tuple(pages) for source_id, pages in rows}


def last_good(con: DuckDBPyConnection, run_id: str) -> dict[str, str]:
    """The day (ISO) on which each source last gave what it should, before this run; without those that never did."""
    return dict(con.execute(statement("runs/last_good.sql"), {"run_id": run_id}).fetchall())


def latest_run(con: DuckDBPyConnection) -> str:
    """run_id of the newest run. Raises LookupError where there was none."""
    found = con.execute(statement("runs/latest_run.sql")).fetchall()
    if not found:
        raise LookupError("this warehouse: found no run, expected one; run `tallysheet nightly` first")
    run_id: str = found[0][0]
    return run_id


def has_read_all(con: DuckDBPyConnection, reader_version: str) -> bool:
    """Whether a run with this version of the reader came to its end: then it has seen all captures of its time."""
    found = con.execute(statement("runs/ended.sql"), {"reader_version": reader_version}).fetchall()
    return bool(found)


def held(con: DuckDBPyConnection) -> dict[str, int]:
    """How much the warehouse holds: captures, pages, passages, figures (as now read), unread, discrepancies."""
    cursor = con.execute(statement("runs/held.sql"))
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchall()[0], strict=True))
