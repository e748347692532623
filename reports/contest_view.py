"""What one contest page says, worked out from its facts: sentences, sections, tables, plots. No markup in here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reports import plots, words
from reports.follows import follows
from reports.implied import implied_plots
from reports.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reports.facts import Agreed, ContestReport, Finding, Mark, Reported

_MOST_PLOTS = 8
_SHORT_URL = 28
_VERDICT_MARKS: dict[str, Mark] = {
    "holds": "within",
    "cut_off": "cut",
    "other_base": "base",
    "not_checkable": "unchecked",
    "open": "unchecked",
}


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A candidate's line of the result."""

    name: str
    party: str | None
    votes: Agreed | None
    share: Agreed | None
    printed_low: Decimal | None
    printed_high: Decimal | None
    is_first: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """What one origin prints: its first page, and the other places of the same origin that repeat it. of: which cell,
    where that is not the finding's own.
    """

    figure: Reported
    repeats: tuple[Reported, ...]
    of: str = ""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its figures in full, those of one origin together.

    basis_sayings: figures of other cells that it is set against; basis: what follows from them, where we can say it.
    is_conflict: they and the odd figure are the smallest set that cannot all be true.
    """

    finding: Finding
    section: words.Section
    headline: str
    odd: tuple[Reported, ...]
    against: tuple[Reported, ...]
    odd_sayings: tuple[Saying, ...]
    against_sayings: tuple[Saying, ...]
    basis_sayings: tuple[Saying, ...]
    is_conflict: bool
    basis: str | None
    also: tuple[str, ...]
    why: tuple[str, ...]
    apart: str


@dataclass(frozen=True, slots=True)
class Column:
    measure: str
    candidate_id: str | None
    round: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Cell:
    figure: Reported
    mark: Mark
    times: int


@dataclass(frozen=True, slots=True)
class Row:
    """One page, or one comment, in a table of figures."""

    source_id: str
    title: str
    detail: str
    version_id: str
    is_current: bool
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ContestView:
    """Everything templates/contest.html prints."""

    facts: ContestReport
    result: tuple[ResultLine, ...]
    lead: str
    sentence: str
    findings: tuple[FindingView, ...]
    sections: dict[words.Section, tuple[FindingView, ...]]
    dismissed: tuple[FindingView, ...]
    closed: tuple[FindingView, ...]
    changes: tuple[FindingView, ...]
    tables: tuple[Table, ...]
    intervals: tuple[plots.IntervalPlot, ...]
    implied: tuple[plots.IntervalPlot, ...]
    timeline: plots.Timeline | None
    unchecked: tuple[str, ...]


def contest_view(report: ContestReport) -> ContestView:
    """The page's content. Deterministic: order comes from severity, then names, then ids."""
    marks = figure_marks(report)
    found = [_finding_view(report, finding) for finding in report.findings]
    live = [one for one in found if one.finding.state != "closed" and not one.finding.dismissed]
    sections: dict[words.Section, tuple[FindingView, ...]] = {
        section: tuple(one for one in live if one.section == section) for section in words.SECTIONS
    }
    return ContestView(
        facts=report,
        result=_result(report, marks),
        lead=lead_sentence(report, marks),
        sentence=summary_sentence(report, sections),
        findings=tuple(found),
        sections=sections,
        dismissed=tuple(one for one in found if one.finding.dismissed and one.finding.state != "closed"),
        closed=tuple(one for one in found if one.finding.state == "closed"),
        changes=tuple(one for one in found if one.finding.state != "open" and not one.finding.dismissed),
        tables=_tables(report, marks),
        intervals=_interval_plots(report, marks),
        implied=implied_plots(report),
        timeline=_timeline(report),
        unchecked=_unchecked(report),
    )


def subject(report: ContestReport, candidate_id: str | None) -> str | None:
    """A candidate's name; an id that the contest does not know stands for itself."""
    if candidate_id is None:
        return None
    return next((o.name for o in report.contest.options if o.candidate_id == candidate_id), candidate_id)


