"""The report as files: the same for the same, only what changed, nothing left over."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from reports import work, write
from reports.state import STATE_FILE
from reports.write import write_report
from warehouse.db import open_working, publish


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def stamps(folder):
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*.html")}


@pytest.fixture
def room(tmp_path, two_nights):
    """A newsroom of one's own, to change things in."""
    return two_nights(tmp_path / "room")


def test_the_same_snapshot_gives_the_same_bytes(snapshot, report, tmp_path):
    write_report(snapshot, tmp_path)
    assert contents(tmp_path) == contents(report)


def test_processes_give_the_same_bytes(snapshot, report, tmp_path, monkeypatch):
    monkeypatch.setattr(work, "FEW_CHUNKS", 0)
    monkeypatch.setattr(work, "CONTESTS_A_CHUNK", 1)
    monkeypatch.setattr(work, "PAGES_A_CHUNK", 3)
    write_report(snapshot, tmp_path)
    assert contents(tmp_path) == contents(report)


def test_a_second_time_rewrites_nothing(snapshot, tmp_path):
    write_report(snapshot, tmp_path)
    before = stamps(tmp_path)
    assert write_report(snapshot, tmp_path).rewritten == 0
    assert stamps(tmp_path) == before


def test_only_the_contest_that_changed_is_made_again(room, tmp_path, monkeypatch):
    out = tmp_path / "out"
    write_report(room.publish(), out)
    room.con.execute("UPDATE discrepancies SET text = 'Looked at again.' WHERE contest_id = 'unite-gs-2017'")
    made = []
    compose = work.compose
    monkeypatch.setattr(
        work, "compose", lambda view, *rest: made.append(view.facts.contest.contest_id) or compose(view, *rest)
    )
    write_report(room.publish(), out)
    assert made == ["unite-gs-2017"]
    assert "Looked at again." in (out / "contests" / "unite-gs-2017.html").read_text()
    fresh = tmp_path / "fresh"
    write_report(room.snapshot, fresh)
    assert contents(out) == contents(fresh)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE contests SET title = 'Renamed' WHERE contest_id = 'unite-gs-2010'",
        "UPDATE candidates SET name = 'L. McCluskey' WHERE candidate_id = 'len-mccluskey'",
        "UPDATE sources SET title = 'The Dispatch' WHERE source_id = 'dock-road'",
        "UPDATE consensus SET backing = 1",
        "UPDATE explanations SET why = 'because'",
        "UPDATE discrepancies SET first_run = '20261121T021500Z'",
        "UPDATE discrepancies SET explained_run = '20261121T021500Z'",
        "UPDATE page_versions SET published_as_given = '2010-12'",
        "UPDATE captures SET warc_offset = 7",
        "UPDATE figures SET status = 'certified'",
        "INSERT INTO verdicts SELECT figure_id, contest_id, 'not_checkable', 'elsewhere', measure FROM figures",
        "INSERT INTO reviews SELECT discrepancy_id, TIMESTAMP '2026-11-21', 'A', 'noted', '', NULL FROM discrepancies",
        "DELETE FROM contests WHERE contest_id = 'quiet-2007'",
        "UPDATE runs SET run_id = '20261122T021500Z' WHERE run_id = '20261121T021500Z'",
    ],
)
def test_whatever_changes_an_old_report_becomes_as_a_fresh_one(snapshot, report, tmp_path, change):
    old, fresh, changed = tmp_path / "old", tmp_path / "fresh", tmp_path / "changed.duckdb"
    shutil.copytree(report, old)
    shutil.copy(snapshot, changed)
    with duckdb.connect(str(changed)) as con:
        con.execute(change)
    write_report(changed, old)
    write_report(changed, fresh)
    assert contents(old) == contents(fresh)
    assert contents(old) != contents(report)


def test_a_new_folder_takes_unchanged_pages_over(snapshot, report, tmp_path):
    out = tmp_path / "tomorrow"
    assert write_report(snapshot, out, previous=report).rewritten < 15
    assert contents(out) == contents(report)
    shutil.rmtree(out)
    assert (report / "index.html").exists()


def test_nothing_is_left_of_what_is_no_longer_reported(snapshot, report, tmp_path):
    out, changed = tmp_path / "out", tmp_path / "changed.duckdb"
    shutil.copytree(report, out)
    shutil.copy(snapshot, changed)
    with duckdb.connect(str(changed)) as con:
        for table in ("contests", "candidates", "figures", "discrepancies", "consensus"):
            con.execute(f"DELETE FROM {table} WHERE contest_id = 'unite-gs-2017'")
        con.execute("DELETE FROM sources WHERE source_id = 'city-paper'")
        con.execute("DELETE FROM source_outcomes WHERE source_id = 'city-paper'")
        con.execute("DELETE FROM page_versions WHERE source_id = 'city-paper'")
    write_report(changed, out)
    assert not (out / "contests" / "unite-gs-2017.html").exists()
    assert not (out / "sources" / "city-paper.html").exists()
    assert not [path for path in (out / "evidence").iterdir() if "Gerard Coyne" in path.read_text(encoding="utf-8")]


def test_many_contests_are_listed_page_by_page(snapshot, tmp_path, monkeypatch):
    monkeypatch.setattr(write, "LINES_ON_INDEX", 1)
    monkeypatch.setattr(write, "LINES_ON_PAGE", 1)
    write_report(snapshot, tmp_path)
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert index.count('<th scope="row">') == 1
    assert '<a href="contests/index.html">All 3 contests</a>' in index
    second = (tmp_path / "contests" / "page-2.html").read_text(encoding="utf-8")
    assert '<b>2</b> <a href="page-3.html">3</a>' in second
    assert {path.stem for path in (tmp_path / "contests").iterdir()} >= {"index", "page-2", "page-3"}


def test_a_broken_state_counts_as_none(snapshot, report, tmp_path):
    write_report(snapshot, tmp_path)
    (tmp_path / STATE_FILE).write_bytes(b"\x1f\x8bnot really")
    write_report(snapshot, tmp_path)
    assert contents(tmp_path) == contents(report)


def test_a_warehouse_without_rows_gives_a_report(tmp_path):
    con = open_working(tmp_path / "working.duckdb")
    publish(con, tmp_path / "warehouse.duckdb")
    con.close()
    paths = write_report(tmp_path / "warehouse.duckdb", tmp_path / "out")
    assert paths.summary.startswith("0 contests, 0 figures: 0 cannot be right as printed,")
    assert "No contest is registered" in paths.index.read_text()
    assert paths.feed.read_text().count("<entry>") == 0


def test_without_a_warehouse_it_says_what_to_do(tmp_path):
    with pytest.raises(
        FileNotFoundError, match=r"found no published warehouse, expected one .* Run `tallysheet nightly`"
    ):
        write_report(tmp_path / "warehouse.duckdb", tmp_path / "out")
