"""File names of a report. Ids come from contest files and host names; none may leave the folder or clash on any
disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.model import content_id

if TYPE_CHECKING:
    from pathlib import Path

# Lower case only: "A" and "a" are one file on some disks.
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*")
_RESERVED = {"index", "con", "prn", "aux", "nul"}


@dataclass(frozen=True, slots=True)
class ReportPaths:
    """Where the shapes of one report are, and its one-line summary."""

    folder: Path
    index: Path
    discrepancies_csv: Path
    discrepancies_json: Path
    markdown: Path
    figures_csv: Path
    feed: Path
    summary: str
    contests: int
    rewritten: int


@lru_cache(maxsize=50_000)
def file_name(name: str) -> str:
    """The id itself where it is a harmless file name, else a hash of it."""
    if _PLAIN.fullmatch(name) and len(name) <= 100 and name not in _RESERVED and "." not in name[:1]:
        return name
    return f"x-{content_id(name)}"
