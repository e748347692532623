"""Evidence pages: one for each version of a page that reports a figure, with the archived text and nothing of its
scripts.

The text comes from the warehouse's passages, never from the page's mark-up; the capture's record in the archive is
named so that anybody can open the page as it stood.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports import text, words
from reports.facts import Evidence, Kept, PassageText, Place, VersionLine
from reports.passage_view import PassageView, passage_views
from reports.read import rows
from reports.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from reports.facts import Speaker


REPLAY = "http://127.0.0.1:8090/archive"
"""The collection of `tallysheet archive replay` at its usual port."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that one version of a page has otherwise than the version before it. None: not there."""

    what: str
    was: str | None
    became: str | None


@dataclass(frozen=True, slots=True)
class Step:
    version_id: str
    seen_from: str | None
    seen_to: str | None
    is_this: bool
    changes: tuple[Change, ...]
    figures: int


@dataclass(frozen=True, slots=True)
class EvidenceView:
    facts: Evidence
    passages: tuple[PassageView, ...]
    left_out: int
    steps: tuple[Step, ...]
    lookup: str | None
    replay: str | None


def evidence_html(evidence: Evidence) -> str:
    shown, left_out = passage_views(evidence)
    view = EvidenceView(evidence, shown, left_out, steps(evidence), _lookup(evidence.url), _replay(evidence))
    return render("evidence.html", view=view, root="../")


def read_evidence(
    con: duckdb.DuckDBPyConnection, page_ids: Sequence[str], speakers: Mapping[str, Speaker]
) -> Iterator[Evidence]:
    """The versions of these pages."""
    wanted = {"page_ids": list(page_ids)}
    captures = _by_version(rows(con, "evidence_captures", wanted))
    passages = _by_version(rows(con, "evidence_passages", wanted))
    places = {
        version_id: tuple(Place(**row) for row in found)
        for version_id, found in _by_version(rows(con, "evidence_places", wanted)).items()
    }
    versions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(con, "evidence_versions", wanted):
        versions[row["page_id"]].append(row)
    for page in versions.values():
        history = tuple(_line(row, places.get(row["version_id"], ())) for row in page)
        for row in page:
            version_id = row["version_id"]
            source = speakers.get(row["source_id"])
            yield Evidence(
                version_id=version_id,
                page_id=row["page_id"],
                url=row["url"],
                title=row["title"],
                source_id=row["source_id"],
                source_title=source.title if source else row["source_id"],
                published_at=row["published_at"],
                modified_at=row["modified_at"],
                captures=tuple(Kept(**one) for one in captures.get(version_id, [])),
                passages=tuple(PassageText(**one) for one in passages.get(version_id, [])),
                places=places.get(version_id, ()),
                history=history,
            )


def steps(evidence: Evidence) -> tuple[Step, ...]:
    """The page's versions in the order in which they were seen, each with what it changed."""
    found = []
    before: dict[str, str] | None = None
    for line in evidence.history:
        now = _printed(line)
        found.append(
            Step(
                version_id=line.version_id,
                seen_from=line.seen_from,
                seen_to=line.seen_to,
                is_this=line.version_id == evidence.version_id,
                changes=_changes(before, now) if before is not None else (),
                figures=len(line.figures),
            )
        )
        before = now
    return tuple(found)


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[Change, ...]:
    return tuple(
        Change(what, before.get(what), now.get(what))
        for what in sorted(before.keys() | now.keys())
        if before.get(what) != now.get(what)
    )


def _printed(line: VersionLine) -> dict[str, str]:
    """What is said -> the tokens it is said with, "52,000 / 53,000" where a version has two."""
    tokens: dict[str, list[str]] = defaultdict(list)
    for contest, candidate, measure, round_number, printed in sorted(line.figures, key=str):
        what = f"{contest}, {candidate + ': ' if candidate else ''}{words.measure(measure)}"
        tokens[what + (f", round {round_number}" if round_number else "")].append(text.one_line(printed, 40))
    return {what: " / ".join(found) for what, found in tokens.items()}


def _line(row: Mapping[str, Any], places: tuple[Place, ...]) -> VersionLine:
    return VersionLine(
        version_id=row["version_id"],
        seen_from=row["seen_from"],
        seen_to=row["seen_to"],
        figures=frozenset(
            (p.contest_title or p.contest_id, p.candidate or p.candidate_id or "", p.measure, p.round, p.printed)
            for p in places
        ),
    )


def _by_version(answer: Iterator[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in answer:
        groups[row.pop("version_id")].append(row)
    return groups


def _lookup(url: str) -> str | None:
    """Where a public archive lists its own captures of the address, if it has any."""
    return f"https://web.archive.org/web/*/{url}" if text.safe_link(url) else None


def _replay(evidence: Evidence) -> str | None:
    """Where `tallysheet archive replay` shows the capture that first had this version: pywb's address of a moment."""
    if not evidence.captures or not text.safe_link(evidence.url):
        return None
    digits = "".join(character for character in evidence.captures[0].captured_at[:19] if character.isdigit())
    return f"{REPLAY}/{digits}/{evidence.url}"
