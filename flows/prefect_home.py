"""Prefect's settings for this project, put into the environment before Prefect is imported.

Its own home, so that another project's newer Prefect cannot have changed the database; nothing told to anybody outside.
What the operator has set already stands.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    # A temporary server takes 7 to 24 s to answer on two cores; its own limit is 20.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}


def settle(home: Path) -> None:
    """`home` becomes PREFECT_HOME unless one is set. Prefect makes that folder, but none above it."""
    home.parent.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PREFECT_HOME", str(home.resolve()))
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
