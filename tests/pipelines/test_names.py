"""Names: every way a candidate is printed, and words that are not meant."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model import Candidate, Contest
from pipelines.reading.scan.names import Registry, fold

PEOPLE = Contest(
    "chair",
    "Election of a chair 2031",
    candidates=(
        Candidate("sian-price", "Siân Price", ("Sian",)),
        Candidate("jo-van-dyke", "Jo van Dyke"),
        Candidate("sam-okoro", "Samuel Okoro", party="Labour"),
    ),
)
OPTIONS = Contest(
    "strike", "Strike ballot 2031", candidates=(Candidate("yes", "Yes", ("Y", "for")), Candidate("no", "No", ("N",)))
)
REGISTRY = Registry([PEOPLE, OPTIONS])


def found(text: str) -> list[tuple[str, list[str]]]:
    return [(text[m.start : m.end], sorted(m.candidates)) for m in REGISTRY.find(text)]


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("Siân Price won", "sian-price"),
        ("SIAN PRICE won", "sian-price"),
        ("PRICE, Siân 120", "sian-price"),
        ("S. Price", "sian-price"),
        ("Price's votes", "sian-price"),
        ("Mr van Dyke", "jo-van-dyke"),
        ("VAN DYKE 44", "jo-van-dyke"),
        ("Okoro-1264", "sam-okoro"),
        ("Okorro had", None),
        ("Labour 417", "sam-okoro"),
        ("Lab 417", "sam-okoro"),
        ("Y 46.2%", "yes"),
    ],
)
def test_a_candidate_is_known_by_every_usual_form(text: str, candidate: str | None) -> None:
    assert [who for _, who in found(text)] == ([[candidate]] if candidate else [])


@pytest.mark.parametrize("text", ["the price of bread", "Pricey", "in labour", "Okorosky", "Y is a letter"])
def test_common_words_and_parts_of_words_are_not_meant(text: str) -> None:
    assert found(text) == []


def test_one_slip_in_a_long_surname_is_forgiven() -> None:
    registry = Registry([Contest("c", "C", candidates=(Candidate("a", "Dele Adesina"),))])
    assert [m.strength for m in registry.find("Adeshina had 3,982")] == ["near"]


@given(st.text(max_size=60))
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="Siân Price van DykeOkoro'’-,. 12", max_size=60))
def test_mentions_lie_in_the_text_and_never_overlap(text: str) -> None:
    mentions = REGISTRY.find(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@pytest.mark.parametrize(
    "text",
    [
        "Price, Derek\t471",
        "LORNA PRICE\t19,870",
        "C Weir (Lab) 1,960",
        "Dee Ortiz, Labour 122,419",
        "She got through the Labour primary",
    ],
)
def test_somebody_else_of_the_surname_or_the_party_is_not_meant(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("x-Samuel Okoro 4,402", "Samuel Okoro"),
        ("Sam Okoro (Lab) 4,402", "Okoro"),
        ("Result: Lab 417", "Lab"),
        ("Labour's new man", "Labour"),
    ],
)
def test_the_marks_of_lists_hide_no_candidate(text: str, printed: str) -> None:
    assert (printed, ["sam-okoro"]) in found(text)
