"""A night in one word: what kept a source from giving anything, or what was odd about what it gave."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, get_args

import pytest
from scrapy.http import HtmlResponse

from pipelines.model import Outcome, SourceOutcome
from spiders.outcomes import REMEDIES, Failed, Tally, looks_blocked, read_outcomes, verdict, write_outcome
from tests.spiders.local_site import HOST, Nights, Site, ok, page, source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_name_without_an_address(site: Site, nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: object, **__: object) -> None:
        raise socket.gaierror("Name or service not known")

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", nothing)
    monkeypatch.setattr("spiders.politeness.POLITE_DELAY", 0.0)
    monkeypatch.setattr("spiders.settings.POLITE_DELAY", -0.4)
    outcome = nights.crawl(site, source("pages", url="http://no.example/"), contact="mailto:desk@example.org")
    assert outcome.outcome == "dns"
    assert "no.example" in outcome.detail


def test_a_closed_port(site: Site, nights: Nights) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        outcome = nights.crawl(site, source(), connect_to={HOST: f"127.0.0.1:{taken.getsockname()[1]}"})
    assert outcome.outcome == "refused"


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("404 Not Found", "not_found"),
        ("410 Gone", "not_found"),
        ("403 No", "blocked"),
        ("451 Law", "blocked"),
        ("500 Oops", "server_error"),
    ],
)
def test_statuses(site: Site, nights: Nights, status: str, word: str) -> None:
    site.answers["/a"] = ok("<title>no</title>", status=status)
    outcome = nights.crawl(site, source("pages", "/a"))
    assert outcome.outcome == word
    assert f"http://{HOST}/a" in outcome.detail


def test_a_server_that_does_not_finish_is_a_timeout_and_what_came_is_kept(
    site: Site, nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    from spiders import crawl

    settings = crawl.crawl_settings
    monkeypatch.setattr(
        crawl, "crawl_settings", lambda plan: settings(plan) | {"DOWNLOAD_TIMEOUT": 0.2, "RETRY_TIMES": 0}
    )
    site.answers["/a"] = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
    outcome = nights.crawl(site, source("pages", "/a"))
    assert (outcome.outcome, outcome.captures) == ("timeout", 2)


def test_a_challenge_page_is_not_taken_for_the_page(site: Site, nights: Nights) -> None:
    site.answers["/a"] = ok("<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>")
    outcome = nights.crawl(site, source("pages", "/a"))
    assert (outcome.outcome, outcome.captures) == ("blocked", 2)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<title>Access Denied</title>", True),
        ("<title>Results</title><p>Please complete the CAPTCHA below.</p>", True),
        (
            "<title>Results</title><p>The site asked voters to complete the captcha.</p>"
            + "<p>Votes were counted.</p>" * 90,
            False,
        ),
        ("<title>Results</title><p>101,000 votes</p>", False),
    ],
)
def test_what_looks_blocked(body: str, expected: bool) -> None:
    assert looks_blocked(HtmlResponse(f"http://{HOST}/", body=body.encode())) is expected


def test_pages_that_all_lead_to_one_place(site: Site, nights: Nights) -> None:
    moved = ok("", status="301 Moved", more="Location: /\r\n")
    site.answers |= {"/a": moved, "/b": moved, "/": page("For sale")}
    outcome = nights.crawl(site, source("pages", urls=(f"http://{HOST}/a", f"http://{HOST}/b")))
    assert outcome.outcome == "redirect_only"


def test_one_page_that_moved_is_a_page(site: Site, nights: Nights) -> None:
    site.answers |= {"/a": ok("", status="301 Moved", more="Location: /b\r\n"), "/b": page("B")}
    assert nights.crawl(site, source("pages", "/a")).outcome == "collected"


def test_far_below_its_usual(site: Site, nights: Nights) -> None:
    site.answers["/a"] = page("A")
    outcome = nights.crawl(site, source("pages", "/a"), usual=(10, 12, 9))
    assert outcome.outcome == "far_below_usual"
    assert "usually 10" in outcome.detail
    assert nights.crawl(site, source("pages", "/a"), night=2, usual=(10, 12)).outcome == "unchanged"


def test_a_site_without_a_fitting_page(site: Site, nights: Nights) -> None:
    site.answers["/feed"] = ok("<rss><channel/></rss>", "application/rss+xml")
    assert nights.crawl(site, source("feed", "/feed")).outcome == "nothing_found"


def test_certificates_are_verified(
    serve: Callable[..., Site], nights: Nights, certificate: Callable[..., object]
) -> None:
    site = serve(ssl=certificate("other.example"))
    site.answers["/a"] = page("A")
    outcome = nights.crawl(site, source("pages", url=f"https://{HOST}/a"))
    assert (outcome.outcome, site.asked) == ("tls", [])


def test_a_good_certificate_is_trusted(
    serve: Callable[..., Site], nights: Nights, certificate: Callable[..., object]
) -> None:
    site = serve(ssl=certificate(HOST))
    site.answers["/a"] = page("A")
    outcome = nights.crawl(site, source("pages", url=f"https://{HOST}/a"))
    assert (outcome.outcome, outcome.pages) == ("collected", 1)


def test_every_outcome_that_is_a_failure_says_what_to_do() -> None:
    assert set(REMEDIES) == set(get_args(Outcome)) - {"collected", "unchanged"}
    assert verdict(Tally(), ())[0] == "nothing_found"


def test_outcomes_are_read_back_and_a_missing_one_is_a_crash(tmp_path: Path) -> None:
    kept = SourceOutcome(
        "r", "a", "collected", "1 page", "2026-03-01T02:15:00Z", "2026-03-01T02:16:00Z", 1, 1, 0, 1, 9, 0
    )
    write_outcome(kept, tmp_path)
    (tmp_path / "b.json").write_text('{"outcome": "coll')
    found = read_outcomes(tmp_path, "r", ["a", "b", "c"], at="2026-03-01T02:20:00Z")
    assert found[0] == kept
    assert [outcome.outcome for outcome in found[1:]] == ["crashed", "crashed"]


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("status 404", "http://a.example/: status 404; expected a page; the pages are gone"),
        (
            "a.example: no certificate; expected one to trust",
            "a.example: no certificate; expected one to trust; the pages",
        ),
        ("a.example: found none; expected one. Import it.", "a.example: found none; expected one. Import it."),
    ],
)
def test_a_failure_is_told_in_four_parts_and_each_once(words: str, whole: str) -> None:
    _, sentence = verdict(Tally(failures=[Failed("not_found", "http://a.example/", words)]), ())
    assert sentence.removeprefix("http://a.example/: " if whole.startswith("a.") else "").startswith(whole)
    assert sentence.count("expected") == 1
