"""What a warehouse knows that its archive does not: its runs, what was found when, and what people said about it.

A rebuild makes all the rest anew and carries this over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from warehouse.db import open_working
from warehouse.errors import UnusableError
from warehouse.load import transaction
from warehouse.statements import names, statement

if TYPE_CHECKING:
    from pathlib import Path


def set_aside(warehouse: Path) -> Path | None:
    """Moves a working warehouse out of the way, whole; gives its new place, or None where there is none.

    One that lies there already is what an earlier rebuild, cut off, had set aside: that one counts; what the cut-off
    rebuild had made goes. Raises UnusableError where it cannot be opened, and leaves it where it is.
    """
    before = warehouse.with_name(warehouse.name + ".before")
    if before.exists():
        _remove(warehouse)
        return before
    if not warehouse.exists():
        return None
    try:
        open_working(warehouse).close()  # up to this version's tables, and its log folded in
    except duckdb.Error as error:
        raise UnusableError(
            f"{warehouse}: found a file that cannot be opened ({error}), expected the working warehouse. Move it away; "
            "`tallysheet rebuild` then makes a new one, without the history of runs and findings."
        ) from error
    warehouse.replace(before)
    return before


def carry_over(con: duckdb.DuckDBPyConnection, before: Path) -> None:
    """Runs, outcomes, findings and reviews of the warehouse set aside, into the new one."""
    con.execute(f"ATTACH '{str(before).replace(chr(39), chr(39) * 2)}' AS before (READ_ONLY)")
    try:
        with transaction(con):
            for file in names("keeping"):
                con.execute(statement(file))
    finally:
        con.execute("DETACH before")


def let_go(before: Path) -> None:
    """The warehouse set aside is no longer needed."""
    _remove(before)


def _remove(warehouse: Path) -> None:
    for path in (warehouse.with_name(warehouse.name + ".wal"), warehouse):
        path.unlink(missing_ok=True)
