"""Data tests: the queries of integrity/ select the rows that are wrong; a night that has some is not published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from warehouse.db import publish
from warehouse.load import finish_run
from warehouse.statements import names, statement, title

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Unsound:
    """A data test that found rows. title says what should be; examples are the first rows, named."""

    test: str
    title: str
    rows: int
    examples: tuple[dict[str, Any], ...]

    def __str__(self) -> str:
        shown = "; ".join(", ".join(f"{name} {value}" for name, value in row.items()) for row in self.examples)
        return (
            f"warehouse/integrity/{self.test}.sql: found {self.rows} row{'s' if self.rows != 1 else ''} ({shown}), "
            f"expected none: {self.title}. Look at the rows with that query. A night with such rows is not published; "
            "where they are right after all, `tallysheet rebuild` publishes them."
        )


def unsound(con: DuckDBPyConnection) -> tuple[Unsound, ...]:
    """Every data test that found something."""
    return tuple(found for file in names("integrity") if (found := _tried(con, file)))


def _tried(con: DuckDBPyConnection, file: str) -> Unsound | None:
    sql = statement(file)
    cursor = con.execute(sql)
    columns = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    if not rows:
        return None
    examples = tuple(dict(zip(columns, row, strict=True)) for row in sorted(rows, key=repr)[:EXAMPLES])
    return Unsound(file.rsplit("/", 1)[-1].removesuffix(".sql"), title(sql), len(rows), examples)


def publish_if_sound(con: DuckDBPyConnection, run_id: str, snapshot: Path, *, ended_at: str) -> tuple[Unsound, ...]:
    """Ends the run and publishes it, or holds it back and says why: the snapshot then stays last night's."""
    found = unsound(con)
    finish_run(con, run_id, ended_at=ended_at, state="held" if found else "done")
    if not found:
        publish(con, snapshot)
    return found
