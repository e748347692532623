"""Where every capture of an address stands: one sorted file, and a journal for each WARC file not yet folded into it.

    index.cdxj                   all folded lines, sorted by their bytes; replaced by rename
    journals/<stem>.open         a line for each capture of a WARC file that is being written (or whose writer died)
    journals/<stem>.cdxj         the same, the file complete and not yet folded
    journals/folded/<stem>.cdxj  the same, folded: the captures of one file in the order of the file

A look-up is a binary search in index.cdxj and a dictionary look-up a journal: it costs the same however many captures
there are. Folding copies the whole index; it waits until the journals have grown to a tenth of it.
"""

from __future__ import annotations

import contextlib
import fcntl
import heapq
import mmap
import os
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

from archive.cdxj import capture_from, lines_of, urlkey
from archive.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipelines.model import Capture

INDEX = "index.cdxj"
JOURNALS = "journals"
FOLDED = "folded"

_FOLD_BYTES = 1024 * 1024
_FOLD_FILES = 64


class Journal:
    """The lines of one WARC file. Keeps the places of lines, not the lines, so that a long crawl stays small."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0
        self._places: dict[int, int | list[int]] = {}
        self.refresh()

    def refresh(self) -> None:
        """Takes in the lines written since the last look."""
        with contextlib.suppress(FileNotFoundError), open_journal(self._path) as stream:
            stream.seek(self._read)
            for line in lines_of(stream.read()):
                self._note(line)
                self._read += len(line) + 1

    def _note(self, line: bytes) -> None:
        key = hash(line[: line.index(b" ")])
        known = self._places.get(key)
        if known is None:
            self._places[key] = self._read
        elif isinstance(known, list):
            known.append(self._read)
        else:
            self._places[key] = [known, self._read]

    def size(self) -> int:
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return self._read

    def is_stale(self) -> bool:
        return self.size() > self._read

    def lines(self, key: bytes) -> Iterator[bytes]:
        places = self._places.get(hash(key))
        if places is None:
            return
        with open_journal(self._path) as stream:
            for place in [places] if isinstance(places, int) else places:
                stream.seek(place)
                line = stream.readline().rstrip(b"\n")
                if line.startswith(key + b" "):
                    yield line


class Index:
    """Look-ups over a folder of captures, as of the last `refresh`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._journals: dict[str, Journal] = {}
        self._map: mmap.mmap | None = None
        self._stamp: tuple[int, int, int] | None = None
        self.refresh()

    def refresh(self) -> None:
        """Sees what other writers have added, and a folding. Costs a `stat` a file where nothing changed."""
        journals = self._folder / JOURNALS
        # Journals first: one that is folded in between is then in the index that is opened after.
        names = (
            sorted(entry.name for entry in os.scandir(journals) if entry.name.endswith((".open", ".cdxj")))
            if journals.is_dir()
            else []
        )
        self._journals = {name: self._journals.get(name) or Journal(journals / name) for name in names}
        for name, journal in self._journals.items():
            if name.endswith(".open") and journal.is_stale():
                journal.refresh()
        self._open_sorted()

    def refresh_journal(self, name: str) -> None:
        """Sees the latest lines of one journal."""
        journal = self._journals.get(name)
        if journal and journal.is_stale():
            journal.refresh()

    def _open_sorted(self) -> None:
        path = self._folder / INDEX
        try:
            status = path.stat()
        except FileNotFoundError:
            self._map, self._stamp = None, None
            return
        stamp = (status.st_ino, status.st_size, status.st_mtime_ns)
        if stamp == self._stamp:
            return
        self._map = _mapped(path)
        self._stamp = stamp

    def lines(self, url: str) -> list[bytes]:
        """The lines of an address's urlkey, in order of time to the second."""
        key = urlkey(url).encode()
        found = set(self._sorted_lines(key))
        for journal in self._journals.values():
            found.update(journal.lines(key))
        return sorted(found)

    def has(self, url: str, capture_id: str) -> bool:
        """Whether that capture of that address is there."""
        needle = f'"id":"{capture_id}"'.encode()
        return any(needle in line for line in self.lines(url))

    def captures(self, url: str) -> list[Capture]:
        """All captures of an address's urlkey in order of time."""
        return sorted(map(capture_from, self.lines(url)), key=in_time)

    def all_lines(self) -> Iterator[bytes]:
        """Every line once, sorted."""
        tail = sorted({line for journal in self._journals.values() for line in _lines_in(journal)})
        return _distinct(heapq.merge(_mapped_lines(self._map), tail))

    def _sorted_lines(self, key: bytes) -> list[bytes]:
        if self._map is None:
            return []
        start = _first_at_or_after(self._map, key + b" ")
        end = _first_at_or_after(self._map, key + b"!")  # "!" follows " "
        return self._map[start:end].split(b"\n")[:-1]


