"""What can go wrong in this room.

ArchiveError            four parts: where, what was found, what was expected, what to do
├── NotArchived         the archive has no capture of that address (at that time)
├── PayloadRefused      a payload that cannot be given: too large, or coded in a way we do not read
└── RecordUnreadable    nothing whole stands at that file and offset
"""

from __future__ import annotations


class ArchiveError(Exception):
    """Says where, what was found, what was expected, and what to do."""

    def __init__(self, where: str, *, found: str, expected: str, todo: str) -> None:
        super().__init__(f"{where}: found {found}; expected {expected}. {todo}")
        self.where = where
        self.found = found


class NotArchived(ArchiveError):  # noqa: N818 - says what is the case; "NotArchivedError" says nothing more
    """No capture of that address, or none at that time."""


class PayloadRefused(ArchiveError):  # noqa: N818 - as in pipelines.clean.PageRefused
    """The payload is larger than allowed once decoded, or its coding is not known."""


class RecordUnreadable(ArchiveError):  # noqa: N818 - as above
    """The bytes at a file and offset are not one whole WARC record."""
