"""Exchanges in, WARC records out, on disk before anybody reads them.

Order per exchange: records in one write to the WARC file, then the journal line, then the capture is returned. So
whatever a spider has seen is in the archive, whenever the process is killed. `fsync` every five seconds and at the end
bounds what a power failure can take.
"""

from __future__ import annotations

import fcntl
import os
import re
import time
from typing import TYPE_CHECKING, Self

from archive.capture import capture_of
from archive.cdxj import line_of
from archive.compose import Place, records_of, warcinfo
from archive.errors import ArchiveError
from archive.index import FOLDED, JOURNALS, Index, fold, index_lock, wants_folding
from archive.record import Record, member, sha1
from archive.recover import SUFFIX, close_journal, recover
from archive.revisit import earlier
from archive.wire import payload, read_head

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archive.exchange import Exchange
    from pipelines.model import Capture

SYNC_SECONDS = 5.0

_LOCK_TRIES = 10

_RUN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.]*")
_SOURCE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


class CaptureWriter:
    """Writes `<folder>/<run_id>-<source_id>.warc.gz`. One writer a file; several files at once, from any processes.

    Opening a file again (same run, same source) mends what a kill left and goes on behind it. `index` may be shared by
    the writers of a process; it saves each of them reading tonight's journals.
    """

    def __init__(
        self,
        folder: Path,
        *,
        run_id: str,
        source_id: str,
        software: str,
        index: Index | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.stem = _stem(run_id, source_id)
        self.file = self.stem + SUFFIX
        self._folder, self._run_id, self._source_id, self._software = folder, run_id, source_id, software
        self._clock = clock
        (folder / JOURNALS / FOLDED).mkdir(parents=True, exist_ok=True)
        with index_lock(folder):
            self._warc = _open_locked(folder / self.file)
            try:
                self._ordinal = recover(folder, self.stem)
                self._journal = os.open(folder / JOURNALS / f"{self.stem}.open", os.O_WRONLY | os.O_APPEND)
            except BaseException:
                os.close(self._warc)  # and with it the lock
                raise
        _sync_folder(folder)
        self._size = os.fstat(self._warc).st_size
        self._index = index or Index(folder)
        self._index.refresh()
        self._synced_at = clock()
        self._is_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def exchange(self, exchange: Exchange) -> Capture:
        """Keeps an exchange. Raises ArchiveError when it cannot be written whole; the file is then as before."""
        if not exchange.url[:6].lower().startswith(("http:", "https:")):
            raise ArchiveError(
                exchange.url, found="no web address", expected="http:// or https://", todo="Only these are collected."
            )
        head = read_head(exchange.response)
        digest = sha1(payload(exchange.response, head))
        self._index.refresh_journal(f"{self.stem}.open")
        repeats = earlier(exchange, head, digest, lines=self._index.lines(exchange.url), folder=self._folder)
        place = Place(self._run_id, self._source_id, self._ordinal)
        capture = self.keep(records_of(exchange, head, digest, repeats, place))
        assert capture is not None, "records_of gives a record that keeps a capture"
        return capture

    def keep(self, records: list[Record]) -> Capture | None:
        """Writes records in one go; the first capture among them. For records made elsewhere, as the importers do.

        A file's first record is a warcinfo, dated as what follows it.
        """
        if not self._size:
            records = [self._warcinfo(records[0]), *records]
        packed = [member(record) for record in records]
        offset = self._size
        captures = []
        for record, piece in zip(records, packed, strict=True):
            capture = capture_of(record, file=self.file, offset=offset, length=len(piece))
            captures += [capture] if capture else []
            offset += len(piece)
        self._append(self._warc, b"".join(packed))
        try:
            self._append(self._journal, b"".join(line_of(capture) + b"\n" for capture in captures))
        except ArchiveError:
            os.ftruncate(self._warc, self._size)
            raise
        self._size = offset
        self._ordinal += 1
        if self._clock() - self._synced_at >= SYNC_SECONDS:
            self.sync()
        return captures[0] if captures else None

    def _warcinfo(self, following: Record) -> Record:
        place = Place(self._run_id, self._source_id, 0)
        return warcinfo(place, software=self._software, file=self.file, date=following.get("WARC-Date") or "")

    def sync(self) -> None:
        """Makes everything written durable."""
        os.fsync(self._warc)
        self._synced_at = self._clock()

    def close(self) -> None:
        """Makes the file durable and complete, and folds the journals into the index when they have grown."""
        if not self._is_open:
            return
        self._is_open = False
        self.sync()
        os.fsync(self._journal)
        os.close(self._journal)
        with index_lock(self._folder):
            close_journal(self._folder, self.stem)
            if not self._size:
                (self._folder / self.file).unlink()
                (self._folder / JOURNALS / f"{self.stem}.cdxj").unlink()
        os.close(self._warc)
        if wants_folding(self._folder):
            fold(self._folder)

    def _append(self, target: int, block: bytes) -> None:
        """All of it or nothing."""
        before = os.fstat(target).st_size
        try:
            written = os.write(target, block)
            if written == len(block):
                return
            problem = f"room for {written:,} of {len(block):,} bytes"
        except OSError as error:
            problem = error.strerror or str(error)
        os.ftruncate(target, before)
        raise ArchiveError(
            str(self._folder / self.file),
            found=problem,
            expected="to keep an exchange",
            todo="Make room; a run with the same id then goes on where this one stopped.",
        )


def _stem(run_id: str, source_id: str) -> str:
    if _RUN.fullmatch(run_id) and _SOURCE.fullmatch(source_id):
        return f"{run_id}-{source_id}"
    raise ArchiveError(
        "the name of a WARC file",
        found=f"run {run_id!r} and source {source_id!r}",
        expected="letters, digits, dots and underscores (in a source's name also dashes)",
        todo="Rename the source in its contest's file.",
    )


def _open_locked(path: Path) -> int:
    """verify looks whether a file is locked by locking it for a moment: hence more than one try."""
    target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for _ in range(_LOCK_TRIES):
        try:
            fcntl.flock(target, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.05)
        else:
            return target
    os.close(target)
    raise ArchiveError(
        str(path),
        found="another process that is writing it",
        expected="to be the only writer of this run and source",
        todo="Wait for the other run to end, or start one with another run id.",
    )


def _sync_folder(folder: Path) -> None:
    """A new file's name is durable only when its folder is."""
    target = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(target)
    finally:
        os.close(target)
