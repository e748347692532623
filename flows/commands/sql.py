"""`tallysheet sql`: questions to the published warehouse. Nothing can be changed by asking."""

from __future__ import annotations

import re
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO, TypeVar

import click

from flows.options import data_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from duckdb import DuckDBPyConnection

    from flows.folders import DataFolder
    from warehouse.answers import Answer

FORMATS = ("table", "csv", "json", "parquet")
_Given = TypeVar("_Given")

TABLE_ROWS = 200
"""So many rows a table shows; the other formats give all."""
WIDE = 10_000
"""Columns of a table that goes to a file or a pipe: no line is folded there."""


@click.command(
    epilog='Example: tallysheet sql "SELECT candidate, printed, source, url FROM current_figures LIMIT 10". '
    "More in docs/warehouse.md."
)
@click.argument("query", required=False)
@data_option
@click.option("--format", "shape", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead.")
@click.option("--schema", is_flag=True, help="Print every view, macro, table and column with what it holds.")
@click.option("--questions", is_flag=True, help="List the questions that come with Tallysheet.")
@click.option("--question", metavar="NAME", help="Ask one of them.")
@click.option("--set", "blanks", metavar="NAME=VALUE", multiple=True, help="Fill a blank ($name) of the question.")
def command(
    query: str | None,
    data: DataFolder,
    shape: str,
    output: Path | None,
    schema: bool,
    questions: bool,
    question: str | None,
    blanks: tuple[str, ...],
) -> None:
    """Ask the published warehouse. QUERY is SQL in DuckDB's dialect; "-" reads it from standard input.

    The warehouse is opened read-only, can reach no other file, and is free while a night is at work: you see the last
    published night, whole. In CSV, text that a spreadsheet would run as a formula begins with an apostrophe.
    """
    if questions:
        click.echo(_listed_questions())
        return
    with closing(_open(data, output if shape == "parquet" else None)) as con:
        if schema:
            click.echo(_schema(con, query))
            return
        sql = _sql(query, question)
        _require_blanks(sql, question, blanks)
        if shape == "parquet":
            _write_parquet(con, sql, _values(blanks), output)
            return
        answer = _ask(con, sql, _values(blanks))
        with _opened(output) as out:
            _said(lambda: _writer(shape)(answer, out))


def _sql(query: str | None, question: str | None) -> str:
    if (query is None) == (question is None) or (query is not None and not query.strip()):
        raise click.UsageError("Give a QUERY or --question NAME (or --schema, --questions), and one of them only.")
    if question is not None:
        return _question(question)
    return sys.stdin.read() if query == "-" else str(query)


def _question(name: str) -> str:
    from warehouse.statements import names, statement

    known = {_name(file): file for file in names("queries")}
    if name not in known:
        raise click.UsageError(f"--question: found '{name}', expected one of {', '.join(known)}.")
    return statement(known[name])


def _name(file: str) -> str:
    return file.removeprefix("queries/").removesuffix(".sql")


def _listed_questions() -> str:
    from warehouse.statements import names, statement, title

    return "\n".join(f"{_name(file):<28} {title(statement(file))}" for file in names("queries"))


def _values(blanks: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for blank in blanks:
        name, equals, value = blank.partition("=")
        if not equals:
            raise click.UsageError(f"--set: found '{blank}', expected NAME=VALUE, as in --set contest=unite-gs-2010.")
        values[name.strip().removeprefix("$")] = value
    return values


def _require_blanks(sql: str, question: str | None, blanks: tuple[str, ...]) -> None:
    """A question that comes with Tallysheet says itself what is to be filled in."""
    wanted = dict.fromkeys(re.findall(r"\$([a-z_]+)", sql)) if question else {}
    missing = [name for name in wanted if name not in _values(blanks)]
    if missing:
        given = " ".join(f"--set {name}=..." for name in missing)
        raise click.UsageError(
            f"--question {question}: found no value for {', '.join(missing)}, expected one; add {given}"
        )


def _open(data: DataFolder, parquet: Path | None) -> DuckDBPyConnection:
    from warehouse.db import open_snapshot

    return _said(lambda: open_snapshot(data.snapshot, also_write=parquet))


def _schema(con: DuckDBPyConnection, name: str | None) -> str:
    from warehouse.describe import as_text, relations

    found = [relation for relation in relations(con) if name in (None, relation.name)]
    if not found:
        raise click.UsageError(f"--schema: found '{name}', expected a view, macro or table; alone it lists them all.")
    return as_text(found)


def _ask(con: DuckDBPyConnection, sql: str, blanks: dict[str, str]) -> Answer:
    from warehouse.answers import ask

    return _said(lambda: ask(con, sql, blanks))


def _write_parquet(con: DuckDBPyConnection, sql: str, blanks: dict[str, str], output: Path | None) -> None:
    if output is None:
        raise click.UsageError("--format parquet: needs --output FILE; Parquet is not for a screen.")
    output.parent.mkdir(parents=True, exist_ok=True)
    _said(lambda: con.sql(sql, params=blanks or None).write_parquet(str(output.absolute()), compression="zstd"))


def _said(step: Callable[[], _Given]) -> _Given:
    """Runs a step; what DuckDB objects to is said in its own words, which name the place in the query."""
    import duckdb

    try:
        return step()
    except duckdb.PermissionException as error:
        raise click.ClickException(
            f"This query reaches beyond the warehouse ({error}). `tallysheet sql` reads the published warehouse and "
            "nothing else: use --output to write, or open the file with duckdb yourself for more."
        ) from None
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise click.ClickException(f"{error}\n`tallysheet sql --schema` lists what there is.") from None
    except (duckdb.Error, FileNotFoundError) as error:
        raise click.ClickException(str(error)) from None


def _opened(output: Path | None) -> Any:
    if output is None:
        return click.open_file("-", "w", encoding="utf-8")
    output.parent.mkdir(parents=True, exist_ok=True)
    return output.open("w", encoding="utf-8", newline="")


def _writer(shape: str) -> Callable[[Answer, TextIO], None]:
    from warehouse import answers

    return {"csv": answers.write_csv, "json": answers.write_json, "table": _write_table}[shape]


def _write_table(answer: Answer, out: TextIO) -> None:
    from itertools import islice

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from warehouse.answers import text, visible

    rows = list(islice(answer.rows, TABLE_ROWS + 1))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(answer.columns):
        table.add_column(Text(visible(name)), justify=_side(row[place] for row in rows), overflow="fold")
    for row in rows[:TABLE_ROWS]:
        table.add_row(*(Text(visible(text(value))) for value in row))
    Console(file=out, width=None if out.isatty() else WIDE).print(table)
    if len(rows) > TABLE_ROWS:
        click.echo(f"({TABLE_ROWS} rows shown, there are more: --format csv gives all, or add a LIMIT)", err=True)


def _side(values: Iterable[Any]) -> Literal["left", "right"]:
    """Numbers end at the right."""
    first = next((value for value in values if value is not None), None)
    return "right" if isinstance(first, Decimal | int | float) else "left"
