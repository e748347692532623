"""One report, all shapes, from the published snapshot.

The same snapshot gives the same bytes. Pages whose facts have not changed since the report in the same folder (or in
`previous`) are not made again.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

from reports import as_atom, as_csv, as_json, as_markdown, words
from reports.figures_file import write_figures
from reports.overview import Overview, overview
from reports.paths import ReportPaths, file_name
from reports.pictures import path
from reports.read import open_for_report, read_runs, read_speakers, rows
from reports.records import FORMAT, FORMAT_VERSION
from reports.render import render
from reports.replace import encoded, sweep, write_pieces, write_text
from reports.search_index import search_index
from reports.source_pages import write_sources
from reports.state import State, load_state, save_state, take_over
from reports.work import Workers, contest_chunk, contest_chunks, evidence_chunk, figures_chunk, page_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from reports.compose import Composed
    from reports.facts import Run, Speaker
    from reports.pictures import Pictures

LINES_ON_INDEX = 200
LINES_ON_PAGE = 1000


def write_report(
    snapshot: Path,
    out: Path,
    previous: Path | None = None,
    reviews: Path | None = None,
    pictures: Pictures | None = None,
) -> ReportPaths:
    """Writes the report on `snapshot` into the folder `out`.

    previous: the folder of an earlier report, from which unchanged pages are taken over when `out` has none. reviews:
    the file of people's judgements, read as it is now. pictures: whether each contest also gets a picture for sharing.
    Raises FileNotFoundError when nothing was published yet.
    """
    earlier = load_state(out, previous, pictures=pictures)
    with open_for_report(snapshot, reviews) as con:
        runs = read_runs(con)
        speakers = read_speakers(con)
        latest = runs[0].run_id if runs else None
        contests = [
            (row["contest_id"], row["fingerprint"]) for row in rows(con, "contest_fingerprints", {"latest_run": latest})
        ]
        pages = list(rows(con, "page_fingerprints"))
    out.mkdir(parents=True, exist_ok=True)
    with Workers() as workers:
        composed, rewritten = _contest_pages(workers, (snapshot, out, earlier), contests, latest, (reviews, pictures))
        names, more = _evidence_pages(workers, (snapshot, out, earlier), pages)
        figures = _figures(workers, (snapshot, out, earlier), contests)
    seen = overview(runs[0] if runs else None, (one.line for one in composed))
    with open_for_report(snapshot) as con:
        rewritten += more + write_sources(con, out, speakers, composed)
    _write_shapes(out, seen, composed, runs)
    _write_front(out, seen, speakers)
    sweep(out / "contests", {f"{file_name(one)}.html" for one, _ in contests} | _list_names(len(contests)))
    sweep(out / "pictures", {f"{file_name(one)}.png" for one, _ in contests} if pictures else set())
    sweep(out / "evidence", {name for own in names.values() for name in own})
    _remember(out, (composed, contests), (names, pages), figures, pictures)
    return _paths(out, seen.summary, len(composed), rewritten)


def _contest_pages(
    workers: Workers,
    where: tuple[Path, Path, State],
    contests: Sequence[tuple[str, str]],
    latest: str | None,
    asked: tuple[Path | None, Pictures | None],
) -> tuple[list[Composed], int]:
    """All contests by id, and how many pages had to be written. What the earlier report has is not made again.

    where: the snapshot, the folder, and the state of the earlier report. asked: the reviews file, and for pictures.
    """
    snapshot, out, earlier = where
    kept = {
        contest_id: earlier.contests[contest_id][1]
        for contest_id, mark in contests
        if earlier.has_contest(contest_id, mark)
        and take_over(earlier.folder, out, f"contests/{file_name(contest_id)}.html")
        and (asked[1] is None or take_over(earlier.folder, out, path(contest_id)))
    }
    rewritten = 0
    changed = [contest_id for contest_id, _ in contests if contest_id not in kept]
    calls = [(snapshot, out, chunk, latest, asked) for chunk in contest_chunks(changed)]
    for count, made in workers.each(contest_chunk, calls):
        rewritten += count
        kept.update((one.contest_id, one) for one in made)
    return [kept[contest_id] for contest_id, _ in contests], rewritten


def _evidence_pages(
    workers: Workers, where: tuple[Path, Path, State], pages: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, list[str]], int]:
    """page_id -> names of its files in evidence/, and how many had to be written. where: as for the contests."""
    snapshot, out, earlier = where
    names: dict[str, list[str]] = {}
    for page in pages:
        own = earlier.pages[page["page_id"]][1] if earlier.has_page(page["page_id"], page["fingerprint"]) else []
        if own and all(take_over(earlier.folder, out, f"evidence/{name}") for name in own):
            names[page["page_id"]] = own
    rewritten = 0
    changed = [(page["page_id"], page["characters"]) for page in pages if page["page_id"] not in names]
    for count, made in workers.each(evidence_chunk, [(snapshot, out, chunk) for chunk in page_chunks(changed)]):
        rewritten += count
        for page_id, name in made:
            names.setdefault(page_id, []).append(name)
    return names, rewritten


def _figures(workers: Workers, where: tuple[Path, Path, State], contests: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Writes figures.csv; gives the bytes that each contest has in it. where: as for the contests."""
    snapshot, out, earlier = where

    def fresh(contest_ids: list[str]) -> Iterator[tuple[str, str]]:
        for blocks in workers.each(figures_chunk, [(snapshot, chunk) for chunk in contest_chunks(contest_ids)]):
            yield from blocks

    unchanged = {contest_id for contest_id, mark in contests if earlier.has_contest(contest_id, mark)}
    return write_figures(out, earlier, [contest_id for contest_id, _ in contests], unchanged, fresh)


