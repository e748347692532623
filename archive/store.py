"""The archive as its readers see it: captures, payloads, mementos, time maps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

from archive.capture import names_of, read_date, warc_date
from archive.cdxj import capture_from, offset_in, same_address, whole_lines
from archive.coding import DECODED_LIMIT, decode
from archive.errors import ArchiveError, NotArchived, PayloadRefused
from archive.index import FOLDED, JOURNALS, Index, fold, open_journal
from archive.record import Record, read_record
from archive.recover import SUFFIX, rebuild, recover_dead
from archive.revisit import origin_of, with_head
from archive.wire import Head, payload, read_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipelines.model import Capture


@dataclass(frozen=True, slots=True)
class Payload:
    """What a capture gives: the body without transfer and content coding, and the head it came with.

    For a revisit, the earlier capture's body. status and headers are the answer's own; those of a 304 are the earlier
    capture's, for they are the page's. content_type has its parameters.
    """

    body: bytes
    content_type: str | None
    headers: tuple[tuple[str, str], ...]
    status: int


class Archive:
    """A folder of captures. Look-ups see what other processes have written up to the moment of the call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = Index(folder)

    def captures(self, *, run_id: str | None = None, source_id: str | None = None) -> Iterator[Capture]:
        """All captures, or those of a run, a source, or both, in order of file and offset."""
        for path in self._journals(f"{run_id or '*'}-{source_id or '*'}"):
            # The pattern is wider than it looks: "*-log" is also the end of "b-log".
            run, source = names_of(path.stem)
            if run_id in {None, run} and source_id in {None, source}:
                with open_journal(path) as stream:
                    yield from _in_order(stream)

    def _journals(self, stems: str) -> list[Path]:
        """In the order in which a journal moves through these places, so that none is missed while it does."""
        journals = self.folder / JOURNALS
        places = ((journals, ".open"), (journals, ".cdxj"), (journals / FOLDED, ".cdxj"))
        by_stem: dict[str, Path] = {}
        for folder, suffix in places:
            for path in folder.glob(f"{stems}{suffix}"):
                by_stem.setdefault(path.stem, path)
        return [by_stem[stem] for stem in sorted(by_stem, key=lambda stem: stem + SUFFIX)]

    def timemap(self, url: str) -> list[Capture]:
        """All captures of an address in order of time. Where none has exactly that address, those that a player would
        show for it: without `www.`, with another scheme, another case, another order of the query."""
        self.index.refresh()
        captures = self.index.captures(url)
        exact = [capture for capture in captures if same_address(capture.url, url)]
        return exact or captures

    def memento(self, url: str, at: str | datetime) -> Capture | None:
        """The capture nearest to a moment (ISO 8601; UTC where it has no zone); of two as near, the earlier."""
        wanted = _moment(at)
        captures = self.timemap(url)
        return min(captures, key=lambda capture: abs(_moment(capture.captured_at) - wanted), default=None)

    def as_of(self, url: str, at: str | datetime) -> Capture:
        """The newest capture at or before a moment: what was known then. Raises NotArchived."""
        until = warc_date(_moment(at))
        captures = [capture for capture in self.timemap(url) if capture.captured_at <= until]
        if not captures:
            raise NotArchived(
                url,
                found=f"no capture up to {until}",
                expected="one to replay",
                todo="Collect it first, or import it; `tallysheet archive list` shows what there is.",
            )
        return captures[-1]

    def latest(self, url: str) -> Capture | None:
        """The newest whole capture of a page (status 200, or a revisit of one): the one to name in a conditional
        request. A not-modified revisit is given the validators that stand with its payload."""
        self.index.refresh()
        lines = self.index.lines(url)
        for line in reversed(lines):
            capture = capture_from(line)
            if capture.truncated or not same_address(capture.url, url):
                continue
            if capture.revisit == "server-not-modified":
                same = with_head(url, lines, capture.payload_digest.encode())
                named = next((one for one in same if one.captured_at < capture.captured_at), None)
                if named:
                    return replace(capture, etag=named.etag, last_modified=named.last_modified)
            elif capture.status == 200:
                return capture
        return None

    def record(self, capture: Capture) -> Record:
        """The WARC record a capture points to. Raises RecordUnreadable."""
        return read_record(self.folder / capture.file, capture.offset, capture.length)

    def origin(self, capture: Capture) -> Capture:
        """The capture that holds the payload: itself, or for a revisit the one referred to. Raises NotArchived."""
        if not capture.revisit:
            return capture
        self.index.refresh()
        found = origin_of(capture, self.index.lines(capture.url)) or self._by_address_and_date(capture)
        if found is None:
            raise NotArchived(
                f"{capture.file} at {capture.offset:,} ({capture.url})",
                found="a revisit of a capture that is not in this archive",
                expected="the capture it refers to",
                todo="Import the WARC file that holds it, or look at `tallysheet archive verify`.",
            )
        return found

    def _by_address_and_date(self, capture: Capture) -> Capture | None:
        """Players resolve a revisit by WARC-Refers-To-Target-URI and -Date; other writers give no more than these, or
        nothing but the digest."""
        record = self.record(capture)
        url = (record.get("WARC-Refers-To-Target-URI") or capture.url).strip("<> ")
        moment = read_date(record.get("WARC-Refers-To-Date") or "")
        wanted = warc_date(moment) if moment else None
        same = [one for one in self.index.captures(url) if not one.revisit and one.capture_id != capture.capture_id]
        by_date = [one for one in same if one.captured_at == wanted]
        by_digest = [one for one in same if one.payload_digest == capture.payload_digest]
        return next(iter(by_date or by_digest[-1:]), None)

    def payload(self, capture: Capture, *, limit: int = DECODED_LIMIT) -> Payload:
        """Body and head. Raises PayloadRefused above `limit` decoded bytes or for an unknown coding, RecordUnreadable,
        and NotArchived for a revisit whose origin is gone."""
        origin = self.origin(capture)
        record = self.record(origin)
        where = f"{origin.file} at {origin.offset:,} ({origin.url})"
        if origin.status == 0:
            raise PayloadRefused(
                where, found="an answer that is not HTTP", expected="a status line", todo="Look at the record."
            )
        if record.type == "resource":
            return Payload(record.block, record.get("Content-Type"), (), origin.status)
        head = read_head(record.block)
        codings = ", ".join(filter(None, (head.all("content-encoding"), _transfer_codings(head))))
        body = decode(payload(record.block, head), codings, where=where, limit=limit)
        if capture.revisit == "identical-payload-digest":
            own = self.record(capture).block
            head = read_head(own) if own.strip() else head
        return Payload(body, head.get("content-type"), head.headers, head.status)

    def reindex(self, *, from_records: bool = False) -> int:
        """Mends what killed writers left and folds the journals into the index; the number of lines added.
        from_records: makes the index anew from the records themselves; the number of captures."""
        if from_records:
            return rebuild(self.folder)
        recover_dead(self.folder)
        return fold(self.folder)


def _in_order(journal: BinaryIO) -> Iterator[Capture]:
    """The captures of one file by offset, one at a time: a night of a large site has tens of thousands."""
    if _is_ordered(map(offset_in, whole_lines(journal))):
        journal.seek(0)
        yield from map(capture_from, whole_lines(journal))
    else:
        journal.seek(0)
        yield from sorted(map(capture_from, whole_lines(journal)), key=lambda capture: capture.offset)


def _is_ordered(offsets: Iterable[int]) -> bool:
    return all(one <= other for one, other in pairwise(offsets))


def _transfer_codings(head: Head) -> str:
    """Codings of the transfer besides chunked (RFC 9112 7): rare, and undone the same way."""
    names = [name.strip() for name in head.all("transfer-encoding").lower().split(",")]
    return ", ".join(name for name in names if name not in {"", "chunked", "identity"})


def _moment(at: str | datetime) -> datetime:
    moment = read_date(at) if isinstance(at, str) else at
    if moment is None:
        raise ArchiveError(
            "a moment", found=repr(at), expected="ISO 8601, as 2010-11-22T14:00:00Z", todo="Write it so."
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
