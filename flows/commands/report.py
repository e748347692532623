"""`tallysheet report`: the last step of a night alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.options import data_option, said_plainly

if TYPE_CHECKING:
    from flows.folders import DataFolder


@click.command(epilog="Example: tallysheet report --data data, then open data/reports/latest/index.html")
@data_option
def command(data: DataFolder) -> None:
    """Write the report from the published warehouse, in reports/<day of its run>/."""
    from flows import steps
    from flows.progress import watching

    with said_plainly(), watching() as watcher:
        click.echo(str(steps.report(data, watcher)))
