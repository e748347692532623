"""The manners that no change may loosen. Whoever must loosen one says why here."""

from __future__ import annotations

import asyncio
import itertools
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spiders.address import AddressBook, AddressRefused
from spiders.kinds import kinds, spider_class
from spiders.plan import CrawlPlan, PlannedSource, PlanUnusable, check_plan
from spiders.politeness import HostClosed, Turnstile, delay_for, seconds_of
from spiders.settings import crawl_settings
from tests.spiders.local_site import HOST, Nights, Site, ok, page, source

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 3, 1, 2, 15, tzinfo=UTC)


def plan(**options: object) -> CrawlPlan:
    given = {"contact": "https://example.org/who", "delay": 2.0} | options
    return CrawlPlan("20260301T021500Z", Path("a"), Path("o"), (PlannedSource(source()),), NOW, **given)


# --- settings ------------------------------------------------------------------------------------------------------


def test_settings_are_no_faster_than_one_request_in_two_seconds_a_host() -> None:
    settings = crawl_settings(plan(delay=0.0))
    slowest = settings["DOWNLOAD_DELAY"] * (1 - settings["DOWNLOAD_DELAY_JITTER"])
    assert slowest >= 2.0
    assert settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert settings["ROBOTSTXT_OBEY"] is True
    assert settings["DOWNLOADER_MIDDLEWARES"]["spiders.politeness.RobotsMiddleware"]
    assert settings["RETRY_TIMES"] <= 2
    assert settings["REDIRECT_MAX_TIMES"] <= 10


def test_only_hosts_that_the_plan_itself_names_may_be_asked_faster() -> None:
    own = plan(delay=0.0, connect_to={HOST: "127.0.0.1:9", "odd.example:8080": "127.0.0.1:9"})
    assert delay_for(own, f"http://{HOST}/") == 0.0
    assert delay_for(own, "http://odd.example:8080/") == 0.0
    assert delay_for(own, "http://odd.example/") >= 2.0
    assert delay_for(own, "http://elsewhere.example/") >= 2.0
    assert set(crawl_settings(own)["DOWNLOAD_SLOTS"]) == {HOST, "odd.example"}


def test_a_public_address_in_connect_to_makes_nothing_faster_and_needs_a_contact() -> None:
    pinned = plan(delay=0.0, connect_to={HOST: "8.8.8.8:80"})
    assert delay_for(pinned, f"http://{HOST}/") >= 2.0
    assert crawl_settings(pinned)["DOWNLOAD_SLOTS"] == {}
    with pytest.raises(PlanUnusable, match="contact"):
        check_plan(plan(contact=None, connect_to={HOST: "8.8.8.8:80"}))


@pytest.mark.parametrize("kind", kinds())
def test_no_kind_of_source_has_settings_of_its_own(kind: str) -> None:
    """A spider's `custom_settings` or attributes would override the polite ones."""
    spider = spider_class(kind)
    assert not spider.custom_settings
    assert not {"download_delay", "max_concurrent_requests", "user_agent", "handle_httpstatus_list"} & set(dir(spider))


