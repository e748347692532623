"""`tallysheet review`: a person's judgement of findings, kept across runs and rebuilds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.options import data_option, said_plainly

if TYPE_CHECKING:
    from flows.folders import DataFolder
    from reports.review_list import ListedFinding

FEWEST_LETTERS = 8
"""Of an id that stands for a finding: half of it."""

_id = click.argument("finding")
_by = click.option(
    "--by", "reviewer", required=True, envvar="TALLYSHEET_REVIEWER", show_envvar=True, help="Who decides."
)


@click.group(
    epilog="A finding's id is the part after #d- in its address in the report; its first 8 letters are enough. "
    "Example: tallysheet review list"
)
def command() -> None:
    """Accept, dismiss or annotate findings. What people decide is kept in reviews.jsonl in the data folder."""


@command.command("list", epilog="Example: tallysheet review list --contest unite-gs-2010 --all")
@data_option
@click.option("--all", "everything", is_flag=True, help="Those that somebody decided about, too.")
@click.option("--contest", help="Only this contest.")
def list_command(data: DataFolder, everything: bool, contest: str | None) -> None:
    """Open findings, those that cannot be right first."""
    from reports.text import one_line

    found = _findings(data)
    if contest is not None:
        _require_known(contest, data)
    shown = [one for one in found if contest in {None, one.contest_id} and (everything or one.decision is None)]
    if not shown:
        click.echo("No findings." if everything else "No open findings.", err=True)
    for one in shown:
        decided = f"  [{one.decision} by {one_line(one.reviewer or '', 40)}]" if one.decision else ""
        click.echo(f"{one.discrepancy_id}  {one.severity}  {one.contest_id}  {one_line(one.headline, 100)}{decided}")


@command.command(epilog="Example: tallysheet review accept 0f3a9c1d --by 'A. Reader'")
@data_option
@_id
@_by
@click.option("--note", help="Why.")
def accept(data: DataFolder, finding: str, reviewer: str, note: str | None) -> None:
    """Say that a finding is right."""
    _judge(data, finding, reviewer, "accepted", note)


@command.command(epilog="Example: tallysheet review dismiss 0f3a9c1d --by 'A. Reader' --note 'the page was corrected'")
@data_option
@_id
@_by
@click.option("--note", required=True, help="Why: the next reader will ask.")
def dismiss(data: DataFolder, finding: str, reviewer: str, note: str) -> None:
    """Set a finding aside. It comes back when its evidence changes."""
    _judge(data, finding, reviewer, "dismissed", note)


@command.command(epilog="Example: tallysheet review note 0f3a9c1d --by 'A. Reader' 'asked the returning officer'")
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
    click.echo(f"{decision} {one.discrepancy_id}: {one.headline} ({one.contest_id}). It shows in the next report.")


def _one(data: DataFolder, start: str) -> ListedFinding:
    """The open finding whose id begins like this. Raises UsageError where it is none, several, or hardly said."""
    if len(start) < FEWEST_LETTERS:
        raise click.UsageError(
            f"found {start!r}, expected a finding's id or its first {FEWEST_LETTERS} letters at least, so that nobody "
            "decides about another by a slip; `tallysheet review list --all` names them"
        )
    found = [one for one in _findings(data) if one.discrepancy_id.startswith(start)]
    if len(found) != 1:
        raise click.UsageError(
            f"{data.snapshot}: found {len(found)} open findings whose id begins with {start!r}, expected one. "
            "`tallysheet review list --all` names them."
        )
    return found[0]


def _require_known(contest: str, data: DataFolder) -> None:
    import difflib

    from reports.review_list import contest_ids

    known = contest_ids(data.snapshot)
    if contest in known:
        return
    near = difflib.get_close_matches(contest, known, n=3, cutoff=0.5) or known[:5]
    raise click.UsageError(
        f"--contest: found {contest!r}, which {data.snapshot} does not have, expected one of its "
        f"contests, such as {', '.join(near) or 'none yet'}"
    )


def _findings(data: DataFolder) -> tuple[ListedFinding, ...]:
    from reports.review_list import list_findings
    from reports.reviews import read_reviews

    with said_plainly():
        return list_findings(data.snapshot, read_reviews(data.reviews))