def _remember(
    out: Path,
    made: tuple[Sequence[Composed], Sequence[tuple[str, str]]],
    evidence: tuple[Mapping[str, list[str]], Sequence[Mapping[str, Any]]],
    figures: dict[str, int],
    pictures: Pictures | None,
) -> None:
    """What the next report can take over. made: contests with their fingerprints; evidence: file names and pages."""
    names, pages = evidence
    state = State(
        contests={one.contest_id: (mark, one) for one, (_, mark) in zip(*made, strict=True)},
        pages={page["page_id"]: (page["fingerprint"], names.get(page["page_id"], [])) for page in pages},
        figures=figures,
    )
    save_state(out, state, pictures)


def _paths(out: Path, summary: str, contests: int, rewritten: int) -> ReportPaths:
    return ReportPaths(
        folder=out,
        index=out / "index.html",
        discrepancies_csv=out / "discrepancies.csv",
        discrepancies_json=out / "discrepancies.json",
        markdown=out / "discrepancies.md",
        figures_csv=out / "figures.csv",
        feed=out / "feed.xml",
        summary=summary,
        contests=contests,
        rewritten=rewritten,
    )


def _list_names(contests: int) -> set[str]:
    return {"index.html"} | {f"page-{number}.html" for number in range(2, -(-contests // LINES_ON_PAGE) + 1)}


def _write_shapes(out: Path, seen: Overview, composed: Sequence[Composed], runs: Sequence[Run]) -> None:
    """The findings in every shape but HTML, in the order of the index."""
    by_id = {one.contest_id: one for one in composed}
    ordered = [by_id[line.contest_id] for line in seen.lines]
    times = {run.run_id: run.ended_at or run.started_at or "" for run in runs}
    findings = (text for one in ordered for text in one.findings)
    write_pieces(out / "discrepancies.json", encoded(as_json.document(seen, findings)))
    write_pieces(out / "discrepancies.csv", encoded(as_csv.document(text for one in ordered for text in one.table)))
    write_text(out / "discrepancies.md", as_markdown.document(seen, {one.contest_id: one.findings for one in ordered}))
    write_text(out / "feed.xml", as_atom.document(seen, (text for one in ordered for text in one.findings), times))
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
    package = resources.files("reports")
    for asset in (*(package / "assets").iterdir(), *(package / "schema").iterdir()):
        write_text(out / "assets" / asset.name, asset.read_text(encoding="utf-8"))


def _method_words() -> dict[str, object]:
    return {
        "explanations": words.EXPLANATIONS,
        "sections": words.SECTIONS,
        "certainties": words.CERTAINTIES,
        "severities": words.SEVERITIES,
    }
