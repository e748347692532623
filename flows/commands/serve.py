"""`tallysheet serve`: the nightly flow on a schedule, in one process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.options import contests_option, crawl_options, data_option, pictures_options

if TYPE_CHECKING:
    from pathlib import Path

    from flows.folders import DataFolder
    from flows.options import CrawlOptions
    from reports.pictures import Pictures


@click.command(
    epilog='Example: tallysheet serve --cron "15 2 * * *" --timezone Europe/London --contact mailto:you@example.org'
)
@contests_option
@data_option
@crawl_options
@pictures_options
@click.option("--cron", default="15 2 * * *", show_default=True, help="When: minute, hour, day, month, weekday.")
@click.option("--timezone", default="UTC", show_default=True, help="Of the cron expression.")
def command(
    contests: Path, data: DataFolder, crawling: CrawlOptions, pictures: Pictures | None, cron: str, timezone: str
) -> None:
    """Run the nightly flow on a schedule, with Prefect, until stopped.

    Uses the Prefect server that PREFECT_API_URL names, and otherwise starts one for as long as it runs. For a server
    with workers, deploy prefect.yaml instead; with plain cron, call `tallysheet nightly` and leave Prefect out.
    """
    from flows.schedule import serve

    serve(contests, data, crawling, pictures, cron, timezone)
