"""Equal figures of a cell become one printed value, and only equal ones: what the row order must not decide."""

from __future__ import annotations

from contextlib import closing
from itertools import permutations

import duckdb
import pytest

from pipelines.model import Candidate, Contest
from warehouse import check
from warehouse.crosscheck import stages
from warehouse.crosscheck.given import figure_row

CONTEST = Contest("made", "Made", candidates=(Candidate("ann", "Ann"), Candidate("bob", "Bob")))
ROUNDED = (("ann", "votes", "52,000", 52000), ("bob", "votes", "48,000", 48000))
TWO_PRECISIONS = (("ann", "vote_share", "52%", 52), ("ann", "vote_share", "52.0%", 52))


def printed(rows):
    """(measure, value, granularity, pages) of each printed value of one page's rows."""
    told = [
        {"id": n, "source": "a", "contest_id": "made", "candidate_id": c, "measure": m, "printed": p, "value": v}
        for n, (c, m, p, v) in enumerate(rows)
    ]
    with closing(duckdb.connect()) as con:
        stages.tables(con)
        check._fill_contests(con, [CONTEST])
        check._fill_figures(con, [figure_row(row, {"made": frozenset()}) for row in told])
        con.execute(stages.stage("10_printed"))
        found = con.execute(
            "SELECT measure, printed.value::DOUBLE, printed.granularity::DOUBLE, count(*) "
            "FROM printed JOIN said USING (printed_id, measure) GROUP BY ALL ORDER BY ALL"
        )
        return found.fetchall()


@pytest.mark.parametrize("beside", [(), ROUNDED], ids=["alone", "beside rounded votes"])
def test_two_precisions_of_one_number_stay_two_values(beside):
    """52% holds of 51.6, 52.0% does not. Votes rounded to thousands on the same page once made them one value."""
    for rows in permutations((*beside, *TWO_PRECISIONS)):
        assert [row for row in printed(rows) if row[0] == "vote_share"] == [
            ("vote_share", 52.0, 0.1, 1),
            ("vote_share", 52.0, 1.0, 1),
        ]


def test_rounded_votes_of_one_page_share_the_unit_of_their_list():
    assert printed((*ROUNDED, ("ann", "votes", "52,000", 52000))) == [
        ("votes", 48000.0, 1000.0, 1),
        ("votes", 52000.0, 1000.0, 2),
    ]
