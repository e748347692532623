"""One report, all shapes, from the published snapshot.

The same snapshot gives the same bytes. Pages whose facts have not changed since the report in the same folder (or in
`previous`) are not made again.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from reports import as_atom, as_csv, as_json, as_markdown, words
from reports.compose import Composed, compose
from reports.evidence import write_evidence
from reports.overview import Overview, overview
from reports.paths import ReportPaths, file_name
from reports.read import columns, open_for_report, read_contests, read_reports, read_runs, read_speakers, rows
from reports.records import FORMAT, FORMAT_VERSION
from reports.render import render
from reports.replace import write_pieces, write_text
from reports.search_index import search_index
from reports.source_pages import write_sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reports.facts import Run, Speaker

LINES_ON_INDEX = 200
LINES_ON_PAGE = 1000


def write_report(snapshot: Path, out: Path) -> ReportPaths:
    """Writes the report on `snapshot` into the folder `out`. Raises FileNotFoundError when nothing was published yet."""
    with open_for_report(snapshot) as con:
        runs = read_runs(con)
        run = runs[0] if runs else None
        latest = run.run_id if run else None
        speakers = read_speakers(con)
        composed: list[Composed] = []
        rewritten = 0
        for report in read_reports(con, read_contests(con), speakers, latest):
            html, one = compose(report, latest)
            rewritten += write_text(out / "contests" / f"{file_name(one.contest_id)}.html", html)
            composed.append(one)
        rewritten += write_evidence(con, out, speakers)
        seen = overview(run, (one.line for one in composed))
        rewritten += write_sources(con, out, speakers, composed)
        write_pieces(out / "figures.csv", as_csv.figure_lines(rows(con, "figures_csv"), columns(con, "figures_csv")))
    _write_shapes(out, seen, composed, runs)
    _write_front(out, seen, speakers)
    return ReportPaths(
        folder=out,
        index=out / "index.html",
        discrepancies_csv=out / "discrepancies.csv",
        discrepancies_json=out / "discrepancies.json",
        markdown=out / "discrepancies.md",
        figures_csv=out / "figures.csv",
        feed=out / "feed.xml",
        summary=seen.summary,
        contests=len(composed),
        rewritten=rewritten,
    )


def _write_shapes(out: Path, seen: Overview, composed: Sequence[Composed], runs: Sequence[Run]) -> None:
    """The findings in every shape but HTML, in the order of the index."""
    by_id = {one.contest_id: one for one in composed}
    records = [record for line in seen.lines for record in by_id[line.contest_id].records]
    times = {run.run_id: run.ended_at or run.started_at or "" for run in runs}
    write_pieces(out / "discrepancies.json", as_json.document(seen, records))
    write_pieces(out / "discrepancies.csv", as_csv.lines(records))
    write_text(out / "discrepancies.md", as_markdown.document(seen, records))
    write_text(out / "feed.xml", as_atom.document(seen, records, times))
    write_text(out / "summary.txt", seen.summary + "\n")


def _write_front(out: Path, seen: Overview, speakers: Mapping[str, Speaker]) -> None:
    """Index, lists, method, data, search and what the pages are dressed with."""
    lines = seen.lines
    pages = max(1, -(-len(lines) // LINES_ON_PAGE))
    write_text(
        out / "index.html",
        render("index.html", overview=seen, lines=lines[:LINES_ON_INDEX], more=len(lines) > LINES_ON_INDEX, root=""),
    )
    for number in range(1, pages + 1):
        shown = lines[(number - 1) * LINES_ON_PAGE : number * LINES_ON_PAGE]
        name = "index" if number == 1 else f"page-{number}"
        html = render("contests.html", lines=shown, number=number, pages=pages, root="../")
        write_text(out / "contests" / f"{name}.html", html)
    write_text(out / "method.html", render("method.html", run=seen.run, root="", **_method_words()))
    write_text(out / "data.html", render("data.html", overview=seen, format=FORMAT, version=FORMAT_VERSION, root=""))
    write_text(out / "assets" / "search-index.js", search_index(lines, speakers))
    for asset in (resources.files("reports") / "assets").iterdir():
        write_text(out / "assets" / asset.name, asset.read_text(encoding="utf-8"))


def _method_words() -> dict[str, object]:
    return {
        "explanations": words.EXPLANATIONS,
        "sections": words.SECTIONS,
        "certainties": words.CERTAINTIES,
        "severities": words.SEVERITIES,
    }
