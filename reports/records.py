"""A finding as a plain record: the one form from which CSV, JSON, Markdown and Atom are written.

The keys are the documented format (docs/report.md, schema/discrepancies-1.json); a change that breaks a reader of it
raises FORMAT_VERSION.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.model import OPEN_END
from reports.contest_view import subject
from reports.paths import file_name

if TYPE_CHECKING:
    from decimal import Decimal

    from reports.contest_view import ContestView, FindingView
    from reports.facts import Reported

FORMAT = "tallysheet-discrepancies"
FORMAT_VERSION = 1

Record = dict[str, Any]


def records(view: ContestView, latest_run: str | None) -> list[Record]:
    """All findings of a contest that are open, set aside by a reviewer, or closed by the latest run."""
    live = [one for found in view.sections.values() for one in found]
    closed = [one for one in view.closed if one.finding.closed_run == latest_run]
    return [_record(view, one) for one in (*live, *view.dismissed, *closed)]


def _record(view: ContestView, one: FindingView) -> Record:
    finding = one.finding
    contest = view.facts.contest
    page = f"contests/{file_name(contest.contest_id)}.html"
    return {
        "discrepancy_id": finding.discrepancy_id,
        "contest_id": contest.contest_id,
        "contest": contest.title,
        "check": finding.check,
        "candidate_id": finding.candidate_id,
        "candidate": subject(view.facts, finding.candidate_id),
        "measure": finding.measure,
        "round": finding.round,
        "section": one.section,
        "headline": one.headline,
        "text": finding.text,
        "explanation": finding.explanation,
        "explanations": [reason.explanation for reason in finding.reasons] or [finding.explanation],
        "certainty": finding.certainty,
        "severity": finding.severity,
        "apart": plain(finding.apart),
        "state": finding.state,
        "is_dismissed": finding.dismissed,
        "first_run": finding.first_run,
        "closed_run": finding.closed_run,
        "page": f"{page}#d-{file_name(finding.discrepancy_id)}",
        "figures": [*(_side(view, f, "odd") for f in one.odd), *(_side(view, f, "against") for f in one.against)],
        "reviews": [
            {"reviewed_at": said.reviewed_at, "reviewer": said.reviewer, "decision": said.decision, "note": said.note}
            for said in finding.judgements
        ],
    }


def _side(view: ContestView, figure: Reported, role: str) -> Record:
    names = {speaker.source_id: speaker.title for speaker in view.facts.speakers}
    return {
        "figure_id": figure.figure_id,
        "role": role,
        "source_id": figure.source_id,
        "source": names.get(figure.source_id, figure.source_id),
        "origin": figure.origin or figure.source_id,
        "url": figure.url,
        "said_at": figure.said_at,
        "seen_from": figure.seen_from,
        "block": figure.block,
        "printed": figure.printed,
        "value": plain(figure.value),
        "low": plain(figure.low),
        "high": plain(figure.high),
        "qualifier": figure.qualifier,
        "stance": figure.stance,
        "status": figure.status,
        "quote": "".join(figure.quote),
        "is_current": figure.is_current,
        "evidence": f"evidence/{file_name(figure.version_id)}.html#f-{file_name(figure.figure_id)}",
    }


def plain(value: Decimal | None) -> str | None:
    """A decimal as text without exponent or idle zeros; None at the open end."""
    if value is None or value >= OPEN_END:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
