"""What a killed writer leaves: a file with perhaps a torn end, and a journal perhaps a line short (or, after a power
failure, a line long). The file is the truth: its torn end is cut off and its journal is written anew."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from archive.capture import capture_of
from archive.cdxj import line_of
from archive.index import FOLDED, INDEX, JOURNALS, index_lock, write_lines
from archive.scan import Damage, Found, scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.model import Capture

SUFFIX = ".warc.gz"
TORN = "torn"
"""Folder of the ends that were cut off: no spider saw them, but they may be all that is left of a record."""


def captures_in(path: Path, file: str) -> Iterator[Capture]:
    """The captures of one WARC file in the order of the file; records without a member of their own have no address."""
    for piece in scan(path):
        if isinstance(piece, Found) and piece.length:
            capture = capture_of(piece.record, file=file, offset=piece.offset, length=piece.length)
            if capture:
                yield capture


def cut_torn_end(path: Path) -> int:
    """Cuts a file back to its last whole member; the number of bytes cut, which are set aside in torn/. Damage before
    whole members stays as it is: it is verify's to report, and nothing after it may be lost."""
    torn = next((piece for piece in scan(path) if isinstance(piece, Damage) and piece.is_tail), None)
    if torn is None:
        return 0
    with path.open("r+b") as stream:
        stream.seek(torn.offset)
        rest = stream.read()
        if rest.strip(b"\0"):
            aside = path.parent / TORN / f"{path.name}.{torn.offset}"
            aside.parent.mkdir(exist_ok=True)
            aside.write_bytes(rest)
        stream.truncate(torn.offset)
        os.fsync(stream.fileno())
    return len(rest)


def recover(folder: Path, stem: str) -> int:
    """Mends the file and writes its journal anew, as an open one; the number of captures. The caller has the lock."""
    path = folder / f"{stem}{SUFFIX}"
    cut_torn_end(path)
    lines = [line_of(capture) for capture in captures_in(path, path.name)]
    journals = folder / JOURNALS
    write_lines(journals / f"{stem}.open", lines)
    for old in (journals / f"{stem}.cdxj", journals / FOLDED / f"{stem}.cdxj"):
        old.unlink(missing_ok=True)
    return len(lines)


def recover_dead(folder: Path) -> list[str]:
    """Recovers the files whose writers died, so that they can be folded; their names. Files being written are left."""
    recovered = []
    with index_lock(folder):
        for journal in sorted((folder / JOURNALS).glob("*.open")):
            path = folder / f"{journal.stem}{SUFFIX}"
            if not path.exists():
                journal.unlink()
                continue
            with path.open("rb") as stream:
                try:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                recover(folder, journal.stem)
                close_journal(folder, journal.stem)
                recovered.append(path.name)
                if not path.stat().st_size:
                    path.unlink()
    return recovered


def close_journal(folder: Path, stem: str) -> None:
    """Marks a file as complete."""
    journals = folder / JOURNALS
    (journals / f"{stem}.open").rename(journals / f"{stem}.cdxj")


def rebuild(folder: Path) -> int:
    """The whole index anew from the records alone; the number of captures. Files being written keep their journals."""
    recover_dead(folder)
    with index_lock(folder):
        journals = folder / JOURNALS
        (journals / FOLDED).mkdir(parents=True, exist_ok=True)
        being_written = {journal.stem for journal in journals.glob("*.open")}
        everything: list[bytes] = []
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            stem = path.name.removesuffix(SUFFIX)
            if stem not in being_written:
                lines = [line_of(capture) for capture in captures_in(path, path.name)]
                write_lines(journals / FOLDED / f"{stem}.cdxj", lines)
                (journals / f"{stem}.cdxj").unlink(missing_ok=True)
                everything += lines
        everything.sort()
        write_lines(folder / INDEX, everything)
    return len(everything)
