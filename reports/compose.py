"""One contest: its page, and what the other shapes and the index need of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from reports import as_csv, as_json
from reports.overview import ContestLine, News, contest_line
from reports.records import records
from reports.render import render

if TYPE_CHECKING:
    from reports.contest_view import ContestView
    from reports.pictures import Pictures


@dataclass(frozen=True, slots=True)
class Heard:
    """What one source said in one contest."""

    source_id: str
    figures: int
    out_of_line: int
    cannot_be_right: int


@dataclass(frozen=True, slots=True)
class Composed:
    """A contest as all shapes but its own page need it. Goes into the state file and comes back from it.

    findings: its records as JSON texts; table: the same as lines of CSV. Texts, because forty thousand records as
    dicts take ten times the memory.
    """

    contest_id: str
    line: ContestLine
    findings: tuple[str, ...]
    table: tuple[str, ...]
    heard: tuple[Heard, ...]

    def as_row(self) -> dict[str, Any]:
        return {
            "contest_id": self.contest_id,
            "line": _shallow(self.line) | {"news": [_shallow(one) for one in self.line.news]},
            "findings": self.findings,
            "table": self.table,
            "heard": [_shallow(one) for one in self.heard],
        }

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Composed:
        line = row["line"]
        news = tuple(News(**one) for one in line["news"])
        return cls(
            contest_id=row["contest_id"],
            line=ContestLine(**(line | {"names": tuple(line["names"]), "news": news})),
            findings=tuple(row["findings"]),
            table=tuple(row["table"]),
            heard=tuple(Heard(**one) for one in row["heard"]),
        )


def _shallow(noun: Any) -> dict[str, Any]:
    """What asdict gives, without its copies of everything within."""
    return {field.name: getattr(noun, field.name) for field in fields(noun)}


def compose(view: ContestView, latest_run: str | None, pictures: Pictures | None = None) -> tuple[str, Composed]:
    """The HTML of the page, and the rest. pictures: says where the page's own one will be, if there is to be one."""
    report = view.facts
    names = {speaker.source_id: speaker.title for speaker in report.speakers}
    picture = pictures.address(report.contest.contest_id) if pictures else None
    html = render("contest.html", view=view, names=names, picture=picture, root="../")
    found = records(view, latest_run)
    composed = Composed(
        contest_id=report.contest.contest_id,
        line=contest_line(view, latest_run),
        findings=tuple(as_json.dumps(record) for record in found),
        table=tuple(as_csv.line(record) for record in found),
        heard=_heard(view),
    )
    return html, composed


def _heard(view: ContestView) -> tuple[Heard, ...]:
    """Out of line: the figures that any open finding calls odd, harmless ones too."""
    odd = {f.figure_id for found in view.sections.values() for one in found for f in one.odd}
    wrong = {f.figure_id for one in view.sections["cannot_be_right"] for f in one.odd if one.against}
    counts: dict[str, list[int]] = {}
    for figure in view.facts.figures:
        if figure.is_current:
            own = counts.setdefault(figure.source_id, [0, 0, 0])
            own[0] += 1
            own[1] += figure.figure_id in odd
            own[2] += figure.figure_id in wrong
    return tuple(Heard(source_id, *own) for source_id, own in sorted(counts.items()))
