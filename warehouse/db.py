"""The two warehouse files: the working one, opened by the pipeline alone, and the published snapshot, for everybody.

DuckDB lets one process write or many read, never both. So a night writes the working file and, when good, copies
it beside the snapshot and renames the copy over it: who has the old one open goes on reading it, who opens next sees
the new one whole, and nobody ever waits.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import duckdb

from warehouse.errors import WarehouseNewerError
from warehouse.statements import names, statement

if TYPE_CHECKING:
    from pathlib import Path

STORAGE = "v1.5.0"
"""File format of both: DuckDB 2 writes a newer one unless told, which clients of 1.x cannot read."""


def open_working(path: Path) -> duckdb.DuckDBPyConnection:
    """The working warehouse, made or brought up to this version's schema. Raises WarehouseNewerError, duckdb.Error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE})
    try:
        migrate(con, str(path))
    except BaseException:
        con.close()
        raise
    return con


def migrate(con: duckdb.DuckDBPyConnection, name: str = "this warehouse") -> None:
    """Applies the numbered files of schema/ that `con` has not seen, each in a transaction; makes the views anew."""
    con.execute(statement("loading/schema_versions.sql"))
    applied = dict(con.execute("SELECT version, name FROM schema_versions").fetchall())
    migrations = {number(file): file for file in names("schema")}
    newest = max(migrations)
    if applied and max(applied) > newest:
        raise WarehouseNewerError(
            f"{name}: found schema {max(applied)} ({applied[max(applied)]}), expected {newest} or earlier. A newer "
            "Tallysheet made it: use that one, or move the file away and run `tallysheet rebuild`."
        )
    for version in sorted(migrations.keys() - applied.keys()):
        _apply(con, version, migrations[version])
    con.execute("BEGIN")
    for file in names("views"):
        con.execute(statement(file))
    con.execute("COMMIT")


def number(file: str) -> int:
    """Of `schema/002_checks.sql`: 2."""
    return int(file.rsplit("/", 1)[-1].split("_", 1)[0])


def _apply(con: duckdb.DuckDBPyConnection, version: int, file: str) -> None:
    sql = statement(file)
    con.execute("BEGIN")
    try:
        con.execute(sql)
        con.execute(
            "INSERT INTO schema_versions VALUES (?, ?, ?)",
            [version, file.rsplit("/", 1)[-1], hashlib.sha256(sql.encode()).hexdigest()],
        )
        con.execute("COMMIT")
    except BaseException:
        con.execute("ROLLBACK")
        raise


def publish(con: duckdb.DuckDBPyConnection, snapshot: Path) -> None:
    """Copies all that `con` holds into a new file and puts that in the snapshot's place in one step.

    A crash leaves the old snapshot as it was; what it leaves beside it is overwritten by the next publication.
    """
    snapshot.parent.mkdir(parents=True, exist_ok=True)
    draft = snapshot.with_name(snapshot.name + ".next")
    draft.unlink(missing_ok=True)
    name = con.execute("SELECT current_database()").fetchall()[0][0]
    con.execute(f"ATTACH {_text(str(draft))} AS published (STORAGE_VERSION '{STORAGE}')")
    try:
        con.execute(f"COPY FROM DATABASE {_name(name)} TO published")
    finally:
        con.execute("DETACH published")
    _settle(draft)
    draft.replace(snapshot)
    _settle(snapshot.parent)


def open_snapshot(path: Path, *, also_write: Path | None = None) -> duckdb.DuckDBPyConnection:
    """The published warehouse for questions: nothing can be written, no other file be reached, no setting be changed.

    `also_write` names the one file that an answer may be written to. Raises FileNotFoundError with what to do when
    nothing was published yet.
    """
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}: found no published warehouse, expected one. Run `tallysheet nightly` (or `tallysheet demo`) "
            "first, or point --data at the folder that holds it."
        )
    con = duckdb.connect(str(path), read_only=True)
    if also_write is not None:
        con.execute(f"SET allowed_paths = [{', '.join(map(_text, _drafts(also_write.absolute())))}]")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")
    return con


def _drafts(path: Path) -> tuple[str, str]:
    """The file, and the one beside it that DuckDB 1.5 writes first."""
    return str(path), str(path.with_name("tmp_" + path.name))


def _settle(path: Path) -> None:
    """Waits until the disk has it: a rename must not outlive a power cut that its bytes do not."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
