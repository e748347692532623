"""Granularity, intervals and agreement: what a printed number allows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model import OPEN_END, Qualifier
from pipelines.reading.scan.intervals import agree, granularity_of, interval, list_granularity

VALUES = st.decimals(min_value=-100, max_value=10**7, places=2)
GRANULARITIES = st.sampled_from([Decimal(10) ** power for power in range(-3, 6)])
QUALIFIERS = st.sampled_from(["exact", "about", "more_than", "less_than"])


@pytest.mark.parametrize(
    ("printed", "granularity"),
    [
        ("59067", "1"),
        ("59,060", "1"),
        ("52,000", "1000"),
        ("300", "10"),
        ("45.4%", "0.1"),
        ("45.40%", "0.01"),
        ("42%", "1"),
        ("1.4m", "100000"),
        ("1.4 million", "100000"),
        ("6.96 lakh", "1000"),
        ("31,088,020 million", "1"),
    ],
)
def test_granularity_is_the_unit_of_the_last_meaningful_digit(printed: str, granularity: str) -> None:
    value = Decimal(31088020) if printed.startswith("31,") else None
    assert granularity_of(printed, value) == Decimal(granularity)


def test_a_cell_without_a_sign_of_percent_can_be_a_share() -> None:
    assert granularity_of("50", is_share=True) == 1
    assert granularity_of("50.90", Decimal("50.9"), is_share=True) == Decimal("0.01")


def test_with_a_hedge_one_zero_is_rounding() -> None:
    assert granularity_of("350") == 1
    assert granularity_of("350", is_hedged=True) == 10


@pytest.mark.parametrize(
    ("value", "granularity", "qualifier", "low", "high"),
    [
        ("59067", "1", "exact", "59067", "59067"),
        ("45.4", "0.1", "exact", "45.35", "45.45"),
        ("101000", "1000", "exact", "100500", "101500"),
        ("101000", "1000", "about", "98980", "103020"),
        ("1400000", "100000", "more_than", "1400000", None),
        ("65", "1", "less_than", "0", "65"),
        ("-6", "1", "more_than", None, "-6"),
    ],
)
def test_intervals_are_what_the_words_allow(
    value: str, granularity: str, qualifier: Qualifier, low: str | None, high: str | None
) -> None:
    found = interval(Decimal(value), Decimal(granularity), qualifier)
    assert found == (Decimal(low) if low else -OPEN_END, Decimal(high) if high else OPEN_END)


def test_a_list_of_round_counts_shares_its_rounding() -> None:
    assert list_granularity(map(Decimal, (101000, 52000, 46000, 9000))) == 1000
    assert list_granularity(map(Decimal, (101194, 52000))) is None
    assert list_granularity([Decimal(3000)]) is None


def test_neighbouring_roundings_do_not_agree_but_a_point_on_the_edge_does() -> None:
    assert not agree((Decimal(51500), Decimal(52500)), (Decimal(52500), Decimal(53500)))
    assert agree((Decimal(51500), Decimal(52500)), (Decimal(52500), Decimal(52500)))
    assert not agree((Decimal("41.045"), Decimal("41.055")), (Decimal("41.055"), Decimal("41.15")))


@given(VALUES, GRANULARITIES, QUALIFIERS)
def test_the_printed_value_lies_in_its_interval(value: Decimal, granularity: Decimal, qualifier: Qualifier) -> None:
    low, high = interval(value, granularity, qualifier)
    assert low <= value <= high


@given(VALUES, GRANULARITIES, QUALIFIERS, VALUES, GRANULARITIES, QUALIFIERS)
def test_agreement_is_symmetric_and_reflexive(
    a: Decimal, g: Decimal, q: Qualifier, b: Decimal, h: Decimal, r: Qualifier
) -> None:
    first, second = interval(a, g, q), interval(b, h, r)
    assert agree(first, second) == agree(second, first)
    assert agree(first, first)


@given(VALUES, GRANULARITIES, GRANULARITIES)
def test_a_coarser_rounding_allows_no_less(value: Decimal, one: Decimal, other: Decimal) -> None:
    fine, coarse = sorted((one, other))
    (low, high), (lower, higher) = interval(value, fine, "exact"), interval(value, coarse, "exact")
    assert coarse == 1 or (lower <= low and high <= higher)


def test_a_share_without_decimals_is_anything_that_rounds_to_it() -> None:
    assert interval(Decimal(42), Decimal(1), "exact", is_share=True) == (Decimal("41.5"), Decimal("42.5"))
    assert interval(Decimal(42), Decimal(1), "exact") == (Decimal(42), Decimal(42))
