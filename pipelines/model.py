"""The nouns. Read this file first: classes, tables, YAML keys and command output use these names.

Vocabulary: the measures, units, qualifiers and stances are described in docs/vocabulary.md; quantities are named as in
NIST SP 1500-100 and UK electoral practice. Everything is frozen, and every id is a hash of content (`content_id`), so
that the same archive, contests and reader version give the same rows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Standing = Literal["candidate", "supporter", "news", "official", "organisation", "reader"]
"""Who is speaking. A source has one; a comment on any source is a reader's."""

SourceKind = Literal["official", "news", "blog", "wiki", "forum"]
PassageKind = Literal["body", "table", "quote", "comment"]
LineKind = Literal["heading", "paragraph", "item", "row", "pre", "caption"]

Measure = Literal[
    "votes",
    "vote_share",
    "vote_share_change",
    "electorate_share",
    "turnout",
    "ballots_cast",
    "valid_votes",
    "ballots_rejected",
    "electorate",
    "ballots_issued",
    "membership",
    "majority",
    "majority_share",
    "nominations",
]
Unit = Literal["votes", "percent", "points", "papers", "people", "nominations"]
Base = Literal["valid_votes", "ballots_cast", "ballots_issued", "electorate", "membership"]
Qualifier = Literal["exact", "about", "more_than", "less_than"]
Stance = Literal["asserted", "attributed", "disputed", "forecast", "hypothetical"]
Status = Literal["unofficial-partial", "unofficial-complete", "certified", "recount", "correction"]
Certainty = Literal["certain", "likely", "open"]

UNIT_OF: dict[Measure, Unit] = {
    "votes": "votes",
    "vote_share": "percent",
    "vote_share_change": "points",
    "electorate_share": "percent",
    "turnout": "percent",
    "ballots_cast": "papers",
    "valid_votes": "votes",
    "ballots_rejected": "papers",
    "electorate": "people",
    "ballots_issued": "papers",
    "membership": "people",
    "majority": "votes",
    "majority_share": "percent",
    "nominations": "nominations",
}

OPEN_END = Decimal(10) ** 17
"""The upper end of "more than N": a named number, never NULL, because a comparison with NULL is never true.
No vote ever counted comes near it. Printed as null by the command line and in exports."""


def content_id(*parts: object) -> str:
    """First 16 hexadecimal digits of SHA-256 over the parts, joined by U+001F; None counts as the empty text."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- what the user writes (contests/*.yml) ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody, or an option ("yes", "no"), that votes are counted for."""

    candidate_id: str
    name: str
    aliases: tuple[str, ...] = ()
    party: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A place that speaks about a contest, and the way of going about it. Dates are ISO; spider `pages` has `urls`."""

    source_id: str
    title: str
    url: str
    spider: str
    standing: Standing = "news"
    kind: SourceKind = "news"
    page: str | None = None
    urls: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    depth: int = 2
    since: str | None = None
    until: str | None = None
    candidate_id: str | None = None
    derived_from: str | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """One vote. `date` is the close of poll or the count, `declared` the declaration; both ISO dates.

    `rejected_ceiling` is the largest share of papers that may have been rejected where no page says how many were.
    `turnout_threshold` and `support_threshold` are legal conditions in percent (50 and 40 for some strike ballots).
    """

    contest_id: str
    title: str
    organisation: str | None = None
    office: str | None = None
    area: str | None = None
    date: str | None = None
    declared: str | None = None
    number_elected: int = 1
    multi_round: bool = False
    previous_contest: str | None = None
    turnout_threshold: Decimal | None = None
    support_threshold: Decimal | None = None
    rejected_ceiling: Decimal = Decimal(5)
    candidates: tuple[Candidate, ...] = ()
    sources: tuple[Source, ...] = ()


# --- what the archive keeps ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived exchange. A revisit has no payload of its own: `refers_to` names the capture that holds it.

    captured_at: UTC, ISO 8601 with microseconds and "Z" (the WARC-Date). file is relative to the archive folder; offset
    and length are bytes of the gzip member. payload_digest: "sha1:" + base32, of the payload without transfer coding.
    """

    capture_id: str
    url: str
    captured_at: str
    status: int
    mime: str | None
    payload_digest: str
    file: str
    offset: int
    length: int
    source_id: str | None = None
    run_id: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    revisit: Literal["server-not-modified", "identical-payload-digest"] | None = None
    refers_to: str | None = None
    truncated: str | None = None