def _short(name: str | None) -> str:
    return one_line(name or "", 80)


def cell_title(report: ContestReport, measure: str, candidate_id: str | None, round_number: int | None) -> str:
    """ "Len McCluskey: votes", "turnout", "Jo Grady: votes, round 2"."""
    name = _short(subject(report, candidate_id))
    title = f"{name}: {words.measure(measure)}" if name else words.measure(measure)
    return title if round_number is None else f"{title}, round {round_number}"


def figure_marks(report: ContestReport) -> dict[str, Mark]:
    """figure_id -> the mark it gets in the tables. A finding outranks a verdict, a verdict the bare comparison."""
    marks: dict[str, Mark] = {}
    for finding in sorted(report.findings, key=lambda one: one.severity):
        if finding.state == "closed" or finding.dismissed:
            continue
        for figure_id in finding.odd:
            marks[figure_id] = _finding_mark(finding)
    agreed = {(a.measure, a.candidate_id, a.round): a for a in report.agreed}
    for figure in report.figures:
        if not figure.is_current:
            marks[figure.figure_id] = "superseded"
        elif figure.figure_id not in marks:
            marks[figure.figure_id] = _plain_mark(
                figure,
                agreed.get((figure.measure, figure.candidate_id, figure.round))
                or agreed.get((figure.measure, figure.candidate_id, None)),
            )
    return marks


def summary_sentence(report: ContestReport, sections: dict[words.Section, tuple[FindingView, ...]]) -> str:
    """ "21 pages from 11 independent origins: 3 figures cannot be right as printed, 5 only look different and of 2 we
    cannot tell.".
    """
    pages = {figure.page_id for figure in report.figures}
    if not pages:
        return "No page collected so far reports a figure for this contest."
    origins = {figure.origin or figure.source_id for figure in report.figures}
    head = f"{words.count(len(pages), 'page')} from {words.count(len(origins), 'independent origin')}"
    wrong, looks, unclear = (len(sections[name]) for name in ("cannot_be_right", "only_looks_different", "cannot_tell"))
    parts = []
    if wrong:
        parts.append(f"{words.count(wrong, 'figure')} cannot be right as printed")
    if looks:
        figures = words.number(looks) if parts else words.count(looks, "figure")
        parts.append(f"{figures} only {'looks' if looks == 1 else 'look'} different")
    if unclear:
        parts.append(f"of {words.number(unclear) if parts else words.count(unclear, 'figure')} we cannot tell")
    return f"{head}: {_join(parts)}." if parts else f"{head}; no figure contradicts another."


def lead_sentence(report: ContestReport, marks: dict[str, Mark]) -> str:
    """The result in one line, with its range and backing, or that there is none."""
    ranked = _ranked(report)
    if not ranked:
        return "No vote count is established."
    first = ranked[0]
    text = f"{_short(subject(report, first.candidate_id))}: {words.number(first.value)} votes"
    share = next((a for a in report.agreed if a.measure == "vote_share" and a.candidate_id == first.candidate_id), None)
    if share is not None and share.value is not None:
        text += f" ({words.amount(share.value, 'vote_share')})"
    low, high = printed_range(report, first, marks)
    if low != high:
        text += f"; printed as {words.number(low)} to {words.number(high)}"
    if first.backing:
        text += f", backed by {words.count(first.backing, 'independent origin')}"
    return f"{text}."


def printed_range(
    report: ContestReport, agreed: Agreed, marks: dict[str, Mark]
) -> tuple[Decimal | None, Decimal | None]:
    """Least and greatest value among the figures that the value explains: rounded and cut off ones, not mistaken
    ones.
    """
    explained = {"same", "within", "cut"}
    values = [
        figure.value
        for figure in report.figures
        if (figure.measure, figure.candidate_id) == (agreed.measure, agreed.candidate_id)
        and figure.round in {agreed.round, None}
        and marks[figure.figure_id] in explained
    ]
    return (min(values), max(values)) if values else (None, None)


