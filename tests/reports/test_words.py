from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from pipelines import model
from reports import words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("59067", "59,067"),
        ("9999", "9,999"),
        ("45.40", "45.4"),
        ("0", "0"),
        ("-3.5", "−3.5"),
        ("1E+5", "100,000"),
        (str(model.OPEN_END), "…"),
    ],
)
def test_numbers_are_grouped_and_never_in_exponents(value, shown):
    assert words.number(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("stamp", "shown"),
    [
        ("2010", "2010"),
        ("2010-11", "November 2010"),
        ("2010-11-21", "21 November 2010"),
        ("2010-11-21T18:20:00Z", "21 November 2010, 18:20 UTC"),
        ("2017-04-21T19:05:00+01:00", "21 April 2017, 19:05 (+01:00)"),
        ("2026-11-21 02:15:00", "21 November 2026, 02:15"),
        ("2010-13-01", "2010-13-01"),
        ("last week", "last week"),
        (None, ""),
    ],
)
def test_times_are_as_precise_as_the_page(stamp, shown):
    assert words.when(stamp) == shown


def test_every_measure_of_the_nouns_has_a_word_and_a_table():
    tables = {measure for _, measures in words.MEASURE_GROUPS for measure in measures}
    assert set(get_args(model.Measure)) == set(words.MEASURES) == tables


def test_classes_in_which_nobody_is_mistaken_never_cannot_be_right():
    for name in ("same", "rounding", "hedge", "cut_off", "base", "label", "scope", "stage"):
        assert {words.section_of(name, certainty) for certainty in words.CERTAINTIES} == {"only_looks_different"}


def test_a_mistake_that_is_not_proved_is_one_we_cannot_tell():
    assert words.section_of("digit", "open") == "cannot_tell"
    assert words.section_of("digit", "likely") == "cannot_be_right"
    assert words.section_of("unexplained", "certain") == "cannot_tell"
    assert words.section_of("a class of a later version", "certain") == "cannot_tell"


def test_nobody_is_accused():
    said = " ".join(
        [one.title + " " + one.sentence for one in words.EXPLANATIONS.values()] + list(words.CERTAINTIES.values())
    ).lower()
    for word in ("fraud", "lie", "fake", "rigged", "cheat", "manipulat"):
        assert word not in said.split()
    harmless = [one for one in words.EXPLANATIONS.values() if one.section == "only_looks_different"]
    assert not any("wrong" in one.title + one.sentence for one in harmless)


def test_differences_of_shares_are_points():
    assert words.difference(Decimal("0.2338"), "vote_share") == "0.23 points"
    assert words.difference(Decimal(1874), "votes") == "1,874 votes"


def test_days_in_a_sentence_are_written_out_and_numbers_left_alone():
    assert (
        words.dated("North Gazette (first on 2017-04-21) gives 1-2")
        == "North Gazette (first on 21 April 2017) gives 1-2"
    )
    assert words.dated("2017-13-45 and 12017-04-21") == "2017-13-45 and 12017-04-21"


def test_only_a_mistake_is_said_to_change_something():
    assert words.stake("cannot_be_right", 1) == "changes the last printed digit"
    assert words.stake("cannot_tell", 1) == words.stake("only_looks_different", 2) == ""
