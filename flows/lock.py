"""One night at a time for a data folder. The lock goes with its process, however that ends; a note says whose it is."""

from __future__ import annotations

import json
import os
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path


class NightUnderWayError(RuntimeError):
    """Another process holds the lock."""


def _note(path: Path) -> Path:
    return path.with_suffix(".json")


def _holder(path: Path) -> str:
    try:
        note = json.loads(_note(path).read_text(encoding="utf-8"))
        return f"process {note['pid']} on {note['host']}, started {note['started_at']}"
    except (OSError, ValueError, KeyError):
        return "another process"


@contextmanager
def only_night(path: Path, now: datetime) -> Iterator[None]:
    """Holds the lock at `path`. Raises NightUnderWayError, at once and with the holder named, when it is taken."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise NightUnderWayError(
            f"{path}: found a night under way ({_holder(path)}), expected none; "
            "wait for it, or end that process: the next night then goes on where it stopped"
        ) from None
    try:
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "started_at": now.isoformat(timespec="seconds")}
        _note(path).write_text(json.dumps(holder) + "\n", encoding="utf-8")
        yield
    finally:
        _note(path).unlink(missing_ok=True)
        lock.release()
