"""The steps of a night as plain functions: no Prefect here. flows/night.py puts them in order.

Every step can be run again at any time: what is there already stays as it is, and the second time changes nothing.
"""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

from archive.store import Archive
from flows.crawl import await_orphans, crawl, kept_outcomes, outcomes_folder
from flows.reading import Job, ReadCounts, read_all, reader_version
from flows.stand_ins import stand_ins
from pipelines.contests import sources_of
from pipelines.readable import is_readable
from reports.write import write_report
from spiders.plan import CrawlPlan, Dates, PlannedSource, check_plan, plans
from warehouse.batch import BatchWriter
from warehouse.check import check as cross_check
from warehouse.db import open_snapshot, open_working
from warehouse.errors import WarehouseError
from warehouse.load import already_read, load_batch, load_contests, load_outcomes, load_reviews, start_run
from warehouse.pseudonym import key_at, pseudonyms
from warehouse.run import has_read_all, held, last_good, latest_run, usual_pages
from warehouse.soundness import publish_if_sound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from flows.folders import DataFolder
    from flows.progress import Watcher
    from pipelines.contests import Problem
    from pipelines.model import Capture, Contest, SourceOutcome
    from reports.pictures import Pictures

PAGES_A_BATCH = 400
NIGHTS_OF_USUAL = 5
"""What a source usually gives is reckoned from so many of its last nights."""


@dataclass(frozen=True, slots=True)
class Night:
    """What one run is told. delay: seconds between two requests to a host; connect_to: see spiders/plan.py.

    days_on: pages count as due that would be so many days after the start; archived moments are true all the same.
    """

    run_id: str
    started_at: datetime
    data: DataFolder
    contests: tuple[Contest, ...]
    problems: tuple[Problem, ...] = ()
    connect_to: Mapping[str, str] = field(default_factory=dict)
    contact: str | None = None
    delay: float = 2.0
    processes: int = 2
    days_on: int = 0

    @property
    def folder(self) -> Path:
        return self.data.run(self.run_id)

    @property
    def reader_version(self) -> str:
        return reader_version(self.contests)


@contextmanager
def working(night: Night) -> Iterator[DuckDBPyConnection]:
    """The working warehouse with this night's run and the registry in it."""
    con = open_working(night.data.warehouse)
    try:
        software = f"tallysheet {version('tallysheet')}"
        started_at = _text(night.started_at)
        start_run(con, night.run_id, started_at=started_at, reader_version=night.reader_version, software=software)
        load_contests(con, night.contests)
        yield con
    finally:
        con.close()


# --- collect -----------------------------------------------------------------------------------------------------


def plan_crawls(night: Night) -> list[CrawlPlan]:
    """The night's hosts shared out over processes, without the sources that this run has finished already.

    Raises spiders.plan.PlanUnusable where the internet would be asked in nobody's name.
    """
    await_orphans(night.folder)
    finished = {outcome.source_id for outcome in kept_outcomes(night.folder) if outcome.outcome != "crashed"}
    with working(night) as con:
        usual = usual_pages(con, night.run_id, NIGHTS_OF_USUAL)
    dates = _dates(night.contests)
    sources = [
        PlannedSource(source, dates[source.source_id], usual.get(source.source_id, ()))
        for source in sources_of(night.contests)
        if source.source_id not in finished
    ]
    shared = plans(
        sources,
        processes=night.processes,
        run_id=night.run_id,
        archive=night.data.archive,
        outcomes=outcomes_folder(night.folder),
        now=night.started_at + timedelta(days=night.days_on),
        connect_to=night.connect_to,
        contact=night.contact,
        delay=night.delay,
    )
    for plan in shared:
        check_plan(plan)
    return shared


class CrawlCrashedError(RuntimeError):
    """A crawling process ended before all its sources did; a second try goes on where it stopped."""


def collect(night: Night, plan: CrawlPlan, number: int, watcher: Watcher) -> None:
    """One share of the night's hosts, crawled into the archive. Raises CrawlCrashedError."""
    outcomes = crawl(plan, f"crawl-{number}", night.folder, watcher, night.started_at)
    crashed = [outcome.detail for outcome in outcomes if outcome.outcome == "crashed"]
    if crashed:
        raise CrawlCrashedError("\n".join(crashed))


def note_outcomes(night: Night) -> list[SourceOutcome]:
    """What every source gave, from the files that the crawls left, into the warehouse."""
    outcomes = kept_outcomes(night.folder)
    Archive(night.data.archive).reindex()
    with working(night) as con:
        load_outcomes(con, outcomes)
    return outcomes


def _dates(contests: Sequence[Contest]) -> dict[str, Dates]:
    """Of a source that serves several contests, the dates of the latest."""
    dates: dict[str, Dates] = {}
    for contest in sorted(contests, key=lambda contest: contest.date or ""):
        for source in contest.sources:
            dates[source.source_id] = Dates(contest.date, contest.declared)
    return dates


# --- read --------------------------------------------------------------------------------------------------------


