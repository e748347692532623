"""One night at a time: a second one says so and leaves; a dead one's lock is free."""

import subprocess
import sys
import textwrap
from datetime import UTC, datetime

import pytest

from flows.lock import NightUnderWayError, only_night

NOW = datetime(2031, 5, 2, 2, 15, tzinfo=UTC)


def holding(path):
    code = textwrap.dedent(f"""
        import sys, time
        from datetime import UTC, datetime
        from pathlib import Path
        from flows.lock import only_night
        with only_night(Path({str(path)!r}), datetime(2031, 5, 2, 2, 15, tzinfo=UTC)):
            print("held", flush=True)
            time.sleep(60)
    """)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_night_is_told_who_has_the_first(tmp_path):
    path = tmp_path / "working" / "night.lock"
    process = holding(path)
    try:
        told = pytest.raises(NightUnderWayError, match=f"process {process.pid} .*started 2031-05-02T02:15:00")
        with told, only_night(path, NOW):
            pass
    finally:
        process.kill()
        process.wait()


def test_the_lock_of_a_killed_night_is_free(tmp_path):
    path = tmp_path / "working" / "night.lock"
    process = holding(path)
    process.kill()
    process.wait()
    with only_night(path, NOW):
        assert path.exists()


def test_a_night_that_fails_lets_go(tmp_path):
    path = tmp_path / "night.lock"
    with pytest.raises(ZeroDivisionError), only_night(path, NOW):
        raise ZeroDivisionError
    with only_night(path, NOW):
        pass
