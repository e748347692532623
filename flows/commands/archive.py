"""`tallysheet archive`: what is kept, and whether it is still what it was."""

from __future__ import annotations

import difflib
import json
import re
import signal
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.errors import ArchiveError
from flows.counting import counted
from flows.options import data_option

if TYPE_CHECKING:
    from archive.store import Archive
    from flows.folders import DataFolder
    from pipelines.model import Capture


class _Archive(click.Group):
    """An archive's own errors have four parts already: they are shown as they are."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ArchiveError as error:
            raise click.ClickException(str(error)) from error


def _moment(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    from archive.capture import read_date

    if value is not None and read_date(value) is None:
        raise click.BadParameter(f"found {value!r}, expected a moment such as 2010-11-22 or 2010-11-22T14:00:00Z")
    return value


def _stamp(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The digits that archives take: 2010-11-22 and 20101122 alike."""
    digits = re.sub(r"[-:TZ]", "", value or "")
    if value is not None and not re.fullmatch(r"\d{4,14}", digits):
        raise click.BadParameter(f"found {value!r}, expected a day, a month or a year: 2010-11-22, 2010-11 or 2010")
    return digits or None


@click.group(name="archive", cls=_Archive, epilog="Example: tallysheet archive list --run 20261121T021500Z")
def command() -> None:
    """List, show, verify, export, import and replay captures."""


