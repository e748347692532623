"""The warehouse anew from the archive and the contests: what is derived can be derived again."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from flows import steps
from flows.lock import only_night
from flows.night import now, remembered
from flows.steps import Night
from pipelines.contests import ContestError, read_contests
from warehouse.db import open_working, publish
from warehouse.keeping import carry_over, let_go, set_aside
from warehouse.load import finish_run, load_reviews
from warehouse.run import latest_run
from warehouse.soundness import unsound

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from flows.folders import DataFolder
    from flows.progress import Watcher


def rebuild(contests: Path | None, data: DataFolder, processes: int, watcher: Watcher) -> list[str]:
    """Rebuilds and publishes; gives what is wrong with the contests or the result, in sentences.

    contests: None for those of the last run. That run is the one whose state is made again: no run is added. Cut off,
    it begins again from the start.
    """
    usable, problems = read_contests(contests or remembered(data))
    if not usable:
        raise ContestError(problems)
    with only_night(data.lock, now()):
        before = set_aside(data.warehouse)
        run_id, started_at, ended_at = _carried_over(data, before)
        night = Night(run_id, started_at, data, usable, problems, processes=processes)
        steps.read(night, watcher)
        steps.check(night, watcher)
        with steps.working(night) as con:
            load_reviews(con, data.reviews)
            found = unsound(con)
            finish_run(con, run_id, ended_at=ended_at)
            publish(con, data.snapshot)
        if before:
            let_go(before)
    return [*map(str, problems), *map(str, found)]


def _carried_over(data: DataFolder, before: Path | None) -> tuple[str, datetime, str]:
    """The run whose state is made again, its start and its end; where there was none, one that is now."""
    moment = now().replace(microsecond=0)
    with closing(open_working(data.warehouse)) as con:
        if before:
            carry_over(con, before)
        try:
            run_id = latest_run(con)
        except LookupError:
            return f"{moment:%Y%m%dT%H%M%SZ}", moment, moment.isoformat()
        found = con.execute("SELECT started_at, ended_at FROM runs WHERE run_id = $run_id", {"run_id": run_id})
        started_at, ended_at = found.fetchall()[0]
    return run_id, started_at, (ended_at or moment).isoformat()
