"""One night, in order: collect, read, check, publish, report. Called plainly, or through Prefect's tasks.

A run that was cut off is taken up where it stopped, under the same run_id: what its crawls archived is not fetched
again, what was loaded is not loaded again, and the end is the same as of a run that nobody disturbed.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from flows import steps
from flows.counting import counted
from flows.lock import only_night
from flows.steps import Night
from pipelines.contests import ContestError, read_contests, sources_of
from spiders.plan import check_asking
from warehouse.db import open_working
from warehouse.run import latest_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flows.folders import DataFolder
    from flows.options import CrawlOptions
    from flows.progress import Watcher
    from pipelines.contests import Problem
    from pipelines.model import Contest, SourceOutcome
    from reports.pictures import Pictures


SAMPLE_CONTESTS = Path(str(resources.files("samples") / "contests")).resolve()


@dataclass(frozen=True, slots=True)
class NightEnd:
    """What a night came to; `report` is the page to open. held: why it was not published, if it was not.

    good_days: when each source last gave what it should, before this night.
    """

    run_id: str
    outcomes: tuple[SourceOutcome, ...]
    counts: Mapping[str, int]
    report: Path
    problems: tuple[Problem, ...] = ()
    held: tuple[str, ...] = ()
    good_days: Mapping[str, str] = field(default_factory=dict)


class Caller(Protocol):
    """How a step is called: plainly, or as a task that is retried, timed and shown by an orchestrator."""

    def __call__(self, step: Callable[..., Any], *arguments: Any) -> Any: ...


def plainly(step: Callable[..., Any], *arguments: Any) -> Any:
    return step(*arguments)


def now() -> datetime:
    """The clock of the whole project: everything below is told the time."""
    return datetime.now(UTC)


@contextmanager
def tonight(contests: Path, data: DataFolder, crawling: CrawlOptions, days_on: int = 0) -> Iterator[Night]:
    """A new run, or the one that was cut off, under the lock, which is held until the block ends.

    A contest file that cannot be used is set aside (`Night.problems`); raises ContestError where none can be,
    PlanUnusable where the internet would be asked in nobody's name (before anything is begun that the next night would
    have to take up), and NightUnderWayError where another process is at it.
    """
    usable, problems = _registry(contests)
    check_asking(sources_of(usable), crawling.contact, crawling.connect_to)
    began = now()
    with only_night(data.lock, began):
        run_id, started_at = _unfinished(data) or _fresh_run(data, began)
        _keep(data.unfinished, {"run_id": run_id, "started_at": started_at.isoformat()})
        _keep(data.contests_note, {"contests": str(contests.resolve())})
        if contests.resolve() != SAMPLE_CONTESTS:
            data.demo_mark.unlink(missing_ok=True)
        yield Night(run_id, started_at, data, usable, problems, days_on=days_on, **crawling.as_dict())
        data.unfinished.unlink(missing_ok=True)


@contextmanager
def last_night(contests: Path | None, data: DataFolder, crawling: CrawlOptions) -> Iterator[Night]:
    """The run that is unfinished, else the last, for a step that is run again by itself; under the lock as `tonight`.

    contests: None for those of that run. Where there was no run yet, a new one.
    """
    contests = contests or remembered(data)
    usable, problems = _registry(contests)
    began = now()
    with only_night(data.lock, began):
        run_id, started_at = _unfinished(data) or _latest(data) or _fresh_run(data, began)
        _keep(data.contests_note, {"contests": str(contests.resolve())})
        yield Night(run_id, started_at, data, usable, problems, **crawling.as_dict())


def _registry(contests: Path) -> tuple[tuple[Contest, ...], tuple[Problem, ...]]:
    usable, problems = read_contests(contests)
    if not usable:
        raise ContestError(problems)
    return usable, problems


def remembered(data: DataFolder) -> Path:
    """The contests of the data folder's last run, else `contests`."""
    try:
        return Path(json.loads(data.contests_note.read_text(encoding="utf-8"))["contests"])
    except (OSError, ValueError, KeyError):
        return Path("contests")


def _latest(data: DataFolder) -> tuple[str, datetime] | None:
    if not data.warehouse.is_file():
        return None
    with closing(open_working(data.warehouse)) as con:
        try:
            run_id = latest_run(con)
        except LookupError:
            return None
    return run_id, datetime.strptime(run_id, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _fresh_run(data: DataFolder, began: datetime) -> tuple[str, datetime]:
    """A run_id is its start to the second, so the second run of a second begins one later."""
    started_at = began.replace(microsecond=0)
    while data.run(run_id := f"{started_at:%Y%m%dT%H%M%SZ}").exists():
        started_at += timedelta(seconds=1)
    data.run(run_id).mkdir(parents=True)
    return run_id, started_at


def _unfinished(data: DataFolder) -> tuple[str, datetime] | None:
    try:
        note = json.loads(data.unfinished.read_text(encoding="utf-8"))
        return note["run_id"], datetime.fromisoformat(note["started_at"])
    except (OSError, ValueError, KeyError):
        return None


def _keep(path: Path, note: dict[str, str]) -> None:
    """Written beside and renamed: a crash leaves the old note or the new one, never half of one."""
    draft = path.with_suffix(".next")
    draft.write_text(json.dumps(note) + "\n", encoding="utf-8")
    draft.replace(path)


def collect(night: Night, watcher: Watcher, call: Caller = plainly) -> tuple[SourceOutcome, ...]:
    """All hosts of the night at once, each politely; a crawl that fails is its sources' outcome and nobody else's.

    Sources whose crawl broke off are tried a second time.
    """
    watcher.begin("collect")
    for _ in range(2):
        plans = call(steps.plan_crawls, night)
        with ThreadPoolExecutor(max(1, len(plans))) as pool:
            # Each thread in this one's context: an orchestrator knows by it which flow a task belongs to.
            crawls = [
                pool.submit(copy_context().run, call, steps.collect, night, plan, number, watcher)
                for number, plan in enumerate(plans, 1)
            ]
            errors = [error for crawl in crawls if (error := crawl.exception()) is not None]
        for error in errors:
            if not isinstance(error, steps.CrawlCrashedError):
                raise error
        if not errors:
            break
    outcomes = tuple(call(steps.note_outcomes, night))
    watcher.end(collected_sentence(outcomes))
    return outcomes


def collected_sentence(outcomes: tuple[SourceOutcome, ...]) -> str:
    good = sum(outcome.outcome in {"collected", "unchanged"} for outcome in outcomes)
    exchanges = sum(outcome.exchanges for outcome in outcomes)
    return f"{counted(exchanges, 'exchange')} archived; {good} of {len(outcomes)} sources gave what they should"


def run_night(night: Night, watcher: Watcher, call: Caller = plainly, *, pictures: Pictures | None = None) -> NightEnd:
    """The whole night, under the lock that `tonight` took. pictures: whether each contest also gets one for sharing."""
    outcomes = collect(night, watcher, call)
    call(steps.read, night, watcher)
    call(steps.check, night, watcher)
    held = call(steps.publish, night, now())
    report = call(steps.report, night.data, watcher, pictures)
    counts, good_days = steps.counts(night.data), steps.good_days(night.data, night.run_id)
    return NightEnd(night.run_id, outcomes, counts, report, night.problems, held, good_days)
