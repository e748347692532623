"""Digests as WARC fields and other archives' indexes have them: `algorithm:value`, base32 or hexadecimal."""

from __future__ import annotations

import base64
import hashlib

_LENGTHS = {"sha1": 20, "sha256": 32, "sha512": 64, "md5": 16}


def same_digest(said: str, body: bytes) -> bool | None:
    """Whether the body has that digest (`algorithm:value`, base32 or hexadecimal); None for an unknown algorithm."""
    algorithm, _, value = said.rpartition(":")
    name = algorithm.lower().replace("-", "") or "sha1"
    size = _LENGTHS.get(name)
    if size is None:
        return None
    computed = hashlib.new(name, body, usedforsecurity=False).digest()
    if len(value) == 2 * size:
        return value.lower() == computed.hex()
    return value.upper().rstrip("=") == base64.b32encode(computed).decode().rstrip("=")
