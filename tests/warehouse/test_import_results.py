"""A table of official results, from a file to a figure that leads back to its bytes."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from archive.store import Archive
from flows import steps
from flows.cli import main
from flows.folders import DataFolder
from flows.progress import watching
from flows.steps import Night
from pipelines.contests import load_contests
from warehouse.db import open_working
from warehouse.soundness import unsound

CONTEST = """
contest_id: harbour-mayor
title: Mayor of Harbour 2019
date: 2019-05-20
candidates:
  - {candidate_id: ada-quill, name: Ada Quill}
  - {candidate_id: ben-marsh, name: Ben Marsh}
sources:
  - {source_id: clerk, title: Clerk, url: "http://clerk.example/", spider: pages, standing: official, kind: official}
"""
TABLE = "county,precinct,office,district,party,candidate,votes\nH,1,Mayor,,,Ada Quill,400\nH,1,Mayor,,,Ben Marsh,300\n"


@pytest.fixture
def places(tmp_path):
    contests, table = tmp_path / "mayor.yml", tmp_path / "results.csv"
    contests.write_text(CONTEST, encoding="utf-8")
    table.write_text(TABLE, encoding="utf-8")
    return contests, table, DataFolder(tmp_path / "data")


def bring(places, *words):
    contests, table, data = places
    given = ["import-results", str(table), "--contests", str(contests), "--data", str(data.root), *words]
    return CliRunner().invoke(main, given)


def test_the_figures_of_the_table_are_official_and_lead_back_to_its_bytes(places):
    contests, _, data = places
    result = bring(places, "--source", "clerk", "--url", "http://clerk.example/results.csv")
    assert result.exit_code == 0, result.output
    assert "2 figures" in result.output
    at = datetime(2019, 5, 23, tzinfo=UTC)
    night = Night("20190523T000000Z", at, data, load_contests(contests), processes=1)
    with watching() as watcher:
        steps.read(night, watcher)
    with closing(open_working(data.warehouse)) as con:
        rows = con.execute("SELECT candidate, printed, standing, url FROM current_figures ORDER BY value").fetchall()
        assert unsound(con) == ()
    url = "http://clerk.example/results.csv"
    assert rows == [("Ben Marsh", "300", "official", url), ("Ada Quill", "400", "official", url)]
    [capture] = Archive(data.archive).captures()
    assert Archive(data.archive).payload(capture).body == TABLE.encode()


def test_a_source_that_is_not_registered_is_named(places):
    result = bring(places, "--source", "nobody")
    assert result.exit_code == 2
    assert "expected a source of" in result.output
    assert "clerk" in result.output


def test_a_table_about_other_people_is_not_archived(places):
    _, table, data = places
    table.write_text("office,candidate,votes\nSheriff,Cy Dale,4\n", encoding="utf-8")
    result = bring(places, "--source", "clerk")
    assert result.exit_code == 1
    assert "aliases" in result.output
    assert not data.archive.exists()
