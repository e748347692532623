"""Names of people who comment, replaced by the same word for the same name within one data folder.

The archive keeps what was published. The warehouse, which is handed around, keeps a keyed hash: without the key nobody
can try names against it, and a new key makes a new set of words.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY_BYTES = 32


def key_at(path: Path, random_bytes: Callable[[int], bytes]) -> bytes:
    """The key kept at `path`, made there once, readable by its owner only. Randomness is the caller's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        return _kept(path)
    # Whole before it has its name: a night killed in between must not leave half a key. The first to link it wins.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(random_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return _kept(path)


def _kept(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ValueError(
            f"{path}: found {len(key)} bytes, expected {KEY_BYTES}. It is the key of the commenters' pseudonyms: "
            "put it back from a backup, or delete it and run `tallysheet rebuild` to make new pseudonyms."
        )
    return key


def pseudonyms(key: bytes) -> Callable[[str], str]:
    """A function from a name to its pseudonym. Case and spacing of the name do not matter."""

    def pseudonym(name: str) -> str:
        plain = " ".join(name.casefold().split())
        return "reader-" + hmac.new(key, plain.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:12]

    return pseudonym