def read(night: Night, watcher: Watcher, *, is_bulk: bool = False) -> ReadCounts:
    """Every exchange of the archive that the warehouse does not know, noted; every payload not yet read, read.

    is_bulk: pages that name nobody are passed over and stay unread, for archives far larger than what is followed.
    """
    counts = ReadCounts()
    pseudonym = pseudonyms(key_at(night.data.working / "pseudonym.key", os.urandom))
    kinds = {source.source_id: source.page for source in sources_of(night.contests)}
    with working(night) as con:
        fresh, jobs = _unread_captures(con, night, kinds)
        watcher.begin("read", len(jobs))
        for number, (noted, batch) in enumerate(_batches(fresh, jobs)):
            folder = night.folder / f"batch-{number:05}"
            with BatchWriter(
                folder, run_id=night.run_id, reader_version=night.reader_version, pseudonym=pseudonym
            ) as writer:
                for capture in noted:
                    writer.capture(capture)
                counts = replace(counts, captures=counts.captures + len(noted))
                reads = read_all(batch, night.data.archive, night.contests, night.processes, is_bulk=is_bulk)
                for one in reads:
                    counts = counts.plus(one)
                    if one.is_passed_over:
                        continue
                    if one.page is None or one.reading is None:
                        writer.refused(one.capture, one.refused or "no reason given")
                    else:
                        writer.page(one.capture, one.page, one.reading)
                    watcher.advance(one.capture.url)
            load_batch(con, folder)
    watcher.end(counts.sentence())
    return counts


def _unread_captures(
    con: DuckDBPyConnection, night: Night, kinds: Mapping[str, str | None]
) -> tuple[list[Capture], list[Job]]:
    known = {capture_id for (capture_id,) in con.execute("SELECT capture_id FROM captures").fetchall()}
    done = set(already_read(con, night.reader_version))
    fresh, jobs = [], []
    archive = Archive(night.data.archive)
    for capture in archive.captures():
        if capture.capture_id not in known:
            fresh.append(capture)
        key = (capture.url, capture.payload_digest)
        if key not in done and is_readable(capture.status, capture.mime, capture.url):
            done.add(key)
            jobs.append(Job(capture, kinds.get(capture.source_id or "")))
    lists = fresh if has_read_all(con, night.reader_version) else archive.captures()
    sources = {source.source_id: source for source in sources_of(night.contests)}
    jobs += [
        Job(capture, None, page)
        for capture, page in stand_ins(archive, lists, sources)
        if (capture.url, capture.payload_digest) not in done
    ]
    return fresh, jobs


def _batches(fresh: Sequence[Capture], jobs: Sequence[Job]) -> Iterator[tuple[Sequence[Capture], Sequence[Job]]]:
    """The captures to note come with the last pages: they count as known only when all their pages were read."""
    starts = range(0, len(jobs), PAGES_A_BATCH)
    for start in starts:
        yield ((), jobs[start : start + PAGES_A_BATCH])
    if fresh:
        yield (fresh, ())


# --- check, publish, report ----------------------------------------------------------------------------------------


def check(night: Night, watcher: Watcher) -> Mapping[str, int]:
    """Cross-checks all figures anew; what was found before and is gone is closed, not deleted."""
    watcher.begin("check")
    with working(night) as con:
        counts = cross_check(con, night.run_id)
    watcher.end(", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items()))
    return counts


def publish(night: Night, now: datetime) -> tuple[str, ...]:
    """The working warehouse as tonight's published snapshot, whole, by rename.

    Where a data test finds what must not be, the night is held back: the snapshot stays, and what was found is given.
    """
    with working(night) as con:
        load_reviews(con, night.data.reviews)
        found = publish_if_sound(con, night.run_id, night.data.snapshot, ended_at=_text(now))
    reasons = tuple(map(str, found))
    if reasons and not night.data.snapshot.exists():
        raise WarehouseError("\n".join(reasons))
    return reasons


def report(data: DataFolder, watcher: Watcher, pictures: Pictures | None = None) -> Path:
    """The report of the published warehouse, in reports/<day of its run>/, with reports/latest pointing at it."""
    watcher.begin("report")
    with closing(open_snapshot(data.snapshot)) as con:
        run_id = latest_run(con)
    folder = data.reports / f"{run_id[:4]}-{run_id[4:6]}-{run_id[6:8]}"
    latest = data.reports / "latest"
    paths = write_report(
        data.snapshot,
        folder,
        previous=latest.resolve() if latest.exists() else None,
        reviews=data.reviews,
        pictures=pictures,
    )
    _point(data.reports / "latest", folder)
    watcher.end(str(paths.index))
    return paths.index


def _point(link: Path, folder: Path) -> None:
    """A relative symbolic link, put in place by rename, so that there always is a latest."""
    draft = link.with_name("latest.next")
    draft.unlink(missing_ok=True)
    draft.symlink_to(folder.name, target_is_directory=True)
    draft.replace(link)


def good_days(data: DataFolder, run_id: str) -> dict[str, str]:
    """When each source last gave what it should, before this run."""
    with closing(open_snapshot(data.snapshot)) as con:
        return last_good(con, run_id)


def counts(data: DataFolder) -> dict[str, int]:
    """What the published warehouse holds."""
    with closing(open_snapshot(data.snapshot)) as con:
        return held(con)


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
