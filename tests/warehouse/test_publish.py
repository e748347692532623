"""Publishing over a snapshot that others read, and dying while at it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from warehouse import db

NIGHTS = """
import sys
from pathlib import Path
from warehouse import db
con = db.open_working(Path(sys.argv[1]) / "working.duckdb")
for night in range(10_000):
    con.execute("BEGIN")
    con.execute("INSERT INTO runs (run_id) SELECT $n || '-' || i FROM range(100) AS r(i)", {"n": night})
    con.execute("INSERT INTO source_outcomes (run_id) SELECT $n || '-' || i FROM range(100) AS r(i)", {"n": night})
    con.execute("COMMIT")
    db.publish(con, Path(sys.argv[1]) / "warehouse.duckdb")
    print(night, flush=True)
"""


def seen(folder):
    """What a reader sees: both tables grow by the same hundred rows a night."""
    with closing(db.open_snapshot(folder / "warehouse.duckdb")) as con:
        sql = "SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM source_outcomes)"
        return con.execute(sql).fetchall()[0]


def test_readers_see_a_whole_night_whenever_they_look_and_after_a_kill(tmp_path):
    words = [sys.executable, "-c", NIGHTS, str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=Path(db.__file__).parents[1]) as nights:
        nights.stdout.readline()
        counts = []
        for _ in range(6):
            counts.append(seen(tmp_path))
            nights.stdout.readline()
        os.kill(nights.pid, signal.SIGKILL)
    counts.append(seen(tmp_path))
    assert all(runs == outcomes and runs % 100 == 0 and runs > 0 for runs, outcomes in counts)
    assert counts == sorted(counts)
    with closing(db.open_working(tmp_path / "working.duckdb")) as con:
        [(runs, outcomes)] = con.execute(
            "SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM source_outcomes)"
        ).fetchall()
        assert runs == outcomes >= counts[-1][0]
        db.publish(con, tmp_path / "warehouse.duckdb")
    assert seen(tmp_path) == (runs, outcomes)
