"""The pages of a report, made in chunks: here for a small report, in a few processes for a large one.

Each process opens the snapshot for itself, reads its chunk and writes its pages; only what the other shapes need
comes back.
"""

from __future__ import annotations

import gc
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Self, TypeVar

from reports import as_csv
from reports.compose import Composed, compose
from reports.contest_view import contest_view
from reports.evidence import evidence_html, read_evidence
from reports.paths import file_name
from reports.pictures import write_picture
from reports.read import open_for_report, read_contests, read_reports, read_speakers, rows
from reports.replace import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from reports.pictures import Pictures

Result = TypeVar("Result")

CONTESTS_A_CHUNK = 500
PAGES_A_CHUNK = 2500
CHARACTERS_A_CHUNK = 20_000_000
FEW_CHUNKS = 3
"""Up to this many are made here: a process takes half a second to start."""
MOST_PROCESSES = 4


def contest_chunk(
    snapshot: Path,
    out: Path,
    contest_ids: Sequence[str],
    latest_run: str | None,
    asked: tuple[Path | None, Pictures | None],
) -> tuple[int, list[Composed]]:
    """Writes these contests' pages; gives how many differed from what was there, and the rest of what was made.

    asked: the reviews file, and whether pictures are wanted.
    """
    reviews, pictures = asked
    wanted = set(contest_ids)
    rewritten, found = 0, []
    with open_for_report(snapshot, reviews) as con:
        contests = [contest for contest in read_contests(con) if contest.contest_id in wanted]
        for report in read_reports(con, contests, read_speakers(con), latest_run):
            view = contest_view(report)
            html, composed = compose(view, latest_run, pictures)
            if pictures is not None:
                write_picture(out, view)
            rewritten += write_text(out / "contests" / f"{file_name(composed.contest_id)}.html", html)
            found.append(composed)
    return rewritten, found


def evidence_chunk(snapshot: Path, out: Path, page_ids: Sequence[str]) -> tuple[int, list[tuple[str, str]]]:
    """Writes the evidence pages of these pages' versions; gives how many differed, and (page_id, file name) of each."""
    rewritten, found = 0, []
    with open_for_report(snapshot) as con:
        for evidence in read_evidence(con, page_ids, read_speakers(con)):
            name = f"{file_name(evidence.version_id)}.html"
            rewritten += write_text(out / "evidence" / name, evidence_html(evidence))
            found.append((evidence.page_id, name))
    return rewritten, found


def figures_chunk(snapshot: Path, contest_ids: Sequence[str]) -> list[tuple[str, str]]:
    """These contests' lines of figures.csv. Some at a time: sorting all at once takes hundreds of megabytes."""
    with open_for_report(snapshot) as con:
        answer = rows(con, "figures_csv", {"contest_ids": list(contest_ids)})
        return list(as_csv.figure_blocks(contest_ids, answer))


def page_chunks(pages: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    """(page_id, characters) in chunks that fit in memory."""
    chunk: list[str] = []
    characters = 0
    for page_id, length in pages:
        if chunk and (len(chunk) >= PAGES_A_CHUNK or characters + length > CHARACTERS_A_CHUNK):
            yield chunk
            chunk, characters = [], 0
        chunk.append(page_id)
        characters += length
    if chunk:
        yield chunk


def contest_chunks(contest_ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(contest_ids), CONTESTS_A_CHUNK):
        yield list(contest_ids[start : start + CONTESTS_A_CHUNK])


class Workers:
    """Processes that are started when there is enough to do for them, and used for all of one report."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def each(self, work: Callable[..., Result], calls: Sequence[tuple[object, ...]]) -> Iterator[Result]:
        """The results of the calls, in their order. Where no process can be had (a shell's or a notebook's main), made
        here.
        """
        done = 0
        if len(calls) > FEW_CHUNKS:
            try:
                for result in self._started().map(work, *zip(*calls, strict=True)):
                    yield result
                    done += 1
            except BrokenProcessPool:
                self._pool = None
        for arguments in calls[done:]:
            yield work(*arguments)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            processes = max(1, min(MOST_PROCESSES, os.cpu_count() or 1))
            # spawn: a forked copy of a process that has DuckDB's threads can hang
            self._pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_collect_rarely)
        return self._pool


def _collect_rarely() -> None:
    """Pages leave no cycles behind; looking for some after every 700 objects costs a fifth of the time."""
    gc.set_threshold(50_000, 20, 20)
