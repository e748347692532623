"""Captures that another archive holds of pages that are gone, fetched through its CDX and Memento addresses.

Any archive with both will do: the Internet Archive, pywb, OpenWayback. Each capture is asked for as it was recorded
(`id_`), compared with the digest in the index it came from, and kept as a response with a metadata record that says
where it is from, how it answered, and whether the digest agrees. What was imported before is not asked for again: an
import that was cut short goes on when it is started again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urljoin, urlsplit

from archive.capture import warc_date
from archive.cdx import Row, read_rows
from archive.cdxj import same_address
from archive.coding import decode
from archive.compose import one_line
from archive.digest import same_digest
from archive.errors import ArchiveError, PayloadRefused
from archive.record import FIELDS, HTTP_RESPONSE, Record, record_id, sha1, warc_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archive.fetch import Fetch, Fetched
    from archive.index import Index
    from archive.writer import CaptureWriter

WAYBACK = "https://web.archive.org/"

CDX_SECONDS = 2.5
"""Between index requests: 0.4 a second, as the Internet Archive's maintained client does (its limits are unwritten)."""
CAPTURE_SECONDS = 0.5
"""Between captures: a quarter of that client's pace."""
BACK_OFF_SECONDS = 60.0
"""After a 429 or 503, doubled each time; Retry-After where it is longer."""
TRIES = 4
FIRST_TRIES, FIRST_WAIT_SECONDS = 2, 5.0
"""Of an archive that never answered yet: a slip in its address is likelier than a bad hour. Silence is met once."""
TOLD_EVERY = 25
"""Captures between two sentences of progress."""

_PAGE_ROWS = 2000
_NOT_THE_PAGES = ("x-archive-", "memento-datetime", "link", "content-location", "x-app-server", "x-ts", "x-tr")
_NOT_KEPT = {"transfer-encoding", "content-length", "content-encoding", "connection", "keep-alive"}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an archive answers. has_pages: its CDX gives resume keys."""

    cdx: str
    mementos: str
    has_pages: bool

    @classmethod
    def of(cls, base: str) -> Endpoint:
        """From the archive's address: the Internet Archive's own, or a pywb collection's (http://host/collection/)."""
        base = base if base.endswith("/") else f"{base}/"
        if urlsplit(base).hostname == "web.archive.org":
            return cls(urljoin(base, "/cdx/search/cdx"), urljoin(base, "/web/"), has_pages=True)
        return cls(f"{base}cdx", base, has_pages=False)

    def memento(self, row: Row) -> str:
        return f"{self.mementos}{row.timestamp}id_/{quote(row.url, safe=_SAFE)}"


_SAFE = ":/?#[]@!$&'()*+,;=%~"


def _to_nobody(_sentence: str) -> None:
    pass


@dataclass(slots=True)
class FromArchive:
    """What came of an import. known: here already. same: the payload of a capture next to it, not asked for.
    unproven: kept, though the digest did not agree. failed: sentences; those captures are asked for next time.
    stopped_by: what ended the import before its end, if it was an error of the network."""

    rows: int = 0
    captures: int = 0
    known: int = 0
    same: int = 0
    unproven: int = 0
    failed: list[str] = field(default_factory=list)
    is_complete: bool = True
    stopped_by: OSError | None = None


