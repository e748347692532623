"""read_figures on any input: nothing escapes, quotes stand where they say, the same twice gives the same."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.clean import PageRefused, read_page
from pipelines.figures import read_figures
from pipelines.model import OPEN_END, Candidate, Cell, Contest, Line, Page, Passage, Reading
from pipelines.reading.scan.names import Registry

CONTESTS = (
    Contest(
        "chair-2031",
        "Election of a chair 2031",
        "Quay Union",
        "Chair",
        date="2031-05-02",
        candidates=(Candidate("ann-lee", "Ann Lee"), Candidate("sam-okoro", "Sam Okoro", party="Labour")),
    ),
    Contest(
        "strike-2031",
        "Strike ballot 2031",
        "Quay Union",
        "Strike ballot",
        date="2031-06-02",
        candidates=(Candidate("yes", "Yes", ("for",)), Candidate("no", "No", ("against",))),
    ),
)
REGISTRY = Registry(CONTESTS)
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

VOCABULARY = """
Ann Lee Okoro Labour votes vote turnout of majority % per cent 12,345 45.4% (50.9;-22.9) 7 59, 067 2031 in yes
no for against to by beat ahead respectively each spoilt papers members voted nearly around over and was had
with polled . , ; : ? ( ) [ ] – £ first round second preferences swing seats last time 1.4m lakh one two
electorate valid issued total poll said would if The Mr Smith Council ward DC
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n", "\t"])
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=200))


def holds(page: Page, reading: Reading) -> None:
    for figure in reading.figures:
        text = page.passages[figure.ordinal].text
        assert text[figure.start : figure.end] == figure.quote
        assert text[figure.printed_start : figure.printed_end] == figure.printed
        assert figure.start <= figure.printed_start < figure.printed_end <= figure.end
        assert figure.low <= figure.value <= figure.high
        assert figure.low >= -OPEN_END
        assert figure.high <= OPEN_END
    for left in reading.unread:
        assert page.passages[left.ordinal].text[left.start : left.end] == left.printed


@given(TEXTS, st.sampled_from(["body", "quote", "comment"]))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_an_exception_and_quotes_match(text: str, kind: str) -> None:
    page = Page(None, "Result", (Passage(0, kind, text, comment=1 if kind == "comment" else None),))  # type: ignore[arg-type]
    reading = read_figures(page, REGISTRY)
    holds(page, reading)
    assert reading == read_figures(page, REGISTRY)


@given(
    st.lists(
        st.lists(
            st.lists(WORDS, max_size=4).map(lambda words: " ".join(words).replace("\n", " ").replace("\t", " ")),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_table_is_read_without_an_exception(rows: list[list[str]]) -> None:
    text, cells, lines = "", [], []
    for number, row in enumerate(rows):
        start = len(text)
        for column, words in enumerate(row):
            cells.append(Cell(number, column, 1, 1, number == 0, len(text), len(text) + len(words)))
            text += words + "\t"
        lines.append(Line("row", start, len(text)))
        text += "\n"
    page = Page(None, None, (Passage(0, "table", text, tuple(lines), tuple(cells)),))
    holds(page, read_figures(page, REGISTRY))


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_end_in_figures_or_a_refusal(body: bytes) -> None:
    markup = b"<article><h1>Ann Lee wins</h1><p>Ann Lee 12,345 votes (45.4%)</p>" + body
    try:
        page = read_page(markup)
    except PageRefused:
        return
    holds(page, read_figures(page, REGISTRY))


def test_a_number_left_over_beside_a_name_says_why() -> None:
    page = read_page(b"<article><p>Ann Lee is on 14 of the 20 committees, and Ann Lee spent \xc2\xa3900.</p></article>")
    reading = read_figures(page, REGISTRY)
    assert reading.figures == ()
    assert {left.printed: left.reason for left in reading.unread} == {
        "14": "near a name, but it counts something else",
        "20": "near a name, but it counts something else",
        "900": "money",
    }


def test_a_figure_explains_itself() -> None:
    page = read_page(b"<article><p>Turnout was 24.3% of the electorate.</p></article>")
    (figure,) = read_figures(page, REGISTRY).figures
    assert (figure.rule, figure.cues, figure.base) == ("turnout: left of its word", ("Turnout",), "electorate")


def test_round_counts_of_one_list_are_rounded_alike() -> None:
    page = read_page(b"<article><p>Ann Lee 101,000<br>Sam Okoro 9,000</p></article>")
    assert [figure.granularity for figure in read_figures(page, REGISTRY).figures] == [Decimal(1000), Decimal(1000)]


def test_the_status_of_a_count_is_kept() -> None:
    page = read_page(
        b"<article><p>With 80% counted Ann Lee has 9,120 votes.</p>"
        b"<p>The result was officially declared: Ann Lee 12,345.</p></article>"
    )
    assert [(figure.value, figure.status) for figure in read_figures(page, REGISTRY).figures] == [
        (9120, "unofficial-partial"),
        (12345, "certified"),
    ]


@pytest.mark.skipif(not SEEDS.exists(), reason="the founding pages are not on this machine")
def test_the_two_founding_pages_are_read_in_full() -> None:
    gold = SEEDS.parent / "gold" / "seeds"
    from pipelines.contests import parse_contests

    for folder in sorted(gold.iterdir()):
        case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
        contests = parse_contests(json.dumps(case["contests"]), "case.json")
        found = {
            (f.candidate_id, f.measure, float(f.value), f.block)
            for f in read_figures(read_page((folder / "page.html").read_bytes()), Registry(contests)).figures
        }
        wanted = {
            (c["subject"], c["measure"], float(c["value"]), c["block"]) for c in case["claims"] if not c.get("optional")
        }
        assert wanted <= found
