"""What one crawling process is told to do: PLAN.json, and how sources are shared out over processes.

A host belongs to one process of a night, because politeness is kept within a process.
"""

from __future__ import annotations

import ipaddress
import json
import re
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipelines.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class PlanUnusable(Exception):  # noqa: N818  (where, found, expected, what to do: said in its text)
    """The plan cannot be followed at all; nothing was fetched."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Of the votes that a source is followed for: close of poll and declaration, ISO dates."""

    poll: str | None = None
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedSource:
    """A source, the dates that make its pages hot, and how many pages it gave in each of its last nights."""

    source: Source
    dates: Dates = Dates()
    usual: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CrawlPlan:
    """One process's share of a night.

    connect_to: {"host[:port]": "address:port"}, the only hosts that may be reached at addresses which are not public.
    delay: seconds between two requests to a host; below two only where connect_to leads to this machine or its network.
    now: the night's moment, ISO 8601 UTC: which pages are due and hot is reckoned from it. The moments written into the
    archive are the machine's own, whatever `now` says, because they are evidence.
    as_of: with it nothing is fetched; the sources are gone about in the archive as it stood at that moment.
    """

    run_id: str
    archive: Path
    outcomes: Path
    sources: tuple[PlannedSource, ...]
    now: datetime
    connect_to: Mapping[str, str] = field(default_factory=dict)
    contact: str | None = None
    delay: float = 2.0
    as_of: datetime | None = None

    def owns(self, url: str) -> bool:
        """Whether an address is of a host that may be asked faster, and without a contact."""
        return is_owned(url, self.connect_to)


def is_owned(url: str, connect_to: Mapping[str, str]) -> bool:
    """Whether connect_to leads the host of an address to this machine or its own network."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = connect_to.get(f"{parts.hostname}:{port}") or connect_to.get(parts.hostname or "")
    if target is None:
        return False
    return not ipaddress.ip_address(target.rpartition(":")[0].strip("[]")).is_global


def plans(
    sources: Iterable[PlannedSource],
    *,
    processes: int,
    run_id: str,
    archive: Path,
    outcomes: Path,
    now: datetime,
    connect_to: Mapping[str, str] | None = None,
    contact: str | None = None,
    delay: float = 2.0,
) -> list[CrawlPlan]:
    """The night shared out over at most `processes` plans, sources that touch the same host always in the same one.

    Larger groups first, each to the plan with the fewest sources so far; the same sources give the same plans.
    """
    groups = sorted(_by_host(sources), key=lambda group: (-len(group), group[0].source.source_id))
    shares: list[list[PlannedSource]] = [[] for _ in range(max(1, min(processes, len(groups))))]
    for group in groups:
        min(shares, key=len).extend(group)
    return [
        CrawlPlan(run_id, archive, outcomes, tuple(share), now, dict(connect_to or {}), contact, delay)
        for share in shares
        if share
    ]


def host_of(url: str) -> str:
    """The host that politeness counts by: lower case, without a leading "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


_MEMENTO = re.compile(r"^(https?://.+?)/(?:web/)?(?:\*|\d{4,14}(?:[a-z]{2}_)?)/(https?:/{1,2}.+)$")
INTERNET_ARCHIVE = "https://web.archive.org"


def archive_and_page(url: str) -> tuple[str, str]:
    """Of a source with `spider: wayback`: the archive's address and the page's.

    As copied from a calendar of captures (https://web.archive.org/web/*/http://dead.example/), or the page's alone.
    """
    found = _MEMENTO.match(url)
    return (found[1], re.sub(r"^(https?):/{1,2}", r"\1://", found[2])) if found else (INTERNET_ARCHIVE, url)


def asked(source: Source) -> list[str]:
    """The addresses a source begins with: its own, or the archive's that is asked for them."""
    urls = (source.url, *source.urls)
    return [archive_and_page(url)[0] + "/" for url in urls] if source.spider == "wayback" else list(urls)