# --- what reading gives ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a passage: text[start:end]. level is a heading's rank (1-6) or a list item's depth (1-...)."""

    kind: LineKind
    start: int
    end: int
    level: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table passage: text[start:end]; row and column are its top left slot in the grid, from 0."""

    row: int
    column: int
    rows: int
    columns: int
    is_header: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a page by one speaker, in page order.

    text: paragraphs parted by a blank line, list items, `br` lines and table rows by a line feed, cells by a tab.
    `lines` cover the text; `cells` are there for tables. A comment's number counts from 1 in page order; a comment with
    a table in it is several passages of one number. An article's own passages have the post number they belong to
    (several posts on one page: 1, 2, ...). heading: the nearest heading above. published_at: ISO 8601, as precise as
    the page is, with an offset only where the page gives one. cuts: the places in the text where words that the page
    strikes out were left out; no quote runs over one, because it would not be found in the page.
    """

    ordinal: int
    kind: PassageKind
    text: str
    lines: tuple[Line, ...] = ()
    cells: tuple[Cell, ...] = ()
    comment: int | None = None
    post: int = 1
    author: str | None = None
    published_at: str | None = None
    heading: str | None = None
    cuts: tuple[int, ...] = ()

    @property
    def block(self) -> str:
        """The place of a figure as gold/FORMAT.md and `tallysheet extract` name it."""
        return f"comment:{self.comment}" if self.kind == "comment" else self.kind


@dataclass(frozen=True, slots=True)
class Page:
    """What cleaning makes of a payload: no bytes, no markup, no furniture."""

    url: str | None
    title: str | None
    passages: tuple[Passage, ...]
    author: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    language: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number reported for a contest, as an interval with a printed precision.

    page.passages[ordinal].text[start:end] == quote, and the token itself stands at printed_start..printed_end in the
    same text. low..high is what the words allow (nearest reading; OPEN_END above); granularity is the unit of the last
    meaningful digit. base says of what a share is a share when the page says so.
    """

    contest_id: str
    candidate_id: str | None
    measure: Measure
    value: Decimal
    low: Decimal
    high: Decimal
    granularity: Decimal
    printed: str
    unit: Unit
    qualifier: Qualifier
    stance: Stance
    round: int | None
    base: Base | None
    status: Status | None
    ordinal: int
    block: str
    quote: str
    start: int
    end: int
    printed_start: int
    printed_end: int
    rule: str
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A number beside a candidate's name or a counting word that no rule could place; passage text[start:end]."""

    ordinal: int
    block: str
    printed: str
    start: int
    end: int
    reason: str
    contest_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a page gave."""

    figures: tuple[Figure, ...]
    unread: tuple[Unread, ...]


# --- what the checks find --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What a check found. figures: the ids on all sides, the odd ones first.

    severity: 0 agree, 1 the last printed digit, 2 a sentence changes, 3 a decision changes, 4 the winner changes.

    explanation is the first class that fits, `explanations` all of them, in the fixed order of docs/vocabulary.md.
    apart: how far the odd interval is from what the others allow, in the measure's unit (percentage points for shares).
    """

    discrepancy_id: str
    check: str
    contest_id: str
    candidate_id: str | None
    measure: str
    round: int | None
    explanation: str
    explanations: tuple[str, ...]
    certainty: Certainty
    severity: int
    apart: Decimal | None
    figures: tuple[str, ...]
    text: str


Outcome = Literal[
    "collected",
    "unchanged",
    "nothing_found",
    "far_below_usual",
    "dns",
    "refused",
    "tls",
    "timeout",
    "not_found",
    "server_error",
    "blocked",
    "redirect_only",
    "robots",
    "too_large",
    "parse",
    "crashed",
]


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """What one source gave in one run; `detail` says in a sentence where, what was found and what to do."""

    run_id: str
    source_id: str
    outcome: Outcome
    detail: str
    started_at: str
    ended_at: str
    exchanges: int = 0
    captures: int = 0
    revisits: int = 0
    pages: int = 0
    bytes_received: int = 0
    errors: int = 0
