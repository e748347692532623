"""The totals that a page's own votes and shares imply: where they share no number, the page cannot be right as
printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import plots, words

if TYPE_CHECKING:
    from reports.facts import ContestReport, Reported

_MOST_PAGES = 4


def implied_plots(report: ContestReport) -> tuple[plots.IntervalPlot, ...]:
    """One plot for each page that prints votes and share of two candidates or more; impossible pages first."""
    found = []
    for version_id, figures in _pages(report).items():
        spans = _spans(report, figures)
        if len(spans) >= 2:
            low, high = max(s.low for s in spans), min(s.high for s in spans)
            found.append((low <= high, figures[0].source_id, version_id, spans))
    found.sort(key=lambda page: page[:3])
    names = {speaker.source_id: speaker.title for speaker in report.speakers}
    return tuple(
        _plot(number, names.get(source_id, source_id), spans, is_possible)
        for number, (is_possible, source_id, _, spans) in enumerate(found[:_MOST_PAGES])
    )


def _pages(report: ContestReport) -> dict[str, list[Reported]]:
    pages: dict[str, list[Reported]] = {}
    for figure in report.figures:
        is_share = figure.measure == "vote_share" and figure.base in {None, "valid_votes"}
        is_of_page = figure.is_current and not figure.block.startswith("comment")
        if is_of_page and figure.candidate_id and (is_share or figure.measure == "votes"):
            pages.setdefault(figure.version_id, []).append(figure)
    return pages


def _spans(report: ContestReport, figures: list[Reported]) -> list[plots.Span]:
    """low..high of 100 x votes / share, for each candidate and round that the page gives once each way."""
    names = {option.candidate_id: option.name for option in report.contest.options}
    spans = []
    for candidate_id, round_number in sorted({(f.candidate_id or "", f.round or 0) for f in figures}):
        mine = [f for f in figures if (f.candidate_id, f.round or 0) == (candidate_id, round_number)]
        votes = {(f.low, f.high) for f in mine if f.measure == "votes"}
        shares = {(f.low, f.high) for f in mine if f.measure == "vote_share"}
        if len(votes) == 1 and len(shares) == 1:
            (votes_low, votes_high), (share_low, share_high) = votes.pop(), shares.pop()
            if share_low > 0 and votes_high < plots.OPEN:
                low, high = votes_low / share_high * 100, votes_high / share_low * 100
                spans.append(plots.Span(names.get(candidate_id, candidate_id), "", low, high, "implied"))
    return spans


def _plot(number: int, title: str, spans: list[plots.Span], is_possible: bool) -> plots.IntervalPlot:
    low, high = max(s.low for s in spans), min(s.high for s in spans)
    said = "; ".join(f"{s.label} {words.number(round(s.low))} to {words.number(round(s.high))}" for s in spans)
    verdict = (
        f"All allow a total of {words.number(round(low))} to {words.number(round(high))}."
        if is_possible
        else "No total fits all of them: votes and shares of this page cannot all be right as printed."
    )
    return plots.interval_plot(
        f"t{number}", title, spans, (low + high) / 2 if is_possible else None, "valid_votes", f"{verdict} {said}."
    )
