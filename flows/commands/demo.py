"""`tallysheet demo`: two real nights over the sample sites, on this machine alone."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.options import CrawlOptions, data_option, said_plainly

if TYPE_CHECKING:
    from flows.folders import DataFolder
    from flows.night import NightEnd
    from flows.progress import Watcher
    from samples.server import Samples

QUESTION = '"SELECT * FROM open_discrepancies"'


@click.command(epilog='Example: tallysheet demo, then tallysheet sql "SELECT * FROM figures_in_context LIMIT 5"')
@data_option
def command(data: DataFolder) -> None:
    """Serve the sample sites on loopback, run two whole nights over them, and say what was found.

    Between the nights some pages are edited, a comment is added and a page goes. Needs no network. A data folder that
    an earlier demo made is made anew; one that holds anything else is left alone.
    """
    _make_room(data)
    from flows.progress import watching
    from flows.summary import summary
    from samples.server import serve

    with said_plainly(), watching() as watcher, serve() as samples:
        for samples.night in (1, 2):
            click.echo(f"night {samples.night}", err=True)
            end = _night(data, samples, watcher, days_on=samples.night - 1)
    for line in summary(end, data):
        click.echo(line)
    elsewhere = "" if data.root == Path("data") else f" --data {data.root}"
    click.echo(f"ask           {_program()} sql{elsewhere} {QUESTION}")


def _program() -> str:
    """What to type: the name alone where the shell finds it, else the path by which this was called."""
    return "tallysheet" if shutil.which("tallysheet") else sys.argv[0]


def _make_room(data: DataFolder) -> None:
    """Raises ClickException where the folder holds somebody's real data."""
    if data.root.exists() and any(data.root.iterdir()):
        if not data.demo_mark.is_file():
            raise click.ClickException(
                f"{data.root}: found data that the demo did not make, expected none or an earlier demo's; "
                "give another: tallysheet demo --data demo-data"
            )
        shutil.rmtree(data.root)
    data.root.mkdir(parents=True, exist_ok=True)
    data.demo_mark.write_text(json.dumps({"made_by": "tallysheet demo"}) + "\n", encoding="utf-8")


def _night(data: DataFolder, samples: Samples, watcher: Watcher, days_on: int) -> NightEnd:
    """Night 2 comes seconds after night 1 but asks as if a day had gone by; archived moments are true."""
    from flows.night import SAMPLE_CONTESTS, run_night, tonight

    crawling = CrawlOptions(delay=0, connect_to=samples.connect_to)
    with tonight(SAMPLE_CONTESTS, data, crawling, days_on) as night:
        return run_night(night, watcher)
