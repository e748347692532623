"""Two nights over an archive, then the warehouse made anew: the same, row for row."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime

import duckdb
import pytest
from click.testing import CliRunner

from archive.exchange import Exchange
from archive.writer import CaptureWriter
from flows import steps
from flows.cli import main
from flows.folders import DataFolder
from flows.progress import watching
from flows.steps import Night
from pipelines.contests import load_contests
from warehouse import db
from warehouse.load import load_reviews

CONTEST = """
contest_id: harbour-2019
title: Harbour Workers General Secretary election 2019
organisation: Harbour Workers
date: 2019-05-20
declared: 2019-05-22
candidates:
  - {candidate_id: ada-quill, name: Ada Quill}
  - {candidate_id: ben-marsh, name: Ben Marsh}
sources:
  - {source_id: harbour-news, title: Harbour News, url: "http://news.example/", spider: pages}
"""
PAGE = """<!doctype html><html><head><title>Harbour Workers result</title></head><body><article><h1>Result</h1>
<p>The Harbour Workers General Secretary election is over; the returning officer has read out the result at noon.</p>
<p>Ada Quill won with {quill} votes. Ben Marsh received 4,120 votes.</p>
<p>Turnout was 31.5% of the members, a little more than the union had seen at its last election five years before.</p>
</article></body></html>"""
NIGHTS = (("20190523T020000Z", "6,480"), ("20190524T020000Z", "6,840"))


def exchange(body, at):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    request = b"GET /a HTTP/1.1\r\nHost: news.example\r\n\r\n"
    return Exchange("http://news.example/a", request, head.encode() + body, at, ip="127.0.0.1")


@pytest.fixture
def nights(tmp_path):
    """Two nights, the page edited between them, a review, all published."""
    contests = tmp_path / "contests" / "harbour.yml"
    contests.parent.mkdir()
    contests.write_text(CONTEST, encoding="utf-8")
    data = DataFolder(tmp_path / "data")
    for run_id, quill in NIGHTS:
        at = datetime.strptime(run_id, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        with CaptureWriter(data.archive, run_id=run_id, source_id="harbour-news", software="test") as writer:
            writer.exchange(exchange(PAGE.format(quill=quill).encode(), at))
        night = Night(run_id, at, data, load_contests(contests), processes=1)
        with watching() as watcher:
            steps.read(night, watcher)
            steps.check(night, watcher)
            steps.publish(night, at)
    review = {"discrepancy_id": "d", "reviewed_at": "2019-05-24T09:00:00", "reviewer": "A. N.", "decision": "confirmed"}
    data.reviews.write_text(json.dumps(review) + "\nnot a review\n", encoding="utf-8")
    with closing(db.open_working(data.warehouse)) as con:
        load_reviews(con, data.reviews)
        db.publish(con, data.snapshot)
    return contests, data


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
