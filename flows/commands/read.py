"""`tallysheet read`: the second step of a night alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.options import CrawlOptions, kept_data_option, last_contests_option, said_plainly

if TYPE_CHECKING:
    from pathlib import Path

    from flows.folders import DataFolder


@click.command(epilog="Example: tallysheet read --data data")
@last_contests_option
@kept_data_option
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True, help="Readers at once.")
@click.option("--bulk", is_flag=True, help="Pass over pages that name nobody: for large archives made by others.")
def command(contests: Path | None, data: DataFolder, processes: int, bulk: bool) -> None:
    """Read passages and figures out of what was archived and not yet read, into the working warehouse.

    A newer reader reads everything again; what older ones found stays beside it. `tallysheet check` comes next.
    """
    from flows import steps
    from flows.night import last_night
    from flows.progress import watching

    with (
        said_plainly(),
        watching() as watcher,
        last_night(contests, data, CrawlOptions(processes=processes)) as night,
    ):
        click.echo(steps.read(night, watcher, is_bulk=bulk).sentence())