def in_time(capture: Capture) -> tuple[str, str, int]:
    return capture.captured_at, capture.file, capture.offset


def _mapped(path: Path) -> mmap.mmap | None:
    if not path.exists() or not path.stat().st_size:
        return None
    with path.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def _first_at_or_after(mapped: mmap.mmap, wanted: bytes) -> int:
    """Where the first line that is not less than `wanted` begins."""
    low, high = 0, len(mapped)
    while low < high:
        middle = (low + high) // 2
        start = mapped.rfind(b"\n", low, middle) + 1 or low
        end = mapped.find(b"\n", middle)
        end = len(mapped) if end < 0 else end
        if mapped[start : min(end, start + len(wanted))] < wanted:
            low = end + 1
        else:
            high = start
    return low


def _mapped_lines(mapped: mmap.mmap | None) -> Iterator[bytes]:
    if mapped is None:
        return
    at = 0
    while (end := mapped.find(b"\n", at)) >= 0:
        yield mapped[at:end]
        at = end + 1


def _lines_in(journal: Journal) -> list[bytes]:
    with open_journal(journal._path) as stream:  # noqa: SLF001 - same file, two classes of one subject
        return list(lines_of(stream.read()))


def open_journal(path: Path) -> BinaryIO:
    """A journal, though it was closed or folded since it was listed: its places are tried in the order in which it
    moves through them. Raises FileNotFoundError."""
    for place in (path, path.with_suffix(".cdxj")):
        with contextlib.suppress(FileNotFoundError):
            return place.open("rb")
    folder = path.parent if path.parent.name == FOLDED else path.parent / FOLDED
    return (folder / f"{path.stem}.cdxj").open("rb")


def _distinct(lines: Iterable[bytes]) -> Iterator[bytes]:
    """A sorted stream without repeats: a journal whose folding was cut short is folded once more."""
    yield from (line for before, line in pairwise(_with_none(lines)) if line is not None and line != before)


def _with_none(lines: Iterable[bytes]) -> Iterator[bytes | None]:
    yield None
    yield from lines


# --- folding ---------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def index_lock(folder: Path) -> Iterator[None]:
    """One process at a time replaces the index."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "index.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def wants_folding(folder: Path) -> bool:
    """The journals of complete files have grown to 1 MB and a tenth of the index, or are many."""
    closed = [path.stat().st_size for path in (folder / JOURNALS).glob("*.cdxj")]
    index = folder / INDEX
    size = index.stat().st_size if index.exists() else 0
    return len(closed) > _FOLD_FILES or sum(closed) > max(_FOLD_BYTES, size // 10)


def fold(folder: Path) -> int:
    """Merges the journals of complete files into the index; the number of lines added. Safe at any time."""
    with index_lock(folder):
        journals = sorted((folder / JOURNALS).glob("*.cdxj"))
        added = sorted(line for path in journals for line in lines_of(path.read_bytes()))
        if not journals:
            return 0
        write_lines(folder / INDEX, _distinct(heapq.merge(_mapped_lines(_mapped(folder / INDEX)), added)))
        folded = folder / JOURNALS / FOLDED
        folded.mkdir(exist_ok=True)
        for path in journals:
            path.rename(folded / path.name)
        return len(added)


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """A whole file of lines or none: written aside, made durable, renamed."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with aside.open("wb") as stream:
            stream.writelines(line + b"\n" for line in lines)
            stream.flush()
            os.fsync(stream.fileno())
        aside.rename(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise ArchiveError(
            str(path),
            found=error.strerror or str(error),
            expected="to write the index",
            todo="Make room or mend the permissions; nothing is lost, `tallysheet archive verify` then tells more.",
        ) from error