def test_all_that_could_reach_past_the_archive_is_off() -> None:
    settings = crawl_settings(plan())
    for name in ("TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "COOKIES_ENABLED", "HTTPCACHE_ENABLED"):
        assert settings[name] is False, name
    assert settings["JOBDIR"] is None
    others = {scheme: path for scheme, path in settings["DOWNLOAD_HANDLERS"].items() if scheme not in ("http", "https")}
    assert others == dict.fromkeys(("data", "file", "ftp", "s3"))


def test_a_crawl_of_the_internet_says_who_asks() -> None:
    assert "(+https://example.org/who)" in crawl_settings(plan())["USER_AGENT"]
    with pytest.raises(PlanUnusable, match="contact"):
        check_plan(plan(contact=None))
    check_plan(plan(contact=None, connect_to={HOST: "127.0.0.1:9"}))


@pytest.mark.parametrize("target", ["localhost:8000", "127.0.0.1", "127.0.0.1:http", "8000"])
def test_connect_to_leads_to_an_address_in_numbers(target: str) -> None:
    with pytest.raises(PlanUnusable, match=r"127\.0\.0\.1:8000"):
        check_plan(plan(connect_to={HOST: target}))


# --- the turnstile -------------------------------------------------------------------------------------------------


def test_turns_at_a_host_are_apart_and_never_two_at_once() -> None:
    begun: list[float] = []
    at_once = 0

    async def visit(turnstile: Turnstile, url: str) -> None:
        nonlocal at_once
        async with turnstile.turn(url):
            at_once += 1
            assert at_once == 1
            begun.append(time.monotonic())
            await asyncio.sleep(0.01)
            at_once -= 1

    async def all_visits() -> None:
        turnstile = Turnstile(plan(delay=0.1, connect_to={HOST: "127.0.0.1:9", f"www.{HOST}": "127.0.0.1:9"}))
        await asyncio.gather(*(visit(turnstile, f"http://{www}{HOST}/{n}") for n in range(2) for www in ("", "www.")))

    asyncio.run(all_visits())
    assert all(second - first >= 0.05 for first, second in itertools.pairwise(begun))


def test_a_host_that_asks_for_a_long_pause_is_left_alone_tonight() -> None:
    async def visit() -> None:
        turnstile = Turnstile(plan(connect_to={HOST: "127.0.0.1:9"}, delay=0.0))
        turnstile.answered(f"http://{HOST}/", 429, "86400", NOW)
        async with turnstile.turn(f"http://{HOST}/"):
            pass

    with pytest.raises(HostClosed):
        asyncio.run(visit())


def test_retry_after_is_a_number_or_a_date() -> None:
    assert seconds_of("120", NOW) == 120.0
    assert seconds_of(format_datetime(NOW + timedelta(seconds=90), usegmt=True), NOW) == 90.0
    assert seconds_of(format_datetime(NOW - timedelta(seconds=90), usegmt=True), NOW) == 0.0
    assert seconds_of("soon", NOW) is None
    assert seconds_of(None, NOW) is None


def test_a_429_is_waited_out_and_asked_again(site: Site, nights: Nights) -> None:
    answers = [ok("", status="429 Too Many Requests", more="Retry-After: 1\r\n"), page("Count")]
    site.answers["/count"] = lambda _: answers.pop(0)
    outcome = nights.crawl(site, source("pages", "/count"))
    assert (outcome.pages, outcome.errors) == (1, 0)
    first, second = (asked.at for asked in site.asked if asked.path == "/count")
    assert second - first >= 0.5  # half of it: the first may have reached a busy server late


# --- robots.txt ----------------------------------------------------------------------------------------------------


def test_robots_txt_is_obeyed_and_its_delay_kept(site: Site, nights: Nights) -> None:
    rules = "User-agent: *\nDisallow: /private\n\nUser-agent: Tallysheet\nCrawl-delay: 0.4\nDisallow: /secret\n"
    site.answers |= {
        "/robots.txt": ok(rules, "text/plain"),
        "/a": page("A"),
        "/secret": page("S"),
        "/private": page("P"),
    }
    urls = tuple(f"http://{HOST}/{name}" for name in ("a", "secret", "private"))
    outcome = nights.crawl(site, source("pages", urls=urls))
    assert site.paths() == ["/robots.txt", "/a", "/private"]  # our own group counts, not the one for all
    assert (outcome.pages, outcome.errors) == (2, 1)
    times = [asked.at for asked in site.asked[1:]]
    assert times[1] - times[0] >= 0.2  # half of it: the first may have reached a busy server late


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy"])
def test_a_broken_robots_txt_means_not_tonight(site: Site, nights: Nights, status: str) -> None:
    site.answers |= {"/robots.txt": ok("", "text/plain", status=status), "/a": page("A")}
    outcome = nights.crawl(site, source("pages", "/a"))
    assert outcome.outcome == "robots"
    assert "/a" not in site.paths()


def test_a_missing_robots_txt_forbids_nothing(site: Site, nights: Nights) -> None:
    site.answers |= {"/robots.txt": ok("", status="403 Forbidden"), "/a": page("A")}
    assert nights.crawl(site, source("pages", "/a")).pages == 1


# --- addresses -----------------------------------------------------------------------------------------------------

INNER = [
    *("127.0.0.1", "127.1.2.3", "2130706434", "0x7f000001", "0.0.0.0", "localhost", "::1", "::", "::127.0.0.1"),
    *("10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "fe80::1", "fc00::1"),
    *("224.0.0.1", "255.255.255.255", "240.0.0.1", "ff02::1", "fec0::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::1"),
]


@pytest.mark.parametrize("address", INNER)
def test_no_connection_is_made_to_an_inner_address(address: str) -> None:
    with pytest.raises(AddressRefused):
        asyncio.run(AddressBook().places(address, 80))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
def test_public_addresses_are_let_through(address: str) -> None:
    assert asyncio.run(AddressBook().places(address, 80))[0].address == address


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "[::ffff:127.0.0.1]", "localhost"])
def test_a_redirect_to_an_inner_address_is_refused(serve: Callable[..., Site], nights: Nights, host: str) -> None:
    inner = serve()
    inner.answers |= {"/secret": page("Secret"), "/robots.txt": ok("", "text/plain")}
    site = serve()
    site.answers["/a"] = ok("", status="302 Found", more=f"Location: http://{host}:{inner.port}/secret\r\n")
    outcome = nights.crawl(site, source("pages", "/a"))
    assert (inner.asked, inner.connections) == ([], 0)
    assert outcome.outcome == "refused"


def test_a_redirect_to_a_file_is_not_followed(site: Site, nights: Nights) -> None:
    site.answers["/a"] = ok("", status="302 Found", more="Location: file:///etc/passwd\r\n")
    outcome = nights.crawl(site, source("pages", "/a"))
    assert outcome.pages == 0


def test_a_circle_of_redirects_ends(site: Site, nights: Nights) -> None:
    site.answers["/a"] = ok("", status="302 Found", more="Location: /b\r\n")
    site.answers["/b"] = ok("", status="302 Found", more="Location: /a\r\n")
    outcome = nights.crawl(site, source("pages", "/a"))
    assert outcome.outcome in ("redirect_only", "nothing_found")
    assert len(site.asked) < 12


def test_requests_name_no_fragment_and_no_password(site: Site, nights: Nights) -> None:
    site.answers["/a?b=c"] = page("A")
    nights.crawl(site, source("pages", urls=(f"http://me:secret@{HOST}/a?b=c#d",)))
    assert b"GET /a?b=c HTTP/1.1\r\nHost: tally.example\r\n" in site.asked[-1].raw
    assert b"secret" not in site.asked[-1].raw
    assert "secret" not in "".join(path.read_text() for path in nights.archive.rglob("*.cdxj"))