class MementoImporter:
    """Asks one archive, at its pace. `fetch` supplies the network, `now` the time of the import.

    `tell` hears in sentences how it goes: what is waited for, and how many captures have come.
    sleep and clock are there for tests and for callers that wait in their own way.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        writer: CaptureWriter,
        *,
        index: Index,
        fetch: Fetch,
        now: Callable[[], datetime],
        agent: str,
        tell: Callable[[str], None] = _to_nobody,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._endpoint, self._writer, self._index = endpoint, writer, index
        self._fetch, self._now, self._agent = fetch, now, agent
        self._tell, self._sleep, self._clock = tell, sleep, clock
        self._has_answered = False
        self._next_at: dict[str, float] = {}
        self._result = FromArchive()

    def run(self, url: str, *, match: str = "exact", since: str | None = None, until: str | None = None) -> FromArchive:
        """Imports the captures of an address (match: exact, prefix, host, domain), from one time stamp to another."""
        before: dict[str, str | None] = {}
        try:
            for row in self._rows(url, match, since, until):
                self._result.rows += 1
                if row.digest and before.get(row.url) == row.digest:
                    self._result.same += 1
                elif self._is_here(row):
                    self._result.known += 1
                    before[row.url] = row.digest
                elif self._take(row):
                    before[row.url] = row.digest
        except _Stopped as stopped:
            self._result.failed.append(str(stopped))
            self._result.is_complete = False
            self._result.stopped_by = stopped.cause
        return self._result

    def _rows(self, url: str, match: str, since: str | None, until: str | None) -> Iterator[Row]:
        asked = {"url": url, "output": "json", "matchType": match, "from": since, "to": until}
        if self._endpoint.has_pages:
            asked |= {"limit": str(_PAGE_ROWS), "showResumeKey": "true"}
        resume: str | None = None
        while True:
            query = {name: value for name, value in {**asked, "resumeKey": resume}.items() if value}
            address = f"{self._endpoint.cdx}?{urlencode(query)}"
            self._tell(f"Asking {self._endpoint.cdx} what it has of {url}{' (further rows)' if resume else ''}")
            answer = self._get(address, "index", CDX_SECONDS)
            if answer.status == 404:  # pywb's answer for an address it has nothing of
                return
            try:
                found = read_rows(answer.body if answer.status == 200 else b"?")
            except (ValueError, TypeError):
                raise ArchiveError(
                    address,
                    found=f"status {answer.status} and {answer.body[:60]!r}",
                    expected="a CDX answer in JSON",
                    todo="Look whether the address is that of an archive's collection.",
                ) from None
            if found.unread:
                self._result.failed.append(f"{address}: found {found.unread:,} rows that are none, expected CDX rows")
            yield from found.rows
            resume = found.resume
            if not resume:
                return

    def _is_here(self, row: Row) -> bool:
        captures = self._index.captures(row.url)
        return any(one.captured_at[:19] == row.second and same_address(one.url, row.url) for one in captures)

    def _take(self, row: Row) -> bool:
        """Whether it was given: what failed is asked for once more where the next row has the same digest."""
        address = self._endpoint.memento(row)
        answer, address = self._memento(address)
        moment = _memento_datetime(answer)
        fault = None
        if moment is None:
            fault = f"status {answer.status} and no Memento-Datetime, expected the capture"
        elif not answer.is_whole:
            fault = "a body shorter than its Content-Length, expected the whole of it"
        if fault or moment is None:
            self._result.failed.append(f"{address}: found {fault}; start the import again to ask once more")
            return False
        if self._is_here(replace(row, timestamp=moment.strftime("%Y%m%d%H%M%S"))):
            self._result.known += 1  # the archive gave its nearest capture instead
            return True
        answer, agrees = _as_listed(row, answer)
        self._result.unproven += agrees is False
        self._writer.keep(self._records(row, answer, address, moment, agrees))
        self._index.refresh_journal(f"{self._writer.stem}.open")
        self._result.captures += 1
        if self._result.captures % TOLD_EVERY == 0:
            self._tell(f"{self._result.captures:,} captures imported, now at {row.timestamp[:8]} {row.url}")
        return True

    def _memento(self, address: str) -> tuple[Fetched, str]:
        """The capture; an archive's redirect to its nearest one is followed within that archive."""
        for _ in range(3):
            answer = self._get(address, "capture", CAPTURE_SECONDS)
            target = answer.get("location")
            is_archives_own = answer.get("memento-datetime") is None and answer.status in {301, 302, 303, 307, 308}
            if not target or not is_archives_own:
                return answer, address
            target = urljoin(address, target)
            if not target.startswith(self._endpoint.mementos):
                return answer, address
            address = target
        return answer, address

    def _get(self, address: str, kind: str, seconds: float) -> Fetched:
        """One request at the archive's pace; waits when told to, and gives up with _Stopped when that does not help."""
        # Encodings must be asked for: only then is the body the one that the archive's digest is of.
        headers = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate, br", "Accept": "*/*"}
        attempt = 0
        while True:
            attempt += 1
            self._wait_until(self._next_at.get(kind, 0.0))
            self._next_at[kind] = self._clock() + seconds
            error: OSError | None = None
            try:
                answer = self._fetch(address, headers)
            except OSError as problem:
                error, words, wait = problem, str(problem) or type(problem).__name__, 0.0
            else:
                self._has_answered = True
                is_archives_own = answer.get("memento-datetime") is None
                if answer.status not in {429, 502, 503, 504} or not is_archives_own:
                    return _decoded(answer, address) if kind == "index" else answer
                words, wait = f"status {answer.status}", _retry_after(answer, self._now())
            if attempt >= self._tries(error):
                raise _Stopped(address, words, attempt, error)
            pause = max(wait, BACK_OFF_SECONDS * 2 ** (attempt - 1)) if self._has_answered else FIRST_WAIT_SECONDS
            self._tell(f"{address}: found {words}; asked again in {pause:.0f} s")
            self._wait_until(self._clock() + pause)

    def _tries(self, error: OSError | None) -> int:
        if self._has_answered:
            return TRIES
        return 1 if isinstance(error, TimeoutError) else FIRST_TRIES

    def _wait_until(self, moment: float) -> None:
        if (left := moment - self._clock()) > 0:
            self._sleep(left)

    def _records(self, row: Row, answer: Fetched, address: str, moment: datetime, agrees: bool | None) -> list[Record]:
        date = warc_date(moment)
        block = _as_recorded(answer)
        first = _record(
            "response",
            block,
            ("WARC-Date", date),
            ("WARC-Target-URI", one_line(row.url)),
            ("Content-Type", HTTP_RESPONSE),
            ("WARC-Payload-Digest", sha1(answer.body)),
            ident=record_id("memento", address, row.url, date, sha1(block)),
        )
        said = {None: "not given", True: "agrees", False: "differs"}[agrees]
        known = [
            ("imported-from", address),
            ("index", self._endpoint.cdx),
            ("index-timestamp", row.timestamp),
            ("index-digest", f"{row.digest or '-'} ({said})"),
            ("imported-at", warc_date(self._now())),
        ]
        known += [("answered", f"{name}: {value}") for name, value in answer.headers]
        beside = _record(
            "metadata",
            warc_fields(known),
            ("WARC-Date", date),
            ("WARC-Target-URI", one_line(row.url)),
            ("WARC-Concurrent-To", f"<{first.record_id}>"),
            ("Content-Type", FIELDS),
            ident=record_id("memento-provenance", first.record_id),
        )
        return [first, beside]


class _Stopped(Exception):  # noqa: N818 - never leaves this file
    def __init__(self, address: str, found: str, tries: int, cause: OSError | None) -> None:
        times = "once" if tries == 1 else f"{tries} times"
        super().__init__(
            f"{address}: found {found}, {times}; expected an answer; start the import again later, it goes on from here"
        )
        self.cause = cause


def _record(kind: str, block: bytes, *fields: tuple[str, str], ident: str) -> Record:
    named = (("WARC-Type", kind), ("WARC-Record-ID", f"<{ident}>"), *fields, ("WARC-Block-Digest", sha1(block)))
    return Record(named, block)


def _as_recorded(answer: Fetched) -> bytes:
    """The response as the archive recorded it, as near as it tells: its X-Archive-Orig- headers where it gives them,
    and the length and coding of the body as it came."""
    original = [(name[15:], value) for name, value in answer.headers if name.lower().startswith("x-archive-orig-")]
    if not original:
        original = [pair for pair in answer.headers if not pair[0].lower().startswith(_NOT_THE_PAGES)]
    kept = [(name, value) for name, value in original if name.lower() not in _NOT_KEPT]
    coding = answer.get("content-encoding")
    kept += [("Content-Encoding", coding)] if coding else []
    kept.append(("Content-Length", str(len(answer.body))))
    try:
        reason = HTTPStatus(answer.status).phrase
    except ValueError:
        reason = ""
    lines = [f"HTTP/1.1 {answer.status} {reason}", *(f"{name}: {value}" for name, value in kept)]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + answer.body


def _memento_datetime(answer: Fetched) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.get("memento-datetime") or "").astimezone(UTC)
    except ValueError:
        return None


def _as_listed(row: Row, answer: Fetched) -> tuple[Fetched, bool | None]:
    """The answer with the body that the archive's digest is of, and whether it agrees (None where none is listed).

    That is the body as it came, or decoded: some archives record pages decoded, and code them for the way here.
    """
    if row.digest is None or row.digest == "-":
        return answer, None
    agrees = same_digest(row.digest, answer.body)
    coding = answer.get("content-encoding")
    if agrees is not False or not coding:
        return answer, agrees
    try:
        plain = decode(answer.body, coding, where=row.url)
    except PayloadRefused:
        return answer, False
    if not same_digest(row.digest, plain):
        return answer, False
    headers = tuple(pair for pair in answer.headers if pair[0].lower() != "content-encoding")
    return replace(answer, headers=headers, body=plain), True


def _decoded(answer: Fetched, address: str) -> Fetched:
    body = decode(answer.body, answer.get("content-encoding") or "", where=address)
    return replace(answer, body=body)


def _retry_after(answer: Fetched, now: datetime) -> float:
    """Seconds, given as such or as a date (RFC 9110 10.2.3); an hour at most, for the import can be started again."""
    value = answer.get("retry-after") or ""
    if value.isdecimal():
        return min(float(value), 3600.0)
    try:
        seconds = (parsedate_to_datetime(value) - now).total_seconds()
    except (ValueError, TypeError):
        return 0.0
    return min(max(seconds, 0.0), 3600.0)
