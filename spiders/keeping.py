"""What a crawl needs of the archive: one file to write to, and what is there already."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archive.capture import warc_date
from archive.writer import CaptureWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archive.exchange import Exchange
    from archive.store import Archive, Payload
    from pipelines.model import Capture


class Keeping:
    """The archive as one source's night sees it.

    `tonight` holds what this run had of this source before this process began: a run that was killed goes on. With
    `as_of` the archive is seen as it stood at that moment, and the last night until then counts as this one.
    """

    def __init__(
        self, archive: Archive, *, run_id: str, source_id: str, software: str, as_of: datetime | None = None
    ) -> None:
        self.archive = archive
        self.source_id = source_id
        self._run_id = run_id
        self._software = software
        self._until = warc_date(as_of) if as_of else None
        self._writer: CaptureWriter | None = None
        self.tonight: dict[str, Capture] = {}
        if as_of is not None:
            newest = max(self._own(), key=lambda capture: capture.captured_at, default=None)
            self._run_id = (newest and newest.run_id) or run_id
        else:
            self.tonight = {capture.url: capture for capture in archive.captures(run_id=run_id, source_id=source_id)}

    def _own(self) -> Iterator[Capture]:
        """Every capture of this source, until `as_of` where there is one."""
        captures = self.archive.captures(source_id=self.source_id)
        return (capture for capture in captures if self._until is None or capture.captured_at <= self._until)

    def keep(self, exchange: Exchange) -> Capture:
        """On disk when this returns. The file is made by the first exchange: a source that was not asked has none."""
        capture = self.writer().exchange(exchange)
        if capture.url.endswith("/robots.txt"):  # asked for by the manners, and by a sitemap source that begins there
            self.tonight[capture.url] = capture
        return capture

    def writer(self) -> CaptureWriter:
        """For what is brought from other archives; made when it is first asked for."""
        if self._writer is None:
            self._writer = CaptureWriter(
                self.archive.folder,
                run_id=self._run_id,
                source_id=self.source_id,
                software=self._software,
                index=self.archive.index,
            )
        return self._writer

    def payload(self, capture: Capture) -> Payload:
        return self.archive.payload(capture)

    def history(self, url: str) -> list[Capture]:
        """Captures of exactly this address before this run, oldest first."""
        return [
            capture for capture in self.archive.timemap(url) if capture.run_id != self._run_id and capture.url == url
        ]

    def addresses(self, wanted: Callable[[str], bool] = bool) -> list[str]:
        """Every address that this source ever gave a page at and that is wanted, in order of first capture."""
        found = (capture.url for capture in self._own() if capture.status == 200 and "html" in (capture.mime or ""))
        return list(dict.fromkeys(filter(wanted, found)))

    def last_night(self, beginning: str) -> datetime | None:
        """The last night before this run in which an address that begins so gave this source a good answer."""
        nights = [
            night_of(capture)
            for capture in self._own()
            if capture.url.startswith(beginning) and capture.run_id != self._run_id and capture.status == 200
        ]
        return max(nights, default=None)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


def night_of(capture: Capture) -> datetime:
    """The night a capture belongs to: its run's moment (run ids are such moments), else its own."""
    if capture.run_id:
        try:
            return datetime.strptime(capture.run_id, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        except ValueError:
            pass
    return datetime.fromisoformat(capture.captured_at)


def is_good(capture: Capture) -> bool:
    """Whether a capture stands for what the address has to say, or for a night's bad luck that is worth another try."""
    return 0 < capture.status < 500 and capture.status != 429 and not capture.truncated
