"""feed.xml: an Atom feed (RFC 4287) of what the latest runs opened and closed.

Ids and times come from the runs, never from a clock, so a reader sees each entry once however often the report is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import text, words
from reports.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reports.overview import Overview
    from reports.records import Record

MOST_ENTRIES = 200


def document(overview: Overview, records: Iterable[Record], run_times: Mapping[str, str]) -> str:
    """Entries newest first. run_times: run_id -> its end, ISO 8601; runs without one stand at the epoch."""
    entries = []
    for record in records:
        if record["is_dismissed"]:
            continue
        if record["first_run"]:
            entries.append(_entry(record, "opened", record["first_run"], run_times))
        if record["closed_run"]:
            entries.append(_entry(record, "closed", record["closed_run"], run_times))
    entries.sort(key=lambda entry: entry["id"])
    entries.sort(key=lambda entry: entry["updated"], reverse=True)
    updated = moment(run_times.get(overview.run.run_id) if overview.run else None)
    return render("feed.xml", overview=overview, entries=entries[:MOST_ENTRIES], updated=updated)


def _entry(record: Record, change: str, run_id: str, run_times: Mapping[str, str]) -> dict[str, str]:
    word = "New" if change == "opened" else "Closed"
    sides = [f"{side['source']}: \u201c{side['quote']}\u201d" for side in record["figures"][:4]]
    return {
        "id": f"urn:tallysheet:{record['discrepancy_id']}:{change}:{run_id}",
        "title": text.one_line(f"{word}: {record['headline']} ({record['contest']})", 250),
        "updated": moment(run_times.get(run_id)),
        "link": record["page"],
        "category": words.SECTIONS[record["section"]],
        "text": text.visible("\n".join([record["text"], *sides])),
    }


def moment(stamp: str | None) -> str:
    """RFC 3339 in UTC of a warehouse timestamp ("2026-11-21 02:15:00")."""
    if not stamp:
        return "1970-01-01T00:00:00Z"
    return stamp[:19].replace(" ", "T") + "Z"
