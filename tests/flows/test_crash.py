"""A night killed at any point and started again ends as if nobody had disturbed it; two nights at once do not mix."""

import signal
import subprocess
import sys
import time

import duckdb
import pytest

from flows.folders import DataFolder
from samples.server import serve
from tests.flows.nights import SAMPLE_CONTESTS, derived, one_night

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]


@pytest.fixture(scope="module")
def samples():
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, samples):
    data = DataFolder(tmp_path_factory.mktemp("undisturbed") / "data")
    one_night(data, samples)
    return derived(data.snapshot)


def nightly(data, samples, **streams):
    connect = [f"--connect-to={host}={address}" for host, address in samples.connect_to.items()]
    command = [sys.executable, "-m", "flows.cli", "nightly", "--data", str(data.root), "--delay", "0", *connect]
    return subprocess.Popen([*command, "--contests", str(SAMPLE_CONTESTS)], **streams)


def kill_after(data, samples, words, seconds):
    """Kills the night so long after it said `words`; its process only, as a machine short of memory would."""
    process = nightly(data, samples, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    for line in process.stderr:
        if words in line:
            break
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("collect ...", 0.3),
        ("collect ...", 1.8),
        ("collect ...", 2.6),
        ("collect:", 0),
        ("read ...", 0.2),
        ("read:", 0),
        ("check:", 0),
    ],
)
def test_a_killed_night_is_taken_up_and_ends_the_same(tmp_path, samples, undisturbed, words, seconds):
    data = DataFolder(tmp_path / "data")
    kill_after(data, samples, words, seconds)
    assert not data.snapshot.exists(), "a killed night published something"
    assert data.unfinished.exists()
    done = nightly(data, samples, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    _, errors = done.communicate(timeout=120)
    assert done.returncode == 0, errors
    assert derived(data.snapshot) == undisturbed
    assert not data.unfinished.exists()
    assert len(list((data.working / "runs").iterdir())) == 1, "the night was begun anew instead of taken up"


def test_of_two_nights_at_once_the_second_says_so_and_leaves(tmp_path, samples):
    data = DataFolder(tmp_path / "data")
    first = nightly(data, samples, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert "collect" in first.stderr.readline()
    second = nightly(data, samples, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    _, errors = second.communicate(timeout=60)
    assert second.returncode == 1
    assert f"process {first.pid}" in errors
    first.stderr.read()
    assert first.wait(timeout=120) == 0
    assert data.snapshot.exists()


def test_readers_keep_what_they_opened_while_a_night_publishes(tmp_path, samples):
    data = DataFolder(tmp_path / "data")
    count = "SELECT count(*) FROM runs"
    assert nightly(data, samples, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL).wait() == 0
    with duckdb.connect(str(data.snapshot), read_only=True) as reader:
        before = reader.execute(count).fetchall()
        assert nightly(data, samples, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL).wait() == 0
        assert reader.execute(count).fetchall() == before == [(1,)]
    with duckdb.connect(str(data.snapshot), read_only=True) as reader:
        assert reader.execute(count).fetchall() == [(2,)]
