"""The index: every contest in a line, worst first, and what is new since the last run. Also the one-line summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reports.contest_view import ContestView
    from reports.facts import Run


@dataclass(frozen=True, slots=True)
class News:
    """A finding that the latest run opened, closed or explained anew."""

    state: str
    contest_id: str
    contest_title: str
    discrepancy_id: str
    headline: str
    severity: int


@dataclass(frozen=True, slots=True)
class ContestLine:
    """A contest on the index. worst: the greatest severity among what is not settled, -1 where there is nothing."""

    contest_id: str
    title: str
    organisation: str | None
    date: str | None
    lead: str
    pages: int
    figures: int
    cannot_be_right: int
    only_looks_different: int
    cannot_tell: int
    worst: int
    names: tuple[str, ...]
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole report in numbers."""

    run: Run | None
    lines: tuple[ContestLine, ...]
    news: tuple[News, ...]
    pages: int
    figures: int
    cannot_be_right: int
    only_looks_different: int
    cannot_tell: int

    @property
    def summary(self) -> str:
        """For a notification: "4 contests, 212 figures: 3 cannot be right as printed, 14 only look different, of 5 we
        cannot tell; 2 new.".
        """
        new = sum(one.state == "opened" for one in self.news)
        closed = sum(one.state == "closed" for one in self.news)
        return (
            f"{words.count(len(self.lines), 'contest')}, {words.count(self.figures, 'figure')}: "
            f"{self.cannot_be_right:,} cannot be right as printed, {self.only_looks_different:,} only look different, "
            f"of {self.cannot_tell:,} we cannot tell; {new:,} new, {closed:,} closed."
        )


def contest_line(view: ContestView, latest_run: str | None) -> ContestLine:
    contest = view.facts.contest
    counted = {section: len(found) for section, found in view.sections.items()}
    open_ones = [one for found in view.sections.values() for one in found]
    return ContestLine(
        contest_id=contest.contest_id,
        title=contest.title,
        organisation=contest.organisation,
        date=contest.date,
        lead=view.lead,
        pages=len({figure.page_id for figure in view.facts.figures}),
        figures=sum(figure.is_current for figure in view.facts.figures),
        cannot_be_right=counted["cannot_be_right"],
        only_looks_different=counted["only_looks_different"],
        cannot_tell=counted["cannot_tell"],
        worst=max((_weight(one.section, one.finding.severity) for one in open_ones), default=-1),
        names=tuple(option.name for option in contest.options),
        news=tuple(
            News(
                one.finding.state,
                contest.contest_id,
                contest.title,
                one.finding.discrepancy_id,
                one.headline,
                one.finding.severity,
            )
            for one in view.changes
            if one.finding.state != "closed" or one.finding.closed_run == latest_run
        ),
    )


def _weight(section: words.Section, severity: int) -> int:
    """Severity counts only where a figure may be mistaken: another base is no scandal, however far apart."""
    return 0 if section == "only_looks_different" else severity


def overview(run: Run | None, lines: Iterable[ContestLine]) -> Overview:
    """The lines in order: worst first, then most findings, then by id."""
    ordered = tuple(
        sorted(
            lines,
            key=lambda one: (
                -one.worst,
                -one.cannot_be_right,
                -one.cannot_tell,
                -one.only_looks_different,
                one.contest_id,
            ),
        )
    )
    news = sorted(
        (one for line in ordered for one in line.news),
        key=lambda one: (-one.severity, one.contest_id, one.discrepancy_id),
    )
    return Overview(
        run=run,
        lines=ordered,
        news=tuple(news),
        pages=sum(line.pages for line in ordered),
        figures=sum(line.figures for line in ordered),
        cannot_be_right=sum(line.cannot_be_right for line in ordered),
        only_looks_different=sum(line.only_looks_different for line in ordered),
        cannot_tell=sum(line.cannot_tell for line in ordered),
    )
