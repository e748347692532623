"""The .sql files of this room, found wherever the package is installed."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = "warehouse"


@cache
def statement(path: str) -> str:
    """The text of a file, named from this folder: `loading/figures.sql`."""
    return (resources.files(ROOM) / path).read_text(encoding="utf-8")


def names(folder: str) -> Iterator[str]:
    """The .sql files of a folder in the order of their names, each named from this room."""
    files = (entry.name for entry in (resources.files(ROOM) / folder).iterdir())
    return (f"{folder}/{name}" for name in sorted(files) if name.endswith(".sql"))


def title(sql: str) -> str:
    """The first comment of a file: its title for people."""
    first = sql.lstrip().splitlines()[0]
    return first.removeprefix("--").strip()