def _ranked(report: ContestReport) -> list[Agreed]:
    """Votes of the last round that has any, most first."""
    votes = [a for a in report.agreed if a.measure == "votes" and a.value is not None and a.candidate_id]
    last = max((a.round or 0 for a in votes), default=0)
    return sorted((a for a in votes if (a.round or 0) == last), key=lambda a: (-(a.value or 0), a.candidate_id or ""))


def _result(report: ContestReport, marks: dict[str, Mark]) -> tuple[ResultLine, ...]:
    votes = {a.candidate_id: a for a in reversed(_ranked(report))}
    shares = {a.candidate_id: a for a in report.agreed if a.measure == "vote_share"}
    order = [a.candidate_id for a in _ranked(report)]
    place = {candidate_id: number for number, candidate_id in enumerate(order)}
    options = sorted(report.contest.options, key=lambda o: (place.get(o.candidate_id, len(place)), o.name))
    elected = set(order[: report.contest.number_elected])
    lines = []
    for option in options:
        own, share = votes.get(option.candidate_id), shares.get(option.candidate_id)
        if own or share:
            low, high = printed_range(report, own, marks) if own else (None, None)
            is_first = option.candidate_id in elected
            lines.append(ResultLine(option.name, option.party, own, share, low, high, is_first))
    return tuple(lines)


def _finding_view(report: ContestReport, finding: Finding) -> FindingView:
    by_id = report.figure_by_id
    odd = tuple(by_id[one] for one in finding.odd if one in by_id)
    against = tuple(by_id[one] for one in finding.against if one in by_id)
    printed = list(dict.fromkeys(_token(figure) for figure in odd))
    tokens = " and ".join(printed[:3]) if printed else "A figure"
    own = [figure for figure in against if _is_of(finding, figure)]
    basis = [figure for figure in against if not _is_of(finding, figure)]
    conflict = [figure for figure in basis if figure.figure_id in finding.conflict]
    cell = (finding.measure, finding.candidate_id, finding.round)
    return FindingView(
        finding=finding,
        section=words.section_of(finding.explanation, finding.certainty),
        headline=f"{tokens} \u2013 {cell_title(report, *cell)}",
        odd=odd,
        against=against,
        odd_sayings=_sayings(finding, odd),
        against_sayings=_sayings(finding, own),
        basis_sayings=_basis(report, finding, conflict or basis),
        is_conflict=bool(conflict),
        basis=follows(report, cell) if basis and odd else None,
        also=_also(finding),
        why=_why(finding),
        apart=_apart(finding, (*odd, *against)),
    )


def _token(figure: Reported) -> str:
    """As it claims to be taken: "more than 5,000"."""
    return f"{words.QUALIFIERS.get(figure.qualifier, '')} {figure.printed}".strip()


def _is_of(finding: Finding, figure: Reported) -> bool:
    return (figure.measure, figure.candidate_id) == (finding.measure, finding.candidate_id)


def _also(finding: Finding) -> tuple[str, ...]:
    """The other readings of the figure. That nothing fits is none; nor is the occasion on which it was said."""
    left_out = {finding.explanation, "unexplained", "loose_talk"}
    others = (r.explanation for r in finding.reasons if r.explanation not in left_out)
    return tuple(dict.fromkeys(words.explanation(name).title for name in others))


def _apart(finding: Finding, figures: Iterable[Reported]) -> str:
    """How far apart the nearest readings are; between figures that are exact, that is the difference."""
    if not finding.apart:
        return ""
    if finding.apart < Decimal("0.005"):
        return f"They are less than {words.difference(Decimal('0.01'), finding.measure)} apart, rounding allowed for."
    said = words.difference(finding.apart, finding.measure)
    if all(figure.low == figure.high for figure in figures):
        return f"The difference is {said}."
    return f"They are at least {said} apart, rounding allowed for."


