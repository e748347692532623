"""`tallysheet check`: which reported figures cannot all be true, which only look different, and why."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.options import contests_option, data_option

if TYPE_CHECKING:
    from flows.folders import DataFolder
    from pipelines.model import Discrepancy


@click.command(
    epilog="Example: tallysheet check --figures mine.csv --contests contests/unite-2017.yml. Columns: docs/checks.md."
)
@click.option(
    "--figures",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table of your own (JSON lines or CSV) instead of the warehouse.",
)
@contests_option
@data_option
@click.option("--contest", "contest_ids", metavar="ID", multiple=True, help="Only this contest of the warehouse (may be repeated).")
def command(figures: Path | None, contests: Path, data: DataFolder, contest_ids: tuple[str, ...]) -> None:
    """Cross-check figures: those of the working warehouse, or a table of your own.

    With --figures, prints one JSON object a line for each discrepancy; rows that cannot be used are named on standard
    error and set aside. Without, keeps what is found in the working warehouse and prints how many are open.
    """
    if figures is not None:
        _check_table(figures, contests)
    else:
        _check_warehouse(data, contest_ids)


def _check_table(figures: Path, contests: Path) -> None:
    from pipelines.contests import ContestError, load_contests  # noqa: PLC0415  (verbs load what they need when called)
    from warehouse.check import check_figures  # noqa: PLC0415
    from warehouse.crosscheck.given import usable  # noqa: PLC0415

    try:
        registry = load_contests(contests)
    except ContestError as problem:
        raise click.ClickException(str(problem)) from problem
    rows, set_aside = usable(figures, {contest.contest_id for contest in registry})
    for one in set_aside:
        click.echo(str(one), err=True)
    if set_aside and not rows:
        raise click.ClickException(
            f"{figures}: found no usable row ({len(set_aside)} set aside), expected figures; see the columns in docs/checks.md"
        )
    for discrepancy in check_figures(rows, registry):
        click.echo(json.dumps(_printable(discrepancy), ensure_ascii=False))


def _printable(discrepancy: Discrepancy) -> dict[str, Any]:
    return {
        "discrepancy_id": discrepancy.discrepancy_id,
        "check": discrepancy.check,
        "contest_id": discrepancy.contest_id,
        "candidate_id": discrepancy.candidate_id,
        "measure": discrepancy.measure,
        "round": discrepancy.round,
        "explanation": discrepancy.explanation,
        "explanations": discrepancy.explanations,
        "certainty": discrepancy.certainty,
        "severity": discrepancy.severity,
        "apart": None if discrepancy.apart is None else float(discrepancy.apart),
        "figures": discrepancy.figures,
        "text": discrepancy.text,
    }


def _check_warehouse(data: DataFolder, contest_ids: tuple[str, ...]) -> None:
    from warehouse.check import check  # noqa: PLC0415
    from warehouse.db import open_working  # noqa: PLC0415

    if not data.warehouse.is_file():
        raise click.ClickException(
            f"{data.warehouse}: found no working warehouse, expected one; run `tallysheet nightly` or `tallysheet demo` first"
        )
    run_id = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    with closing(open_working(data.warehouse)) as con:
        counts = check(con, run_id, contest_ids or None)
    click.echo(", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items()))
