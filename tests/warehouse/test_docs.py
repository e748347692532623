"""docs/warehouse.md says what the warehouse says of itself. Run this file as a program to bring it up to date."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse import db
from warehouse.describe import as_markdown, relations

PAGE = Path(__file__).parents[2] / "docs" / "warehouse.md"
MARK = "do not edit below -->\n"


def _up_to_date() -> str:
    con = duckdb.connect()
    db.migrate(con)
    written, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    return written + mark + "\n" + as_markdown(relations(con))


def test_the_columns_of_the_page_are_the_columns_of_the_warehouse():
    assert PAGE.read_text(encoding="utf-8") == _up_to_date(), f"run: python {Path(__file__).name} in tests/warehouse"


if __name__ == "__main__":
    PAGE.write_text(_up_to_date(), encoding="utf-8")
