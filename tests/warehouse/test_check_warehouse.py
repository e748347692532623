"""The cross-check of a warehouse: what it keeps from night to night."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.warehouse.conftest import CONTEST, capture, figure, page
from warehouse.check import check

LATER = "2010-11-24T02:00:00.000000Z"
COUNTS = {"len-mccluskey": "101,194", "jerry-hicks": "52,527", "les-bayliss": "46,786", "gail-cartmail": "39,363"}


def _result(**printed: str):
    """A page that gives every candidate's votes; printed overrides some: jerry_hicks="52,572"."""
    counts = COUNTS | {name.replace("_", "-"): text for name, text in printed.items()}
    whole = page(*(f"{name}: {text}" for name, text in counts.items()))
    figures = [figure(whole, text, name, ordinal) for ordinal, (name, text) in enumerate(counts.items())]
    return whole, figures


@pytest.fixture
def site(put):
    """Puts a result page of some site into the warehouse: site("blog", at=..., jerry_hicks="52,572")."""

    def load(name: str, at: str = "2010-11-23T02:00:00.000000Z", **printed: str):
        whole, figures = _result(**printed)
        seen = capture(f"http://{name}.example/", at=at, payload=f"{name}{printed}", source_id=name)
        return put(seen, whole, *figures)

    return load


def _open(con):
    return con.execute(
        "SELECT candidate_id, explanation, first_run, last_run, closed_run, explained_run "
        "FROM discrepancies ORDER BY ALL"
    ).fetchall()


def test_pages_that_agree_leave_nothing(con, site):
    site("scrutineer")
    site("workshop-blog")
    assert check(con, "n1") == {"discrepancies": 0, "opened": 0, "closed": 0, "explained_anew": 0}


def test_a_misprint_opens_and_stays_open(con, site):
    site("scrutineer")
    site("workshop-blog", jerry_hicks="52,572")
    assert check(con, "n1")["opened"] == 1
    assert check(con, "n2") == {"discrepancies": 1, "opened": 0, "closed": 0, "explained_anew": 0}
    assert _open(con) == [("jerry-hicks", "digit", "n1", "n2", None, None)]


def test_a_corrected_page_is_no_mistake_any_more(con, site):
    """The old version is superseded: the finding is explained anew, as another stage, and no longer accuses."""
    site("scrutineer")
    site("workshop-blog", jerry_hicks="52,572")
    check(con, "n1")
    site("workshop-blog", at=LATER)
    assert check(con, "n2")["explained_anew"] == 1
    assert _open(con) == [("jerry-hicks", "stage", "n1", "n2", None, "n2")]


def test_a_misprint_that_an_old_revision_keeps_stays_one_when_the_page_is_corrected(con, site):
    """The page's two versions are no page that gives both numbers beside each other."""
    for name in ("scrutineer", "workshop-blog", "union"):
        site(name)
    site("wiki", jerry_hicks="52,572")
    site("wiki-old-revision", jerry_hicks="52,572")
    check(con, "n1")
    site("wiki", at=LATER)
    check(con, "n2")
    assert _open(con) == [("jerry-hicks", "digit", "n1", "n2", None, None)]


def test_what_is_found_no_more_is_closed_and_may_open_again(con, site):
    site("scrutineer")
    site("workshop-blog", jerry_hicks="52,572")
    check(con, "n1")
    con.execute("CREATE TEMP TABLE aside AS SELECT * FROM figures WHERE printed = '52,572'")
    con.execute("DELETE FROM figures WHERE printed = '52,572'")
    assert check(con, "n2")["closed"] == 1
    con.execute("INSERT INTO figures SELECT * FROM aside")
    assert check(con, "n3")["opened"] == 1
    assert _open(con) == [("jerry-hicks", "digit", "n3", "n3", None, None)]


def test_the_same_night_twice_changes_nothing(con, site):
    site("scrutineer")
    site("workshop-blog", jerry_hicks="52,572")
    tables = ("discrepancies", "discrepancy_figures", "explanations", "verdicts", "consensus")
    check(con, "n1")
    first = [con.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in tables]
    check(con, "n1")
    assert [con.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in tables] == first


def test_other_contests_are_left_alone(con, site):
    site("scrutineer")
    site("workshop-blog", jerry_hicks="52,572")
    check(con, "n1")
    assert check(con, "n2", ["no-such-contest"]) == {"discrepancies": 1, "opened": 0, "closed": 0, "explained_anew": 0}
    assert check(con, "n2", [CONTEST.contest_id])["discrepancies"] == 1


def test_a_contest_that_is_followed_no_longer_has_no_open_findings(con, site):
    """It was renamed, or its file was taken away: nobody could close them otherwise, and no page shows them."""
    site("scrutineer")
    site("workshop-blog", jerry_hicks="52,572")
    check(con, "n1")
    con.execute("UPDATE contests SET contest_id = 'renamed' WHERE contest_id = ?", [CONTEST.contest_id])
    assert check(con, "n2")["closed"] == 1
    assert _open(con) == [("jerry-hicks", "digit", "n1", "n1", "n2", None)]


def test_readers_are_named_after_the_pages_that_they_read(con, put, site):
    site("scrutineer")
    whole = page(comments=(("Ann", "Hicks had 52,572 votes"),))
    put(capture("http://paper.example/", payload="p", source_id="paper"), whole, figure(whole, "52,572", "jerry-hicks"))
    check(con, "n1")
    ((text,),) = con.execute("SELECT text FROM discrepancies").fetchall()
    assert text.startswith("A reader of paper (")


def test_sides_verdicts_and_the_best_values(con, site):
    site("scrutineer")
    site("workshop-blog", jerry_hicks="52,572")
    site("paper")
    check(con, "n1")
    sides = con.execute("SELECT role, count(*) FROM discrepancy_figures GROUP BY role ORDER BY role").fetchall()
    assert sides == [("against", 2), ("odd", 1)]
    verdicts = con.execute("SELECT verdict, count(*) FROM verdicts GROUP BY verdict ORDER BY verdict").fetchall()
    assert verdicts == [("fails", 1), ("holds", 11)]
    best = con.execute(
        "SELECT value, printed_low, printed_high, origins, backing FROM consensus "
        "WHERE measure = 'votes' AND candidate_id = 'jerry-hicks'"
    ).fetchall()
    assert best == [(Decimal(52527), Decimal(52527), Decimal(52572), 3, 2)]


def test_the_sentence_names_the_sources(con, site):
    site("scrutineer")
    site("workshop-blog", jerry_hicks="52,572")
    check(con, "n1")
    (text,) = con.execute("SELECT text FROM discrepancies").fetchall()[0]
    assert text.startswith("Workshop blog (2010-11-21) gives 52,572 as the votes of Jerry Hicks; ")
    assert "others give 52,527 (Scrutineer)" in text
    assert "cannot be right as printed" in text
