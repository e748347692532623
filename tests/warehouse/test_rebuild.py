"""Two nights over an archive, then the warehouse made anew: the same, row for row."""

from __future__ import annotations

from contextlib import closing

import duckdb
from click.testing import CliRunner

from flows.cli import main
from warehouse import db


def rows(path):
    with closing(duckdb.connect(str(path), read_only=True)) as con:
        tables = [row[0] for row in con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        return {table: sorted(map(repr, con.execute(f"FROM {table}").fetchall())) for table in tables}


def test_a_rebuilt_warehouse_is_the_old_one_row_for_row(nights):
    contests, data = nights
    old = rows(data.snapshot)
    assert len(old["versions"]) == len(old["captures"]) == 2
    assert len(old["figures"]) >= 4
    assert len(old["reviews"]) == 1
    result = CliRunner().invoke(main, ["rebuild", "--data", str(data.root), "--contests", str(contests)])
    assert result.exit_code == 0, result.output
    assert rows(data.snapshot) == old
    assert sorted(file.name for file in data.working.glob("warehouse.duckdb*")) == ["warehouse.duckdb"]


def test_a_rebuild_that_was_cut_off_keeps_the_history_of_the_warehouse_before(nights):
    contests, data = nights
    old = rows(data.snapshot)
    data.warehouse.replace(data.warehouse.with_name("warehouse.duckdb.before"))
    db.open_working(data.warehouse).close()  # what the cut-off rebuild had made so far
    result = CliRunner().invoke(main, ["rebuild", "--data", str(data.root), "--contests", str(contests)])
    assert result.exit_code == 0, result.output
    assert rows(data.snapshot) == old


def test_a_warehouse_that_is_lost_is_made_from_the_archive_alone(nights):
    contests, data = nights
    old = rows(data.snapshot)
    data.warehouse.unlink()
    data.snapshot.unlink()
    result = CliRunner().invoke(main, ["rebuild", "--data", str(data.root), "--contests", str(contests)])
    assert result.exit_code == 0, result.output
    new = rows(data.snapshot)
    for table in ("captures", "pages", "versions", "passages", "figures", "readings", "page_versions", "sightings"):
        assert new[table] == old[table]


def test_a_file_that_is_no_warehouse_is_left_alone_and_named(nights):
    contests, data = nights
    data.warehouse.write_bytes(b"not a database" * 1000)
    result = CliRunner().invoke(main, ["rebuild", "--data", str(data.root), "--contests", str(contests)])
    assert result.exit_code == 1
    assert "Move it away" in result.output
    assert data.warehouse.read_bytes().startswith(b"not a database")
