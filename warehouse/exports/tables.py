"""Every table as Parquet and CSV, with a Frictionless datapackage.json and a data dictionary.

https://datapackage.org: one resource a table, with the type and meaning of each field, size and SHA-256. The rows stand
in the order of all their columns, so the same warehouse gives the same files.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from warehouse.answers import ask, write_csv
from warehouse.describe import as_markdown, relations
from warehouse.exports.stamp import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from warehouse.describe import Column, Relation

VIEWS = ("best_figures", "changed_figures", "current_figures", "open_discrepancies")
"""The views that are exported beside the tables: what most people want is in them."""

_TYPES = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "DOUBLE": "number",
    "VARCHAR[]": "array",
}
_NOTE = (
    "Text cells of the CSV files that a spreadsheet would run as a formula begin with an apostrophe; the Parquet files "
    "have them as they are. An empty cell is null; an interval without upper end has an empty `high` in CSV and "
    "100000000000000000 in Parquet."
)


def export_tables(con: DuckDBPyConnection, folder: Path) -> list[Path]:
    """Writes the files into `folder`, datapackage.json last; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    every = relations(con)
    chosen = [one for one in every if one.kind == "table" or one.name in VIEWS]
    files = [file for relation in chosen for file in _write(con, relation, folder)]
    dictionary = folder / "dictionary.md"
    dictionary.write_text("# What the files hold\n\n" + _NOTE + "\n\n" + as_markdown(chosen), encoding="utf-8")
    package = folder / "datapackage.json"
    package.write_text(json.dumps(_package(con, chosen, folder), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return [*files, dictionary, package]


def _write(con: DuckDBPyConnection, relation: Relation, folder: Path) -> Iterator[Path]:
    rows = f'FROM "{relation.name}" ORDER BY ALL'  # a name that the warehouse itself gave
    parquet = folder / f"{relation.name}.parquet"
    con.sql(rows).write_parquet(str(parquet), compression="zstd")
    yield parquet
    comma = folder / f"{relation.name}.csv"
    with comma.open("w", encoding="utf-8", newline="") as out:
        write_csv(ask(con, rows), out)
    yield comma


def _package(con: DuckDBPyConnection, chosen: list[Relation], folder: Path) -> dict[str, Any]:
    state = stamp(con)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "tallysheet",
        "title": "Reported vote figures and where they disagree",
        "description": _NOTE,
        "version": state.run_id,
        "created": state.ended_at,
        "contributors": [{"title": state.software, "roles": ["creator"]}],
        "resources": [_resource(relation, folder) for relation in chosen],
    }


def _resource(relation: Relation, folder: Path) -> dict[str, Any]:
    """The Parquet file is a property of the table's resource: as one itself, validators would need pandas for it."""
    return {
        "name": relation.name.replace("_", "-"),
        "type": "table",
        **_file(folder / f"{relation.name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "title": relation.name,
        "description": relation.comment,
        "schema": {"fields": [_field(column) for column in relation.columns], "missingValues": [""]},
        "parquet": _file(folder / f"{relation.name}.parquet"),
    }


def _file(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def _field(column: Column) -> dict[str, str]:
    kind = _TYPES.get(column.type, "number" if column.type.startswith("DECIMAL") else "string")
    field = {"name": column.name, "type": kind, "description": column.comment}
    return field | {"format": "any"} if kind == "datetime" else field
