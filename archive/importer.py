"""Captures made by others: WARC, WARC.gz and WACZ files, whatever crawler wrote them.

A record is taken over as it stands, its head and block byte for byte, in a gzip member of its own. One that is broken
or not what its digests say is refused with a reason, and the others are kept. What is here already is not kept twice,
so an import that was cut short is simply started again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.capture import capture_of, read_date, warc_date
from archive.digest import same_digest
from archive.errors import ArchiveError
from archive.record import FIELDS, Record, record_id, sha1, warc_fields
from archive.scan import Damage, scan
from archive.wire import payload, read_head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from archive.index import Index
    from archive.writer import CaptureWriter
    from pipelines.model import Capture

_KEPT_TYPES = frozenset({"warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion"})


@dataclass(slots=True)
class Imported:
    """What came of an import. known: captures that were here already. refused, noted: sentences for the user."""

    captures: int = 0
    revisits: int = 0
    records: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)


def import_file(path: Path, writer: CaptureWriter, *, index: Index, at: datetime) -> Imported:
    """Takes the records of a file over. index: the one the writer was given. at: now, for the record of provenance.

    Raises ArchiveError for a file that is neither WARC nor WACZ.
    """
    imported = Imported()
    taker = _Taker(writer, index, imported)
    if zipfile.is_zipfile(path):
        for name, member in _warcs_of(path, imported):
            taker.take(member, name=f"{path.name}:{name}", at=at)
    else:
        taker.take(path, name=path.name, at=at)
    if not imported.records and not imported.known:
        raise ArchiveError(
            str(path),
            found="no whole WARC record" + (f" ({imported.refused[0]})" if imported.refused else ""),
            expected="a WARC, WARC.gz or WACZ file",
            todo="Look at what made the file; ARC files must be turned into WARC first (warcio recompress).",
        )
    return imported


def _warcs_of(path: Path, imported: Imported) -> Iterator[tuple[str, Path]]:
    """The WARC files of a WACZ, one at a time as a file of their own: a scan must be able to go back."""
    with zipfile.ZipFile(path) as package, tempfile.TemporaryDirectory(prefix="tallysheet-") as folder:
        hashes = _hashes(package)
        for entry in package.infolist():
            name = entry.filename
            if not name.startswith("archive/") or not name.endswith((".warc", ".warc.gz")):
                continue
            _require_room(path, name, entry.file_size, Path(folder))
            aside = Path(folder) / "member"
            try:
                with package.open(entry) as stream, aside.open("wb") as out:
                    shutil.copyfileobj(stream, out)
            except (zipfile.BadZipFile, OSError, EOFError) as error:
                imported.noted.append(f"{path.name}:{name}: {error}; what came before the break was read")
            said = hashes.get(name, "")
            if said.startswith("sha256:") and said != f"sha256:{_sha256(aside)}":
                imported.noted.append(
                    f"{path.name}:{name}: not the SHA-256 in datapackage.json; records judged one by one"
                )
            yield name, aside


def _require_room(path: Path, name: str, size: int, folder: Path) -> None:
    """A member that says it is larger than the disk is a mistake or an attack; it is not begun."""
    free = shutil.disk_usage(folder).free
    if size > free:
        raise ArchiveError(
            f"{path.name}:{name}",
            found=f"{size:,} bytes to unpack",
            expected=f"no more than the {free:,} that are free in {folder.parent}",
            todo="Make room, or set TMPDIR to a larger disk.",
        )


def _hashes(package: zipfile.ZipFile) -> dict[str, str]:
    try:
        described: Any = json.loads(package.read("datapackage.json"))
        return {part["path"]: part["hash"] for part in described["resources"]}
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile):
        return {}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class _Taker:
    """Takes groups of records: those of one exchange follow each other and share address and date, in every crawler's
    files seen. A group that has its captures here already is passed over as a whole, its request with it."""

    def __init__(self, writer: CaptureWriter, index: Index, imported: Imported) -> None:
        self._writer, self._index, self._imported = writer, index, imported
        self._was_known = False
        self._before: list[Record] = []
        self._whole: set[str] = set()

    def take(self, path: Path, *, name: str, at: datetime) -> None:
        self._before = [_provenance(path, name, at)]
        group: list[Record] = []
        for piece in scan(path):
            if isinstance(piece, Damage):
                self._imported.refused.append(f"{name} at {piece.offset:,}: found {piece.reason}")
                continue
            record = piece.record
            fault = _fault(record)
            if fault:
                self._imported.refused.append(f"{name} at {piece.offset:,} ({record.record_id or 'no id'}): {fault}")
                continue
            if group and _exchange_of(record) != _exchange_of(group[0]):
                self._keep(group)
                group = []
            group.append(record)
        if group:
            self._keep(group)

    def _keep(self, group: list[Record]) -> None:
        if group[0].type == "warcinfo":
            self._before += group  # written when something of its file is
            return
        group = self._without_orphans(group)
        captures = [capture for record in group if (capture := _capture(record))]
        if captures:
            known = [capture for capture in captures if self._index.has(capture.url, capture.capture_id)]
            self._was_known = len(known) == len(captures)
            self._imported.known += len(known) if self._was_known else 0
        if self._was_known or not group:
            return
        self._writer.keep([*self._before, *group])
        self._index.refresh_journal(f"{self._writer.stem}.open")
        self._before = []
        self._imported.records += len(group)
        self._imported.captures += len(captures)
        self._imported.revisits += sum(capture.revisit is not None for capture in captures)

    def _without_orphans(self, group: list[Record]) -> list[Record]:
        """Without requests and metadata of a response that was refused: they say nothing by themselves."""
        self._whole.update(record.record_id for record in group)
        kept = []
        for record in group:
            beside = (record.get("WARC-Concurrent-To") or "").strip("<> ")
            if record.type in {"request", "metadata"} and beside and beside not in self._whole:
                self._imported.refused.append(f"{record.record_id}: found a {record.type} whose {beside} was not kept")
            else:
                kept.append(record)
        return kept


def _capture(record: Record) -> Capture | None:
    return capture_of(record, file="", offset=0, length=0)


def _exchange_of(record: Record) -> tuple[str, str | None]:
    return ("", None) if record.type == "warcinfo" else (record.url, record.get("WARC-Date"))


def _fault(record: Record) -> str | None:
    """Why a record is refused."""
    if record.type not in _KEPT_TYPES:
        return f"found WARC-Type {record.type!r}, expected one that stands by itself"
    if not record.record_id or read_date(record.get("WARC-Date") or "") is None:
        return "found no WARC-Record-ID or no date, expected both"
    if record.get("WARC-Segment-Number"):
        return "found one segment of a record, expected the whole of it"
    said = record.get("WARC-Block-Digest")
    if said:
        agrees = same_digest(said, record.block)
        return None if agrees is not False else f"found a block whose digest is not {said}"
    said = record.get("WARC-Payload-Digest")
    if said and record.type in {"response", "resource"}:
        head = read_head(record.block)
        bodies = (payload(record.block, head), record.block[head.size :], record.block)
        if all(same_digest(said, body) is False for body in bodies):
            return f"found a payload whose digest is not {said}, and no WARC-Block-Digest to judge by"
    return None


def _provenance(path: Path, name: str, at: datetime) -> Record:
    """Where records come from: a metadata record before them."""
    digest = _sha256(path)
    date = warc_date(at)
    block = warc_fields(
        [("imported-from", name), ("sha256", digest), ("size", str(path.stat().st_size)), ("imported-at", date)]
    )
    fields = (
        ("WARC-Type", "metadata"),
        ("WARC-Record-ID", f"<{record_id('import', name, digest, date)}>"),
        ("WARC-Date", date),
        ("Content-Type", FIELDS),
        ("WARC-Block-Digest", sha1(block)),
    )
    return Record(fields, block)
