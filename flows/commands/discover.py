"""`tallysheet discover`: a contest file to edit, from pages about a vote that is not followed yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipelines.discover import Proposal


@click.command(epilog="Example: tallysheet discover saved-page.html > contests/new.yml, then edit it.")
@click.argument("pages", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", help="The address of the page; tells which rules of cleaning fit.")
def command(pages: tuple[Path, ...], url: str | None) -> None:
    """Propose a contest, with candidates and the figures found for them, as YAML to edit.

    Save it under contests/, correct names and date, add sources, and run `tallysheet contests`.
    """
    from pipelines.clean import PageRefused, read_page
    from pipelines.discover import propose

    read = []
    for path in pages:
        try:
            read.append((path.name, read_page(path.read_bytes(), url=url)))
        except PageRefused as problem:
            click.echo(f"{path}: {problem}", err=True)
    if not read:
        raise click.ClickException("no page could be read; nothing to propose from")
    click.echo(as_yaml(propose(read)))
    if len(read) < len(pages):
        raise SystemExit(1)


def as_yaml(proposal: Proposal) -> str:
    """The proposal as a contest file; what was found stands behind it as comments."""
    import yaml

    contest = proposal.contest
    keys: dict[str, Any] = {"contest_id": contest.contest_id, "title": contest.title}
    if contest.date:
        keys["date"] = contest.date
    keys["candidates"] = [
        {
            key: value
            for key, value in (
                ("candidate_id", c.candidate_id),
                ("name", c.name),
                ("aliases", list(c.aliases)),
                ("party", c.party),
            )
            if value
        }
        for c in contest.candidates
    ]
    keys["sources"] = []
    body = yaml.safe_dump(keys, sort_keys=False, allow_unicode=True, width=120)
    lines = [
        (
            "# Proposed from pages: correct the title, the date (close of poll) and the "
            "names, strike out who is no candidate."
        ),
        body.rstrip(),
        "",
        "# Met near a number: " + (", ".join(f"{name} {times}" for name, times in proposal.met.items()) or "nobody"),
        f"# Figures that this file already reads ({len(proposal.figures)}):",
    ]
    for name, figure in proposal.figures:
        quote = " ".join(figure.quote.split())
        lines.append(
            f"#   {figure.candidate_id or '-'} {figure.measure} {figure.printed}  ({name}, {figure.block}: {quote})"
        )
    return "\n".join(lines)
