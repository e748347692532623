"""`tallysheet contests`: what is followed, and what is not right in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.counting import counted
from flows.options import contests_option
from pipelines.contests import read_contests

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.model import Contest


def _described(contest: Contest) -> str:
    names = ", ".join(candidate.name for candidate in contest.candidates) or "no candidates yet"
    sources = counted(len(contest.sources), "source")
    return f"{contest.contest_id}  {contest.date or 'no date'}  {contest.title}\n    {names}; {sources}"


@click.command(
    epilog="Example: tallysheet contests --contests contests/unite-gs-2017.yml. The format is in docs/contests.md."
)
@contests_option
def command(contests: Path) -> None:
    """List the contests you follow and check their files. Exit status 1 if a file has a problem."""
    usable, problems = read_contests(contests)
    for contest in usable:
        click.echo(_described(contest))
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(f"{counted(len(usable), 'contest')}, {counted(len(problems), 'problem')}", err=bool(problems))
    if problems:
        raise SystemExit(1)
