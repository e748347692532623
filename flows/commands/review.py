"""`tallysheet review`: a person's judgement of findings, kept across runs and rebuilds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.options import data_option, said_plainly

if TYPE_CHECKING:
    from flows.folders import DataFolder
    from reports.review_list import ListedFinding

_id = click.argument("finding")
_by = click.option(
    "--by", "reviewer", required=True, envvar="TALLYSHEET_REVIEWER", show_envvar=True, help="Who decides."
)


@click.group(epilog="A finding's id is the part after #d- in its address in the report; its first letters are enough.")
def command() -> None:
    """Accept, dismiss or annotate findings. What people decide is kept in reviews.jsonl in the data folder."""


@command.command("list")
@data_option
@click.option("--all", "everything", is_flag=True, help="Those that somebody decided about, too.")
@click.option("--contest", help="Only this contest.")
def list_command(data: DataFolder, everything: bool, contest: str | None) -> None:
    """Open findings, those that cannot be right first."""
    from reports.text import one_line

    for one in _findings(data):
        if (contest is None or one.contest_id == contest) and (everything or one.decision is None):
            decided = f"  [{one.decision} by {one_line(one.reviewer or '', 40)}]" if one.decision else ""
            click.echo(
                f"{one.discrepancy_id}  {one.severity}  {one.contest_id}  {one_line(one.headline, 100)}{decided}"
            )


@command.command()
@data_option
@_id
@_by
@click.option("--note", help="Why.")
def accept(data: DataFolder, finding: str, reviewer: str, note: str | None) -> None:
    """Say that a finding is right."""
    _judge(data, finding, reviewer, "accepted", note)


@command.command()
@data_option
@_id
@_by
@click.option("--note", required=True, help="Why: the next reader will ask.")
def dismiss(data: DataFolder, finding: str, reviewer: str, note: str) -> None:
    """Set a finding aside. It comes back when its evidence changes."""
    _judge(data, finding, reviewer, "dismissed", note)


@command.command()
@data_option
@_id
@_by
@click.argument("text")
def note(data: DataFolder, finding: str, reviewer: str, text: str) -> None:
    """Say something about a finding without deciding."""
    _judge(data, finding, reviewer, "noted", text)


def _judge(data: DataFolder, finding: str, reviewer: str, decision: str, note: str | None) -> None:
    from datetime import UTC, datetime

    from reports.reviews import Review, append_review

    one = _one(data, finding)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    append_review(data.reviews, Review(one.discrepancy_id, now, reviewer, decision, note, one.evidence))
    click.echo(f"{decision}: {one.headline} ({one.contest_id}). It shows in the next report.")


def _one(data: DataFolder, start: str) -> ListedFinding:
    """The open finding whose id begins like this."""
    found = [one for one in _findings(data) if one.discrepancy_id.startswith(start)]
    if len(found) != 1:
        raise click.UsageError(
            f"{data.snapshot}: found {len(found)} open findings whose id begins with {start!r}, expected one. "
            "`tallysheet review list --all` names them."
        )
    return found[0]


def _findings(data: DataFolder) -> tuple[ListedFinding, ...]:
    from reports.review_list import list_findings
    from reports.reviews import read_reviews

    with said_plainly():
        return list_findings(data.snapshot, read_reviews(data.reviews))
