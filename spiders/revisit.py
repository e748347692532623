"""When a page is asked again, and how: nightly while a vote is fresh, ever more rarely while it does not change.

Everything is reckoned from the archive's own index; there is no other memory to lose or to disagree with it.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from archive.errors import ArchiveError
from spiders.keeping import is_good, night_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler

    from archive.store import Payload
    from pipelines.model import Capture
    from spiders.night import SourceNight
    from spiders.plan import Dates

log = logging.getLogger(__name__)

SLOWER, FASTER = 1.5, 0.8
"""What an unchanged and a changed page do to the interval: Common Crawl's news crawler uses the same two steps."""

SHORTEST, LONGEST = 1.0, 90.0
"""Nights between two visits."""

HOT_NIGHTS = 14
"""Figures are corrected, and readers answer, for about two weeks after a vote."""

_SLACK = timedelta(hours=6)
"""A night begins a little earlier or later than the last one did."""


def interval(history: Sequence[Capture]) -> float:
    """Nights until the next visit, from the captures of one address, oldest first."""
    nights = SHORTEST
    seen: set[str] = set()
    for capture in history:
        if seen:
            is_same = capture.revisit is not None or capture.payload_digest in seen
            nights = min(LONGEST, max(SHORTEST, nights * (SLOWER if is_same else FASTER)))
        seen = {capture.payload_digest}
    return nights


def is_hot(dates: Dates, now: datetime) -> bool:
    """From the close of poll until two weeks after the declaration (or after the poll, where none is known)."""
    days = sorted(day for day in (_day(dates.poll), _day(dates.declared)) if day)
    return bool(days) and days[0] <= now <= days[-1] + timedelta(days=HOT_NIGHTS + 1)


def is_due(history: Sequence[Capture], dates: Dates, now: datetime, changed_at: datetime | None = None) -> bool:
    """Whether to ask again tonight. changed_at: when the page changed, where a feed or a sitemap says so."""
    good = [capture for capture in history if is_good(capture)]
    if not good or is_hot(dates, now):
        return True
    if changed_at is not None and changed_at > night_of(good[-1]):
        return True
    return night_of(good[-1]) + timedelta(days=interval(good)) - _SLACK <= now


def _day(text: str | None) -> datetime | None:
    """A date, or the first day of the year or month where no more is known."""
    if not text:
        return None
    return datetime.fromisoformat((text + "-01-01")[:10]).replace(tzinfo=UTC)


def validators(history: Sequence[Capture]) -> dict[str, str]:
    """Request headers that let the server answer 304; empty where the last good answer came without validators.

    A 304 need not repeat Last-Modified (RFC 9110 15.4.5), so a revisit is looked through to the answer it confirms.
    """
    found: dict[str, str] = {}
    for capture in reversed(history):
        if not is_good(capture) or capture.status not in (200, 304):
            break
        if capture.etag:
            found.setdefault("If-None-Match", capture.etag)
        if capture.last_modified:
            found.setdefault("If-Modified-Since", capture.last_modified)
        if capture.revisit != "server-not-modified":
            break
    return found


def from_archive(request: Request, payload: Payload, flag: str) -> Response:
    """A response as the spider would have had it from the network, its content coding already removed."""
    dropped = {b"content-encoding", b"transfer-encoding", b"content-length"}
    headers = Headers([pair for pair in pairs(payload) if pair[0].lower() not in dropped])
    kind = responsetypes.from_args(headers=headers, url=request.url, body=payload.body)
    return kind(
        url=request.url, status=payload.status, headers=headers, body=payload.body, flags=[flag], request=request
    )


def pairs(payload: Payload) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in payload.headers]


class RevisitMiddleware:
    """Answers from the archive what need not be asked tonight, and makes the other requests conditional."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        for name in ("If-None-Match", "If-Modified-Since"):  # a redirected or repeated request brings its own along
            request.headers.pop(name, None)
        if request.meta.get("retry_times"):
            return None
        night: SourceNight = self._crawler.spider.night  # type: ignore[union-attr]  # set by every spider of ours
        done = night.keeping.tonight.get(request.url)
        if done is not None and is_good(done):
            return self._from_archive(request, done, "revisit" if done.revisit else "done_tonight")
        history = night.keeping.history(request.url)
        if not self._asks_tonight(request, history, night):
            last = next(capture for capture in reversed(history) if is_good(capture))
            answer = self._from_archive(request, last, "not_due")
            night.tally.not_due += answer is not None
            return answer
        for name, value in validators(history).items():
            request.headers[name] = value
        return None

    def _from_archive(self, request: Request, capture: Capture, flag: str) -> Response | None:
        """None where the archive cannot give the payload (a file was taken away, say): then it is asked for anew."""
        night: SourceNight = self._crawler.spider.night  # type: ignore[union-attr]  # set by every spider of ours
        try:
            return from_archive(request, night.keeping.payload(capture), flag)
        except ArchiveError as error:
            log.warning("%s", error)
            return None

    def _asks_tonight(self, request: Request, history: Sequence[Capture], night: SourceNight) -> bool:
        """Lists, feeds and robots.txt are asked every night: what is new is found in them."""
        if request.meta.get("role") != "page":
            return True
        if request.meta.get("is_immutable") and any(is_good(capture) for capture in history):
            return False
        return is_due(history, night.planned.dates, night.plan.now, night.changes.get(request.url))
