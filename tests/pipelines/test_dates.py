"""Dates of comments and pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.clean import read_page
from pipelines.cleaning.dates import is_american, is_dateline, read_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-04-21T18:02:11+01:00", "2017-04-21T18:02:11+01:00"),
        ("2017-04-21T18:02:11.000Z", "2017-04-21T18:02:11Z"),
        ("2017-04-21T18:02:00+0100", "2017-04-21T18:02:00+01:00"),
        ("Posted on 21st April 2017 at 6:02 pm", "2017-04-21T18:02"),
        ("April 21, 2017 6pm", "2017-04-21T18:00"),
        ("Fri, 21 Apr 2017 18:02:00 +0000", "2017-04-21T18:02"),
        ("21. April 2017 um 18:02", "2017-04-21T18:02"),
        ("le 21 avril 2017 à 18:02", "2017-04-21T18:02"),
        ("21/04/2017", "2017-04-21"),
        ("04/21/2017", "2017-04-21"),
        ("21.04.17, 18:02", "2017-04-21T18:02"),
        ("Fri 21-Apr-17 18:02:14", "2017-04-21T18:02"),
        ("21 de abril de 2017", "2017-04-21"),
        ("12:30 am on 1 May 2017", "2017-05-01T00:30"),
        ("Theresa May 52,000", None),
        ("votes 59,067", None),
        ("31 boxes of 45", None),
    ],
)
def test_dates_as_printed(text: str, expected: str | None) -> None:
    assert read_date(text) == expected


def test_a_page_that_prints_the_month_first_shows_it() -> None:
    assert is_american(["4/3/2017", "4/23/2017"])
    assert not is_american(["4/3/2017", "23/4/2017"])


@pytest.mark.parametrize(
    ("told", "published_at"),
    [("The poll closed on 4/23/2017.", "2017-04-03"), ("It closed on 23/4/2017.", "2017-03-04"), ("", "2017-03-04")],
)
def test_a_date_that_reads_either_way_is_read_as_the_page_prints_others(told: str, published_at: str) -> None:
    markup = (
        f'<head><meta name="date" content="4/3/2017"></head><article><h1>Count</h1><p>Ash won. {told}</p></article>'
    )
    assert read_page(markup.encode()).published_at == published_at


def test_the_posts_of_a_page_are_dated_in_the_pages_own_order() -> None:
    post = '<article><h2>Day {0}</h2><span class="date">{1}</span><div class="entry-content"><p>{2}</p></div></article>'
    words = "Nobody in the hall would say who was ahead until the very end of a long and quiet day of counting."
    page = read_page((post.format(1, "4/23/2017", words) + post.format(2, "5/3/2017", words)).encode())
    assert [passage.published_at for passage in page.passages] == ["2017-04-23", "2017-05-03"]
    assert read_date("4/3/2017", is_month_first=True) == "2017-04-03"
    assert read_date("4/3/2017") == "2017-03-04"


@pytest.mark.parametrize(
    "line",
    ["By Hazel Rowan, 21 April 2017, 18:02 BST", "Updated 12 minutes ago", "Fri 21 Apr 2017", "Posted Nov 18, 8:19 PM"],
)
def test_lines_of_who_and_when_are_datelines(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Timed at 1pm Sunday 21st November. Updated with approx figures 5:30pm.",
        "May 52,000",
        "Ash 1,204",
        "The count of 21 April 2017 gave Ash 1,204 votes",
        "Turnout 21 April 2017: 41%",
    ],
)
def test_lines_with_something_to_say_are_not(line: str) -> None:
    assert not is_dateline(line)


@given(st.text(alphabet="0123456789/-.: ,'TZ+aprilmy", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = read_date(text)
    assert found is None or found[4] == "-"
    is_dateline(text)
