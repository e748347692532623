"""`tallysheet collect`: the first step of a night alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.options import contests_option, crawl_options, data_option, said_plainly

if TYPE_CHECKING:
    from pathlib import Path

    from flows.folders import DataFolder
    from flows.options import CrawlOptions


@click.command(epilog="Example: tallysheet collect --contact https://example.org/about --contests contests/")
@contests_option
@data_option
@crawl_options
def command(contests: Path, data: DataFolder, crawling: CrawlOptions) -> None:
    """Fetch what changed at every source into the archive. `tallysheet read` then reads it."""
    from flows.night import collect, tonight
    from flows.progress import watching

    with said_plainly(), watching() as watcher, tonight(contests, data, crawling) as night:
        outcomes = collect(night, watcher)
    for outcome in outcomes:
        click.echo(f"{outcome.source_id:<24} {outcome.outcome:<14} {outcome.exchanges:>5}  {outcome.detail}")