def _why(finding: Finding) -> tuple[str, ...]:
    """The arithmetic, where the sentence does not already give it; there is none where nothing explains the figure."""
    if words.explanation(finding.explanation).section == "cannot_tell":
        return ()
    own = (r.why for r in finding.reasons if r.why and r.explanation == finding.explanation)
    return tuple(dict.fromkeys(why for why in own if why not in finding.text))


def _sayings(finding: Finding, figures: Iterable[Reported]) -> tuple[Saying, ...]:
    """Origins, the nearest to the point first: figures of the same cell, then of the same candidate; the more exact
    before the rounder; what pages say now before what they said; then as they came out.
    """

    def place(figure: Reported) -> tuple[bool, bool, bool, Decimal, str, str, str]:
        return (
            figure.candidate_id != finding.candidate_id,
            figure.measure != finding.measure,
            not figure.is_current,
            figure.high - figure.low,
            figure.said_at or figure.seen_from or "9999",
            figure.source_id,
            figure.figure_id,
        )

    origins: dict[str, list[Reported]] = {}
    for figure in sorted(figures, key=place):
        origins.setdefault(figure.origin or figure.source_id, []).append(figure)
    return tuple(Saying(same[0], _places(same)) for same in origins.values())


def _basis(report: ContestReport, finding: Finding, figures: Iterable[Reported]) -> tuple[Saying, ...]:
    """Figures of other cells, said which: one of each cell first, the candidate's own and the totals before other
    candidates'.
    """
    cells: dict[tuple[int, str, str], list[Reported]] = {}
    for figure in figures:
        rank = 1 if figure.candidate_id is None else 2 * (figure.candidate_id != finding.candidate_id)
        cells.setdefault((rank, figure.measure, figure.candidate_id or ""), []).append(figure)
    found: list[tuple[bool, int, Saying]] = []
    for (rank, measure, candidate_id), same in sorted(cells.items(), key=lambda one: one[0]):
        of = cell_title(report, measure, candidate_id or None, finding.round)
        sayings = enumerate(_sayings(finding, same))
        found.extend((number > 0, rank, Saying(one.figure, one.repeats, of)) for number, one in sayings)
    return tuple(saying for _, _, saying in sorted(found, key=lambda one: one[:2]))


def _places(same: list[Reported]) -> tuple[Reported, ...]:
    """The other pages and comments of an origin, each once."""
    places = {
        (figure.page_id, figure.block.startswith("comment") and figure.block): figure for figure in reversed(same)
    }
    first = (same[0].page_id, same[0].block.startswith("comment") and same[0].block)
    return tuple(figure for place, figure in reversed(places.items()) if place != first)


def _finding_mark(finding: Finding) -> Mark:
    if finding.explanation == "cut_off":
        return "cut"
    if finding.explanation == "base":
        return "base"
    section = words.section_of(finding.explanation, finding.certainty)
    by_section: dict[words.Section, Mark] = {
        "cannot_be_right": "fails",
        "only_looks_different": "differs",
        "cannot_tell": "unclear",
    }
    return by_section[section]


def _plain_mark(figure: Reported, agreed: Agreed | None) -> Mark:
    if agreed is not None and agreed.value is not None:
        if figure.value == agreed.value:
            return "same"
        if figure.low <= agreed.value <= figure.high:
            return "within"
    return _VERDICT_MARKS.get(figure.verdict or "", "unchecked")


def _tables(report: ContestReport, marks: dict[str, Mark]) -> tuple[Table, ...]:
    tables = []
    for title, measures in words.MEASURE_GROUPS:
        figures = [figure for figure in report.figures if figure.measure in measures]
        if figures:
            tables.append(_table(report, title, measures, figures, marks))
    return tuple(tables)


