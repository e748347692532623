"""`tallysheet report`: the last step of a night alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.options import kept_data_option, pictures_options, said_plainly

if TYPE_CHECKING:
    from flows.folders import DataFolder
    from reports.pictures import Pictures


@click.command(epilog="Example: tallysheet report --data data, then open data/reports/latest/index.html")
@kept_data_option
@pictures_options
def command(data: DataFolder, *, pictures: Pictures | None) -> None:
    """Write the report from the published warehouse, in reports/<day of its run>/."""
    from flows import steps
    from flows.progress import watching

    with said_plainly(), watching() as watcher:
        click.echo(str(steps.report(data, watcher, pictures)))
