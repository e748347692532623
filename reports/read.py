"""Facts for the reports, read from the published snapshot; the questions are the files of reports/queries/.

Contests are read a batch at a time, so that memory does not grow with their number.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import duckdb

from reports import text
from reports.facts import (
    Agreed,
    ContestFacts,
    ContestReport,
    Finding,
    Judgement,
    Moment,
    Option,
    Reason,
    Reported,
    Run,
    Speaker,
)
from reports.reviews import evidence_of, read_reviews

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from reports.facts import State

QUOTE_LIMIT = 320
"""Characters of a quote that a report shows; the whole stands on the evidence page."""
BATCH = 500

Row = dict[str, Any]


def open_for_report(snapshot: Path, reviews: Path | None = None) -> duckdb.DuckDBPyConnection:
    """The snapshot, read-only, within a bound of memory that leaves room for the pages.

    reviews: the reviews file, whose judgements then stand in for those that the snapshot was published with.
    """
    if not snapshot.is_file():
        raise FileNotFoundError(
            f"{snapshot}: found no published warehouse, expected one to report on. Run `tallysheet nightly` (or "
            "`tallysheet demo`) first, or point --data at the folder that holds it."
        )
    config: dict[str, Any] = {"memory_limit": "250MB", "threads": 2, "enable_external_access": False}
    con = duckdb.connect(str(snapshot), read_only=True, config=config)
    con.execute("SET enable_progress_bar = false")
    if reviews is not None:
        con.execute(query("reviews_given"), {"rows": json.dumps([asdict(one) for one in read_reviews(reviews)])})
    return con


@cache
def query(name: str) -> str:
    """The text of queries/<name>.sql."""
    return (resources.files("reports") / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def rows(con: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, object] | None = None) -> Iterator[Row]:
    """The answer to queries/<name>.sql as dicts, fetched some thousand at a time."""
    answer = con.execute(query(name), dict(parameters or {}))
    names = [column[0] for column in answer.description or ()]
    while batch := answer.fetchmany(5000):
        for row in batch:
            yield dict(zip(names, row, strict=True))


def read_runs(con: duckdb.DuckDBPyConnection) -> tuple[Run, ...]:
    """The runs, newest first."""
    return tuple(Run(**row) for row in rows(con, "runs"))


def read_contests(con: duckdb.DuckDBPyConnection) -> tuple[ContestFacts, ...]:
    """All contests without their candidates, by id."""
    return tuple(ContestFacts(**row) for row in rows(con, "contests"))


def read_speakers(con: duckdb.DuckDBPyConnection) -> dict[str, Speaker]:
    """source_id -> source. A source that two contests name differently keeps the first of its entries."""
    speakers: dict[str, Speaker] = {}
    for row in rows(con, "speakers"):
        speakers.setdefault(row["source_id"], Speaker(**row))
    return speakers


def read_reports(
    con: duckdb.DuckDBPyConnection,
    contests: Sequence[ContestFacts],
    speakers: Mapping[str, Speaker],
    latest_run: str | None,
) -> Iterator[ContestReport]:
    """Everything about each of the contests, in their order."""
    for start in range(0, len(contests), BATCH):
        yield from _read_batch(con, contests[start : start + BATCH], speakers, latest_run)


def _read_batch(
    con: duckdb.DuckDBPyConnection,
    contests: Sequence[ContestFacts],
    speakers: Mapping[str, Speaker],
    latest_run: str | None,
) -> Iterator[ContestReport]:
    ids = {"contest_ids": [contest.contest_id for contest in contests]}
    grouped = {
        name: _by_contest(rows(con, name, ids))
        for name in ("options", "consensus", "findings", "sides", "reasons", "reviews", "moments")
    }
    figures = _figures(rows(con, "figures", ids))
    for contest in contests:
        own = {name: group.get(contest.contest_id, []) for name, group in grouped.items()}
        reported = figures.get(contest.contest_id, [])
        heard = {figure.source_id for figure in reported}
        yield ContestReport(
            contest=_with_options(contest, own["options"]),
            speakers=tuple(speakers.get(one) or Speaker(one, one, None, None, None) for one in sorted(heard)),
            figures=tuple(reported),
            agreed=tuple(Agreed(**row) for row in own["consensus"]),
            findings=_findings(own, {figure.figure_id: figure for figure in reported}, latest_run),
            moments=tuple(Moment(**row) for row in own["moments"]),
            figure_by_id={figure.figure_id: figure for figure in reported},
        )


def _by_contest(answer: Iterator[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in answer:
        groups[row.pop("contest_id")].append(row)
    return groups


def _figures(answer: Iterator[Row]) -> dict[str, list[Reported]]:
    """Quotes are cut around the printed token as they come in: one page may have a passage of a megabyte."""
    groups: dict[str, list[Reported]] = defaultdict(list)
    for row in answer:
        begins, said = row.pop("said_from"), row.pop("said")
        start, end = row.pop("printed_start") - begins, row.pop("printed_end") - begins
        quote = (
            text.sentence_around(said, start, end, QUOTE_LIMIT) if said else ("", text.one_line(row["printed"], 40), "")
        )
        row["quote"] = quote
        row["printed"] = text.one_line(row["printed"], 40)
        groups[row["contest_id"]].append(Reported(**row))
    return groups


def _with_options(contest: ContestFacts, options: list[Row]) -> ContestFacts:
    return ContestFacts(
        contest_id=contest.contest_id,
        title=contest.title,
        organisation=contest.organisation,
        office=contest.office,
        area=contest.area,
        date=contest.date,
        declared=contest.declared,
        number_elected=contest.number_elected or 1,
        options=tuple(Option(**row) for row in options),
    )


def _findings(
    own: Mapping[str, list[Row]], figures: Mapping[str, Reported], latest_run: str | None
) -> tuple[Finding, ...]:
    sides: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in own["sides"]:
        sides[row["discrepancy_id"]]["odd" if row["role"] == "odd" else "against"].append(row["figure_id"])
        if row["role"] == "conflict":
            sides[row["discrepancy_id"]]["conflict"].append(row["figure_id"])
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for row in own["reasons"]:
        reasons[row["discrepancy_id"]].append(Reason(row["explanation"], row["why"]))
    judgements: dict[str, list[Judgement]] = defaultdict(list)
    for row in own["reviews"]:
        judgements[row.pop("discrepancy_id")].append(Judgement(**row))
    found = []
    for row in own["findings"]:
        key = row["discrepancy_id"]
        odd, against = sides[key]["odd"], sides[key]["against"]
        if not odd:  # a joint conflict: nobody is the odd one
            odd, against = against, []
        evidence = evidence_of(
            (figures[one] for one in odd if one in figures), (figures[one] for one in against if one in figures)
        )
        state = _state(row["first_run"], row.pop("explained_run"), row["closed_run"], latest_run)
        row |= {
            "check": row.pop("check_name"),
            "severity": row["severity"] or 0,
            "text": text.one_line(row["text"] or "", 1000),
        }
        found.append(
            Finding(
                **row,
                state=state,
                reasons=tuple(reasons[key]),
                odd=tuple(odd),
                against=tuple(against),
                conflict=tuple(sides[key]["conflict"]),
                judgements=tuple(judgements[key]),
                evidence=evidence,
            )
        )
    return tuple(found)


def _state(first_run: str | None, explained_run: str | None, closed_run: str | None, latest_run: str | None) -> State:
    if closed_run is not None:
        return "closed"
    if first_run is not None and first_run == latest_run:
        return "opened"
    return "changed" if explained_run is not None and explained_run == latest_run else "open"
