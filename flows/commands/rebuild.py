"""`tallysheet rebuild`: the warehouse anew from the archive and the contests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.options import kept_data_option, last_contests_option, said_plainly

if TYPE_CHECKING:
    from pathlib import Path

    from flows.folders import DataFolder


@click.command(epilog="Example: tallysheet rebuild --data data. Needs no network: pages are read from the archive.")
@last_contests_option
@kept_data_option
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True, help="Readers at once.")
def command(contests: Path | None, data: DataFolder, processes: int) -> None:
    """Make the warehouse anew from the archive and the contests, check it and publish it.

    Runs, the history of findings and people's reviews are carried over. With the same reader and contests the result is
    the old warehouse, row for row. What is wrong with the new one is said (exit status 1), and it is published all the
    same: you asked for it.
    """
    from flows.progress import watching
    from flows.rebuilding import rebuild

    with said_plainly(), watching() as watcher:
        problems = rebuild(contests, data, processes, watcher)
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(str(data.snapshot))
    if problems:
        raise SystemExit(1)