def _by_host(sources: Iterable[PlannedSource]) -> list[list[PlannedSource]]:
    """Groups of sources connected through hosts they share."""
    groups: list[tuple[set[str], list[PlannedSource]]] = []
    for planned in sorted(sources, key=lambda planned: planned.source.source_id):
        hosts = {host_of(url) for url in asked(planned.source)}
        touching = [group for group in groups if group[0] & hosts]
        groups = [group for group in groups if not group[0] & hosts]
        groups.append(
            (hosts.union(*(group[0] for group in touching)), [p for group in touching for p in group[1]] + [planned])
        )
    return [group[1] for group in groups]


def write_plan(plan: CrawlPlan, path: Path) -> Path:
    """PLAN.json, as `python -m spiders` reads it."""
    told = {
        "run_id": plan.run_id,
        "archive": str(plan.archive),
        "outcomes": str(plan.outcomes),
        "sources": [
            asdict(planned.source) | {"dates": asdict(planned.dates), "usual": list(planned.usual)}
            for planned in plan.sources
        ],
        "now": _text(plan.now),
        "connect_to": dict(plan.connect_to),
        "contact": plan.contact,
        "delay": plan.delay,
        "as_of": _text(plan.as_of) if plan.as_of else None,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def read_plan(path: Path) -> CrawlPlan:
    """Raises PlanUnusable."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        plan = CrawlPlan(
            run_id=told["run_id"],
            archive=Path(told["archive"]),
            outcomes=Path(told["outcomes"]),
            sources=tuple(_planned(each) for each in told["sources"]),
            now=_moment(told["now"]),
            connect_to=told.get("connect_to") or {},
            contact=told.get("contact"),
            delay=float(told.get("delay", 2.0)),
            as_of=_moment(told["as_of"]) if told.get("as_of") else None,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PlanUnusable(
            f"{path}: cannot be read as a plan ({type(error).__name__}: {error}); "
            "expected what spiders.plan.write_plan writes; write it anew"
        ) from error
    check_plan(plan)
    return plan


def check_plan(plan: CrawlPlan) -> None:
    """Refuses a plan that would crawl the internet without saying who asks, or leads nowhere. Raises PlanUnusable."""
    if plan.as_of is None:
        check_asking([planned.source for planned in plan.sources], plan.contact, plan.connect_to)


def check_asking(sources: Iterable[Source], contact: str | None, connect_to: Mapping[str, str]) -> None:
    """The same before there is a plan. Raises PlanUnusable."""
    for name, target in connect_to.items():
        if not _is_place(target):
            raise PlanUnusable(
                f"connect_to leads {name} to {target!r}; expected an address and a port, such as 127.0.0.1:8000; "
                "write the address in numbers"
            )
    strangers = {url for source in sources for url in asked(source) if not is_owned(url, connect_to)}
    if strangers and not contact:
        hosts = sorted({urlsplit(url).hostname or url for url in strangers})
        raise PlanUnusable(
            f"no contact, and {_some(hosts)} would be asked; expected a web or mail address that stands in every "
            "request, so that a site's owner can reach you; give --contact, or set TALLYSHEET_CONTACT"
        )


def _some(names: Sequence[str]) -> str:
    further = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + further


def _is_place(target: str) -> bool:
    address, _, port = target.rpartition(":")
    try:
        ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    return port.isdecimal()


def _planned(told: Mapping[str, Any]) -> PlannedSource:
    names = {each.name for each in fields(Source)}
    known = {key: tuple(value) if isinstance(value, list) else value for key, value in told.items() if key in names}
    dates = told.get("dates") or {}
    usual: Sequence[int] = told.get("usual") or ()
    spoken: Any = known  # JSON's types are not Source's; Source refuses what is missing
    return PlannedSource(Source(**spoken), Dates(dates.get("poll"), dates.get("declared")), tuple(usual))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
