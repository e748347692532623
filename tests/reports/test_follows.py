from __future__ import annotations

from decimal import Decimal

import pytest

from reports.facts import Agreed, ContestFacts, ContestReport
from reports.follows import follows


def agreed(measure: str, value: str, candidate_id: str | None = None) -> Agreed:
    return Agreed(candidate_id, measure, None, Decimal(value), None, None, None, None, 1, 1)


def report(*values: Agreed) -> ContestReport:
    contest = ContestFacts("unite-gs-2017", "Unite 2017", None, None, None, None, None, 1)
    return ContestReport(contest, (), (), values, ())


UNITE_2017 = report(
    agreed("votes", "59067", "mccluskey"),
    agreed("votes", "53544", "coyne"),
    agreed("votes", "17143", "allinson"),
    agreed("vote_share", "41.26581", "coyne"),
    agreed("vote_share", "45.4", "mccluskey"),
    agreed("valid_votes", "129754"),
    agreed("ballots_rejected", "389"),
    agreed("ballots_cast", "130143"),
    agreed("majority", "5523"),
)


@pytest.mark.parametrize(
    ("measure", "candidate_id", "said"),
    [
        ("vote_share", "coyne", "41.27% (53,544 of 129,754)"),
        ("majority", None, "5,523 (59,067 less 53,544)"),
        ("ballots_cast", None, "130,143 (129,754 valid and 389 rejected)"),
        ("valid_votes", None, "129,754 (59,067 + 53,544 + 17,143)"),
    ],
)
def test_a_value_comes_with_the_sum_that_gives_it(measure, candidate_id, said):
    assert follows(UNITE_2017, (measure, candidate_id, None)) == said


def test_a_sum_that_gives_another_value_is_not_said():
    assert follows(UNITE_2017, ("vote_share", "mccluskey", None)) is None, "45.4% is not 59,067 of 129,754"


def test_nothing_is_said_of_what_is_not_established():
    assert follows(UNITE_2017, ("turnout", None, None)) is None
    assert follows(report(), ("majority", None, None)) is None


def test_the_middle_of_a_range_is_summed_with_nothing():
    issued = Agreed(None, "ballots_issued", None, Decimal(1000), Decimal(900), Decimal(1100), None, None, 1, 1)
    values = report(agreed("ballots_cast", "162"), issued, agreed("turnout", "16.2"))
    assert follows(values, ("turnout", None, None)) is None
