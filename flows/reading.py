"""Reads what was archived and not yet read: payloads to passages to figures, on several cores.

A page that cannot be read is set aside with its reason; so is a page that kills its reader, and the rest goes on.
"""

from __future__ import annotations

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from archive.store import Archive
from flows.counting import counted
from pipelines import READER_VERSION
from pipelines.clean import PageRefused, read_page
from pipelines.figures import read_figures
from pipelines.model import content_id
from pipelines.prefilter import Prefilter
from pipelines.reading.scan.names import Registry
from pipelines.results_csv import is_results_csv, read_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from archive.store import Payload
    from pipelines.model import Capture, Contest, Page, Reading

FEW = 24
"""So few pages are read in this process: starting others would take longer."""


def reader_version(contests: Sequence[Contest]) -> str:
    """READER_VERSION and a digest of what the contest files tell the reader.

    A name, an alias or a whole contest that is added is as good a reason to read the archive again as a better rule.
    Where sources lie and when they are visited is none; the page kind that reads them is.
    """
    told = [
        asdict(replace(contest, sources=()))
        | {"pages": [(source.source_id, source.page) for source in contest.sources]}
        for contest in contests
    ]
    return f"{READER_VERSION}+{content_id(json.dumps(told, sort_keys=True, default=str))[:8]}"


class Job(NamedTuple):
    """A capture to read, and the page kind of its source. entry: the page already, where a list stands in for it."""

    capture: Capture
    page: str | None
    entry: Page | None = None


class Read(NamedTuple):
    """What a capture gave, or why it gave nothing: `refused`, or passed over in bulk because it names nobody."""

    capture: Capture
    page: Page | None = None
    reading: Reading | None = None
    refused: str | None = None
    is_passed_over: bool = False


@dataclass(frozen=True, slots=True)
class ReadCounts:
    """Of one run: exchanges noted; pages read, set aside, passed over; figures and unread numbers in the pages read."""

    captures: int = 0
    pages: int = 0
    refused: int = 0
    figures: int = 0
    unread: int = 0
    passed_over: int = 0

    def plus(self, read: Read) -> ReadCounts:
        if read.is_passed_over:
            return replace(self, passed_over=self.passed_over + 1)
        if read.reading is None:
            return replace(self, refused=self.refused + 1)
        figures, unread = self.figures + len(read.reading.figures), self.unread + len(read.reading.unread)
        return replace(self, pages=self.pages + 1, figures=figures, unread=unread)

    def sentence(self) -> str:
        set_aside = f", {self.refused} set aside" if self.refused else ""
        set_aside += f", {self.passed_over} passed over" if self.passed_over else ""
        return (
            f"{counted(self.captures, 'capture')} noted, {counted(self.pages, 'page')} read{set_aside}, "
            f"{counted(self.figures, 'figure')} and {counted(self.unread, 'unread number')} in them"
        )


class Reader:
    """Reads captures of one archive for one registry; made once a process, because a registry takes time to build.

    is_bulk: pages that name nobody are passed over before they are parsed.
    """

    def __init__(self, archive: Path, contests: Sequence[Contest], *, is_bulk: bool = False) -> None:
        self._archive = Archive(archive)
        self._registry = Registry(contests)
        self._prefilter = Prefilter(contests) if is_bulk else None

    def read(self, job: Job) -> Read:
        """Never raises for what a page holds."""
        try:
            if job.entry is not None:
                return Read(job.capture, job.entry, read_figures(job.entry, self._registry))
            payload = self._archive.payload(job.capture)
            if not self._may_speak(job, payload):
                return Read(job.capture, is_passed_over=True)
            return Read(job.capture, *self._read(job, payload))
        except PageRefused as refused:
            return Read(job.capture, refused=str(refused))
        except Exception as error:  # noqa: BLE001  (untrusted pages: one that breaks a reader must not lose the others)
            reason = (
                f"{job.capture.url}: its reader broke off with {type(error).__name__} ({error}), expected figures or a "
                f"refusal; the page is set aside: look at it with `tallysheet archive show`, and report it"
            )
            return Read(job.capture, refused=reason)

    def _may_speak(self, job: Job, payload: Payload) -> bool:
        if self._prefilter is None or is_results_csv(payload.content_type, job.capture.url):
            return True
        return self._prefilter.may_speak(payload.body, payload.content_type)

    def _read(self, job: Job, payload: Payload) -> tuple[Page, Reading]:
        url, content_type = job.capture.url, payload.content_type
        if is_results_csv(content_type, url):
            return read_results(payload.body, self._registry.contests, url=url, content_type=content_type)
        page = read_page(payload.body, url=url, content_type=content_type, page=job.page)
        return page, read_figures(page, self._registry)


_reader: Reader | None = None


def _begin(archive: Path, contests: Sequence[Contest], is_bulk: bool) -> None:
    global _reader  # noqa: PLW0603  (one reader a worker process)
    _reader = Reader(archive, contests, is_bulk=is_bulk)


def _read(job: Job) -> Read:
    assert _reader is not None
    return _reader.read(job)


def read_all(
    jobs: Sequence[Job], archive: Path, contests: Sequence[Contest], processes: int, *, is_bulk: bool = False
) -> Iterator[Read]:
    """Every job's outcome, in the order of the jobs."""
    if len(jobs) <= FEW or processes < 2:
        reader = Reader(archive, contests, is_bulk=is_bulk)
        yield from map(reader.read, jobs)
        return
    made_of = (archive, tuple(contests), is_bulk)
    done = 0
    try:
        with _pool(processes, made_of) as pool:
            for read in pool.map(_read, jobs, chunksize=8):
                done += 1
                yield read
    except BrokenProcessPool:
        yield from _one_by_one(jobs[done:], made_of)


def _pool(processes: int, made_of: tuple[Path, Sequence[Contest], bool]) -> ProcessPoolExecutor:
    # spawn: the parent holds an open DuckDB, whose threads a forked child would not have.
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin, made_of)


def _one_by_one(jobs: Iterable[Job], made_of: tuple[Path, Sequence[Contest], bool]) -> Iterator[Read]:
    """After a worker died: each page by itself, so that only the one that kills is lost."""
    pool = _pool(1, made_of)
    try:
        for job in jobs:
            try:
                yield pool.submit(_read, job).result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                pool = _pool(1, made_of)
                reason = (
                    f"{job.capture.url}: its reader died, expected figures or a refusal; the page is set aside: "
                    "look at it with `tallysheet archive show`, and report it"
                )
                yield Read(job.capture, refused=reason)
    finally:
        pool.shutdown()
