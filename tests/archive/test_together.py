"""Many processes write, fold and read at once; nothing that was seen is ever not seen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archive.store import Archive
from archive.verify import verify

WRITER = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}]
from archive import index
from archive.store import Archive
from tests.archive.making import exchange, writer
index._FOLD_BYTES = 0  # fold as often as can be
folder, name = Path({folder!r}), sys.argv[1]
archive = Archive(folder)
for run in range(6):
    with writer(folder, f"run{{run}}", name, index=archive.index if run % 2 else None) as out:
        for number in range(12):
            url = f"http://{{name}}.example/{{number}}"
            before = len(archive.timemap(url))
            assert before == run, (url, before, run)
            out.exchange(exchange(url, b"page %d" % number, minutes=run * 60 + number))
            captures = archive.timemap(url)
            assert len(captures) == run + 1, (url, captures)
            assert archive.payload(captures[-1]).body == b"page %d" % number
            assert archive.latest(url) == captures[-1]
"""


@pytest.mark.slow
def test_writers_readers_and_folding_do_not_disturb_each_other(tmp_path):
    script = WRITER.format(root=str(Path(__file__).parents[2]), folder=str(tmp_path))
    running = [subprocess.Popen([sys.executable, "-c", script, f"s{n}"], stderr=subprocess.PIPE) for n in range(4)]
    errors = [child.communicate(timeout=120)[1].decode() for child in running]
    assert errors == [""] * 4
    archive = Archive(tmp_path)
    archive.reindex()
    captures = list(archive.captures())
    assert len(captures) == 4 * 6 * 12
    assert sum(capture.revisit is not None for capture in captures) == 4 * 5 * 12
    assert verify(tmp_path).problems == []
