"""`tallysheet extract`: read figures out of page files, with no archive and no warehouse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.counting import counted

if TYPE_CHECKING:
    from decimal import Decimal

    from pipelines.model import Figure, Page, Reading, Unread


@click.command(
    epilog="Example: tallysheet extract --contests contests/unite-gs-2017.yml page.html --unread --html marked.html"
)
@click.option(
    "--contests",
    "contests_path",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="One contest or a list of contests, YAML or JSON; or a folder of them.",
)
@click.argument("pages", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", help="The address of the page; tells which rules of cleaning fit.")
@click.option("--unread", is_flag=True, help="Also print the numbers that no rule could place, each with the reason.")
@click.option("--explain", is_flag=True, help="Add to each figure the rule and the words that it was read by.")
@click.option(
    "--html",
    "html_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the text with figures and unread numbers marked.",
)
def command(
    contests_path: Path, pages: tuple[Path, ...], url: str | None, unread: bool, explain: bool, html_path: Path | None
) -> None:
    """Print one JSON object for each figure that PAGES report for the contests.

    PAGES are saved web pages, feeds, REST answers or plain text; a file that is none (a PDF, a picture, a web archive)
    is left out with its reason, the others are read. Exit status 1 when one was left out.
    """
    from pipelines.clean import PageRefused, read_page
    from pipelines.contests import ContestError, load_contests
    from pipelines.figures import read_figures
    from pipelines.reading.scan.names import Registry

    try:
        registry = Registry(load_contests(contests_path))
    except ContestError as problem:
        raise click.ClickException(str(problem)) from problem
    readings: list[tuple[str, Page, Reading]] = []
    is_refused = False
    for path in pages:
        try:
            page = read_page(path.read_bytes(), url=url)
        except PageRefused as problem:
            click.echo(f"Left out: {path}: {str(problem).removeprefix('the page: ')}", err=True)
            is_refused = True
            continue
        reading = read_figures(page, registry)
        readings.append((str(path), page, reading))
        for figure in reading.figures:
            click.echo(json.dumps(figure_row(figure, str(path), explain=explain), ensure_ascii=False))
        for left in reading.unread if unread else ():
            click.echo(json.dumps(unread_row(left, str(path)), ensure_ascii=False))
    if readings and not any(reading.figures for _, _, reading in readings):
        click.echo(_nothing(contests_path, [reading for _, _, reading in readings], shown=unread), err=True)
    if html_path is not None:
        from pipelines.marked import marked_html

        html_path.write_text(marked_html(readings), encoding="utf-8")
    if is_refused:
        raise SystemExit(1)


def _nothing(contests: Path, readings: list[Reading], *, shown: bool) -> str:
    """What to look at where no page reports a figure: the numbers that were left unread, or the names."""
    left = sum(len(reading.unread) for reading in readings)
    hint = "" if shown or not left else "; --unread shows them with the reasons"
    return (
        f"No figure of {contests} in {counted(len(readings), 'page')}, {counted(left, 'unread number')}{hint}. "
        "Do the pages name the candidates as `name` and `aliases` there have them?"
    )


def figure_row(figure: Figure, page: str, *, explain: bool) -> dict[str, Any]:
    """A figure as a line of output. Numbers without decimals are whole; an open end is null."""
    from pipelines.model import OPEN_END

    row: dict[str, Any] = {
        "contest_id": figure.contest_id,
        "candidate_id": figure.candidate_id,
        "measure": figure.measure,
        "value": plain(figure.value),
        "low": None if figure.low <= -OPEN_END else plain(figure.low),
        "high": None if figure.high >= OPEN_END else plain(figure.high),
        "granularity": plain(figure.granularity),
        "printed": figure.printed,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "stance": figure.stance,
        "round": figure.round,
        "base": figure.base,
        "status": figure.status,
        "block": figure.block,
        "quote": figure.quote,
        "start": figure.start,
        "end": figure.end,
        "passage": figure.ordinal,
        "page": page,
    }
    if explain:
        row |= {"rule": figure.rule, "cues": list(figure.cues)}
    return row


def unread_row(left: Unread, page: str) -> dict[str, Any]:
    """A number that no rule could place, as a line of output: it has a reason where a figure has a measure."""
    return {
        "unread": left.printed,
        "reason": left.reason,
        "contest_id": left.contest_id,
        "block": left.block,
        "start": left.start,
        "end": left.end,
        "passage": left.ordinal,
        "page": page,
    }


def plain(number: Decimal) -> int | float:
    """A JSON number: whole where it is whole."""
    return int(number) if number == number.to_integral_value() else float(number)
