"""When a page is asked again: unit by unit with invented histories, then over real nights."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model import Capture
from spiders.plan import Dates
from spiders.revisit import LONGEST, SHORTEST, interval, is_due, is_hot, validators
from tests.spiders.local_site import HOST, Nights, Site, ok, page, source

if TYPE_CHECKING:
    from collections.abc import Sequence

START = datetime(2026, 3, 1, 2, 15, tzinfo=UTC)


def captured(night: int, digest: str = "a", **more: object) -> Capture:
    moment = START + timedelta(days=night)
    capture = Capture(
        capture_id=f"c{night}",
        url=f"http://{HOST}/",
        captured_at=moment.isoformat(),
        status=200,
        mime="text/html",
        payload_digest=digest,
        file="f",
        offset=0,
        length=1,
        run_id=moment.strftime("%Y%m%dT%H%M%SZ"),
    )
    return replace(capture, **more)  # type: ignore[arg-type]


def visits(digests: Sequence[str], last_night: int) -> list[int]:
    """The nights on which a page is asked, when it shows digests[n] on night n."""
    history: list[Capture] = []
    asked = []
    for night in range(last_night):
        if is_due(history, Dates(), START + timedelta(days=night)):
            asked.append(night)
            history.append(captured(night, digests[min(night, len(digests) - 1)]))
    return asked


def test_an_unchanged_page_is_asked_ever_more_rarely_and_at_least_every_ninety_nights() -> None:
    asked = visits(["a"], 400)
    gaps = [later - sooner for sooner, later in itertools.pairwise(asked)]
    assert asked[:6] == [0, 1, 3, 5, 9, 14]
    assert max(gaps) == 90
    assert len(asked) < 20


def test_a_page_that_changes_nightly_is_asked_nightly() -> None:
    assert visits([str(night) for night in range(30)], 30) == list(range(30))


@given(st.lists(st.sampled_from("ab"), max_size=60))
def test_the_interval_keeps_within_its_bounds(digests: list[str]) -> None:
    history = [captured(night, digest) for night, digest in enumerate(digests)]
    assert SHORTEST <= interval(history) <= LONGEST
    if len(history) > 1 and digests[-1] != digests[-2]:
        assert interval(history) <= interval(history[:-1])


def test_a_revisit_counts_as_unchanged() -> None:
    again = captured(1, "b", revisit="server-not-modified")
    assert interval([captured(0), again]) == 1.5


@pytest.mark.parametrize(
    ("dates", "night", "expected"),
    [
        (Dates("2026-02-28"), 0, True),
        (Dates("2026-02-28"), 13, True),
        (Dates("2026-02-28"), 15, False),
        (Dates("2026-03-20"), 0, False),
        (Dates("2026-02-01", "2026-02-25"), 10, True),
        (Dates("2026-02"), 0, False),
        (Dates(), 0, False),
    ],
)
def test_pages_are_hot_from_the_poll_until_two_weeks_after_the_declaration(
    dates: Dates, night: int, expected: bool
) -> None:
    assert is_hot(dates, START + timedelta(days=night)) is expected


def test_a_change_that_a_list_tells_of_makes_a_page_due() -> None:
    history = [captured(0), captured(1), captured(3)]
    now = START + timedelta(days=4)
    assert not is_due(history, Dates(), now)
    assert is_due(history, Dates(), now, START + timedelta(days=3, hours=5))
    assert not is_due(history, Dates(), now, START + timedelta(days=2))


def test_a_failed_night_does_not_put_a_page_off() -> None:
    assert is_due([captured(0, status=503)], Dates(), START + timedelta(hours=1))


def test_validators_are_those_of_the_answer_that_a_revisit_confirms() -> None:
    whole = captured(0, etag='"v1"', last_modified="Sun, 21 Nov 2010 13:00:00 GMT")
    confirmed = captured(1, status=304, revisit="server-not-modified")
    assert validators([whole, confirmed]) == {
        "If-None-Match": '"v1"',
        "If-Modified-Since": "Sun, 21 Nov 2010 13:00:00 GMT",
    }
    assert validators([whole, captured(2)]) == {}
    assert validators([captured(0, status=301, etag='"v1"')]) == {}


def test_a_page_that_is_not_due_gives_its_links_without_being_asked(site: Site, nights: Nights) -> None:
    site.answers |= {"/news/": page("News", "/news/a"), "/news/a": page("A", "/news/b"), "/news/b": page("B")}
    for night in (1, 2):
        nights.crawl(site, source("section", "/news/"), night=night)
    site.asked.clear()
    outcome = nights.crawl(site, source("section", "/news/"), night=3)
    assert site.paths() == ["/robots.txt", "/news/"]
    assert (outcome.pages, outcome.outcome) == (3, "unchanged")
    assert "2 not due" in outcome.detail
    site.asked.clear()
    nights.crawl(site, source("section", "/news/"), night=3, run_id="20260303T021501Z", dates=Dates("2026-03-01"))
    assert len(site.asked) == 4


def test_the_second_night_over_an_unchanged_site_is_a_tenth_of_the_first(site: Site, nights: Nights) -> None:
    def answer(asked: object) -> bytes:
        if asked.headers.get("if-none-match") == f'"{asked.path}"':
            return b"HTTP/1.1 304 Not Modified\r\n\r\n"
        words = " ".join(str(hash((asked.path, number))) for number in range(700))
        return ok(f"<title>{asked.path}</title><p>{words}</p>", more=f'ETag: "{asked.path}"\r\n')

    links = [f"/news/{number}" for number in range(40)]
    site.answers |= {"/news/": page("News", *links)} | dict.fromkeys(links, answer)
    for night in (1, 2):
        nights.crawl(site, source("section", "/news/"), night=night)
    first, second = (path.stat().st_size for path in sorted(nights.archive.glob("*.warc.gz")))
    assert second < first / 10


def test_what_the_archive_can_no_longer_give_is_asked_anew(site: Site, nights: Nights) -> None:
    site.answers["/a"] = page("A")
    for night in (1, 2):
        nights.crawl(site, source("pages", "/a"), night=night)
    for path in nights.archive.glob("*.warc.gz"):
        path.unlink()
    site.asked.clear()
    assert nights.crawl(site, source("pages", "/a"), night=3).pages == 1
    assert "/a" in site.paths()
