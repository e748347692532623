"""`tallysheet check`: which reported figures cannot all be true, which only look different, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.options import CrawlOptions, data_option, last_contests_option, said_plainly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.folders import DataFolder
    from pipelines.model import Discrepancy
    from warehouse.crosscheck.table import SetAside

NAMED = 20
"""So many rows that were set aside are named; of the others only the number is told."""


@click.command(
    epilog="Example: tallysheet check --figures mine.csv --contests contests/unite-gs-2017.yml. More in docs/checks.md."
)
@click.option(
    "--figures",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table of your own (JSON lines or CSV) instead of the warehouse.",
)
@click.option(
    "--sensitive",
    is_flag=True,
    help="With --figures: also what only papers rejected without a word would explain, marked, at certainty open.",
)
@last_contests_option
@data_option
def command(figures: Path | None, contests: Path | None, data: DataFolder, *, sensitive: bool) -> None:
    """Cross-check figures: those of the working warehouse, or a table of your own.

    With --figures, prints one JSON object a line for each discrepancy; rows that cannot be used are named on standard
    error and set aside. Without, keeps what is found in the working warehouse, publishes that for readers, and prints
    how many findings are open; exit status 1 where the result is not sound and was therefore not published.
    """
    if figures is not None:
        _check_table(figures, contests or Path("contests"), sensitive=sensitive)
    elif sensitive:
        raise click.UsageError(
            "--sensitive: found no --figures, expected a table of your own: the nightly report accuses nobody on so "
            'little; print one with: tallysheet sql --format csv "SELECT ..." > mine.csv'
        )
    else:
        _check_warehouse(contests, data)


def _check_table(figures: Path, contests: Path, *, sensitive: bool) -> None:
    from pipelines.contests import ContestError, load_contests
    from warehouse.check import candidates_of, check_figures, weaker_findings
    from warehouse.crosscheck.table import TableRefusedError, usable

    try:
        registry = load_contests(contests)
    except ContestError as problem:
        raise click.ClickException(str(problem)) from problem
    try:
        rows, set_aside = usable(figures, candidates_of(registry))
    except TableRefusedError as problem:
        raise click.UsageError(str(problem)) from problem
    _tell(figures, len(rows), set_aside)
    if set_aside and not rows:
        raise click.ClickException(
            f"{figures}: found no usable row ({len(set_aside)} set aside), expected figures; see docs/checks.md"
        )
    for discrepancy in check_figures(rows, registry):
        click.echo(json.dumps(_printable(discrepancy), ensure_ascii=False))
    for discrepancy in weaker_findings(rows, registry) if sensitive else ():
        click.echo(json.dumps({**_printable(discrepancy), "setting": "sensitive"}, ensure_ascii=False))


def _tell(figures: Path, used: int, set_aside: Sequence[SetAside]) -> None:
    """Which rows were set aside, by name as far as anybody would read, and how many."""
    for one in set_aside[:NAMED]:
        click.echo(str(one), err=True)
    if set_aside:
        click.echo(f"{figures}: used {used} rows, set aside {len(set_aside)}", err=True)
    elif not used:
        click.echo(f"{figures}: found no rows, and so nothing to check", err=True)


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


def _check_warehouse(contests: Path | None, data: DataFolder) -> None:
    from flows import steps
    from flows.night import last_night, now
    from flows.progress import watching

    with said_plainly(), watching() as watcher, last_night(contests, data, CrawlOptions()) as night:
        counts = steps.check(night, watcher)
        held = steps.publish(night, now())
    click.echo(", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items()))
    for reason in held:
        click.echo(f"held  {reason}", err=True)
    if held:
        raise SystemExit(1)
