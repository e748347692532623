"""The algebra is written twice, in SQL for every contest and in Python for the search: both say the same of a world."""

from __future__ import annotations

import duckdb
import pytest

from tests.warehouse.test_check_cases import _cases, _contests, _rows
from warehouse import check
from warehouse.crosscheck import stages
from warehouse.crosscheck.algebra import PLAIN, implied
from warehouse.crosscheck.given import figure_row
from warehouse.crosscheck.world import choose

MEASURES = ("votes", "valid_votes", "vote_share", "majority", "majority_share", "ballots_cast")
FIRST = ("10_printed", "11_counts", "12_others", "20_world", *stages.WORLD_STAGES, "60_contested")


@pytest.fixture(scope="module")
def con():
    con = duckdb.connect()
    stages.tables(con)
    contests = [contest for contest_id, _, case in _cases() for contest in _contests(contest_id, case)]
    known = check.candidates_of(contests)
    check._fill_contests(con, contests)
    check._fill_figures(con, [figure_row(row, known) for c, _, case in _cases() for row in _rows(c, case)])
    for name in FIRST:
        con.execute(stages.stage(name))
    yield con
    con.close()


def test_both_algebras_agree_on_every_contested_case(con):
    worlds = [(case, choose(case).world) for case in stages.cases(con)]
    stages.settle(con)
    rows = con.execute(
        "SELECT contest_id, round, measure, candidate, low::DOUBLE, high::DOUBLE FROM implied"
    ).fetchall()
    said = {}
    for contest_id, _round, measure, candidate, low, high in rows:
        said.setdefault((contest_id, measure, candidate), []).append((low, high))
    compared = 0
    for case, world in worlds:
        for cell in {v.cell for v in case.values if v.cell[1] in MEASURES}:
            for low, high in (r for cost, r in implied(world, cell) if cost == PLAIN):
                ranges = said.get((case.registry.contest_id, *cell[1:]), [])
                assert any(r == pytest.approx((low, min(high, 1e17)), abs=1e-6, rel=1e-9) for r in ranges), (
                    case.registry.contest_id,
                    cell,
                    (low, high),
                    ranges,
                )
                compared += 1
    assert compared > 100
