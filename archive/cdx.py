"""What other archives' indexes answer: CDX rows, in the two JSON shapes that are about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a CDX answer. timestamp: 14 digits. digest: None where the archive does not say."""

    timestamp: str
    url: str
    status: str
    digest: str | None

    @property
    def second(self) -> str:
        """As the beginning of a WARC-Date."""
        stamp = self.timestamp
        return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}"


@dataclass(frozen=True, slots=True)
class Rows:
    """What an index request gave. resume: the key to go on with, if there is more. unread: rows that made no sense."""

    rows: list[Row]
    resume: str | None = None
    unread: int = 0


def read_rows(body: bytes) -> Rows:
    """A CDX answer in either JSON shape: lines of objects (pywb), or an array of arrays with a header row (the Internet
    Archive), where the key stands alone after an empty row. Raises ValueError where nothing in it is such a row."""
    text = body.decode("utf-8", "replace").strip()
    resume = None
    if text.startswith("["):
        table = json.loads(text)
        if len(table) >= 2 and table[-2] == [] and len(table[-1]) == 1:
            resume = str(table[-1][0])
            table = table[:-2]
        if table and "timestamp" not in table[0]:
            raise ValueError("no header row")
        described = [_named(table[0], values) for values in table[1:]]
    else:
        described = [_object(line) for line in text.splitlines()]
    rows = [row for fields in described if fields is not None and (row := _row_of(fields))]
    unread = described.count(None)
    if unread and not rows:
        raise ValueError("no rows")
    return Rows(rows, resume, unread)


def _named(names: list[str], values: Any) -> dict[str, Any] | None:
    return dict(zip(names, values, strict=False)) if isinstance(values, list) else None


def _object(line: str) -> dict[str, Any] | None:
    try:
        fields = json.loads(line)
    except ValueError:
        return None
    return fields if isinstance(fields, dict) else None


def _row_of(fields: dict[str, Any]) -> Row | None:
    stamp = str(fields.get("timestamp", ""))
    url = str(fields.get("url") or fields.get("original") or "")
    if len(stamp) != 14 or not stamp.isdecimal() or not url.startswith(("http:", "https:")):
        return None
    status = str(fields.get("status") or fields.get("statuscode") or "-")
    return Row(stamp, url, status, fields.get("digest") or None)
