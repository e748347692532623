"""Findings as `tallysheet review` lists them: one a line, gravest first, with what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports import words
from reports.contest_view import contest_view
from reports.read import open_for_report, read_contests, read_reports, read_runs, read_speakers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reports.contest_view import FindingView
    from reports.reviews import Review

_ORDER = list(words.SECTIONS)


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """decision: the last accepted or dismissed, None where nobody decided or the evidence changed since a dismissal."""

    discrepancy_id: str
    contest_id: str
    section: words.Section
    severity: int
    headline: str
    text: str
    evidence: str
    decision: str | None
    reviewer: str | None


def list_findings(snapshot: Path, reviews: Iterable[Review]) -> tuple[ListedFinding, ...]:
    """All open findings of the published warehouse, with the reviews as the file has them now."""
    given: dict[str, list[Review]] = {}
    for review in reviews:
        given.setdefault(review.discrepancy_id, []).append(review)
    with open_for_report(snapshot) as con:
        runs = read_runs(con)
        latest = runs[0].run_id if runs else None
        found = [
            _listed(one, report.contest.contest_id, given.get(one.finding.discrepancy_id, []))
            for report in read_reports(con, read_contests(con), read_speakers(con), latest)
            for one in _open(contest_view(report).findings)
        ]
    return tuple(
        sorted(found, key=lambda one: (_ORDER.index(one.section), -one.severity, one.contest_id, one.discrepancy_id))
    )


def contest_ids(snapshot: Path) -> tuple[str, ...]:
    """The contests of the published warehouse, with findings or without."""
    with open_for_report(snapshot) as con:
        return tuple(contest.contest_id for contest in read_contests(con))


def _open(findings: Iterable[FindingView]) -> Iterator[FindingView]:
    return (one for one in findings if one.finding.state != "closed")


def _listed(one: FindingView, contest_id: str, reviews: Iterable[Review]) -> ListedFinding:
    decided = [review for review in reviews if review.decision in {"accepted", "dismissed"}]
    last = decided[-1] if decided else None
    if last is not None and last.decision == "dismissed" and last.evidence not in {None, one.finding.evidence}:
        last = None
    return ListedFinding(
        discrepancy_id=one.finding.discrepancy_id,
        contest_id=contest_id,
        section=one.section,
        severity=one.finding.severity,
        headline=one.headline,
        text=one.finding.text,
        evidence=one.finding.evidence,
        decision=last.decision if last else None,
        reviewer=last.reviewer if last else None,
    )
