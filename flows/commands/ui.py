"""`tallysheet ui`: a query screen in the terminal, on the published warehouse."""

from __future__ import annotations

import importlib.util
import os
import sys
from typing import TYPE_CHECKING

import click

from flows.options import data_option

if TYPE_CHECKING:
    from pathlib import Path

    from flows.folders import DataFolder

HOW_TO_GET_IT = (
    "This needs harlequin, a query screen for the terminal: found none among the packages of {python}, expected it "
    "there. Install it with `{python} -m pip install harlequin`, or ask without it: tallysheet sql."
)


@click.command(epilog="Example: tallysheet ui --data data. Leave the screen with Ctrl+Q.")
@data_option
def command(data: DataFolder) -> None:
    """Open a query screen on the published warehouse: an editor with completion, and the list of views and columns.

    It reads the last published night. A night that is published meanwhile is seen when you open the screen again.
    """
    if not data.snapshot.is_file():
        raise click.ClickException(
            f"{data.snapshot}: found no published warehouse, expected one. Run `tallysheet nightly` (or `tallysheet "
            "demo`) first, or point --data at the folder that holds it."
        )
    if importlib.util.find_spec("harlequin") is None:
        raise click.ClickException(HOW_TO_GET_IT.format(python=sys.executable))
    words = screen(data.snapshot)
    os.execv(words[0], words)  # noqa: S606  (no shell; the screen takes over this terminal)


def screen(snapshot: Path) -> list[str]:
    """The words that open it: read-only, and without anybody's start-up settings for other databases."""
    harlequin = "from harlequin.cli import harlequin; harlequin()"
    return [sys.executable, "-c", harlequin, "--no-download-tzdata", "--read-only", str(snapshot.absolute())]
