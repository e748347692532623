"""`tallysheet export`: the published warehouse in the formats of others."""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.counting import counted
from flows.options import data_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from duckdb import DuckDBPyConnection

    from flows.folders import DataFolder


def _output_option(verb: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("export"),
        show_default=True,
        help="Folder to write into.",
    )(verb)


@click.group(epilog="Example: tallysheet export tables --output export/")
def command() -> None:
    """Write the warehouse as Parquet and CSV, or findings and results in exchange formats.

    What is written shows the last published night, and says which.
    """


@command.command(epilog="Example: tallysheet export tables --data data --output export/")
@data_option
@_output_option
def tables(data: DataFolder, output: Path) -> None:
    """Every table as Parquet and CSV, datapackage.json (Frictionless) and a data dictionary."""
    from warehouse.exports.tables import export_tables

    with _published(data) as con:
        files = export_tables(con, output)
    click.echo(f"{counted(len(files), 'file')} in {output}")


@command.command(
    epilog="Example: tallysheet export claimreview --author 'Example Observers' --base-url https://example.org/tally"
)
@data_option
@_output_option
@click.option("--author", default="Tallysheet", show_default=True, help="Who publishes the reviews.")
@click.option("--base-url", help="Where the report folder stands on the web, if it does.")
def claimreview(data: DataFolder, output: Path, author: str, base_url: str | None) -> None:
    """Findings that are certain, as schema.org ClaimReview (JSON-LD)."""
    from warehouse.exports.claimreview import claim_reviews

    with _published(data) as con:
        document = claim_reviews(con, author=author, base_url=base_url)
    _write(output / "claimreview.json", document)


@command.command(epilog="Example: tallysheet export results unite-gs-2010 --issuer 'Example Observers'")
@click.argument("contest_id")
@data_option
@_output_option
@click.option("--issuer", default="Tallysheet", show_default=True, help="Who publishes the results.")
@click.option(
    "--validate",
    "schema",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Check against this JSON schema (NIST_V2_election_results_reporting.json) before writing.",
)
def results(contest_id: str, data: DataFolder, output: Path, issuer: str, schema: Path | None) -> None:
    """The best figures of a contest as NIST SP 1500-100 (JSON)."""
    from warehouse.exports.nist import election_report

    with _published(data) as con:
        document = election_report(con, contest_id, issuer=issuer)
    if schema:
        _validate(document, schema)
    _write(output / f"{contest_id}.nist.json", document)


@contextmanager
def _published(data: DataFolder) -> Iterator[DuckDBPyConnection]:
    """The snapshot, read-only; unlike for `tallysheet sql`, other files can be written: every query here is our own."""
    import duckdb

    from warehouse.db import open_snapshot

    try:
        open_snapshot(data.snapshot).close()
        with closing(duckdb.connect(str(data.snapshot), read_only=True)) as con:
            yield con
    except (LookupError, FileNotFoundError, duckdb.Error) as error:
        raise click.ClickException(str(error)) from None


def _validate(document: dict[str, Any], schema: Path) -> None:
    try:
        from jsonschema import Draft4Validator  # type: ignore[import-untyped]  # no stubs; an optional check
    except ImportError:
        raise click.ClickException(
            "--validate: found no jsonschema, expected it among the installed packages. pip install jsonschema."
        ) from None
    errors = sorted(Draft4Validator(json.loads(schema.read_text(encoding="utf-8"))).iter_errors(document), key=str)
    if errors:
        said = "\n".join(f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors[:10])
        raise click.ClickException(f"{schema}: found {len(errors)} departures from the schema, expected none:\n{said}")


def _write(path: Path, document: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(str(path))
