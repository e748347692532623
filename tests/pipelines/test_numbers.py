"""The number scanner: shapes of numbers as people print them, hedges on both sides, and what never happens."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.scan.numbers import Style, scan_numbers, style_of, word_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("59,067 votes", 59067),
        ("59067 votes", 59067),
        ("59, 067 votes", 59067),
        ("6, 214, 889 votes", 6214889),
        ("10,12,476 votes", 1012476),
        ("12, 25,429 votes", 1225429),
        ("31,3,309 votes", 313309),
        ("14,800,4508 votes", 148004508),
        ("1'306'593 votes", 1306593),
        ("1.306.593 votes", 1306593),
        ("12\u2009345 votes", 12345),
        ("12\u00a0345 votes", 12345),
        ("3 085 549 votes", 3085549),
        ("1.4m members", 1400000),
        ("1,4 million members", 1400000),
        ("12k votes", 12000),
        ("1.6 lakh votes", 160000),
        ("2 crore votes", 20000000),
        ("31,088,020 million votes", 31088020),
        ("100.000 people", 100000),
        ("three,705 votes", 3705),
        ("twenty-three votes", 23),
        ("two hundred and six votes", 206),
        ("half a million ballots", 500000),
        ("a thousand votes", 1000),
    ],
)
def test_a_count_is_read_from_its_digits_or_words(text: str, value: int) -> None:
    (number,) = scan_numbers(text)
    assert (number.value, number.kind) == (value, "count")
    assert text[number.start : number.end] == number.printed


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("45.4%", "45.4", "percent"),
        ("44.9pc", "44.9", "percent"),
        ("45.4 per cent", "45.4", "percent"),
        ("71·4%", "71.4", "percent"),
        ("57,84 %", "57.84", "percent"),
        ("53. 8%", "53.8", "percent"),
        ("one%", "1", "percent"),
        ("9.5 percentage points", "9.5", "points"),
        ("–1.75%", "-1.75", "percent"),
        ("two thirds of them", "66.67", "fraction"),
        ("1 in 6 members", "16.67", "fraction"),
    ],
)
def test_a_share_keeps_its_kind_and_sign(text: str, value: str, kind: str) -> None:
    (number,) = scan_numbers(text)
    assert (round(number.value, 2), number.kind) == (round(Decimal(value), 2), kind)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("just over 144,000", "more_than"),
        ("nearly 50%", "less_than"),
        ("some 12k votes", "about"),
        ("an estimated 313,209", "about"),
        ("5% approx", "about"),
        ("7,000-plus", "more_than"),
        ("7+%", "more_than"),
        ("300-some", "about"),
        ("<3.6%", "less_than"),
        ("no fewer than 155,895", "exact"),
        ("no more than 236,685", "exact"),
        ("no more than 67%", "less_than"),
        ("only 768", "exact"),
        ("more than the 50% that", "exact"),
    ],
)
def test_hedges_on_either_side_qualify_the_number(text: str, qualifier: str) -> None:
    (number,) = scan_numbers(text)
    assert number.qualifier == qualifier


def test_a_range_is_two_bounds_and_shares_its_unit() -> None:
    first, second = scan_numbers("turnout of 10-11%")
    assert (first.value, first.kind, first.qualifier) == (10, "percent", "more_than")
    assert (second.value, second.kind, second.qualifier) == (11, "percent", "less_than")
    assert [n.qualifier for n in scan_numbers("11 or 12 percent")] == ["about", "about"]


def test_two_sides_of_a_result_are_no_range() -> None:
    assert [(str(n.value), n.kind, n.qualifier) for n in scan_numbers("48-52%")] == [
        ("48", "percent", "exact"),
        ("52", "percent", "exact"),
    ]


@pytest.mark.parametrize(
    "text", ["12.02.2023", "M3 1LY", "A34", "2nd", "WC1X 8TN", "https://a.example/2017/04/21", "me12@b.example"]
)
def test_what_only_looks_like_a_number_is_left_alone(text: str) -> None:
    assert scan_numbers(text) == []


def test_the_page_decides_what_a_comma_means() -> None:
    assert style_of("406.616 voters, 72,45%") == Style(decimal_comma=True)
    assert style_of("59,067 (45.4%)") == Style()
    assert style_of("3 586 votes to 3 532") == Style(space_groups=True)


def test_number_words_must_be_one_number() -> None:
    assert word_value("one two") is None
    assert word_value("ninety-nine") == 99


@given(st.text(alphabet=st.sampled_from("0123456789,.'’ \u00a0\u2009%+-–()/mk\nabothersix£½"), max_size=80))
def test_numbers_never_overlap_and_always_match_their_place(text: str) -> None:
    numbers = scan_numbers(text)
    for number in numbers:
        assert text[number.start : number.end] == number.printed
        assert number.granularity > 0
    assert all(a.end <= b.start for a, b in pairwise(numbers))


@given(st.integers(min_value=0, max_value=10**12))
def test_any_count_survives_being_printed_with_commas(count: int) -> None:
    (number,) = scan_numbers(f"{count:,} votes")
    assert number.value == count


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_any_share_survives_being_printed(share: Decimal) -> None:
    (number,) = scan_numbers(f"{share}%")
    assert (number.value, number.granularity) == (share, Decimal("0.01"))


def test_a_counter_at_the_foot_does_not_outvote_a_page_that_parts_thousands_by_spaces() -> None:
    page = "Beaudry\t1 487\nHollister\t1 503\nElectors: 7 812. Ballots cast: 3 301. By post 2 140.\nHits: 10377"
    assert [int(number.value) for number in scan_numbers(page, style_of(page))] == [1487, 1503, 7812, 3301, 2140, 10377]
    mixed = "Ward 3 412 votes, Ward 4 388 votes; 10,377 in all"
    assert [int(number.value) for number in scan_numbers(mixed, style_of(mixed))] == [3, 412, 4, 388, 10377]
