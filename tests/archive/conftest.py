"""Programs of others that judge our files: pywb and wacz, in an environment of their own (docs/archive.md)."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from archive.errors import ArchiveError
from archive.replay import find_pywb, replay

_BESIDE_THE_PROJECT = Path(__file__).parents[2] / ".venv-archive-tests" / "bin" / "wayback"


@pytest.fixture(scope="session")
def pywb():
    """The path of pywb's `wayback`; its companions `wb-manager` and `wacz` stand beside it."""
    try:
        return find_pywb(str(_BESIDE_THE_PROJECT) if _BESIDE_THE_PROJECT.exists() else None)
    except ArchiveError:
        pytest.skip("pywb is not installed in .venv-archive-tests, nor named by TALLYSHEET_PYWB (docs/archive.md)")


@pytest.fixture(scope="session")
def serving(pywb):
    """Serves an archive through pywb: a context manager giving the collection's address."""

    @contextlib.contextmanager
    def serve(archive):
        port = free_port()
        with replay(archive, port=port, pywb=pywb) as server:
            wait_for(server, port)
            yield f"http://127.0.0.1:{port}/archive/"

    return serve


@pytest.fixture(scope="session")
def serving_collections(pywb):
    """Serves a folder that wb-manager made: a context manager giving the address of the server."""

    @contextlib.contextmanager
    def serve(folder):
        port = free_port()
        with subprocess.Popen(
            [pywb, "-b", "127.0.0.1", "-p", str(port)], cwd=folder, stderr=subprocess.DEVNULL
        ) as server:
            try:
                wait_for(server, port)
                yield f"http://127.0.0.1:{port}/"
            finally:
                server.terminate()

    return serve


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(server, port):
    """Until it answers, a minute at most."""
    for _ in range(300):
        assert server.poll() is None, "pywb ended at once"
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            return
        time.sleep(0.2)
    pytest.fail("pywb did not answer within a minute")
