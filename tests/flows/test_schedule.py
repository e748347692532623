"""Prefect for real: a served schedule makes runs, and a run as tasks is the same night as a plain one.

A schedule can be registered and look healthy while no run is ever made (Prefect 3.8 with SQLAlchemy 2.1 did that), so
the test asks the server for runs, not for the deployment.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

from flows.folders import DataFolder
from samples.server import serve
from tests.flows.nights import SAMPLE_CONTESTS, derived

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

PATIENCE = 240


def environment(home):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | {"PREFECT_HOME": str(home)}


def ask(address, path, body):
    request = urllib.request.Request(
        f"{address}/{path}", json.dumps(body).encode(), {"content-type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def until(found, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if value := found():
            return value
        time.sleep(1)
    return None


@pytest.fixture
def served(tmp_path):
    """`tallysheet serve` in a process of its own; gives its process and the address of its server."""
    command = [sys.executable, "-m", "flows.cli", "serve", "--cron", "* * * * *", "--contact", "mailto:a@b.example"]
    process = subprocess.Popen(
        [*command, "--data", str(tmp_path / "data"), "--contests", str(SAMPLE_CONTESTS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(tmp_path / "prefect"),
    )
    lines = []
    for line in process.stdout:
        lines.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/api", line):
            break
    else:
        pytest.fail("".join(lines))
    yield process, found[0]
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


def test_a_served_schedule_makes_runs(served):
    _, address = served
    runs = until(lambda: ask(address, "flow_runs/filter", {"limit": 10}))
    assert runs, f"no run was scheduled within {PATIENCE} s"
    assert {run["state_type"] for run in runs} <= {"SCHEDULED", "PENDING", "RUNNING", "FAILED", "COMPLETED"}
    assert all(run["parameters"]["contests"].endswith("contests") for run in runs)


def test_a_night_as_tasks_leaves_the_warehouse_of_a_plain_night(tmp_path):
    snapshots = []
    with serve() as samples:
        connect = [f"--connect-to={host}={address}" for host, address in samples.connect_to.items()]
        for name, extra in (("plain", []), ("tasks", ["--prefect"])):
            data = DataFolder(tmp_path / name)
            command = [sys.executable, "-m", "flows.cli", "nightly", "--data", str(data.root), "--delay", "0", *connect]
            done = subprocess.run(
                [*command, "--contests", str(SAMPLE_CONTESTS), *extra],
                capture_output=True,
                text=True,
                env=environment(tmp_path / "prefect"),
                check=False,
            )
            assert done.returncode == 0, done.stderr[-3000:]
            assert "discrepancies" in done.stdout
            snapshots.append(data.snapshot)
    assert derived(snapshots[0]) == derived(snapshots[1])
