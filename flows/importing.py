"""Captures taken over from files and from other archives, and what is said about it: `tallysheet archive import`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from archive.errors import ArchiveError
from archive.fetch import fetch
from archive.importer import import_file
from archive.index import Index
from archive.memento import WAYBACK, Endpoint, MementoImporter
from archive.writer import CaptureWriter
from flows.counting import counted
from spiders.settings import user_agent

if TYPE_CHECKING:
    from collections.abc import Iterable


def take_over(places: Iterable[str], archive: Path, source_id: str, software: str, **asked: Any) -> bool:
    """Imports files and addresses into one run of one source; whether all of it came over.

    asked: for addresses; via, contact, match, since and until of the command.
    """
    archive.mkdir(parents=True, exist_ok=True)
    index = Index(archive)
    run_id = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    with CaptureWriter(archive, run_id=run_id, source_id=source_id, software=software, index=index) as writer:
        are_whole = [_place(place, writer, index, **asked) for place in places]  # all of them, whatever one gives
    return all(are_whole)


def _place(place: str, writer: CaptureWriter, index: Index, **asked: Any) -> bool:
    """Whether all of it came over; what is wrong with one place does not keep the others back."""
    try:
        if place.startswith(("http://", "https://")):
            return _address(place, writer, index, **asked)
        return _file(Path(place), writer, index)
    except ArchiveError as error:
        click.echo(f"Error: {error}", err=True)
        return False


def _file(path: Path, writer: CaptureWriter, index: Index) -> bool:
    if not path.is_file():
        raise ArchiveError(
            str(path),
            found="no file",
            expected="a WARC or WACZ file, or an address that begins with http",
            todo="Look at its name.",
        )
    imported = import_file(path, writer, index=index, at=datetime.now(UTC))
    for sentence in imported.noted:
        click.echo(f"Note: {sentence}", err=True)
    for sentence in imported.refused:
        click.echo(f"Refused: {sentence}", err=True)
    click.echo(
        f"{counted(imported.captures, 'capture')} ({counted(imported.revisits, 'revisit')}) in "
        f"{counted(imported.records, 'record')} imported, {imported.known:,} already here, "
        f"{counted(len(imported.refused), 'piece')} refused."
    )
    return not imported.refused


def _address(
    url: str, writer: CaptureWriter, index: Index, *, via: str | None, contact: str | None, **asked: Any
) -> bool:
    base = via or WAYBACK
    if not contact and urlsplit(base).hostname not in {"127.0.0.1", "::1", "localhost"}:
        raise ArchiveError(
            base,
            found="no --contact",
            expected="a web or mail address at which the archive's operators can reach you",
            todo="Give one, or set TALLYSHEET_CONTACT.",
        )
    endpoint, agent = Endpoint.of(base), user_agent(contact)
    importer = MementoImporter(
        endpoint, writer, index=index, fetch=fetch, now=lambda: datetime.now(UTC), agent=agent, tell=_tell
    )
    result = importer.run(url, **asked)
    for sentence in result.failed:
        click.echo(f"Failed: {sentence}", err=True)
    click.echo(
        f"{counted(result.rows, 'capture')} listed: {result.captures:,} imported ({result.unproven:,} with another "
        f"digest than listed), {result.known:,} already here, {result.same:,} the same as the one before, "
        f"{len(result.failed):,} failed."
    )
    return not result.failed


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)