def _table(
    report: ContestReport, title: str, measures: tuple[str, ...], figures: list[Reported], marks: dict[str, Mark]
) -> Table:
    order = {option.candidate_id: number for number, option in enumerate(report.contest.options)}
    keys = sorted(
        {(f.measure, f.candidate_id, f.round) for f in figures},
        key=lambda k: (measures.index(k[0]), k[2] or 0, order.get(k[1] or "", -1), k[1] or ""),
    )
    columns = tuple(Column(*key, _column_title(report, title, *key)) for key in keys)
    lines: dict[tuple[str, str, str], dict[tuple[str, str | None, int | None], list[Reported]]] = {}
    for figure in _page_order(figures):
        speaker = figure.block if figure.block.startswith("comment") else "page"
        cells = lines.setdefault((figure.source_id, figure.version_id, speaker), {})
        cells.setdefault((figure.measure, figure.candidate_id, figure.round), []).append(figure)
    names = {speaker.source_id: speaker.title for speaker in report.speakers}
    pages: dict[str, set[str]] = {}
    for figure in figures:
        pages.setdefault(figure.source_id, set()).add(figure.page_id)
    rows = tuple(
        Row(
            source_id=source_id,
            title=names.get(source_id, source_id),
            detail=_detail(speaker, next(iter(cells.values()))[0], shared=len(pages[source_id]) > 1),
            version_id=version_id,
            is_current=next(iter(cells.values()))[0].is_current,
            cells=tuple(_cells(cells.get(key, []), marks) for key in keys),
        )
        for (source_id, version_id, speaker), cells in lines.items()
    )
    return Table(title, columns, rows)


def _column_title(
    report: ContestReport, group: str, measure: str, candidate_id: str | None, round_number: int | None
) -> str:
    if group in {"Votes", "Nominations"} or (measure == "vote_share" and candidate_id):
        title = _short(subject(report, candidate_id)) or words.measure(measure)
        return title if round_number is None else f"{title}, round {round_number}"
    return cell_title(report, measure, candidate_id, round_number)


def _page_order(figures: Iterable[Reported]) -> list[Reported]:
    """Origins by first appearance, their pages after each other, a page's current version before its earlier ones."""
    first: dict[str, str] = {}
    for figure in figures:
        origin = figure.origin or figure.source_id
        at = figure.said_at or figure.seen_from or "9999"
        first[origin] = min(first.get(origin, "9999"), at)

    def place(figure: Reported) -> tuple[object, ...]:
        origin = figure.origin or figure.source_id
        return (
            first[origin],
            origin,
            figure.source_id,
            figure.page_id,
            not figure.is_current,
            figure.seen_from or "",
            figure.version_id,
            _comment_number(figure.block),
            figure.figure_id,
        )

    return sorted(figures, key=place)


def _comment_number(block: str) -> int:
    number = block.partition(":")[2]
    return int(number) if number.isdigit() else 0


def _detail(speaker: str, figure: Reported, *, shared: bool) -> str:
    """When and where: "26 August 2021, comment 1", with the end of the address where a source has several pages."""
    parts = [words.when(figure.said_at[:10]) if figure.said_at else f"seen {words.when((figure.seen_from or '')[:10])}"]
    if speaker != "page":
        parts.append(f"comment {_comment_number(figure.block)}")
    if not figure.is_current:
        parts.append("earlier version")
    if shared:
        parts.append(_end_of(figure.url))
    return one_line(", ".join(parts), 90)


def _end_of(url: str) -> str:
    """What tells pages of one site apart: the last steps of a long address, whole where they fit."""
    url = url.partition("://")[2] or url
    if len(url) <= _SHORT_URL:
        return url
    end = url.rstrip("/")[-_SHORT_URL:]
    _, slash, steps = end.partition("/")
    return "\u2026" + (f"/{steps}" if slash and steps else end)


