"""feed.xml: an Atom feed (RFC 4287) of what the latest runs opened and closed.

Ids and times come from the runs, never from a clock, so a reader sees each entry once however often the report is made.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reports import text, words
from reports.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reports.overview import Overview

MOST_ENTRIES = 200


def document(overview: Overview, findings: Iterable[str], run_times: Mapping[str, str]) -> str:
    """Entries newest first. findings: records as JSON texts; run_times: run_id -> its end, ISO 8601."""
    changes = sorted(_changes(findings, run_times), key=lambda change: change[1])
    changes.sort(key=lambda change: change[0], reverse=True)
    entries = [_entry(*change) for change in changes[:MOST_ENTRIES]]
    updated = moment(run_times.get(overview.run.run_id) if overview.run else None)
    return render("feed.xml", overview=overview, entries=entries, updated=updated)


def _changes(findings: Iterable[str], run_times: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """(when, id, opened or closed, the record) of all that a reader of the feed may not have seen."""
    for finding in findings:
        record = json.loads(finding)
        for change, run_id in (("opened", record["first_run"]), ("closed", record["closed_run"])):
            if run_id and not record["is_dismissed"]:
                name = f"urn:tallysheet:{record['discrepancy_id']}:{change}:{run_id}"
                yield moment(run_times.get(run_id)), name, change, finding


def _entry(updated: str, name: str, change: str, finding: str) -> dict[str, str]:
    record = json.loads(finding)
    word = "New" if change == "opened" else "Closed"
    sides = [f"{side['source']}: \u201c{side['quote']}\u201d" for side in record["figures"][:4]]
    return {
        "id": name,
        "title": text.one_line(f"{word}: {record['headline']} ({record['contest']})", 250),
        "updated": updated,
        "link": record["page"],
        "category": words.SECTIONS[record["section"]],
        "text": text.visible("\n".join([record["text"], *sides])),
    }


def moment(stamp: str | None) -> str:
    """RFC 3339 in UTC of a warehouse timestamp ("2026-11-21 02:15:00")."""
    if not stamp:
        return "1970-01-01T00:00:00Z"
    return stamp[:19].replace(" ", "T") + "Z"
