"""People's judgements of findings: an append-only file of JSON lines that outlives every rebuild of the warehouse.

A line has discrepancy_id, reviewed_at (UTC, ISO 8601 with Z), reviewer, decision (accepted, dismissed, noted), note,
and evidence: a hash of what the finding's odd figures said and what they were set against. A dismissed finding stays
away while that hash is the same, and comes back when a page says otherwise, a source joins in or the figures against
it change.
"""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from pipelines.model import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reports.facts import Reported

DECISIONS = ("accepted", "dismissed", "noted")


@dataclass(frozen=True, slots=True)
class Review:
    discrepancy_id: str
    reviewed_at: str
    reviewer: str
    decision: str
    note: str | None
    evidence: str | None


def evidence_of(odd: Iterable[Reported], against: Iterable[Reported]) -> str:
    """The same while the same addresses print the same odd words against the same tokens, whatever else they
    changed.
    """
    said = sorted({(f.url, f.printed, f.quote[1], f.qualifier) for f in odd})
    printed = sorted({f.printed for f in against})
    return content_id(*(part for line in said for part in line), "against", *printed)


def append_review(file: Path, review: Review) -> None:
    """Adds a line and waits until the disk has it. A line that a crash cut short is ended first; two writers take
    turns.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab+") as journal:
        fcntl.flock(journal, fcntl.LOCK_EX)
        journal.seek(0, os.SEEK_END)
        if journal.tell():
            journal.seek(-1, os.SEEK_END)
            if journal.read(1) != b"\n":
                journal.write(b"\n")
        journal.write(json.dumps(asdict(review)).encode() + b"\n")
        journal.flush()
        os.fsync(journal.fileno())


def read_reviews(file: Path) -> tuple[Review, ...]:
    """The reviews in the order in which they were given; a line that is none is passed over."""
    if not file.is_file():
        return ()
    found = []
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            row = json.loads(line)
            datetime.fromisoformat(row["reviewed_at"])
            found.append(Review(**{field.name: row.get(field.name) for field in fields(Review)}))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
    return tuple(one for one in found if one.discrepancy_id and one.decision in DECISIONS)
