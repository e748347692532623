"""Manners, kept where nothing goes round them: one request at a time for a host, at a distance, and robots.txt.

The turnstile stands in front of the connection: it holds for robots.txt, redirects and retries as well, and across all
sources of the process that touch a host.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from spiders.plan import host_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from spiders.night import SourceNight
    from spiders.plan import CrawlPlan

POLITE_DELAY = 2.0
"""Seconds between the beginnings of two requests to a host. Faster only at the plan's own hosts (CrawlPlan.owns)."""

JITTER_REACH = 1.0
"""Seconds that chance adds at most, so that many collectors started by the same cron minute drift apart."""

WITHOUT_RETRY_AFTER = 30.0
"""Seconds to stay away after 429 or 503 where the server names no time; doubled each time."""

LONGEST_WAIT = 600.0
"""A server that asks for a longer pause is left alone for the night."""

ROBOTS_TOKEN = "Tallysheet"  # noqa: S105  (robots.txt calls the name of a robot its product token)

ROBOTS_LIMIT = 500 * 1024
"""Bytes of a robots.txt that are read: RFC 9309 2.5 asks for as many."""

_SKIPPED = "expected 200 or 404; the host is skipped tonight and tried again next night"


class HostClosed(IgnoreRequest):
    """The host asked to be left alone for longer than the night lasts."""


class RobotsRefused(IgnoreRequest):
    """robots.txt forbids the address, or could not be had: RFC 9309 2.3.1.4 reads that as "forbidden".

    `cause` is what kept robots.txt from us, where something did: a host without an address has no robots.txt either.
    """

    def __init__(self, words: str, cause: Exception | None = None) -> None:
        super().__init__(words)
        self.cause = cause


@dataclass(slots=True)
class _Host:
    delay: float
    free: asyncio.Lock = field(default_factory=asyncio.Lock)
    not_before: float = 0.0
    pauses: int = 0
    is_closed: bool = False


class Turnstile:
    """One for the process. `host_of` says what counts as one host. Times are seconds of the monotonic clock."""

    def __init__(self, plan: CrawlPlan) -> None:
        self._plan = plan
        self._hosts: dict[str, _Host] = {}

    def _host(self, url: str) -> _Host:
        name = host_of(url)
        if name not in self._hosts:
            self._hosts[name] = _Host(delay_for(self._plan, url))
        return self._hosts[name]

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Waits until the host may be asked; the next turn begins `delay` seconds after this one began."""
        host = self._host(url)
        async with host.free:
            if host.is_closed:
                raise HostClosed(
                    f"{host_of(url)}: asked to be left alone for more than {LONGEST_WAIT:.0f} s; tried again next night"
                )
            wait = host.not_before - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            host.not_before = time.monotonic() + host.delay
            yield

    def slow_down(self, url: str, seconds: float) -> None:
        """Crawl-delay of robots.txt: never makes a host faster."""
        host = self._host(url)
        host.delay = max(host.delay, seconds)

    def answered(self, url: str, status: int, retry_after: str | None, now: datetime) -> None:
        """Heeds 429 and 503. Retry-After is a number of seconds or a date (RFC 9110 10.2.3)."""
        host = self._host(url)
        if status not in (429, 503):
            host.pauses = 0
            return
        asked = seconds_of(retry_after, now)
        if asked is None and status == 503:
            return
        pause = WITHOUT_RETRY_AFTER * 2**host.pauses if asked is None else asked
        host.pauses += 1
        host.is_closed = pause > LONGEST_WAIT
        host.not_before = max(host.not_before, time.monotonic() + pause)


def delay_for(plan: CrawlPlan, url: str) -> float:
    """Seconds between requests to the host of `url`: the plan's for its own hosts, else two at the least."""
    return plan.delay if plan.owns(url) else max(POLITE_DELAY, plan.delay)


def seconds_of(retry_after: str | None, now: datetime) -> float | None:
    """What a Retry-After header asks for, never below nought; None where it says nothing readable."""
    if retry_after is None:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return max(0.0, (moment - now).total_seconds())


@dataclass(frozen=True, slots=True)
class Rules:
    """What robots.txt says to us. `refusal` is set where it could not be had."""

    parsed: Protego | None = None
    refusal: str | None = None
    cause: Exception | None = None

    def refuses(self, url: str) -> str | None:
        if self.refusal:
            return self.refusal
        if self.parsed is not None and not self.parsed.can_fetch(url, ROBOTS_TOKEN):
            return f"{url}: robots.txt forbids it; nothing to do, or ask the site's owner"
        return None


class RobotsBook:
    """The rules of each origin, asked for once a night in this process, whoever asks first."""

    def __init__(self, turnstile: Turnstile) -> None:
        self._turnstile = turnstile
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    async def rules(self, url: str, fetch: Callable[[str], Awaitable[Response]]) -> Rules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.get_running_loop().create_future()
            self._rules[origin].set_result(await self._ask(origin, fetch))
        return await asyncio.shield(self._rules[origin])

    async def _ask(self, origin: str, fetch: Callable[[str], Awaitable[Response]]) -> Rules:
        address = f"{origin}/robots.txt"
        try:
            answer = await fetch(address)
        except Exception as error:  # noqa: BLE001  (whatever kept robots.txt from us, the rule is the same: stay away)
            words = str(error) if host_of(address) in str(error) else f"{address}: {error or type(error).__name__}"
            return Rules(refusal=words if "expected" in words else f"{words}; {_SKIPPED}", cause=error)
        if answer.status >= 500 or answer.status == 429:
            return Rules(refusal=f"{address}: answered {answer.status}; {_SKIPPED}")
        if answer.status >= 300:
            return Rules()
        parsed = Protego.parse(answer.body[:ROBOTS_LIMIT].decode("utf-8-sig", "replace"))
        delay = parsed.crawl_delay(ROBOTS_TOKEN)
        if delay:
            self._turnstile.slow_down(address, float(delay))
        return Rules(parsed)


class RobotsMiddleware:
    """Scrapy's own reads an unreachable or broken robots.txt as leave to crawl; this one as RFC 9309 does."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("is_robots"):
            return
        night: SourceNight = self._crawler.spider.night  # type: ignore[union-attr]  # set by every spider of ours
        rules = await night.robots.rules(request.url, self._fetch)
        refusal = rules.refuses(request.url)
        if refusal:
            raise RobotsRefused(refusal, rules.cause)

    async def _fetch(self, address: str) -> Response:
        request = Request(address, callback=NO_CALLBACK, meta={"is_robots": True, "role": "robots"}, dont_filter=True)
        return await self._crawler.engine.download_async(request)
