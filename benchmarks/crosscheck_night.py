"""A whole warehouse cross-checked, and then one contest in a hundred: a night in which those alone changed.

    python benchmarks/crosscheck_night.py [--contests 10000] [--sources 10] [--rounds 3]

The contests are those of crosscheck_synthetic.py, each page with sixty words of its own. Prints, by the clock and of
processor time, what `warehouse.check.check` takes for all contests, and the best of some rounds for one in a hundred:
loading the stage tables, copies, worlds, findings and the record of them. What had not changed must stay as it was.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from crosscheck_synthetic import made, timed

from warehouse import db, load
from warehouse.check import check

FILL = """
    CREATE TEMP TABLE made AS SELECT *, md5(contest_id || page)[:16] AS page_id FROM read_json($figures);
    INSERT INTO contests BY NAME
        SELECT contest_id, contest_id AS title, number_elected, multi_round, rejected_ceiling FROM read_json($contests);
    INSERT INTO candidates BY NAME
        SELECT contest_id, candidate AS candidate_id, name, withdrawn FROM read_json($candidates);
    INSERT INTO sources BY NAME SELECT DISTINCT page AS source_id, page AS title, 'news' AS kind FROM made;
    INSERT INTO readers BY NAME SELECT '1' AS reader_version, 1 AS reader_order;
    INSERT INTO pages BY NAME SELECT DISTINCT page_id, 'http://' || page || '.example/' || contest_id AS url FROM made;
    INSERT INTO versions BY NAME SELECT page_id AS version_id, page_id FROM pages;
    INSERT INTO captures BY NAME
        SELECT DISTINCT page_id AS capture_id, page_id, TIMESTAMP '2026-11-20' AS captured_at, 200 AS status,
            page_id AS payload_digest, page AS source_id
        FROM made;
    INSERT INTO readings BY NAME
        SELECT page_id, page_id AS payload_digest, '1' AS reader_version, page_id AS version_id FROM pages;
    INSERT INTO passages BY NAME
        SELECT page_id AS passage_id, page_id AS version_id, 0 AS ordinal, 'body' AS kind, 1 AS post,
            (SELECT string_agg(md5(page_id || n)[:6], ' ') FROM range(60) AS words(n)) AS text
        FROM pages;
    INSERT INTO figures BY NAME
        SELECT figure_id, '1' AS reader_version, page_id AS version_id, page_id AS passage_id, contest_id,
            nullif(candidate, '') AS candidate_id, measure, value::DECIMAL(28, 6) AS value,
            granularity::DECIMAL(28, 6) AS granularity, printed, qualifier, stance
        FROM made;
"""


def fill(con, folder: Path) -> None:
    files = {name: str(folder / f"{name}.jsonl") for name in ("figures", "contests", "candidates")}
    for statement in FILL.split(";\n"):
        wanted = {name: file for name, file in files.items() if f"${name}" in statement}
        con.execute(statement, wanted or None)
    load.load_batches(con, [])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contests", type=int, default=10_000)
    parser.add_argument("--sources", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made(told.contests, told.sources, 1, folder)
        con = db.open_working(folder / "working.duckdb")
        fill(con, folder)
        full, counts = timed(check, con, "n0")
        print(f"all contests       {full}: {counts}")
        some = [f"contest-{n:05d}" for n in range(0, told.contests, 100)]
        rounds = [timed(check, con, f"n{n}", some) for n in range(1, told.rounds + 1)]
        for _, again in rounds:
            assert (again["opened"], again["closed"]) == (0, 0), again
        best = min((taken for taken, _ in rounds), key=lambda taken: taken.processor)
        print(f"one in a hundred   {best} = {best.part_of(full)} of all")
        con.close()


if __name__ == "__main__":
    main()
