"""`tallysheet report`: the last step of a night alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.options import kept_data_option, said_plainly

if TYPE_CHECKING:
    from flows.folders import DataFolder


@click.command(epilog="Example: tallysheet report --data data, then open data/reports/latest/index.html")
@kept_data_option
@click.option("--png", is_flag=True, help="Also make a picture of each contest for sharing, in pictures/.")
@click.option("--site", metavar="URL", help="Where the report will stand; with --png, for the pictures' addresses.")
def command(data: DataFolder, *, png: bool, site: str | None) -> None:
    """Write the report from the published warehouse, in reports/<day of its run>/."""
    from flows import steps
    from flows.progress import watching
    from reports.pictures import Pictures, missing

    if site and not png:
        raise click.UsageError("--site is for the addresses of pictures: give --png with it.")
    if png and (what := missing()):
        raise click.ClickException(what)
    pictures = Pictures(site or "") if png else None
    with said_plainly(), watching() as watcher:
        click.echo(str(steps.report(data, watcher, pictures)))
