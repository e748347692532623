"""Options that several verbs share, said once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import click

from flows.folders import DataFolder

_Verb = TypeVar("_Verb")


def _folder(_ctx: click.Context, _param: click.Parameter, value: Path) -> DataFolder:
    return DataFolder(value)


def data_option(verb: _Verb) -> _Verb:
    """--data DIR, given to the verb as a DataFolder named `data`."""
    option: Any = click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("data"),
        show_default=True,
        envvar="TALLYSHEET_DATA",
        show_envvar=True,
        callback=_folder,
        help="Folder of archive, warehouse and reports.",
    )
    return option(verb)  # type: ignore[no-any-return]


def contests_option(verb: _Verb) -> _Verb:
    """--contests PATH, given to the verb as a Path named `contests`."""
    option: Any = click.option(
        "--contests",
        type=click.Path(exists=True, path_type=Path),
        default=Path("contests"),
        show_default=True,
        envvar="TALLYSHEET_CONTESTS",
        show_envvar=True,
        help="A contest file, or a folder of them.",
    )
    return option(verb)  # type: ignore[no-any-return]
