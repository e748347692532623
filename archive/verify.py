"""Whether the archive is what it says: every record against its digests, every revisit against what it refers to, every
line of the index against the record it points to.

Reads every byte once. Nothing is mended here: a finding names the file, the offset and the record.
"""

from __future__ import annotations

import fcntl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.capture import capture_of, read_date, warc_date
from archive.cdxj import capture_from, line_of, urlkey
from archive.digest import same_digest
from archive.index import INDEX, Index
from archive.recover import SUFFIX
from archive.scan import Damage, Found, scan
from archive.wire import payload, read_head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from archive.record import Record
    from pipelines.model import Capture

_TYPES = frozenset({"warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. offset: in bytes; None for the file as a whole. record: a WARC-Record-ID, if known."""

    file: str
    offset: int | None
    record: str | None
    text: str

    def __str__(self) -> str:
        where = self.file if self.offset is None else f"{self.file} at {self.offset:,}"
        return f"{where}{f' ({self.record})' if self.record else ''}: {self.text}"


@dataclass(slots=True)
class Verified:
    """What was looked at, and what is wrong. unchecked: digests made by an algorithm we do not have."""

    files: int = 0
    records: int = 0
    captures: int = 0
    revisits: int = 0
    size: int = 0
    unchecked: int = 0
    being_written: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def verify(folder: Path, *, found: Callable[[Problem], None] = lambda _: None) -> Verified:
    """Looks at everything; `found` hears of each problem at once."""
    return _Verification(folder, found).run()


class _Verification:
    """Memory: an id and a hash for each capture, and the revisits; no blocks."""

    def __init__(self, folder: Path, found: Callable[[Problem], None]) -> None:
        self._folder, self._found = folder, found
        self._result = Verified()
        self._lines: dict[int, tuple[str, int]] = {}
        self._origins: set[str] = set()
        self._dates: set[tuple[str, str]] = set()
        self._revisits: list[tuple[Capture, str, str]] = []

    def run(self) -> Verified:
        for path in sorted((*self._folder.glob(f"*{SUFFIX}"), *self._folder.glob("*.warc"))):
            if _is_being_written(path):
                self._result.being_written.append(path.name)
            self._file(path)
        self._targets()
        self._index()
        return self._result

    def _problem(self, file: str, offset: int | None, record: str | None, text: str) -> None:
        problem = Problem(file, offset, record, text)
        self._result.problems.append(problem)
        self._found(problem)

    def _file(self, path: Path) -> None:
        self._result.files += 1
        self._result.size += path.stat().st_size
        ids: set[str] = set()
        beside: list[tuple[int, str, str]] = []
        for piece in scan(path):
            if isinstance(piece, Damage):
                self._damage(path.name, piece)
                continue
            self._result.records += 1
            for text in self._faults(piece.record, ids):
                self._problem(path.name, piece.offset, piece.record.record_id or None, text)
            ids.add(piece.record.record_id)
            concurrent = (piece.record.get("WARC-Concurrent-To") or "").strip("<> ")
            if concurrent and piece.record.type in {"request", "metadata"}:
                beside.append((piece.offset, piece.record.record_id, concurrent))
            self._note(path.name, piece)
        for offset, record_id, concurrent in beside:
            if concurrent not in ids:
                text = f"found WARC-Concurrent-To {concurrent}, expected that record in the same file"
                self._problem(path.name, offset, record_id, text)

    def _damage(self, file: str, damage: Damage) -> None:
        if damage.is_tail and file in self._result.being_written:
            return
        todo = (
            "the file breaks off here, as after a kill; `tallysheet archive index` or the run's next start cuts it off"
            if damage.is_tail
            else "the bytes were altered; restore the file from a backup (records before and after it are read)"
        )
        self._problem(file, damage.offset, None, f"found {damage.reason}, expected a whole record; {todo}")

    def _faults(self, record: Record, ids: set[str]) -> Iterator[str]:
        if record.type not in _TYPES:
            yield f"found WARC-Type {record.type!r}, expected one of WARC 1.1's"
        if not record.record_id:
            yield "found no WARC-Record-ID, expected one"
        elif record.record_id in ids:
            yield "found its WARC-Record-ID twice in the file, expected it once"
        if read_date(record.get("WARC-Date") or "") is None:
            yield f"found WARC-Date {record.get('WARC-Date')!r}, expected a date"
        yield from self._digest_faults(record)

    def _digest_faults(self, record: Record) -> Iterator[str]:
        said = record.get("WARC-Block-Digest")
        if said and not self._agrees(said, record.block):
            yield f"found a block whose digest is not {said}, the WARC-Block-Digest; it was altered after it was kept"
        said = record.get("WARC-Payload-Digest")
        if said and record.type == "response":
            head = read_head(record.block)
            # Other crawlers digest a chunked body with its chunks, against WARC 1.1; that is no damage.
            bodies = (payload(record.block, head), record.block[head.size :])
            if not any(self._agrees(said, body) for body in bodies):
                yield f"found a payload whose digest is not {said}, the WARC-Payload-Digest"
        if said and record.type == "resource" and not self._agrees(said, record.block):
            yield f"found a payload whose digest is not {said}, the WARC-Payload-Digest"

    def _agrees(self, said: str, body: bytes) -> bool:
        computed = same_digest(said, body)
        self._result.unchecked += computed is None
        return computed is not False

    def _note(self, file: str, piece: Found) -> None:
        capture = capture_of(piece.record, file=file, offset=piece.offset, length=piece.length)
        if capture is None or not piece.length:
            return
        self._result.captures += 1
        self._lines[hash(line_of(capture))] = (file, piece.offset)
        if not capture.revisit:
            self._origins.add(capture.capture_id)
            self._dates.add((urlkey(capture.url), capture.captured_at))
            return
        self._result.revisits += 1
        record = piece.record
        url = (record.get("WARC-Refers-To-Target-URI") or record.url).strip("<> ")
        moment = read_date(record.get("WARC-Refers-To-Date") or "")
        self._revisits.append((capture, urlkey(url), warc_date(moment) if moment else ""))

    def _targets(self) -> None:
        for capture, key, date in self._revisits:
            if capture.refers_to in self._origins or (key, date) in self._dates:
                continue
            text = (
                f"found a revisit of {capture.url} as of {date or 'no date'}, expected that capture in the archive; "
                "restore or import the file that holds it"
            )
            self._problem(capture.file, capture.offset, None, text)

    def _index(self) -> None:
        before = b""
        path = self._folder / INDEX
        if path.exists():
            with path.open("rb") as stream:
                for number, line in enumerate(stream, 1):
                    if line <= before:
                        text = f"found line {number:,} out of order, expected sorted lines without repeats; {_REBUILD}"
                        self._problem(INDEX, None, None, text)
                    before = line
        seen = set()
        for line in Index(self._folder).all_lines():
            seen.add(hash(line))
            if hash(line) not in self._lines:
                self._stray(line)
        for key, (file, offset) in self._lines.items():
            if key not in seen and file not in self._result.being_written:
                self._problem(file, offset, None, f"found no line for it in the index, expected one; {_REBUILD}")

    def _stray(self, line: bytes) -> None:
        try:
            capture = capture_from(line)
        except (ValueError, KeyError):
            self._problem(INDEX, None, None, f"found {line[:80]!r}, expected a CDXJ line; {_REBUILD}")
            return
        if capture.file not in self._result.being_written:
            text = f"found an index line for {capture.url} that this place does not bear out; {_REBUILD}"
            self._problem(capture.file, capture.offset, None, text)


_REBUILD = "make the index anew with `tallysheet archive index --from-records`"


def _is_being_written(path: Path) -> bool:
    with path.open("rb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
