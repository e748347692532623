"""What makes the archive be read again, and what does not."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows import steps
from flows.progress import watching
from flows.reading import reader_version
from flows.steps import Night
from pipelines.contests import load_contests
from pipelines.model import Candidate
from warehouse.db import open_working


def read(data, contests, at):
    night = Night("20190525T020000Z", at, data, contests, processes=1)
    with watching() as watcher:
        counts = steps.read(night, watcher)
    with closing(open_working(data.warehouse)) as con:
        return counts.pages, {row[0] for row in con.execute("SELECT candidate_id FROM current_figures").fetchall()}


def test_a_candidate_that_is_added_is_found_in_pages_read_before(nights):
    contests, data = nights
    [contest] = load_contests(contests)
    at = datetime(2019, 5, 25, 2, tzinfo=UTC)
    only_ada = replace(contest, candidates=contest.candidates[:1])
    pages, found = read(data, (only_ada,), at)
    assert pages == 2
    assert "ben-marsh" not in found
    pages, found = read(data, (contest,), at)
    assert pages == 0  # this reader has read them: its figures are back, and nothing is read
    assert "ben-marsh" in found


@pytest.mark.parametrize("field", ["title", "office", "date"])
def test_what_the_reader_is_told_is_part_of_its_version(nights, field):
    contests, _ = nights
    [contest] = load_contests(contests)
    assert reader_version((replace(contest, **{field: "2001-01-01"}),)) != reader_version((contest,))
    more = replace(contest, candidates=(*contest.candidates, Candidate("cy-dale", "Cy Dale")))
    assert reader_version((more,)) != reader_version((contest,))


def test_where_a_source_lies_is_no_reason_to_read_again(nights):
    contests, _ = nights
    [contest] = load_contests(contests)
    moved = replace(contest, sources=tuple(replace(one, url="http://moved.example/") for one in contest.sources))
    assert reader_version((moved,)) == reader_version((contest,))
    other = replace(contest, sources=tuple(replace(one, page="other") for one in contest.sources))
    assert reader_version((other,)) != reader_version((contest,))
