"""Results tables that bodies publish, in the two layouts in use."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cleaning.limits import PageRefused
from pipelines.model import Candidate, Contest
from pipelines.results_csv import is_results_csv, read_results

MAYOR = Contest(
    "harbour-mayor",
    "Mayor of Harbour",
    candidates=(Candidate("ada-quill", "Ada Quill", aliases=("A. Quill",)), Candidate("ben-marsh", "Ben Marsh")),
)
SHERIFF = Contest(
    "harbour-sheriff",
    "Sheriff of Harbour",
    candidates=(Candidate("cy-dale", "Cy Dale"), Candidate("ben-marsh", "Ben Marsh")),
)
PRECINCTS = """county,precinct,office,district,party,candidate,votes
Harbour,1,Registered Voters,,,,2000
Harbour,2,Registered Voters,,,,"3,000"
Harbour,1,Mayor,,X,Ada Quill,400
Harbour,1,Mayor,,Y,BEN MARSH,300
Harbour,1,Mayor,,,Write-ins,5
Harbour,2,Mayor,,X,A. Quill,"1,100"
Harbour,2,Mayor,,Y,Ben Marsh,900
Harbour,Total,Mayor,,X,Ada Quill,1501
Harbour,1,Sheriff,,X,Cy Dale,10
Harbour,1,Sheriff,,Y,Ben Marsh,20
"""
BALLOT = """ballot_paper_id,person_name,votes_cast,turnout_reported,spoilt_ballots,total_electorate,turnout_percentage
mayor.harbour.2019,Ada Quill,1500,2715,15,5000,54.3
mayor.harbour.2019,Ben Marsh,1200,2715,15,5000,54.3
"""


def figures(text, *contests):
    page, reading = read_results(text.encode(), contests)
    for figure in reading.figures:
        assert page.passages[figure.ordinal].text[figure.start : figure.end] == figure.quote == figure.printed
    return {(f.contest_id, f.measure, f.candidate_id, f.printed, f.rule) for f in reading.figures}, reading


def test_rows_of_places_are_added_up_and_printed_totals_are_kept_apart():
    found, reading = figures(PRECINCTS, MAYOR)
    assert found == {
        ("harbour-mayor", "votes", "ada-quill", "1500", "results-csv-sum"),
        ("harbour-mayor", "votes", "ada-quill", "1501", "results-csv"),
        ("harbour-mayor", "votes", "ben-marsh", "1200", "results-csv-sum"),
        ("harbour-mayor", "electorate", None, "5000", "results-csv-sum"),
    }
    assert [(one.printed, one.reason) for one in reading.unread] == [
        ("5", "no candidate of the contest file: Write-ins")
    ]


def test_two_contests_of_one_table_are_told_apart():
    found, _ = figures(PRECINCTS, MAYOR, SHERIFF)
    votes = {(contest, candidate, printed) for contest, measure, candidate, printed, _ in found if measure == "votes"}
    assert ("harbour-sheriff", "cy-dale", "10") in votes
    assert ("harbour-sheriff", "ben-marsh", "20") in votes
    assert ("harbour-mayor", "ben-marsh", "1200") in votes


def test_the_ballot_of_democracy_club():
    found, _ = figures(BALLOT, MAYOR)
    assert {key[1:4] for key in found} == {
        ("votes", "ada-quill", "1500"),
        ("votes", "ben-marsh", "1200"),
        ("ballots_cast", None, "2715"),
        ("ballots_rejected", None, "15"),
        ("electorate", None, "5000"),
        ("turnout", None, "54.3"),
    }


def test_counts_of_a_table_are_exact_however_round_and_shares_are_as_precise_as_printed():
    _, reading = figures(BALLOT, MAYOR)
    bounds = {f.measure: (f.low, f.high) for f in reading.figures}
    assert bounds["electorate"] == (5000, 5000)
    assert bounds["turnout"] == (Decimal("54.25"), Decimal("54.35"))


def test_a_gap_makes_no_sum():
    found, reading = figures(
        PRECINCTS.replace("Harbour,2,Mayor,,Y,Ben Marsh,900", "Harbour,2,Mayor,,Y,Ben Marsh,*"), MAYOR
    )
    assert not any(candidate == "ben-marsh" for _, _, candidate, _, _ in found)
    assert ("*", "harbour-mayor") in {(one.printed, one.contest_id) for one in reading.unread}


def test_a_table_about_nobody_registered_gives_nothing():
    page, reading = read_results(PRECINCTS.encode(), [])
    assert (page.passages, reading.figures, reading.unread) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "words"),
    [("name,points\nx,1\n", "expected those of OpenElections"), ("", "expected those of OpenElections")],
)
def test_other_tables_are_refused_with_what_was_expected(text, words):
    with pytest.raises(PageRefused, match=words):
        read_results(text.encode(), [MAYOR], url="http://a.example/t.csv")


@pytest.mark.parametrize(
    ("mime", "url", "is_one"),
    [
        ("text/csv; charset=utf-8", "http://a.example/download", True),
        ("application/octet-stream", "http://a.example/r.csv?x=1", True),
        (None, "http://a.example/r.CSV", True),
        ("text/html", "http://a.example/r.csv", False),
        ("text/plain", "http://a.example/notes.txt", False),
    ],
)
def test_tables_are_known_by_type_and_name(mime, url, is_one):
    assert is_results_csv(mime, url) is is_one


@given(st.text(max_size=300))
def test_whatever_stands_in_it_is_read_or_refused(text):
    body = "office,candidate,votes\n" + text
    try:
        page, reading = read_results(body.encode("utf-8", "replace"), [MAYOR])
    except PageRefused:
        return
    for figure in reading.figures:
        assert page.passages[figure.ordinal].text[figure.start : figure.end] == figure.quote