@command.command(name="list", epilog="Example: tallysheet archive list http://blog.example/result")
@click.argument("url", required=False)
@click.option("--run", "run_id", help="Only the captures of this run.")
@click.option("--source", "source_id", help="Only the captures of this source.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@data_option
def list_captures(
    url: str | None, *, run_id: str | None, source_id: str | None, as_json: bool, data: DataFolder
) -> None:
    """Captures of a URL, a run or a source; of everything where none is named."""
    archive = _open(data)
    captures = archive.timemap(url) if url else archive.captures(run_id=run_id, source_id=source_id)
    count = 0
    for capture in captures:
        if url and not _is_of(capture, run_id, source_id):
            continue
        count += 1
        click.echo(json.dumps(asdict(capture), ensure_ascii=False) if as_json else _line(capture))
    if not count:
        click.echo(_none_of(archive, url, run_id, source_id), err=True)


def _none_of(archive: Archive, url: str | None, run_id: str | None, source_id: str | None) -> str:
    """What was looked for, and names of that kind that there are."""
    asked = [f"of {url}"] if url else []
    for kind, name in (("run", run_id), ("source", source_id)):
        if name:
            there = {getattr(capture, f"{kind}_id") for capture in archive.captures()} - {None, name}
            near = difflib.get_close_matches(name, there, n=3, cutoff=0.3)
            asked.append(f"of {kind} {name}" + (f" (near it: {', '.join(near)})" if near else ""))
    return " ".join(["No captures", *asked]) + "."


@command.command(epilog="Example: tallysheet archive show http://blog.example/result --at 2010-11-22T14:00:00Z")
@click.argument("url", metavar="URL|FILE:OFFSET")
@click.option(
    "--at",
    callback=_moment,
    help="The capture nearest to this moment (ISO 8601, UTC); the newest where none is given.",
)
@click.option("--raw", is_flag=True, help="The response as it stood on the wire, head and coding included.")
@click.option("--head", is_flag=True, help="What is known of the capture, and its headers, instead of the body.")
@data_option
def show(url: str, *, at: str | None, raw: bool, head: bool, data: DataFolder) -> None:
    """The archived page of a URL, or what stands at a place of an archive file, on standard output.

    FILE:OFFSET is what a report's evidence names; a post that a feed gave is found only so.
    """
    archive = _open(data)
    capture = _at_place(archive, url) or (
        archive.memento(url, at) if at else next(reversed(archive.timemap(url)), None)
    )
    if capture is None:
        raise click.ClickException(
            f"{url}: found no capture in {data.archive}; expected one. `tallysheet archive list` shows what there is."
        )
    if head:
        _show_head(archive, capture)
        return
    body = archive.record(archive.origin(capture)).block if raw else archive.payload(capture).body
    click.echo(body, nl=False)


def _at_place(archive: Archive, place: str) -> Capture | None:
    """The capture at FILE:OFFSET; None for an address."""
    named = re.fullmatch(r"([^/:]+\.warc(?:\.gz)?):(\d+)", place)
    if named is None:
        return None
    file, offset = named[1], int(named[2])
    return next((one for one in archive.captures() if (one.file, one.offset) == (file, offset)), None)


def _show_head(archive: Archive, capture: Capture) -> None:
    for name, value in asdict(capture).items():
        click.echo(f"{name}: {value}")
    click.echo()
    for name, value in archive.payload(capture).headers:
        click.echo(f"{name}: {value}")


@command.command(epilog="Example: tallysheet archive verify --data data")
@data_option
def verify(*, data: DataFolder) -> None:
    """Check every record, revisit and index line. Exit status 1 if anything is wrong."""
    from archive.verify import verify as verify_folder

    result = verify_folder(_folder(data), found=lambda problem: click.echo(str(problem)))
    for file in result.being_written:
        click.echo(f"{file}: is being written now; its end was not judged.", err=True)
    if result.unchecked:
        click.echo(f"Not checked: {counted(result.unchecked, 'digest')} of a kind that is not known here.", err=True)
    click.echo(
        f"{counted(result.files, 'file')}, {counted(result.records, 'record')}, {counted(result.captures, 'capture')} "
        f"({counted(result.revisits, 'revisit')}), {result.size:,} bytes: {counted(len(result.problems), 'problem')}."
    )
    if result.problems:
        sys.exit(1)


@command.command(epilog="Example: tallysheet archive index --from-records")
@click.option("--from-records", is_flag=True, help="Forget the index and read every record again.")
@data_option
def index(*, from_records: bool, data: DataFolder) -> None:
    """Mend what killed runs left, and bring the index up to date."""
    archive = _open(data)
    count = archive.reindex(from_records=from_records)
    click.echo(f"{counted(count, 'capture')} {'indexed' if from_records else 'folded into the index'}.")


@command.command(epilog="Example: tallysheet archive export --wacz night.wacz --run 20261121T021500Z")
@click.option(
    "--wacz", "out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write."
)
@click.option("--run", "run_id", help="Only the captures of this run.")
@click.option("--source", "source_id", help="Only the captures of this source.")
@click.option("--title", default="Tallysheet captures", show_default=True, help="The title that players show.")
@data_option
def export(*, out: Path, run_id: str | None, source_id: str | None, title: str, data: DataFolder) -> None:
    """Pack captures into one WACZ file that any web archive player opens."""
    from archive.wacz import write_wacz

    out.parent.mkdir(parents=True, exist_ok=True)
    packed = write_wacz(
        _open(data), out, created=_now(), software=_software(), title=title, run_id=run_id, source_id=source_id
    )
    for sentence in packed.left_out:
        click.echo(f"Left out: {sentence}", err=True)
    own = packed.captures - packed.referred_to
    extra = f", {packed.referred_to:,} more that revisits refer to" if packed.referred_to else ""
    click.echo(
        f"{out}: {counted(own, 'capture')} of {counted(len(packed.files), 'file')}{extra}; "
        f"{counted(packed.pages, 'page')}."
    )


@command.command(
    name="import",
    epilog="Example: tallysheet archive import crawl.wacz old/*.warc.gz --source other-crawl. "
    "Pages that are gone: tallysheet archive import http://gone.example/ --match prefix --contact mailto:a@example.org",
)
@click.argument("places", metavar="FILE|URL...", nargs=-1, required=True)
@click.option("--source", "source_id", default="import", show_default=True, help="The source the captures become of.")
@click.option("--via", default=None, help="For a URL: the archive that holds it (default the Internet Archive).")
@click.option(
    "--match",
    type=click.Choice(["exact", "prefix", "host", "domain"]),
    default="exact",
    help="For a URL: this address alone, all that begin so, all of its host, or of its host and those below.",
    show_default=True,
)
@click.option(
    "--contact", envvar="TALLYSHEET_CONTACT", show_envvar=True, help="For a URL: where its archive reaches you."
)
@click.option("--since", callback=_stamp, help="For a URL: captures from this day, month or year on (YYYY-MM-DD).")
@click.option("--until", callback=_stamp, help="For a URL: captures up to this day, month or year.")
@data_option
def import_captures(
    places: tuple[str, ...],
    *,
    source_id: str,
    via: str | None,
    match: str,
    contact: str | None,
    since: str | None,
    until: str | None,
    data: DataFolder,
) -> None:
    """Take captures over: from WARC, WARC.gz or WACZ files, or of a URL from an archive that has kept it."""
    from flows.importing import take_over

    asked = {"via": via, "contact": contact, "match": match, "since": since, "until": until}
    if not take_over(places, data.archive, source_id, _software(), **asked):
        sys.exit(1)


@command.command(epilog="Example: tallysheet archive replay --pywb pywb/bin/wayback")
@click.option("--port", default=8090, show_default=True, type=click.IntRange(1, 65535), help="Of loopback.")
@click.option("--pywb", help="Path of pywb's `wayback` command, where it is not on the PATH.", envvar="TALLYSHEET_PYWB")
@data_option
def replay(*, port: int, pywb: str | None, data: DataFolder) -> None:
    """Show the archive in a browser, through pywb on loopback, until interrupted."""
    from archive.replay import COLLECTION, find_pywb
    from archive.replay import replay as run_pywb

    archive = _open(data)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that pywb ends with us
    with run_pywb(archive, port=port, pywb=find_pywb(pywb)) as server:
        click.echo(f"http://127.0.0.1:{port}/{COLLECTION}/ in a few seconds; Ctrl-C ends it.")
        try:
            status = server.wait()
        except KeyboardInterrupt:
            return
    raise click.ClickException(f"pywb ended with status {status}; expected it to serve. Is port {port} taken?")


def _software() -> str:
    return f"Tallysheet/{version('tallysheet')}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _folder(data: DataFolder) -> Any:
    if not data.archive.is_dir():
        raise click.ClickException(
            f"{data.archive}: found no folder; expected an archive. Name another with --data, or collect first."
        )
    return data.archive


def _open(data: DataFolder) -> Archive:
    from archive.store import Archive

    return Archive(_folder(data))


def _is_of(capture: Capture, run_id: str | None, source_id: str | None) -> bool:
    return run_id in {None, capture.run_id} and source_id in {None, capture.source_id}


def _line(capture: Capture) -> str:
    kind = {"server-not-modified": "unchanged", "identical-payload-digest": "same"}.get(capture.revisit or "", "")
    return f"{capture.captured_at[:19]}Z  {capture.status:>3}  {kind or capture.truncated or '':9}  {capture.url}"
