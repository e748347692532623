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


def archived(data):
    """Bytes of WARC so far."""
    return sum(file.stat().st_size for file in data.archive.glob("*.warc.gz"))


def interrupt(data, samples, words, size=0, number=signal.SIGKILL):
    """Signals the night once it said `words` and archived `size` bytes; gives its exit status and its last words.

    Its process only, as a machine short of memory would.
    """
    process = nightly(data, samples, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    for line in process.stderr:
        if words in line:
            break
    while archived(data) < size and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(number)
    said = process.stderr.read()
    process.stderr.close()
    return process.wait(), said


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("collect ...", 0),
        ("collect ...", 60_000),
        ("collect ...", 120_000),
        ("collect:", 0),
        ("read ...", 0),
        ("read:", 0),
        ("check:", 0),
    ],
)
def test_a_killed_night_is_taken_up_and_ends_the_same(tmp_path, samples, undisturbed, words, size):
    data = DataFolder(tmp_path / "data")
    interrupt(data, samples, words, size)
    assert archived(data) >= size
    if words != "check:":  # after that line the night publishes, and may be faster than the signal
        assert not data.snapshot.exists(), "a killed night published something"
    assert data.unfinished.exists()
    done = nightly(data, samples, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    _, errors = done.communicate(timeout=120)
    assert done.returncode == 0, errors
    assert derived(data.snapshot) == undisturbed
    assert not data.unfinished.exists()
    assert len(list((data.working / "runs").iterdir())) == 1, "the night was begun anew instead of taken up"


@pytest.mark.parametrize(("words", "size"), [("collect ...", 60_000), ("collect:", 0), ("read:", 0)])
def test_a_night_stopped_by_hand_says_that_it_can_go_on_and_does(tmp_path, samples, undisturbed, words, size):
    data = DataFolder(tmp_path / "data")
    status, said = interrupt(data, samples, words, size, signal.SIGINT)
    assert status == 1, said
    assert said.splitlines()[-1].startswith("Error: stopped by hand")
    assert "Traceback" not in said
    assert nightly(data, samples, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL).wait() == 0
    assert derived(data.snapshot) == undisturbed


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
