"""A page about each source: what it said in which contest, how often out of line, and how collecting from it went."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reports.facts import SourceContest, SourceNight, SourceReport, Speaker
from reports.paths import file_name
from reports.read import rows
from reports.render import render
from reports.replace import sweep, write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import duckdb

    from reports.compose import Composed

MOST_NIGHTS = 30
MOST_CONTESTS = 1000


def write_sources(
    con: duckdb.DuckDBPyConnection, out: Path, speakers: Mapping[str, Speaker], composed: Iterable[Composed]
) -> int:
    """Writes sources/<id>.html and sources/index.html; gives how many had changed."""
    reports = source_reports(con, speakers, composed)
    written = 0
    for report in reports:
        html = render("source.html", source=report, most=MOST_CONTESTS, root="../")
        written += write_text(out / "sources" / f"{file_name(report.source_id)}.html", html)
    sweep(out / "sources", {"index.html", *(f"{file_name(report.source_id)}.html" for report in reports)})
    return written + write_text(out / "sources" / "index.html", render("sources.html", sources=reports, root="../"))


def source_reports(
    con: duckdb.DuckDBPyConnection, speakers: Mapping[str, Speaker], composed: Iterable[Composed]
) -> list[SourceReport]:
    """All sources that were heard or asked, by title."""
    contests: dict[str, list[SourceContest]] = defaultdict(list)
    for one in composed:
        for heard in one.heard:
            contests[heard.source_id].append(
                SourceContest(one.contest_id, one.line.title, heard.figures, heard.out_of_line, heard.cannot_be_right)
            )
    nights: dict[str, list[SourceNight]] = defaultdict(list)
    for row in rows(con, "outcomes"):
        own = nights[row.pop("source_id")]
        if len(own) < MOST_NIGHTS:
            own.append(SourceNight(**row))
    ids = sorted(set(speakers) | set(contests) | set(nights))
    known = [speakers.get(one) or Speaker(one, one, None, None, None) for one in ids]
    found = [
        SourceReport(
            source_id=speaker.source_id,
            title=speaker.title or speaker.source_id,
            url=speaker.url,
            standing=speaker.standing,
            kind=speaker.kind,
            contests=tuple(
                sorted(contests[speaker.source_id], key=lambda c: (-c.cannot_be_right, -c.figures, c.contest_id))
            ),
            outcomes=tuple(nights[speaker.source_id]),
        )
        for speaker in known
    ]
    return sorted(found, key=lambda report: (report.title.lower(), report.source_id))
