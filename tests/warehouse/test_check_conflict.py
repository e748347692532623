"""The smallest conflict: it is one, and without any of its figures it is none."""

from __future__ import annotations

from math import inf

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.test_check_cases import _cases, _contests, _rows
from warehouse import check
from warehouse.crosscheck import stages
from warehouse.crosscheck.conflict import Count, Printed, can_all_be_true, smallest_conflict
from warehouse.crosscheck.given import figure_row

CANDIDATES = ("ann", "bob", "cat")
CELLS = (
    *((0, "votes", c) for c in CANDIDATES),
    *((0, "vote_share", c) for c in CANDIDATES),
    *(
        (0, measure, "")
        for measure in (
            "valid_votes",
            "ballots_cast",
            "ballots_rejected",
            "ballots_issued",
            "electorate",
            "turnout",
            "majority",
            "majority_share",
        )
    ),
)


@st.composite
def printed(draw, cells=CELLS):
    cell = draw(st.sampled_from(cells))
    is_share = "share" in cell[1] or cell[1] == "turnout"
    low = draw(st.floats(0, 100) if is_share else st.integers(0, 5000))
    width = draw(st.sampled_from((0, 0, 0.1, 1) if is_share else (0, 0, 0, 100, inf)))
    pages = frozenset(draw(st.sets(st.sampled_from("pqr"), min_size=1)))
    return Printed(draw(st.integers(0, 10**6)), cell, low, low + width, draw(st.integers(1, 4)), pages)


counts = st.builds(
    Count,
    st.just(0),
    st.just(frozenset(CANDIDATES)),
    st.sampled_from((1, 1, 2)),
    st.just(5.0),
    st.booleans(),
    st.booleans(),
)


@given(printed(), st.lists(printed(), max_size=12), counts)
def test_a_conflict_is_one_and_has_no_figure_to_spare(odd, others, count):
    found = smallest_conflict(odd, others, count)
    if not found:
        return
    assert odd.cell not in {p.cell for p in found}
    among = [p for p in others if p.cell != odd.cell]
    assert not can_all_be_true(odd, found, count, among)
    for n in range(len(found)):
        assert can_all_be_true(odd, found[:n] + found[n + 1 :], count, among)


def _point(number, measure, candidate="", backing=1, value=0, width=0):
    return Printed(number, (0, measure, candidate), value, value + width, backing, frozenset({f"page-{number}"}))


@pytest.mark.parametrize("wholes", [("ballots_issued",), ("electorate",), ("ballots_issued", "electorate")])
def test_a_turnout_needs_the_papers_and_those_they_were_sent_to(wholes):
    count = Count(0, frozenset({"ann", "bob"}), 1, 5.0, True, True)
    odd = _point(1, "turnout", value=60.0, width=1.0)
    others = [_point(10 + n, whole, value=10_000) for n, whole in enumerate(wholes)]
    others += [
        _point(2, "ballots_cast", value=5000),
        _point(3, "votes", "ann", value=2600),
        _point(4, "ballots_rejected", value=9),
    ]
    found = {p.cell[1] for p in smallest_conflict(odd, others, count)}
    assert found == {wholes[0], "ballots_cast"}


def test_the_only_figure_of_a_candidate_is_ruled_out_by_share_and_papers():
    count = Count(0, frozenset(CANDIDATES), 1, 5.0, False, True)
    odd = _point(1, "votes", "ann", value=15_525)
    others = [
        _point(2, "ballots_cast", value=60_500, width=1000),
        _point(3, "vote_share", "ann", value=21.5, width=1.5),
        _point(4, "vote_share", "bob", value=27.5, width=1.5),
    ]
    assert {p.printed_id for p in smallest_conflict(odd, others, count)} == {2, 3}


def test_one_vote_too_many_beyond_what_a_float_can_tell():
    count = Count(0, frozenset({"ann", "bob"}), 1, 5.0, True, True)
    others = [_point(2, "votes", "ann", value=2**53), _point(3, "votes", "bob", value=0)]
    assert len(smallest_conflict(_point(1, "valid_votes", value=2**53 + 1), others, count)) == 2
    assert smallest_conflict(_point(1, "valid_votes", value=2**53), others, count) == ()


def test_what_only_looks_different_is_in_no_conflict():
    con = duckdb.connect()
    stages.tables(con)
    contests = [contest for contest_id, _, case in _cases() for contest in _contests(contest_id, case)]
    known = check.candidates_of(contests)
    check._fill_contests(con, contests)
    check._fill_figures(con, [figure_row(row, known) for c, _, case in _cases() for row in _rows(c, case)])
    stages.run(con)
    found = {line["printed_id"] for line in stages.conflicts(con)}
    assert len(found) > 10
    harmless = con.execute("SELECT printed_id FROM explained GROUP BY ALL HAVING min(rank) <= 8").fetchall()
    assert found.isdisjoint(printed_id for (printed_id,) in harmless)
    con.close()
