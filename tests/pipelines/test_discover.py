"""Proposing a contest from pages: whom the figures belong to, and who is only named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.clean import read_page
from pipelines.discover import propose
from pipelines.reading.sentence.proper import ordinary_words, people_in

if TYPE_CHECKING:
    from pipelines.model import Candidate


def proposed(body: str, title: str = "Harbour election 2024") -> tuple[Candidate, ...]:
    page = f"<title>{title}</title><article><h1>{title}</h1>{body}</article>"
    return propose([("page.html", read_page(page.encode()))]).contest.candidates


def names(body: str) -> list[str]:
    return [candidate.name for candidate in proposed(body)]


def test_the_first_word_of_a_sentence_is_nobody() -> None:
    found = names("<p>Some 4,120 votes went to Ada Brook. Only 3,301 people chose Ian Cole. Thursday was wet.</p>")
    assert "Some" not in found
    assert "Only" not in found


def test_a_party_before_a_name_is_no_part_of_it() -> None:
    body = (
        "<p>Republican Scott Marsh won 4,120 votes; Democrat Ada Brook had 3,301. Labour's Ian Cole got 77 votes.</p>"
    )
    assert set(names(body)) == {"Scott Marsh", "Ada Brook", "Ian Cole"}


def test_a_possessive_is_cut_off() -> None:
    body = "<p>Johnny Madden finished the run-off with 4,118 votes to Walt Mintern's 4,087.</p>"
    assert set(names(body)) == {"Johnny Madden", "Walt Mintern"}


def test_names_in_capitals_and_turned_names_are_told_as_spoken() -> None:
    rows = "".join(f"<tr><td>{name}<td>{votes}" for name, votes in (("BROOK, Ada", "4,120"), ("COLE, Ian", "3,301")))
    assert names(f"<p>The votes were these.</p><table><tr><th>Name<th>Votes{rows}</table>") == ["Ada Brook", "Ian Cole"]


def test_whoever_is_only_named_is_not_proposed() -> None:
    body = (
        "<p>Ada Brook won with 4,120 votes to Ian Cole's 3,301. Returning officer Mary Stone read the result, and "
        "Big Jim Diner in Quay Street gave out soup.</p>"
    )
    assert names(body) == ["Ada Brook", "Ian Cole"]


def test_a_party_in_brackets_or_before_a_dash_goes_with_the_name() -> None:
    found = proposed("<p>Labour – Ada Brook – 4,120 (54%)</p><p>Ian Cole (Conservative) 3,301 (46%)</p>")
    assert {(c.name, c.party) for c in found} == {("Ada Brook", "Labour"), ("Ian Cole", "Conservative")}


def test_single_surnames_and_parties_of_a_list() -> None:
    assert names("<p>The count:</p><p>Faafoi 10,397<br>Parata 9,317<br>Turnout 51%</p>") == ["Faafoi", "Parata"]
    assert names("<p>The count:</p><p>Lab 417<br>Con 303</p>") == ["Lab", "Con"]


def test_two_of_one_surname_share_no_alias() -> None:
    found = proposed("<p>Ed Milford got 175 votes and David Milford 147 votes.</p>")
    assert [candidate.aliases for candidate in found] == [(), ()]


def test_a_page_without_figures_proposes_whom_it_names_most() -> None:
    found = propose(
        [("p", read_page(b"<title>Vote</title><article><p>Ada Brook will stand. Ada Brook is 40.</p></article>"))]
    )
    assert [candidate.name for candidate in found.contest.candidates] == ["Ada Brook"]
    assert found.met == {"ada-brook": 0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alexander Van der Berg won.", ["Alexander Van der Berg"]),
        ("The UUP's Alan Little and the SDLP's Colm Devine met.", ["Alan Little", "Colm Devine"]),
        ("Veteran Scott Marsh is a veteran.", ["Scott Marsh"]),
        ("Quay Street, Harbour City Council, General Secretary, Electoral Reform Services", []),
        ("Five MPs of the African Democratic Party in March.", []),
    ],
)
def test_people_are_runs_of_capitals_that_are_nothing_else(text: str, expected: list[str]) -> None:
    assert list(people_in(text, ordinary_words(text))) == expected
