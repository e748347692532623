"""What a person sees while a night works: a live line on a terminal, a plain line now and then elsewhere (cron, CI)."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN_EVERY = 5.0
"""Seconds between plain progress lines of one step."""


class Watcher(Protocol):
    """Told of every step's beginning, of each thing done in it, and of its end in a sentence."""

    def begin(self, step: str, total: int | None = None) -> None: ...
    def advance(self, words: str = "", by: int = 1) -> None: ...
    def end(self, sentence: str) -> None: ...


class Silent:
    """Watches nothing: for tests and for callers with a log of their own."""

    def begin(self, step: str, total: int | None = None) -> None:
        pass

    def advance(self, words: str = "", by: int = 1) -> None:
        pass

    def end(self, sentence: str) -> None:
        pass


class PlainLines:
    """One line as a step begins and ends, and one every few seconds between; to standard error."""

    def __init__(self) -> None:
        self._step, self._total, self._done, self._spoke = "", None, 0, 0.0  # type: str, int | None, int, float

    def begin(self, step: str, total: int | None = None) -> None:
        self._step, self._total, self._done, self._spoke = step, total, 0, time.monotonic()
        sys.stderr.write(f"{step} ...\n")

    def advance(self, words: str = "", by: int = 1) -> None:
        self._done += by
        if time.monotonic() - self._spoke >= PLAIN_EVERY:
            self._spoke = time.monotonic()
            of_total = f" of {self._total}" if self._total else ""
            sys.stderr.write(f"{self._step}: {self._done}{of_total}  {words}\n")

    def end(self, sentence: str) -> None:
        sys.stderr.write(f"{self._step}: {sentence}\n")


class LiveLine:
    """A spinner, a count and the last words, redrawn in place; a finished step leaves its sentence."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        self._console = Console(stderr=True)
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            MofNCompleteColumn(),
            TextColumn("{task.fields[words]}"),
        )
        self._progress = Progress(*columns, console=self._console, transient=True)
        self._step = ""

    def begin(self, step: str, total: int | None = None) -> None:
        self._step = step
        self._progress.start()
        self._task = self._progress.add_task(step, total=total, words="")

    def advance(self, words: str = "", by: int = 1) -> None:
        self._progress.update(self._task, advance=by, words=words[: max(10, self._console.width - 40)])

    def end(self, sentence: str) -> None:
        self._progress.remove_task(self._task)
        self._progress.stop()
        self._console.print(f"[bold]{self._step}[/bold]  {sentence}", highlight=False)

    def close(self) -> None:
        self._progress.stop()


@contextmanager
def watching() -> Iterator[Watcher]:
    """The watcher that suits where standard error goes."""
    if not sys.stderr.isatty():
        yield PlainLines()
        return
    live = LiveLine()
    try:
        yield live
    finally:
        live.close()
