"""How long a report takes over 10,000 contests with 10 sources each (110,000 pages), whole, again, and after a night in
which 100 contests changed; against writing as many bytes to as many files with no report in them.

Usage: python benchmarks/report_speed.py [CONTESTS]
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import duckdb

from reports.write import write_report
from warehouse.db import open_working, publish


def fill(folder: Path, contests: int) -> Path:
    """A published warehouse of that many contests."""
    con = open_working(folder / "working.duckdb")
    for sql in con.extract_statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        con.execute(sql, {"contests": contests} if "contests" in sql.named_parameters else {})
    publish(con, folder / "warehouse.duckdb")
    con.close()
    return folder / "warehouse.duckdb"


def timed(name: str, snapshot: Path, out: Path) -> float:
    """Wall seconds, printed beside the processor seconds of all processes: other work slows the first alone."""
    began, worked = time.perf_counter(), _processor()
    paths = write_report(snapshot, out)
    took, used = time.perf_counter() - began, _processor() - worked
    print(f"{name:16} {took:7.1f} s wall, {used:7.1f} s of processor, {paths.rewritten:,} pages rewritten")
    return took


def plain_writing(report: Path, copy: Path) -> float:
    """The same bytes to the same names, one after the other."""
    files = [(path.relative_to(report), path.read_bytes()) for path in report.rglob("*.html")]
    began = time.perf_counter()
    for name, content in files:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(content)
    return time.perf_counter() - began


class Memory(threading.Thread):
    """The largest sum of the resident memory of this process and its children, looked at ten times a second (Linux)."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self.start()

    def run(self) -> None:
        while Path("/proc/self/statm").exists():
            self.most = max(self.most, sum(map(self._pages, [os.getpid(), *self._children()])) * resource.getpagesize())
            time.sleep(0.1)

    @staticmethod
    def _children() -> list[int]:
        tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
        return [int(pid) for task in tasks for pid in (task / "children").read_text().split()]

    @staticmethod
    def _pages(pid: int) -> int:
        """Resident pages that are not shared, so that what processes have in common counts once or not at all."""
        try:
            _, resident, shared, *_ = map(int, Path(f"/proc/{pid}/statm").read_text().split())
        except OSError:
            return 0
        return resident - shared


def _processor() -> float:
    uses = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def main() -> None:
    contests = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = Path(tempfile.mkdtemp(prefix="report-speed-"))
    try:
        snapshot = fill(folder, contests)
        memory = Memory()
        whole = timed("whole report", snapshot, folder / "out")
        again = timed("nothing changed", snapshot, folder / "out")
        with duckdb.connect(str(snapshot)) as con:
            con.execute("UPDATE consensus SET backing = 5 WHERE contest_id < 'c00100'")
        some = timed("100 changed", snapshot, folder / "out")
        most = memory.most
        plain = plain_writing(folder / "out", folder / "plain")
        print(f"whole / plain writing of the same bytes: {whole / plain:.1f}")
        print(f"nothing changed / whole: {again / whole:.2f}; 100 changed / whole: {some / whole:.2f}")
        print(f"most memory of all processes together: {most / 2**20:.0f} MB")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
