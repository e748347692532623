"""Files that are whole or not there: written beside their place, then renamed into it. Left alone when nothing
changed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def write_text(path: Path, text: str) -> bool:
    """Whether the file had to be written. UTF-8; a lone half of a surrogate pair becomes a question mark."""
    fresh = text.encode("utf-8", "replace")
    place = os.fspath(path)
    try:
        if os.stat(place).st_size == len(fresh) and path.read_bytes() == fresh:  # noqa: PTH116 # a Path takes longer than the call
            return False
    except FileNotFoundError:
        pass
    draft = f"{place}.new"
    try:
        _write(draft, fresh)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(draft, fresh)
    os.replace(draft, place)  # noqa: PTH105 # as above
    return True


def _write(place: str, content: bytes) -> None:
    with open(place, "wb", buffering=0) as file:  # noqa: PTH123 # as above
        file.write(content)


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Like write_text for what is too long to hold at once; always written anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    with draft.open("wb") as file:
        file.writelines(pieces)
    draft.replace(path)


def encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    """As write_text encodes."""
    return (piece.encode("utf-8", "replace") for piece in pieces)


def sweep(folder: Path, names: set[str]) -> None:
    """Removes what an earlier report in the same folder left and this one no longer has."""
    if folder.is_dir():
        for entry in folder.iterdir():
            if entry.name not in names:
                entry.unlink()
