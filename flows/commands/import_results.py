"""`tallysheet import-results`: a results table that a body gave out, into the archive, to be read like any page."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.counting import counted
from flows.options import data_option, last_contests_option, said_plainly

if TYPE_CHECKING:
    from archive.record import Record
    from flows.folders import DataFolder
    from pipelines.model import Reading


@click.command(
    epilog="Example: tallysheet import-results results.csv --source returning-officer "
    "--url https://council.example.org/results.csv. A table that stays on the web is better named in the contest file, "
    "under `urls` of an official source: then every night looks at it again."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", "source_id", required=True, help="The source in your contest files that gave it out.")
@click.option("--url", help="Where it was published, if it was.")
@last_contests_option
@data_option
def command(file: Path, source_id: str, url: str | None, contests: Path | None, data: DataFolder) -> None:
    """Take a CSV table of official results over, as evidence.

    FILE has the layout of OpenElections (county, precinct, office, district, party, candidate, votes) or of Democracy
    Club (ballot_paper_id, person_name, votes_cast, ...). It goes into the archive byte for byte; `tallysheet read`, or
    the next night, reads it.
    """
    from flows.night import remembered
    from pipelines.cleaning.limits import PageRefused
    from pipelines.contests import load_contests, sources_of
    from pipelines.results_csv import read_results

    contests = contests or remembered(data)
    address = url or f"urn:tallysheet:file:{file.name}"
    with said_plainly():
        registered = load_contests(contests)
    known = sorted({source.source_id for source in sources_of(registered)})
    if source_id not in known:
        raise click.UsageError(
            f"--source: found '{source_id}', expected a source of {contests}: "
            f"{', '.join(known) or 'there is none yet'}. Add one with `standing: official` to the contest file."
        )
    body = file.read_bytes()
    try:
        _, reading = read_results(body, registered, url=str(file))
    except PageRefused as refused:
        raise click.ClickException(str(refused)) from None
    if not reading.figures:
        raise click.ClickException(_nothing(file, contests, reading))
    _keep(body, address, source_id, data)
    click.echo(
        f"{file}: {counted(len(reading.figures), 'figure')}, {len(reading.unread)} unread; archived for {source_id}."
    )
    click.echo("Now: tallysheet read, or wait for the night.")


def _nothing(file: Path, contests: Path, reading: Reading) -> str:
    left = counted(len(reading.unread), "number")
    return (
        f"{file}: found no figure of any contest ({left} unread), expected rows with the names of at least two "
        f"candidates of one contest in {contests}. Add the spelling of the table to `aliases` there; where the same "
        "people stand in several contests, give --contests the file of the one that it is about."
    )


def _keep(body: bytes, url: str, source_id: str, data: DataFolder) -> None:
    from archive.writer import CaptureWriter

    at = datetime.now(UTC)
    data.archive.mkdir(parents=True, exist_ok=True)
    run_id = at.strftime("%Y%m%dT%H%M%SZ")
    software = f"tallysheet {version('tallysheet')}"
    with CaptureWriter(data.archive, run_id=run_id, source_id=source_id, software=software) as writer:
        writer.keep([_record(body, url, at)])


def _record(body: bytes, url: str, at: datetime) -> Record:
    """A WARC resource record: bytes that no server's answer came with."""
    from archive.capture import warc_date
    from archive.record import Record, record_id, sha1

    date, digest = warc_date(at), sha1(body)
    fields = (
        ("WARC-Type", "resource"),
        ("WARC-Record-ID", f"<{record_id('results', url, digest, date)}>"),
        ("WARC-Target-URI", url),
        ("WARC-Date", date),
        ("Content-Type", "text/csv"),
        ("WARC-Payload-Digest", digest),
        ("WARC-Block-Digest", digest),
    )
    return Record(fields, body)
