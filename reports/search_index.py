"""assets/search-index.js: what the search box looks through, without a server.

A script file and not JSON, because pages opened from disk may load scripts beside them but not fetch data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.as_json import dumps
from reports.paths import file_name
from reports.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reports.facts import Speaker
    from reports.overview import ContestLine


def search_index(lines: Iterable[ContestLine], speakers: Mapping[str, Speaker]) -> str:
    """A list of [kind, path, title, also found by]."""
    entries = [
        [
            "contest",
            f"contests/{file_name(line.contest_id)}.html",
            one_line(line.title, 160),
            one_line(", ".join(filter(None, [line.organisation, (line.date or "")[:4], *line.names])), 300),
        ]
        for line in lines
    ]
    entries += [
        [
            "source",
            f"sources/{file_name(speaker.source_id)}.html",
            one_line(speaker.title or speaker.source_id, 160),
            one_line(speaker.url or "", 160),
        ]
        for speaker in sorted(speakers.values(), key=lambda one: ((one.title or "").lower(), one.source_id))
    ]
    return "globalThis.TALLYSHEET_INDEX = [\n" + ",\n".join(dumps(entry) for entry in entries) + "\n];\n"
