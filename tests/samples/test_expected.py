"""expected.yml and the pages say the same: every quote stands on its page on its nights, and holds its figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pipelines.contests import load_contests
from pipelines.model import UNIT_OF
from samples.expected import ExpectedFigure, expected_discrepancies, expected_figures, expected_pages, served_at
from samples.server import serve
from samples.sites import NIGHTS
from tests.samples.visit import ask

CONTESTS = Path(__file__).parents[2] / "samples" / "contests"
_SCALES = {"m": 1_000_000, "": 1}


@pytest.fixture(scope="module")
def texts():
    """Visible text of each page, by night and address; the text of a page that is not there is empty."""
    found = {}
    with serve() as samples:
        for night in NIGHTS:
            samples.night = night
            for url in expected_pages():
                reply = ask(samples, served_at(url))
                found[night, url] = visible_text(reply.body) if reply.status == 200 else ""
    return found


def visible_text(body: bytes) -> str:
    try:
        markup = body.decode("utf-8")
    except UnicodeDecodeError:
        markup = body.decode("windows-1252")
    tree = BeautifulSoup(markup, "html.parser")
    for furniture in tree.select("script, style, title, header.masthead, #sidebar-wrapper, aside, .related, .p-nav"):
        furniture.decompose()
    for comments in tree.select("#comments.comments h4, .share"):
        comments.decompose()
    return " ".join(tree.get_text(" ").split())


def _squeezed(text: str) -> str:
    """Without blanks, and without the punctuation that a blank between two elements may have moved."""
    return re.sub(r"[\s,]+", "", text)


@pytest.mark.parametrize("night", NIGHTS)
def test_every_quote_stands_on_its_page(texts, night):
    missing = [
        f"{figure.url}: {figure.quote}"
        for figure in expected_figures(night)
        if _squeezed(figure.quote) not in _squeezed(texts[night, figure.url])
    ]
    assert not missing


def test_a_figure_of_one_night_is_not_there_on_the_other(texts):
    still_there = []
    for night, other in ((1, 2), (2, 1)):
        rows = [figure for figure in expected_figures(night) if figure.nights == (night,)]
        assert rows
        common = {(figure.url, figure.quote) for figure in expected_figures(other)}
        still_there += [
            f"{figure.url}, night {other}: {figure.quote}"
            for figure in rows
            if (figure.url, figure.quote) not in common
            and _squeezed(figure.quote) in _squeezed(texts[other, figure.url])
        ]
    assert not still_there


def _values(quote: str) -> list[str]:
    found = []
    for digits, scale in re.findall(r"(\d[\d,]*(?:\.\d+)?)(m?)\b", quote):
        number = float(digits.replace(",", "")) * _SCALES[scale]
        found.append(f"{number:g}" if number < 1_000 else f"{number:.0f}")
    return found


def test_every_quote_holds_its_value():
    wrong = []
    for night in NIGHTS:
        for figure in expected_figures(night):
            value = float(figure.value)
            if (f"{value:g}" if value < 1_000 else f"{value:.0f}") not in _values(figure.quote):
                wrong.append(f"{figure.url}: {figure.value} in {figure.quote!r}")
    assert not wrong


def test_rows_use_known_names():
    contests = {contest.contest_id: contest for contest in load_contests(CONTESTS)}
    for figure in {*expected_figures(1), *expected_figures(2)}:
        candidates = {candidate.candidate_id for candidate in contests[figure.contest_id].candidates}
        assert figure.candidate_id is None or figure.candidate_id in candidates, figure
        assert figure.measure in UNIT_OF, figure
        assert re.fullmatch(r"body|table|quote|comment:[1-9]\d*", figure.block), figure
        assert set(figure.qualifiers) <= {"exact", "about", "more_than", "less_than"}, figure
        assert set(figure.stances) <= {"asserted", "attributed", "disputed", "forecast", "hypothetical"}, figure


def test_no_row_stands_twice():
    for night in NIGHTS:
        rows = [_identity(figure) for figure in expected_figures(night)]
        twice = sorted({row for row in rows if rows.count(row) > 1}, key=str)
        assert not twice


def _identity(figure: ExpectedFigure) -> tuple[object, ...]:
    return figure.url, figure.contest_id, figure.candidate_id, figure.measure, figure.value, figure.block, figure.quote


def test_every_page_is_spoken_about():
    with serve() as samples:
        pages = {page.url for site in samples.sites.values() for night in NIGHTS for page in site.pages(night)}
    assert pages <= {served_at(url) for url in expected_pages()}


def test_what_should_be_raised_stands_on_a_page():
    on_pages = {
        (figure.contest_id, figure.candidate_id, figure.measure, figure.value)
        for night in NIGHTS
        for figure in expected_figures(night)
    }
    rows = expected_discrepancies()
    assert any(row.explanations for row in rows)
    assert not all(row.explanations for row in rows)
    missing = [row for row in rows if (row.contest_id, row.candidate_id, row.measure, row.value) not in on_pages]
    assert not missing
