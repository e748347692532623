"""Copies count as one witness with their origin."""

from __future__ import annotations

from dataclasses import replace

from pipelines.model import Source
from tests.warehouse.conftest import CONTEST, capture, figure, page
from warehouse import load
from warehouse.check import check
from warehouse.crosscheck.origins import PageText, declared, origins, repeated_texts

HICKS = "jerry-hicks"
REPORT = (
    "The returning officer read out the figures shortly after noon, and the hall went quiet when the winner was named; "
    "the runner-up asked for a bundle check, which the officer granted, and nothing in the result moved afterwards."
)
ONE = PageText("a", "va", "agency", "2010-11-21", REPORT, ("made",))


def test_a_reprint_repeats_the_earlier_page():
    reprint = replace(
        ONE, page="b", version_id="vb", source="paper", said="2010-11-22", text=f"Breaking. {REPORT} More soon."
    )
    (copy,) = repeated_texts([reprint, ONE])
    assert (copy.version_id, copy.origin_version_id, copy.relation) == ("vb", "va", "text")
    assert origins([ONE, reprint], [copy]) == {"a": "agency", "b": "agency"}


def test_pages_are_compared_with_those_of_their_contests_and_once():
    both = replace(ONE, page="b", version_id="vb", source="paper", contests=("made", "other"))
    third = replace(both, page="c", version_id="vc", source="site", contests=("other",))
    pairs = [(c.version_id, c.origin_version_id) for c in repeated_texts([third, both, ONE])]
    assert pairs == [("vb", "va"), ("vc", "vb")]
    pair = [replace(ONE, contests=both.contests), both]
    assert [c.version_id for c in repeated_texts(pair)] == ["vb"]


def test_another_account_of_the_same_result_is_no_copy():
    own = replace(
        ONE, page="b", version_id="vb", source="paper", text="Shortly after noon the result was read out. " * 9
    )
    assert repeated_texts([ONE, own]) == []


def test_short_notices_are_alike_without_being_copied():
    short = replace(ONE, text="Len McCluskey won with 101,000 votes.")
    assert repeated_texts([short, replace(short, page="b", version_id="vb", source="paper")]) == []


def test_a_page_repeats_what_its_source_is_declared_to_repeat():
    other = replace(ONE, page="b", version_id="vb", source="mirror", text="Short.", contests=("c",))
    first = replace(ONE, contests=("c",))
    later = replace(first, page="c", version_id="vc", said="2030-01-01")
    elsewhere = replace(other, page="d", version_id="vd", contests=("another",))
    found = declared([later, first, other, elsewhere], {"mirror": ONE.source})
    assert [(c.version_id, c.origin_version_id, c.relation) for c in found] == [("vb", ONE.version_id, "declared")]
    assert declared([first], {ONE.source: ONE.source}) == []


def test_pages_of_one_site_are_one_source_anyway():
    assert repeated_texts([ONE, replace(ONE, page="b", version_id="vb")]) == []


def test_three_reprints_of_a_misprint_do_not_outvote_two_pages(con, put):
    """Found by text: the reprints are one origin, so 52,527 stands against 52,572."""

    def load(name: str, text: str, printed: str):
        whole = page(f"{text} Hicks {printed}")
        seen = capture(f"http://{name}.example/", payload=name, source_id=name)
        put(seen, whole, figure(whole, printed, "jerry-hicks"))

    for name in ("wire", "mirror", "reprint"):
        load(name, REPORT, "52,572")
    load("scrutineer", "The scrutineer certified the count on Tuesday and published every total.", "52,527")
    load("union", "Members were told by letter what each of the four had received.", "52,527")
    check(con, "n1")
    odd = con.execute(
        "SELECT DISTINCT printed FROM discrepancy_figures JOIN figures USING (figure_id) WHERE role = 'odd'"
    ).fetchall()
    assert odd == [("52,572",)]
    assert con.execute("SELECT count(*), min(relation) FROM copies").fetchall() == [(3, "text")]
    backing = con.execute("SELECT origins, backing FROM consensus WHERE measure = 'votes'").fetchall()
    assert backing == [(3, 2)]


def test_a_source_that_declares_whom_it_repeats_does_not_vouch_for_it(con, put):
    """Their words differ: only the contests file tells that the digest repeats the wire. Unsaid, they are two."""
    digest = Source("digest", "Digest", "http://digest.example/", "pages", derived_from="wire")
    wire = Source("wire", "Wire", "http://wire.example/", "pages")
    other = Source("union", "Union", "http://union.example/", "pages")
    contest = replace(CONTEST, sources=(*CONTEST.sources, wire, digest, other))
    texts = {
        "wire": ("The wire had it first, an hour before noon.", "52,572"),
        "digest": ("In short: who came second in the ballot.", "52,572"),
        "union": ("Members were told by letter what each had received.", "52,527"),
        "scrutineer": ("The scrutineer certified the count on Tuesday.", "52,527"),
    }
    for name, (text, printed) in texts.items():
        whole = page(f"{text} Hicks {printed}")
        put(capture(f"http://{name}.example/", payload=name, source_id=name), whole, figure(whole, printed, HICKS))
    evidence = "SELECT source_id, origin_source_id, relation FROM copied_pages"
    witnesses = "SELECT origins, backing FROM consensus WHERE measure = 'votes'"
    odd = "SELECT DISTINCT printed FROM discrepancy_figures JOIN figures USING (figure_id) WHERE role = 'odd'"

    load.load_contests(con, [contest])
    check(con, "n1")
    assert con.execute(evidence).fetchall() == [("digest", "wire", "declared")]
    assert con.execute(witnesses).fetchall() == [(3, 2)]
    assert con.execute(odd).fetchall() == [("52,572",)]

    unsaid = replace(contest, sources=(*CONTEST.sources, wire, replace(digest, derived_from=None), other))
    load.load_contests(con, [unsaid])
    check(con, "n2")
    assert con.execute(evidence).fetchall() == [("digest", "wire", "oddity")]  # the misprint alone tells of it now
    assert con.execute(witnesses).fetchall() == [(3, 2)]  # and is believed the same night
