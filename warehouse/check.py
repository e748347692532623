"""Cross-checks reported figures: which cannot all be true, which only look different, and why.

The rules are the files of checks/: stages/ make the tables, each check names the figures that do not hold, each file of
explanations/ says which of them it explains. What no SQL can say is in crosscheck/. docs/checks.md describes all of it.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse.crosscheck import stages
from warehouse.crosscheck.findings import findings
from warehouse.crosscheck.given import figure_row, span
from warehouse.crosscheck.origins import PageText, declared, origins, repeated_texts, shared_oddities
from warehouse.crosscheck.record import keep
from warehouse.crosscheck.wording import HARMLESS
from warehouse.load import transaction
from warehouse.statements import statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.model import Contest, Discrepancy


def check_figures(rows: Iterable[Mapping[str, Any]], contests: Sequence[Contest]) -> list[Discrepancy]:
    """Cross-checks anybody's own figures.

    rows: id, source, contest_id, candidate_id, measure, value and whatever else there is of printed, granularity,
    qualifier, stance, status, round, base, block, kind, published_at, derived_from (docs/checks.md).

    Raises UnusableError for a row that no figure says; crosscheck.table.usable sets such rows aside instead.
    """
    return _found(rows, contests)


def _found(
    rows: Iterable[Mapping[str, Any]], contests: Sequence[Contest], *, sensitive: bool = False
) -> list[Discrepancy]:
    known = candidates_of(contests)
    ready = [figure_row(row, known) for row in rows]
    with closing(duckdb.connect()) as con:
        stages.tables(con)
        _fill_contests(con, contests)
        _fill_figures(con, _with_origins(ready, contests))
        con.execute("BEGIN")
        stages.run(con, sensitive=sensitive)
        return [found.discrepancy for found in findings(con, _names(contests), _titles(contests))]


def weaker_findings(rows: Iterable[Mapping[str, Any]], contests: Sequence[Contest]) -> list[Discrepancy]:
    """What only holds together if papers were rejected that no page tells of: said of nobody by default.

    Of ten thousand made contests this names a few that are clean, and a few more errors (docs/checks.md). Each is open,
    whatever it would be if nothing had been rejected.
    """
    given = list(rows)
    accused = {d.discrepancy_id for d in check_figures(given, contests) if d.explanation not in HARMLESS}
    found = [d for d in _found(given, contests, sensitive=True) if d.explanation not in HARMLESS]
    return [
        replace(d, certainty="open", text=f"{d.text} Or some papers were rejected, which no page says.")
        for d in found
        if d.discrepancy_id not in accused
    ]


def candidates_of(contests: Iterable[Contest]) -> dict[str, frozenset[str]]:
    """The ids of each contest's candidates, those who withdrew among them."""
    return {c.contest_id: frozenset(k.candidate_id for k in c.candidates) for c in contests}


def check(con: duckdb.DuckDBPyConnection, run_id: str, contest_ids: Iterable[str] | None = None) -> Mapping[str, int]:
    """Cross-checks the figures of the working warehouse, of all contests or of those named; keeps what is found.

    One transaction. A finding keeps its id from night to night: it opens in a run, is seen again, may be explained
    anew, and is closed by the run that no longer finds it. Returns how many are open, opened, closed, explained anew.
    """
    with transaction(con):
        stages.tables(con)
        wanted = None if contest_ids is None else sorted(set(contest_ids))
        con.execute(stages.stage("05_warehouse_contests"), {"contest_ids": wanted})
        con.execute(stages.stage("06_warehouse_candidates"))
        con.execute(stages.stage("07_warehouse_figures"))
        texts = [_page_text(*row) for row in con.execute(stages.stage("07_texts")).fetchall()]
        said = declared(texts, dict(con.execute(stages.stage("07_declared")).fetchall()))
        pairs = {(copy.version_id, copy.origin_version_id) for copy in said}
        copies = said + [c for c in repeated_texts(texts) if (c.version_id, c.origin_version_id) not in pairs]
        _set_origins(con, origins(texts, copies))
        stages.run(con)
        oddities = con.execute(stages.stage("97_shared_oddities")).fetchall()
        told = shared_oddities(oddities, {text.page: text for text in texts})
        if told:  # one witness fewer: what stood on several pages is weighed anew, this very night
            _set_origins(con, origins(texts, [*copies, *told]))
            stages.run(con)
        names = {(c, k): name for c, k, name in con.execute(stages.stage("08_names")).fetchall()}
        pages = dict(con.execute(stages.stage("09_titles")).fetchall())
        return keep(con, run_id, findings(con, names, pages), [*copies, *told])


def _page_text(page: str, version_id: str, source: str, said: str, text: str, contests: list[str]) -> PageText:
    return PageText(page, version_id, source, said, text, tuple(contests))


def _set_origins(con: duckdb.DuckDBPyConnection, found: Mapping[str, str]) -> None:
    rows = [{"page": page, "origin": origin} for page, origin in found.items()]
    con.execute(stages.stage("07_origins"), {"origins": json.dumps(rows)})


def _fill_contests(con: duckdb.DuckDBPyConnection, contests: Sequence[Contest]) -> None:
    told = [
        {
            "contest_id": c.contest_id,
            "number_elected": c.number_elected,
            "multi_round": c.multi_round,
            "declared": _moment(c.declared or c.date),
            "rejected_ceiling": float(c.rejected_ceiling),
            "turnout_threshold": None if c.turnout_threshold is None else str(c.turnout_threshold),
            "support_threshold": None if c.support_threshold is None else str(c.support_threshold),
            "previous_contest": c.previous_contest,
            "candidates": [
                {"candidate": k.candidate_id, "name": k.name, "withdrawn": k.withdrawn} for k in c.candidates
            ],
        }
        for c in contests
    ]
    con.execute(statement("checks/stages/02_given_contests.sql"), {"contests": json.dumps(told)})
    con.execute(statement("checks/stages/03_given_candidates.sql"), {"contests": json.dumps(told)})


def _fill_figures(con: duckdb.DuckDBPyConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    con.execute(statement("checks/stages/04_given_figures.sql"), {"figures": json.dumps(rows)})


def _with_origins(rows: list[dict[str, Any]], contests: Iterable[Contest]) -> list[dict[str, Any]]:
    """Pages known to repeat another count as one origin with it, however long the chain."""
    declared = {s.source_id: s.derived_from for c in contests for s in c.sources if s.derived_from}
    declared |= {row["page"]: row["origin"] for row in rows if row["origin"] != row["page"]}
    for row in rows:
        seen = {row["origin"]}
        while (further := declared.get(row["origin"])) and further not in seen:
            row["origin"] = further
            seen.add(further)
    return rows


def _moment(date: str | None) -> str | None:
    when = span(date) if date else None
    return when[0].isoformat(" ") if when else None


def _names(contests: Iterable[Contest]) -> dict[tuple[str, str], str]:
    return {(c.contest_id, k.candidate_id): k.name for c in contests for k in c.candidates}


def _titles(contests: Iterable[Contest]) -> dict[str, str]:
    return {s.source_id: s.title for c in contests for s in c.sources}
