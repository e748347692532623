"""The pixels of a PNG, read with the standard library alone, so that the drawing is judged by something else."""

from __future__ import annotations

import struct
import zlib
from collections import Counter


def colours(png: bytes) -> tuple[int, int, Counter[tuple[int, int, int]]]:
    """Width, height, and how many pixels have which colour. For 8 bits a channel, not interlaced (PNG, 3rd edition)."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert depth == 8
    channels = {2: 3, 6: 4}[kind]
    packed, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += length + 12
    counted: Counter[tuple[int, int, int]] = Counter()
    line = bytearray(width * channels)
    raw, stride = zlib.decompress(packed), width * channels + 1
    for row in range(height):
        line = _unfiltered(raw[row * stride], bytearray(raw[row * stride + 1 : (row + 1) * stride]), line, channels)
        counted.update(zip(line[0::channels], line[1::channels], line[2::channels], strict=True))
    return width, height, counted


def _unfiltered(kind: int, line: bytearray, above: bytearray, step: int) -> bytearray:
    """A row without its filter (PNG, section 9: none, sub, up, average, Paeth)."""
    for i in range(len(line)):
        left = line[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        line[i] = (line[i] + _predicted(kind, left, above[i], corner)) & 0xFF
    return line


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        distances = [(abs(up - corner), left), (abs(left - corner), up), (abs(left + up - 2 * corner), corner)]
        return min(distances, key=lambda one: one[0])[1]
    return (0, left, up, (left + up) // 2)[kind]
