"""Crawling processes: one `python -m spiders PLAN.json` for each share of a night's hosts, watched and stopped.

The exit code of a crawl says nothing about its sources, so each process leaves an outcome file a source; a source
without one when its process is gone has crashed.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from pipelines.model import SourceOutcome
from spiders.plan import write_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from flows.progress import Watcher
    from spiders.plan import CrawlPlan

LIMIT_SECONDS = 6 * 3600
ORPHAN_SECONDS = 120
CRAWLERS = "crawlers.lock"
GRACE_SECONDS = 30
"""What a crawling process has to close its files after it was asked to stop."""


def crawl(plan: CrawlPlan, name: str, folder: Path, watcher: Watcher, now: datetime) -> list[SourceOutcome]:
    """Runs one share of the night to its end; its log and plan stay in `folder`. `now` dates the outcome of a crash.

    A process killed with this one leaves what it archived; the same plan then goes on where that one stopped.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for planned in plan.sources:  # what an earlier try left must not pass for this one's
        _outcome_path(plan.outcomes, planned.source.source_id).unlink(missing_ok=True)
    path = write_plan(plan, folder / f"{name}.json")
    log = folder / f"{name}.log"
    with log.open("ab") as errors, _noted(folder) as note:
        process = subprocess.Popen(  # noqa: S603  (our own module and plan)
            [sys.executable, "-m", "spiders", str(path), "--leashed"],
            stdin=subprocess.PIPE,  # never written to: it ends when this process does, however that ends
            stdout=subprocess.PIPE,
            stderr=errors,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            pass_fds=(note,),
        )
        timer = threading.Timer(LIMIT_SECONDS, _stop, [process])
        timer.daemon = True
        timer.start()
        try:
            _follow(process, watcher)
            code = process.wait()
        except BaseException:
            _stop(process)
            raise
        finally:
            timer.cancel()
    return [_outcome(plan, planned.source.source_id, code, log, now) for planned in plan.sources]


@contextmanager
def _noted(folder: Path) -> Iterator[int]:
    """A file descriptor that crawling processes inherit: as long as one of them lives, its shared lock is held."""
    with (folder / CRAWLERS).open("ab") as note:
        fcntl.flock(note, fcntl.LOCK_SH)
        yield note.fileno()


def await_orphans(folder: Path) -> None:
    """Waits for the crawls of a run that was killed: they stop by themselves, and two must not write one archive file.

    Raises TimeoutError where one does not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + ORPHAN_SECONDS
    with (folder / CRAWLERS).open("ab") as note:
        while True:
            try:
                fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise TimeoutError(
                        f"{folder}: found a crawl of this run still at work {ORPHAN_SECONDS} s after its night was "
                        "killed, expected it to stop by itself; end the process `python -m spiders`, then run again"
                    ) from None
                time.sleep(0.2)
            else:
                return


def _follow(process: subprocess.Popen[bytes], watcher: Watcher) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        try:
            exchange = json.loads(line)
            watcher.advance(f"{exchange['source_id']}: {exchange['url']}")
        except (ValueError, KeyError, TypeError):
            continue


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGINT)
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def outcomes_folder(folder: Path) -> Path:
    """Of one run's folder: where its crawls leave one file a source."""
    return folder / "outcomes"


def kept_outcomes(folder: Path) -> list[SourceOutcome]:
    """What the sources of one run gave, as far as their crawls have said so; in order of source_id."""
    return [_read_outcome(path) for path in sorted(outcomes_folder(folder).glob("*.json"))]


def _outcome_path(outcomes: Path, source_id: str) -> Path:
    return outcomes / f"{source_id}.json"


def _read_outcome(path: Path) -> SourceOutcome:
    return SourceOutcome(**json.loads(path.read_text(encoding="utf-8")))


def _outcome(plan: CrawlPlan, source_id: str, code: int, log: Path, now: datetime) -> SourceOutcome:
    """The outcome that the crawl left, or else a crash, written down in its place."""
    path = _outcome_path(plan.outcomes, source_id)
    try:
        return _read_outcome(path)
    except (OSError, ValueError, TypeError) as error:
        moment = now.isoformat().replace("+00:00", "Z")
        detail = (
            f"{source_id}: its crawling process ended with exit status {code} and left no outcome "
            f"({type(error).__name__}), expected {path.name}; read {log.name} in the run's folder, then run again"
        )
        crashed = SourceOutcome(plan.run_id, source_id, "crashed", detail, moment, moment, errors=1)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(crashed), ensure_ascii=False) + "\n", encoding="utf-8")
        return crashed
