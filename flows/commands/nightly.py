"""`tallysheet nightly`: one whole night, from cron or by hand."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from flows.counting import counted
from flows.options import contests_option, crawl_options, data_option, pictures_options, said_plainly

if TYPE_CHECKING:
    from pathlib import Path

    from flows.folders import DataFolder
    from flows.options import CrawlOptions
    from reports.pictures import Pictures


@click.command(
    epilog="Example, in a crontab: "
    "15 2 * * * cd /srv/tallysheet && .venv/bin/tallysheet nightly --contact mailto:you@example.org"
)
@contests_option
@data_option
@crawl_options
@pictures_options
@click.option("--dry-run", is_flag=True, help="Say what would be collected, and fetch nothing.")
@click.option("--prefect", is_flag=True, help="Run as a Prefect flow (starts a temporary server if none is set up).")
def command(
    contests: Path, data: DataFolder, crawling: CrawlOptions, pictures: Pictures | None, dry_run: bool, prefect: bool
) -> None:
    """One whole night: collect, read, check, report.

    A night that was cut off is taken up where it stopped. A source that fails never fails the others: the end of the
    night says which, and why. Exit status 0 when the night was done, 1 when it could not be
    or was held back because its result is not sound; the warehouse and report of the last good night then stay.
    """
    if dry_run:
        _say_plan(contests, crawling)
        return
    lines, is_held = (_as_flow if prefect else _plainly)(contests, data, crawling, pictures)
    for line in lines:
        click.echo(line)
    if is_held:
        raise SystemExit(1)


def _plainly(
    contests: Path, data: DataFolder, crawling: CrawlOptions, pictures: Pictures | None
) -> tuple[list[str], bool]:
    from flows.night import run_night, tonight
    from flows.progress import watching
    from flows.summary import summary

    with said_plainly(), watching() as watcher, tonight(contests, data, crawling) as night:
        end = run_night(night, watcher, pictures=pictures)
    return list(summary(end, data)), bool(end.held)


def _as_flow(
    contests: Path, data: DataFolder, crawling: CrawlOptions, pictures: Pictures | None
) -> tuple[list[str], bool]:
    from flows.prefect_home import settle

    settle(data.working / "prefect")
    from flows.nightly import NightHeldError, nightly

    with said_plainly():
        try:
            wanted = asdict(pictures) if pictures else None
            told: dict[str, Any] = {"contests": str(contests), "data": str(data.root), "crawling": crawling.as_dict()}
            return nightly(**told, pictures=wanted), False
        except NightHeldError as held:
            return held.lines, True


def _say_plan(contests: Path, crawling: CrawlOptions) -> None:
    from pipelines.contests import load_contests, sources_of

    with said_plainly():
        sources = sources_of(load_contests(contests))
    for source in sources:
        addresses = ", ".join(source.urls or (source.url,))
        click.echo(f"{source.source_id:<24} {source.spider:<10} {addresses}")
    contact = crawling.contact or "nobody (--contact is needed on the internet)"
    click.echo(
        f"{counted(len(sources), 'source')}, one request a host every {crawling.delay:g} s, in the name of {contact}"
    )
