"""The questions that come with Tallysheet, asked of a published warehouse of a million figures.

    python benchmarks/questions.py [--figures 1000000] [--rounds 5]

Prints, for each file of warehouse/queries/, the best and the median of some rounds in milliseconds and the ratio to
the simplest question of all over the same rows (count the figures of each contest) in the same run. A cold start of
`tallysheet sql` adds the start of Python and DuckDB, the same for each.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from load import CANDIDATES, FIGURES_A_PAGE, write_batch

from pipelines.model import Candidate, Contest, Source
from warehouse import db, load
from warehouse.statements import names, statement

BAR = 50
"""Milliseconds that each question should take at most."""
RUN = "20261121T021500Z"
PAGES_A_CONTEST = 10
EDITED_EVERY = 50
"""Each so manieth page was edited, its figures with it."""


def contests(figures: int) -> list[Contest]:
    candidates = tuple(Candidate(f"candidate-{n}", f"Candidate {n}") for n in range(CANDIDATES))
    pages = figures // FIGURES_A_PAGE
    found = []
    for number in range(pages // PAGES_A_CONTEST):
        places = {(number * PAGES_A_CONTEST + page) % 500 for page in range(PAGES_A_CONTEST)}
        sources = tuple(
            Source(f"source-{n}", f"Source {n}", f"http://source-{n}.example/", "pages") for n in sorted(places)
        )
        title = f"Contest {number}"
        found.append(
            Contest(f"contest-{number}", title, "Union", date="2026-11-20", candidates=candidates, sources=sources)
        )
    return found


def fill(con, folder: Path, figures: int) -> None:
    """A night as after a check: a best value a cell, a verdict a figure, some thousand findings."""
    write_batch(folder / "batch", figures, EDITED_EVERY)
    load.start_run(con, RUN, started_at="2026-11-21T02:15:00Z", reader_version="1", software="benchmark")
    load.load_contests(con, contests(figures))
    load.load_batch(con, folder / "batch")
    con.execute("""
        INSERT INTO verdicts BY NAME
        SELECT figure_id, contest_id, measure,
            CASE hash(figure_id) % 50
                WHEN 0 THEN 'fails' WHEN 1 THEN 'open' WHEN 2 THEN 'not_checkable' ELSE 'holds'
            END AS verdict,
            version_id AS origin
        FROM figures
    """)
    con.execute("""
        INSERT INTO consensus
        SELECT contest_id, round, measure, candidate_id,
            median(value), min(low), max(high), min(value), max(value), 10, 9
        FROM figures GROUP BY ALL
    """)
    con.execute(
        """
        INSERT INTO discrepancies BY NAME
        SELECT figure_id AS discrepancy_id, contest_id, candidate_id, measure,
            'digit' AS explanation, 'likely' AS certainty,
            (hash(figure_id) // 400 % 5)::INTEGER AS severity, 'as printed' AS text, $run AS first_run, $run AS last_run
        FROM figures WHERE hash(figure_id) % 400 = 0
    """,
        {"run": RUN},
    )
    con.execute("INSERT INTO discrepancy_figures SELECT discrepancy_id, 1, discrepancy_id, 'odd' FROM discrepancies")
    load.finish_run(con, RUN, ended_at="2026-11-21T03:00:00Z")


def milliseconds(con, sql: str, blanks: dict[str, str], rounds: int) -> list[float]:
    taken = []
    for _ in range(rounds):
        begun = perf_counter()
        con.execute(sql, blanks or None).fetchall()
        taken.append((perf_counter() - begun) * 1000)
    return sorted(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        working = db.open_working(folder / "working.duckdb")
        fill(working, folder, given.figures)
        begun = perf_counter()
        db.publish(working, folder / "warehouse.duckdb")
        size = (folder / "warehouse.duckdb").stat().st_size / 1e6
        print(f"{given.figures:,} figures; published in {perf_counter() - begun:.2f} s, {size:.0f} MB")
        working.close()
        con = db.open_snapshot(folder / "warehouse.duckdb")
        [(finding,)] = con.execute("SELECT min(discrepancy_id) FROM discrepancies").fetchall()
        blanks = {"contest": "contest-77", "organisation": "Union", "moment": "2026-12-01", "discrepancy": finding}
        plainest = milliseconds(con, "SELECT contest_id, count(*) FROM figures GROUP BY ALL", {}, given.rounds)
        print(f"{'count by contest':<32} {plainest[0]:7.1f} {median(plainest):7.1f} ms")
        for file in names("queries"):
            sql = statement(file)
            wanted = set(re.findall(r"\$(\w+)", sql.split("\n", 1)[1]))
            taken = milliseconds(con, sql, {name: blanks[name] for name in wanted}, given.rounds)
            ratio = median(taken) / median(plainest)
            over = "" if taken[0] <= BAR else f"   over {BAR} ms"
            print(f"{Path(file).stem:<32} {taken[0]:7.1f} {median(taken):7.1f} ms  {ratio:5.1f} x{over}")


if __name__ == "__main__":
    main()
