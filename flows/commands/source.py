"""`tallysheet source`: what an address is, and what a source gave."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import yaml

from flows.options import crawl_options, data_option, last_contests_option, said_plainly

if TYPE_CHECKING:
    from flows.folders import DataFolder
    from flows.options import CrawlOptions
    from pipelines.model import Capture, Source
    from spiders.probe import Finding, Probed


@click.group(
    name="source", epilog="Example: tallysheet source probe https://blog.example/ --contact mailto:a@example.org"
)
def command() -> None:
    """Look at an address and say which spider fits; go about a source again in the archive."""


@command.command(epilog="Example: tallysheet source probe https://blog.example/ --contact mailto:you@example.org")
@click.argument("url")
@crawl_options
@click.option("--json", "as_json", is_flag=True, help="All findings as one JSON object.")
def probe(url: str, *, crawling: CrawlOptions, as_json: bool) -> None:
    """Say which kind of source fits a URL, and why, and print the YAML to paste into a contest file.

    Asks the site about ten times, at the pace and by the rules of a crawl, and keeps nothing. Exit status 1 when no
    kind fits, or when nothing could be looked at: then it says whether the name, the connection, the site or its
    robots.txt kept it away.
    """
    from spiders.plan import PlanUnusable
    from spiders.probe import probe as look_at

    if not url.startswith(("http://", "https://")):
        raise click.UsageError(f"found {url!r}, expected an address that begins with http:// or https://")
    options = {"contact": crawling.contact, "connect_to": crawling.connect_to, "delay": crawling.delay}
    try:
        probed = look_at(url, now=datetime.now(UTC), **options)  # type: ignore[arg-type]  # as CrawlOptions has them
    except PlanUnusable as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(asdict(probed), ensure_ascii=False) if as_json else "\n".join(_lines(probed)))
    if not probed.findings:
        raise SystemExit(1)


def _lines(probed: Probed) -> list[str]:
    lines = [f"# could not be used: {words}" for words in probed.vain]
    if not probed.findings:
        why = f"not looked at ({probed.kept_away}); {probed.todo}" if probed.kept_away else None
        return [*lines, f"# {probed.url}: {why or 'no kind of source fits; look at it with a browser'}"]
    best, *others = probed.findings
    lines += [f"# {best.spider}: {best.why}", *_yaml(probed, best).splitlines()]
    if others:
        lines += ["", "# Also possible:"]
        lines += [f"#   spider: {other.spider:<10} url: {other.url}   ({other.why})" for other in others]
    return lines


def _yaml(probed: Probed, finding: Finding) -> str:
    """The lines below `sources:` in a contest file. Who is speaking cannot be seen from outside."""
    source = probed.source(finding)
    told = {name: getattr(source, name) for name in ("source_id", "title", "url", "spider", "kind")}
    text = yaml.safe_dump([told], sort_keys=False, allow_unicode=True, width=1000)
    who = "    standing: news   # or candidate, supporter, official, organisation, reader: who is speaking"
    return "sources:\n" + "".join(f"  {line}\n" for line in text.splitlines()) + who


@command.command(epilog="Example: tallysheet source replay unite-watch --as-of 2026-11-21T02:15:00Z")
@click.argument("source_ids", nargs=-1, metavar="[SOURCE_ID]...")
@last_contests_option
@data_option
@click.option(
    "--as-of", help="The archive as it stood at this moment (ISO 8601, UTC); as it stands now, where none is given."
)
def replay(source_ids: tuple[str, ...], *, contests: Path | None, data: DataFolder, as_of: str | None) -> None:
    """Go about sources in the archive alone, as of a moment: nothing is fetched and nothing is written.

    Prints one JSON object for each exchange, and for each source what its night comes to. An address that was not
    archived by then counts as a failure. Exit status 1 when any address gave nothing, now or then.
    """
    from flows.night import remembered
    from spiders.crawl import collect
    from spiders.plan import CrawlPlan, PlannedSource

    def tell(source_id: str, capture: Capture) -> None:
        click.echo(json.dumps({"source_id": source_id, "url": capture.url, "captured_at": capture.captured_at}))

    moment = _moment(as_of)
    with said_plainly(), tempfile.TemporaryDirectory(prefix="tallysheet-replay-") as folder:
        sources = _named(source_ids, contests or remembered(data))
        planned = tuple(PlannedSource(source) for source in sources)
        outcomes = collect(CrawlPlan("replay", data.archive, Path(folder), planned, moment, as_of=moment), tell=tell)
    for outcome in outcomes:
        words = {"outcome": outcome.outcome, "pages": outcome.pages, "detail": outcome.detail}
        click.echo(json.dumps({"source_id": outcome.source_id, **words}, ensure_ascii=False))
    if any(outcome.errors for outcome in outcomes):
        raise SystemExit(1)


def _named(source_ids: tuple[str, ...], contests: Path) -> list[Source]:
    from pipelines.contests import load_contests, sources_of

    known = {source.source_id: source for source in sources_of(load_contests(contests))}
    unknown = [name for name in source_ids if name not in known]
    if unknown:
        raise click.UsageError(
            f"found {', '.join(unknown)}, expected sources of {contests}: {', '.join(sorted(known))}"
        )
    return [known[name] for name in source_ids or known]


def _moment(as_of: str | None) -> datetime:
    if as_of is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(as_of)
    except ValueError as error:
        raise click.UsageError(f"--as-of: found {as_of!r}, expected a moment such as 2026-03-01T02:15:00Z") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
