"""What an earlier report already has, so that a night makes only the pages that changed.

The state file holds, for each contest and each page with evidence, a fingerprint of the facts and what the other
shapes need. A report made by other code (any file of this package differs), or with pictures where none are wanted now,
counts as none.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from reports.compose import Composed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from reports.pictures import Pictures

STATE_FILE = ".state.json.gz"


@dataclass(slots=True)
class State:
    """contests: id -> (fingerprint, composed); pages: page_id -> (fingerprint, file names of its versions); figures:
    contest_id -> bytes in figures.csv, in their order.
    """

    folder: Path | None = None
    contests: dict[str, tuple[str, Composed]] = field(default_factory=dict)
    pages: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)

    def has_contest(self, contest_id: str, fingerprint: str) -> bool:
        return contest_id in self.contests and self.contests[contest_id][0] == fingerprint

    def has_page(self, page_id: str, fingerprint: str) -> bool:
        return page_id in self.pages and self.pages[page_id][0] == fingerprint


def load_state(*folders: Path | None, pictures: Pictures | None = None) -> State:
    """The state of the first of these folders that has one of our making; a broken file counts as none."""
    for folder in folders:
        if folder is not None:
            try:
                held = json.loads(gzip.decompress((folder / STATE_FILE).read_bytes()))
                if held["made_by"] == made_by() and held["pictures"] == repr(pictures):
                    return _restored(folder, held)
            except (OSError, EOFError, ValueError, KeyError, TypeError):
                continue
    return State()


def save_state(out: Path, state: State, pictures: Pictures | None = None) -> None:
    held: dict[str, Any] = {
        "made_by": made_by(),
        "pictures": repr(pictures),
        "contests": {key: [mark, one.as_row()] for key, (mark, one) in state.contests.items()},
        "pages": state.pages,
        "figures": state.figures,
    }
    draft = out / f"{STATE_FILE}.new"
    draft.write_bytes(gzip.compress(json.dumps(held, separators=(",", ":")).encode(), 1, mtime=0))
    draft.replace(out / STATE_FILE)


def take_over(earlier: Path | None, out: Path, name: str) -> bool:
    """Whether out/name is there, put there from the earlier report if need be: as a second name of the same file if the
    disk can, else as a copy. Reports never write into a file in place, so that is safe."""
    path = out / name
    if path.exists():
        return True
    if earlier is None or earlier == out or not (earlier / name).exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(earlier / name, path)
    except OSError:
        shutil.copyfile(earlier / name, path)
    return True


@cache
def made_by() -> str:
    """A hash over the files of this package: whatever could change a page."""
    total = hashlib.sha256()
    for name, content in sorted(_files(resources.files("reports"), "")):
        total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.read_bytes()


def _restored(folder: Path, held: dict[str, Any]) -> State:
    return State(
        folder=folder,
        contests={key: (mark, Composed.from_row(row)) for key, (mark, row) in held["contests"].items()},
        pages={key: (mark, list(names)) for key, (mark, names) in held["pages"].items()},
        figures=dict(held["figures"]),
    )
