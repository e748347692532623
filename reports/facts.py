"""What a report is made of, read once from the published snapshot and then only rendered.

Everything is frozen and plain; numbers are Decimal, times ISO 8601 text in UTC as the warehouse keeps them. A report
knows nothing that is not in here, so any shape (HTML, Markdown, CSV, JSON, Atom) says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

State = Literal["opened", "open", "changed", "closed"]
"""Of a finding, seen from the latest run: opened by it, open since earlier, explained anew by it, closed by it."""

Mark = Literal["same", "within", "cut", "base", "differs", "fails", "unclear", "unchecked", "superseded"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run, as the reports name it."""

    run_id: str
    started_at: str | None
    ended_at: str | None
    state: str | None
    reader_version: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate, or what else votes are counted for."""

    candidate_id: str
    name: str
    party: str | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ContestFacts:
    contest_id: str
    title: str
    organisation: str | None
    office: str | None
    area: str | None
    date: str | None
    declared: str | None
    number_elected: int
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as a contest page names it."""

    source_id: str
    title: str
    url: str | None
    standing: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Reported:
    """One figure with all that leads back to the page: who, when, in which words, in which version.

    quote: what stands before the printed token, the token, what stands after it; cut, and safe to show. Only the token
    where no finding quotes it.
    said_at: as precise as the page is; seen_from: when a capture first showed this version.
    """

    figure_id: str
    contest_id: str
    candidate_id: str | None
    measure: str
    base: str | None
    round: int | None
    printed: str
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    qualifier: str
    stance: str
    status: str | None
    quote: tuple[str, str, str]
    block: str
    author: str | None
    said_at: str | None
    source_id: str
    page_id: str
    version_id: str
    url: str
    seen_from: str | None
    is_current: bool
    origin: str | None = None
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a contest's independent sources come to for one cell, the range they print and how many back it."""

    candidate_id: str | None
    measure: str
    round: int | None
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    printed_low: Decimal | None
    printed_high: Decimal | None
    backing: int
    origins: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said about a finding (`tallysheet review`)."""

    reviewed_at: str
    reviewer: str
    decision: str
    note: str | None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One explanation that fits, with the arithmetic or circumstance that shows it."""

    explanation: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A discrepancy with its figures: `odd` are those it speaks about, `against` all that they are set against.

    conflict: those of the latter that cannot be true together with it, none to spare.
    """

    discrepancy_id: str
    check: str
    candidate_id: str | None
    measure: str
    round: int | None
    explanation: str
    certainty: str
    severity: int
    apart: Decimal | None
    text: str
    state: State
    first_run: str | None
    closed_run: str | None
    reasons: tuple[Reason, ...] = ()
    odd: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    evidence: str = ""

    @property
    def dismissed(self) -> bool:
        """Set aside by the last decision about it, on the evidence as it is now."""
        decided = [said for said in self.judgements if said.decision in {"accepted", "dismissed"}]
        return bool(decided) and decided[-1].decision == "dismissed" and decided[-1].evidence in {None, self.evidence}


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on the timeline of a contest: a page first seen with figures, or a later edit of it."""

    at: str
    kind: Literal["published", "seen", "edited", "gone"]
    source_id: str
    version_id: str
    figures: int


@dataclass(frozen=True, slots=True)
class ContestReport:
    """All of one contest page."""

    contest: ContestFacts
    speakers: tuple[Speaker, ...]
    figures: tuple[Reported, ...]
    agreed: tuple[Agreed, ...]
    findings: tuple[Finding, ...]
    moments: tuple[Moment, ...] = ()
    figure_by_id: dict[str, Reported] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A page about one source: how much it gave, how often it was out of line, how its collecting went."""

    source_id: str
    title: str
    url: str | None
    standing: str | None
    kind: str | None
    contests: tuple[SourceContest, ...] = ()
    outcomes: tuple[SourceNight, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceContest:
    contest_id: str
    title: str
    figures: int
    out_of_line: int
    cannot_be_right: int


@dataclass(frozen=True, slots=True)
class SourceNight:
    run_id: str
    outcome: str
    detail: str | None
    started_at: str | None
    exchanges: int
    pages: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture, as an evidence page gives it."""

    capture_id: str
    url: str
    captured_at: str
    status: int | None
    mime: str | None
    payload_digest: str | None
    file: str | None
    offset: int | None
    length: int | None
    revisit: str | None


@dataclass(frozen=True, slots=True)
class PassageText:
    passage_id: str
    ordinal: int
    kind: str
    comment: int | None
    author: str | None
    published_at: str | None
    heading: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands in a passage: text[start:end] is the quote, printed_start..printed_end the token."""

    figure_id: str
    passage_id: str
    contest_id: str
    contest_title: str
    candidate_id: str | None
    candidate: str | None
    measure: str
    round: int | None
    printed: str
    start: int
    end: int
    printed_start: int
    printed_end: int


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the history of a page: the figures it has, as (contest_id, candidate, measure, round, printed)."""

    version_id: str
    seen_from: str | None
    seen_to: str | None
    figures: frozenset[tuple[str, str, str, int | None, str]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One version of one page: text, figures, captures, and the page's other versions."""

    version_id: str
    page_id: str
    url: str
    title: str | None
    source_id: str | None
    source_title: str | None
    published_at: str | None
    modified_at: str | None
    captures: tuple[Kept, ...]
    passages: tuple[PassageText, ...]
    places: tuple[Place, ...]
    history: tuple[VersionLine, ...]
