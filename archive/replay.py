"""The archive shown in a browser by pywb, on loopback. pywb is a program of its own here, not a dependency: it wants
other versions of libraries that Tallysheet uses, so it lives in an environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import ArchiveError
from archive.index import INDEX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.store import Archive

COLLECTION = "archive"

_HOW_TO_GET_IT = (
    "Install it beside Tallysheet: `python3 -m venv pywb && pywb/bin/pip install pywb 'setuptools<81'`, then give "
    "--pywb pywb/bin/wayback (or set TALLYSHEET_PYWB). Or pack a WACZ with `tallysheet archive export` and open that "
    "in ReplayWeb.page."
)


def find_pywb(named: str | None = None) -> str:
    """The path of pywb's `wayback` command. Raises ArchiveError, saying how to get it."""
    named = named or os.environ.get("TALLYSHEET_PYWB")
    beside = str(Path(sys.executable).with_name("wayback"))
    for candidate in [named] if named else [beside, "wayback"]:
        found = shutil.which(candidate)
        if found:
            return str(Path(found).absolute())
    raise ArchiveError(
        named or "the command wayback", found="no such program", expected="pywb's `wayback`", todo=_HOW_TO_GET_IT
    )


@contextmanager
def replay(archive: Archive, *, port: int, pywb: str) -> Iterator[subprocess.Popen[bytes]]:
    """Runs pywb over the archive as it is now, on 127.0.0.1:port; ends it on leaving. Our index is pywb's index too."""
    archive.reindex()
    folder = archive.folder.absolute()
    with tempfile.TemporaryDirectory(prefix="tallysheet-") as aside:
        settings = (
            f"collections:\n  {COLLECTION}:\n"
            f"    index_paths: {_quoted(folder / INDEX)}\n    archive_paths: {_quoted(folder)}\n"
        )
        (Path(aside) / "config.yaml").write_text(settings, encoding="utf-8")
        command = [pywb, "-b", "127.0.0.1", "-p", str(port)]
        with subprocess.Popen(command, cwd=aside, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - the user's own
            try:
                yield server
            finally:
                server.terminate()


def _quoted(path: Path) -> str:
    """As a YAML scalar; the last slash tells pywb that it is a folder."""
    text = f"{path}/" if path.is_dir() else str(path)
    return "'" + text.replace("'", "''") + "'"
