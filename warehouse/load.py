"""Rows into the working warehouse. Everything here can be done twice; the second time changes nothing."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from warehouse.batch import TABLES
from warehouse.moments import moment
from warehouse.statements import statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pipelines.model import Contest, SourceOutcome


@contextmanager
def transaction(con: DuckDBPyConnection) -> Iterator[None]:
    """All of it or nothing."""
    con.execute("BEGIN")
    try:
        yield
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")


def load_batch(con: DuckDBPyConnection, folder: Path) -> None:
    """The files that BatchWriter left in `folder`, in one transaction."""
    load_batches(con, [folder])


def load_batches(con: DuckDBPyConnection, folders: Iterable[Path]) -> None:
    """Several batches in one transaction, in the order given: where two differ about one id, the first stands."""
    with transaction(con):
        for folder in folders:
            for table in TABLES:
                con.execute(statement(f"loading/{table}.sql"), {"file": _literal(folder / f"{table}.jsonl")})
        con.execute(statement("loading/readers.sql"))
        _stage(con)


def already_read(con: DuckDBPyConnection, reader_version: str) -> dict[tuple[str, str], str | None]:
    """(url, payload digest) of all that this reader version has read, with the version_id; None if refused."""
    rows = con.execute(statement("loading/already_read.sql"), {"reader_version": reader_version}).fetchall()
    return {(url, digest): version_id for url, digest, version_id in rows}


def load_contests(con: DuckDBPyConnection, contests: Iterable[Contest]) -> None:
    """The registry as it stands: what left the contest files leaves these tables (its figures stay in figures)."""
    tables = registry_rows(contests)
    with transaction(con):
        for table, rows in tables.items():
            con.execute(statement(f"loading/{table}.sql"), {"rows": json.dumps(rows, default=str)})


def load_outcomes(con: DuckDBPyConnection, outcomes: Iterable[SourceOutcome]) -> None:
    """What each source gave in a run; said again, the later word stands."""
    rows = [
        asdict(outcome) | {"started_at": moment(outcome.started_at), "ended_at": moment(outcome.ended_at)}
        for outcome in outcomes
    ]
    with transaction(con):
        con.execute(statement("loading/source_outcomes.sql"), {"rows": json.dumps(rows)})


def load_reviews(con: DuckDBPyConnection, file: Path) -> None:
    """What people said about findings, one JSON object a line, as the file has it now; no file, no reviews."""
    with transaction(con):
        con.execute("DELETE FROM reviews")
        if file.is_file():
            con.execute(statement("loading/reviews.sql"), {"file": _literal(file)})


def start_run(con: DuckDBPyConnection, run_id: str, *, started_at: str, reader_version: str, software: str) -> None:
    """Notes a run and makes its reader the newest. Taken up again after a crash, the run keeps its row."""
    run = {
        "run_id": run_id,
        "started_at": moment(started_at),
        "reader_version": reader_version,
        "software": software,
    }
    with transaction(con):
        [(moved,)] = con.execute(statement("loading/reader.sql"), {"reader_version": reader_version}).fetchall()
        if moved:
            _stage(con)
        con.execute(statement("loading/start_run.sql"), run)


def finish_run(con: DuckDBPyConnection, run_id: str, *, ended_at: str, state: str = "done") -> None:
    """Notes how a run ended and what the warehouse holds. state: done, or held where a data test stops publication."""
    end = {"run_id": run_id, "ended_at": moment(ended_at), "state": state}
    with transaction(con):
        con.execute(statement("loading/finish_run.sql"), end)
        con.execute(statement("loading/run_contests.sql"), {"run_id": run_id})
        con.execute(statement("loading/source_record.sql"))


def registry_rows(contests: Iterable[Contest]) -> dict[str, list[dict[str, Any]]]:
    """The rows of the five registry tables, by table. A source of several contests is one, as first described."""
    tables: dict[str, list[dict[str, Any]]] = {
        table: [] for table in ("contests", "candidates", "aliases", "sources", "contest_sources")
    }
    sources: dict[str, dict[str, Any]] = {}
    for contest in contests:
        key = {"contest_id": contest.contest_id}
        tables["contests"].append(_plain_fields(contest))
        for ordinal, candidate in enumerate(contest.candidates, 1):
            candidate_key = key | {"candidate_id": candidate.candidate_id}
            tables["candidates"].append(key | {"ordinal": ordinal} | _plain_fields(candidate))
            tables["aliases"].extend(candidate_key | {"alias": alias} for alias in candidate.aliases)
        for source in contest.sources:
            sources.setdefault(source.source_id, _plain_fields(source))
            tables["contest_sources"].append(key | _plain_fields(source))
    tables["sources"] = list(sources.values())
    return tables


def _stage(con: DuckDBPyConnection) -> None:
    """The stage tables over captures and readings, which views are too slow for."""
    for table in ("sightings", "page_versions"):
        con.execute(statement(f"loading/{table}.sql"))


def _plain_fields(noun: Any) -> dict[str, Any]:
    return {name: value for name, value in asdict(noun).items() if not isinstance(value, tuple)}


def _literal(path: Path) -> str:
    """A path for read_json, which takes *, ? and [ for patterns."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path))
