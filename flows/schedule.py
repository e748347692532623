"""`tallysheet serve`: a Prefect server if none is named, the nightly deployment, and its runs, in one process tree.

The temporary server that Prefect starts by itself has its scheduler switched off, so a schedule on it never makes a
run: hence a real server here, on loopback, ended with this process.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from flows.options import said_plainly
from flows.prefect_home import settle
from pipelines.contests import read_contests, sources_of
from spiders.plan import check_asking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prefect.schedules import Schedule

    from flows.folders import DataFolder
    from flows.options import CrawlOptions
    from reports.pictures import Pictures

STARTUP_SECONDS = 180
STOP_SECONDS = 20


def serve(
    contests: Path, data: DataFolder, crawling: CrawlOptions, pictures: Pictures | None, cron: str, timezone: str
) -> None:
    """Until interrupted. Raises ClickException where the cron expression or the server is not usable."""
    schedule = _cron(cron, timezone)
    with said_plainly():
        check_asking(sources_of(read_contests(contests)[0]), crawling.contact, crawling.connect_to)
    settle(data.working / "prefect")
    data.working.mkdir(parents=True, exist_ok=True)
    with _server(data.working / "prefect-server.log") as address:
        os.environ["PREFECT_API_URL"] = address
        told = {
            "contests": str(contests.resolve()),
            "data": str(data.root.resolve()),
            "crawling": crawling.as_dict(),
            "pictures": asdict(pictures) if pictures else None,
        }
        _serve(told, schedule)


def _cron(cron: str, timezone: str) -> Schedule:
    from prefect.schedules import Cron

    try:
        ZoneInfo(timezone)
        return Cron(cron, timezone=timezone)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise click.UsageError(
            f"--cron {cron!r} --timezone {timezone!r}: found a time that cannot be kept, expected five fields, such as "
            '"15 2 * * *", and the name of a place, such as Europe/London'
        ) from error


def _serve(parameters: dict[str, Any], schedule: Schedule) -> None:
    from prefect.types.entrypoint import EntrypointType

    from flows.nightly import nightly

    address = os.environ["PREFECT_API_URL"]
    click.echo(f"at {schedule.cron} ({schedule.timezone}); stop with Ctrl-C; Prefect's screens: {address}")
    nightly.serve(
        name="nightly",
        schedule=schedule,
        parameters=parameters,
        entrypoint_type=EntrypointType.MODULE_PATH,
        # A stop, with Prefect's default, pauses the schedule; the next start would find it paused on a kept server.
        pause_on_shutdown=False,
        print_starting_message=False,
    )


@contextmanager
def _server(log: Path) -> Iterator[str]:
    """The address of the operator's server, or of one of our own for as long as the block lasts."""
    if named := os.environ.get("PREFECT_API_URL"):
        yield named
        return
    port = _free_port()
    # The port goes by environment: with --port alone the server's own pages still ask at 4200.
    env = os.environ | {"PREFECT_SERVER_API_PORT": str(port), "PREFECT_SERVER_API_HOST": "127.0.0.1"}
    with log.open("ab") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start"], env=env, stdout=lines, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}/api"
            _await_health(address, process, log)
            yield address
        finally:
            _end(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _await_health(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:  # noqa: S310  (our own http address)
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise click.ClickException(
        f"Prefect server at {address}: found no answer within {STARTUP_SECONDS} s, expected a healthy server; "
        f"read {log}, or set PREFECT_API_URL to a server of your own"
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