def _cells(figures: list[Reported], marks: dict[str, Mark]) -> tuple[Cell, ...]:
    """Distinct printed tokens of one cell, with how often each stands there."""
    seen: dict[tuple[str, str], list[Reported]] = {}
    for figure in figures:
        seen.setdefault((figure.printed, figure.qualifier), []).append(figure)
    return tuple(Cell(same[0], marks[same[0].figure_id], len(same)) for same in seen.values())


def _interval_plots(report: ContestReport, marks: dict[str, Mark]) -> tuple[plots.IntervalPlot, ...]:
    """One for each cell with at least two different current figures, those in a finding first."""
    cells: dict[tuple[str, str | None, int | None], list[Reported]] = {}
    for figure in report.figures:
        if figure.is_current:
            cells.setdefault((figure.measure, figure.candidate_id, figure.round), []).append(figure)
    odd = {(f.measure, f.candidate_id, f.round) for f in report.findings if f.state != "closed"}
    order = [key for key in cells if len({(f.low, f.high) for f in cells[key]}) > 1]
    order.sort(key=lambda key: (key not in odd, list(words.MEASURES).index(key[0]), key[2] or 0, key[1] or ""))
    agreed = {(a.measure, a.candidate_id, a.round): a.value for a in report.agreed}
    return tuple(
        _cell_plot(report, number, key, cells[key], agreed.get(key), marks)
        for number, key in enumerate(order[:_MOST_PLOTS])
    )


def _cell_plot(
    report: ContestReport,
    number: int,
    key: tuple[str, str | None, int | None],
    figures: list[Reported],
    reference: Decimal | None,
    marks: dict[str, Mark],
) -> plots.IntervalPlot:
    groups: dict[tuple[Decimal, Decimal, str], list[Reported]] = {}
    for figure in figures:
        groups.setdefault((figure.low, figure.high, _token(figure)), []).append(figure)
    spans = [
        plots.Span(
            label=token,
            note=words.count(len({f.origin or f.source_id for f in same}), "origin"),
            low=low,
            high=high,
            kind=marks[same[0].figure_id],
        )
        for (low, high, token), same in sorted(
            groups.items(), key=lambda group: (group[0][0], group[0][1], group[0][2])
        )
    ]
    title = cell_title(report, *key)
    said = "; ".join(f"{span.label}, {span.note}" for span in spans[: plots.MOST_ROWS])
    line = f" The line stands at {words.amount(reference, key[0])}." if reference is not None else ""
    return plots.interval_plot(f"p{number}", title, spans, reference, key[0], f"Printed: {said}.{line}")


def _timeline(report: ContestReport) -> plots.Timeline | None:
    names = [(speaker.source_id, speaker.title) for speaker in report.speakers]
    title_of = dict(names)
    kinds = {"published": "published", "seen": "first seen", "edited": "edited", "gone": "gone"}
    return plots.timeline(
        (
            (m.at, m.kind, m.source_id, f"{title_of.get(m.source_id, m.source_id)}, {kinds[m.kind]} {m.at[:10]}")
            for m in report.moments
        ),
        report.contest.declared,
        names,
    )


def _unchecked(report: ContestReport) -> tuple[str, ...]:
    """What no page prints, and what it would settle."""
    printed = {figure.measure for figure in report.figures if figure.is_current}
    missing = []
    if "turnout" in printed and not printed & {"ballots_issued", "electorate"}:
        missing.append(
            "The number of papers sent out, or of people entitled to vote, is printed nowhere: it would settle "
            "the turnout."
        )
    if "vote_share" in printed and "votes" not in printed:
        missing.append("No page prints votes: they would settle the shares.")
    if {"votes", "ballots_cast"} <= printed and "ballots_rejected" not in printed:
        missing.append(
            "The number of rejected papers is printed nowhere: it would settle whether shares are of valid votes or "
            "of all papers."
        )
    if "membership" in printed and not printed & {"ballots_issued", "electorate"}:
        missing.append("A membership is printed, but not how many members were entitled to vote.")
    return tuple(missing)


def _join(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
