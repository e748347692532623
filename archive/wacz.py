"""A WACZ file (Web Archive Collection Zipped, 1.1.1) of captures, for handing on: one file that any player opens.

    archive/*.warc.gz      the WARC files as they are
    archive/referred-to.warc.gz   records that revisits in them refer to, where those stand in files not handed on
    indexes/index.cdx.gz   the sorted CDXJ in blocks, indexes/index.idx its table of contents
    pages/pages.jsonl      the HTML pages, with titles
    datapackage.json       SHA-256 of each; datapackage-digest.json SHA-256 of that

Everything is streamed; nothing but the selection's names and the records referred to is held. All parts are stored,
not compressed, so that a player can read a page out of the middle over HTTP.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import os
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from archive.cdxj import capture_from, line_of
from archive.errors import ArchiveError
from archive.title import title_of
from pipelines.model import content_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.store import Archive
    from pipelines.model import Capture

REFERRED_TO = "referred-to.warc.gz"

_STEP = 256 * 1024
_BLOCK_LINES = 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip's earliest: the same captures give the same file


@dataclass(slots=True)
class Packed:
    """What went into the file. captures: lines of its index, `referred_to` of them from outside the selection.
    left_out: pages whose payload could not be read, revisits whose origin is gone."""

    files: list[str] = field(default_factory=list)
    captures: int = 0
    pages: int = 0
    referred_to: int = 0
    left_out: list[str] = field(default_factory=list)


def write_wacz(
    archive: Archive,
    out: Path,
    *,
    created: str,
    software: str,
    title: str = "Tallysheet captures",
    run_id: str | None = None,
    source_id: str | None = None,
) -> Packed:
    """Packs the captures of a run, a source, both or all; written aside and renamed. created: ISO 8601.

    Raises ArchiveError when the selection is empty.
    """
    packed = Packed()
    files = {capture.file: None for capture in archive.captures(run_id=run_id, source_id=source_id)}
    packed.files = sorted(files)
    if not packed.files:
        raise ArchiveError(
            str(archive.folder),
            found="no captures of that run and source",
            expected="at least one to pack",
            todo="`tallysheet archive list` shows the runs and sources there are.",
        )
    aside = out.with_name(f"{out.name}.{os.getpid()}.new")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_STORED) as package:
            _Package(package, archive, packed).fill(created=created, software=software, title=title)
        aside.rename(out)
    finally:
        aside.unlink(missing_ok=True)
    return packed


class _Package:
    def __init__(self, package: zipfile.ZipFile, archive: Archive, packed: Packed) -> None:
        self._zip, self._archive, self._packed = package, archive, packed
        self._resources: list[dict[str, Any]] = []

    def fill(self, *, created: str, software: str, title: str) -> None:
        for file in self._packed.files:
            self._copy(file)
        self._index(self._referred_to())
        self._pages()
        described = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": title,
            "created": created,
            "software": software,
            "resources": self._resources,
        }
        text = json.dumps(described, indent=2).encode()
        digest = {"path": "datapackage.json", "hash": _sha256(text)}
        with self._part("datapackage.json", is_listed=False) as part:
            part.write(text)
        with self._part("datapackage-digest.json", is_listed=False) as part:
            part.write(json.dumps(digest, indent=2).encode())

    @contextmanager
    def _part(self, path: str, *, size: int = 0, is_listed: bool = True) -> Iterator[_Part]:
        """A file of the package; its digest goes into datapackage.json."""
        entry = zipfile.ZipInfo(path, _EPOCH)
        entry.file_size = size
        with self._zip.open(entry, "w") as stream:
            part = _Part(stream)
            yield part
        if is_listed:
            name = path.rpartition("/")[2].lower()
            self._resources.append({"name": name, "path": path, "hash": part.digest(), "bytes": part.size})

    def _copy(self, file: str) -> None:
        path = self._archive.folder / file
        size = path.stat().st_size
        with path.open("rb") as stream, self._part(f"archive/{file}", size=size) as part:
            while size and (piece := stream.read(min(_STEP, size))):
                part.write(piece)
                size -= len(piece)

    def _captures(self) -> Iterator[Capture]:
        chosen = set(self._packed.files)
        self._archive.index.refresh()
        for line in self._archive.index.all_lines():
            capture = capture_from(line)
            if capture.file in chosen:
                yield capture

    def _referred_to(self) -> list[bytes]:
        """Copies the members that revisits need from files outside; their index lines."""
        chosen = set(self._packed.files)
        origins: dict[str, Capture] = {}
        for capture in self._captures():
            if not capture.revisit:
                continue
            try:
                origin = self._archive.origin(capture)
            except ArchiveError as error:
                self._packed.left_out.append(str(error))
                continue
            if origin.file not in chosen:
                origins[origin.capture_id] = origin
        if not origins:
            return []
        self._packed.referred_to = len(origins)
        lines = []
        with self._part(f"archive/{REFERRED_TO}", size=sum(origin.length for origin in origins.values())) as part:
            for origin in sorted(origins.values(), key=lambda origin: (origin.file, origin.offset)):
                lines.append(_player_line(replace(origin, file=REFERRED_TO, offset=part.size)))
                with (self._archive.folder / origin.file).open("rb") as stream:
                    part.write(os.pread(stream.fileno(), origin.length, origin.offset))
        return sorted(lines)

    def _index(self, referred_to: list[bytes]) -> None:
        own = (_player_line(capture) for capture in self._captures() if capture.status)
        lines = heapq.merge(own, referred_to)
        contents = [b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
        with self._part("indexes/index.cdx.gz") as part:
            while block := list(islice(lines, _BLOCK_LINES)):
                self._packed.captures += len(block)
                packed = _gzip(b"".join(line + b"\n" for line in block))
                place = {"offset": part.size, "length": len(packed), "digest": _sha256(packed)}
                prefix = block[0][: block[0].index(b" {")]
                contents.append(prefix + b" " + json.dumps(place).encode() + b"\n")
                part.write(packed)
        with self._part("indexes/index.idx") as part:
            part.write(b"".join(contents))

    def _pages(self) -> None:
        with self._part("pages/pages.jsonl") as part:
            part.write(b'{"format": "json-pages-1.0", "id": "pages", "title": "Pages"}\n')
            for capture in self._captures():
                if capture.status in {200, 304}:
                    page = self._page(capture)
                    part.write(json.dumps(page, ensure_ascii=False).encode() + b"\n" if page else b"")

    def _page(self, capture: Capture) -> dict[str, Any] | None:
        try:
            origin = self._archive.origin(capture)
            if origin.mime not in {"text/html", "application/xhtml+xml"}:
                return None
            payload = self._archive.payload(origin)
        except ArchiveError as error:
            if not capture.revisit:  # a revisit without origin was noted when its origin was looked for
                self._packed.left_out.append(str(error))
            return None
        self._packed.pages += 1
        page = {"id": content_id(capture.capture_id), "url": capture.url, "ts": capture.captured_at}
        title = title_of(payload)
        return {**page, **({"title": title} if title else {}), "size": len(payload.body)}


class _Part:
    """Counts and digests what is written through it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> None:
        self._stream.write(piece)
        self._hash.update(piece)
        self.size += len(piece)

    def digest(self) -> str:
        return f"sha256:{self._hash.hexdigest()}"


def _player_line(capture: Capture) -> bytes:
    """Our line without the 304 of a revisit: some players take the status in the index for the page's."""
    line = line_of(capture)
    return line.replace(b'"status":"304",', b"", 1) if capture.revisit else line


def _gzip(block: bytes) -> bytes:
    coder = zlib.compressobj(9, zlib.DEFLATED, 31)
    return coder.compress(block) + coder.flush()


def _sha256(block: bytes) -> str:
    return f"sha256:{hashlib.sha256(block).hexdigest()}"
