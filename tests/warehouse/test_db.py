"""The working file and the snapshot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.conftest import CONTEST
from warehouse import db, load
from warehouse.errors import WarehouseNewerError


def test_opening_twice_applies_each_migration_once(tmp_path):
    path = tmp_path / "working" / "warehouse.duckdb"
    db.open_working(path).close()
    con = db.open_working(path)
    applied = con.execute("SELECT version FROM schema_versions ORDER BY 1").fetchall()
    assert applied == sorted(set(applied))
    assert applied[0] == (1,)


def test_a_warehouse_of_a_newer_version_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    con = db.open_working(path)
    con.execute("INSERT INTO schema_versions VALUES (999, '999_later.sql', '')")
    con.close()
    with pytest.raises(WarehouseNewerError, match=r"found schema 999 .* expected .* newer"):
        db.open_working(path)
    assert duckdb.connect(str(path)).execute("SELECT max(version) FROM schema_versions").fetchall() == [(999,)]


def test_a_migration_that_fails_half_way_leaves_nothing(monkeypatch):
    con = duckdb.connect()
    monkeypatch.setattr(
        db, "statement", lambda _file: "CREATE TABLE half (id INTEGER); SELECT no_such_column FROM half;"
    )
    with pytest.raises(duckdb.Error):
        db._apply(con, 1, "schema/001_half.sql")
    assert con.execute("SELECT table_name FROM duckdb_tables()").fetchall() == []


def test_readers_keep_the_night_they_opened_and_the_next_one_sees_the_new(tmp_path):
    working = db.open_working(tmp_path / "working.duckdb")
    snapshot = tmp_path / "warehouse.duckdb"
    db.publish(working, snapshot)
    reader = db.open_snapshot(snapshot)
    load.load_contests(working, [CONTEST])
    db.publish(working, snapshot)
    assert reader.execute("SELECT count(*) FROM contests").fetchall() == [(0,)]
    count = "import sys; from pathlib import Path; from warehouse import db;"
    count += "print(db.open_snapshot(Path(sys.argv[1])).execute('SELECT count(*) FROM contests').fetchall()[0][0])"
    root = Path(db.__file__).parents[1]
    seen = subprocess.run([sys.executable, "-c", count, str(snapshot)], capture_output=True, check=True, cwd=root)
    assert seen.stdout.split() == [b"1"]
    assert not list(tmp_path.glob("warehouse.duckdb?*"))


def test_the_snapshot_has_the_format_that_older_clients_read(tmp_path):
    con = db.open_working(tmp_path / "working.duckdb")
    db.publish(con, tmp_path / "warehouse.duckdb")
    header = (tmp_path / "warehouse.duckdb").read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") <= 68  # what DuckDB 1.5 reads; 2.0 would write 69


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('*')",
        "COPY contests TO 'contests.csv'",
        "COPY (SELECT 1) TO '/dev/stdout'",
        "EXPORT DATABASE 'everything'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "INSERT INTO contests (contest_id) VALUES ('x')",
        "DELETE FROM figures",
        "CREATE TABLE mine (id INTEGER)",
        "DROP TABLE figures",
        "SET enable_external_access = true",
    ],
)
def test_a_question_cannot_write_or_reach_other_files(tmp_path, monkeypatch, sql):
    monkeypatch.chdir(tmp_path)
    db.publish(db.open_working(tmp_path / "working.duckdb"), tmp_path / "warehouse.duckdb")
    before = (tmp_path / "warehouse.duckdb").read_bytes()
    con = db.open_snapshot(tmp_path / "warehouse.duckdb")
    with pytest.raises(duckdb.Error):
        con.execute(sql).fetchall()
    con.close()
    assert (tmp_path / "warehouse.duckdb").read_bytes() == before
    assert not list(tmp_path.glob("*.csv"))


def test_no_snapshot_yet_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="tallysheet nightly"):
        db.open_snapshot(tmp_path / "warehouse.duckdb")


def test_a_path_with_quotes_and_spaces_is_published(tmp_path):
    folder = tmp_path / "it's a 'folder'"
    con = db.open_working(folder / "working" / "ware house.duckdb")
    db.publish(con, folder / "warehouse.duckdb")
    assert db.open_snapshot(folder / "warehouse.duckdb").execute("SELECT count(*) FROM figures").fetchall() == [(0,)]
