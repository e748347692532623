"""The plots as SVG, without scripts or style attributes: colours come from report.css, so they follow light, dark and
print.

Written out here and not in a template, because a report of ten thousand contests has eighty thousand of them (a
plotting library takes 9 to 25 ms for each, this a tenth of one; docs/decisions.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from reports.plots import LEFT, TIMELINE_WIDTH, WIDTH
from reports.text import one_line

if TYPE_CHECKING:
    from reports.plots import Bar, IntervalPlot, Timeline

_LABEL_X = LEFT - 8


def intervals_svg(plot: IntervalPlot) -> Markup:
    """Bars over one axis with a dashed line where the value stands. `alternative` says the same to those who listen."""
    foot = plot.height - 30
    parts = [_open(WIDTH, plot.height, plot.plot_id, plot.title, plot.alternative)]
    for tick in plot.ticks:
        parts.append(_line("grid", tick.x, 6, tick.x, foot))
        parts.append(f'<text class="tick" x="{tick.x}" y="{plot.height - 14}" text-anchor="middle">{tick.label}</text>')
    parts.extend(_bar(bar) for bar in plot.bars)
    if plot.reference:
        parts.append(_line("reference", plot.reference.x, 2, plot.reference.x, foot))
    return Markup("".join(parts) + "</svg>")  # noqa: S704 # every text in it went through escape()


def timeline_svg(line: Timeline) -> Markup:
    """A row a source, a column a day, a dot for what appeared; the list under it says the same."""
    foot = line.height - 62
    parts = [_open(TIMELINE_WIDTH, line.height, "tl", "Timeline", line.alternative)]
    for row in line.rows:
        parts.append(f'<text x="{_LABEL_X}" y="{row.x + 4}" text-anchor="end">{_text(row.label, 17)}</text>')
        parts.append(_line("grid", LEFT, row.x, TIMELINE_WIDTH - 10, row.x))
    parts.extend(f'<text class="gap" x="{x:.1f}" y="{foot + 12}" text-anchor="middle">⁄⁄</text>' for x in line.gaps)
    if line.declared:
        parts.append(_line("reference", line.declared.x, 2, line.declared.x, foot))
    parts.extend(
        f'<circle class="dot dot-{dot.kind}" cx="{dot.x:.1f}" cy="{dot.y}" r="5">'
        f"<title>{_text(dot.title, 120)}</title></circle>"
        for dot in line.dots
    )
    parts.extend(
        f'<text class="tick" transform="translate({column.x + 4:.1f} {foot + 14}) rotate(-40)" text-anchor="end">'
        f"{_text(column.label, 10)}</text>"
        for column in line.columns
    )
    return Markup("".join(parts) + "</svg>")  # noqa: S704 # every text in it went through escape()


def _open(width: int, height: int, name: str, title: str, alternative: str) -> str:
    return (
        f'<svg class="plot" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{_text(title, 160)}</title><desc id="{name}-d">{_text(alternative, 1500)}</desc>'
    )


def _bar(bar: Bar) -> str:
    right = f'<path d="M{bar.x + bar.width:.1f} {bar.y}l9 8l-9 8z"/>' if bar.is_open_right else ""
    left = f'<path d="M{bar.x} {bar.y}l-9 8l9 8z"/>' if bar.is_open_left else ""
    return (
        f'<g class="bar bar-{bar.kind}">'
        f'<text x="{_LABEL_X}" y="{bar.y + 12}" text-anchor="end">{_text(bar.label, 17)}</text>'
        f'<rect x="{bar.x}" y="{bar.y}" width="{bar.width}" height="16" rx="1.5"/>{right}{left}'
        f'<text class="note" x="{WIDTH - 72}" y="{bar.y + 12}">{_text(bar.note, 16)}</text></g>'
    )


def _line(name: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{name}" x1="{x1:.1f}" y1="{y1}" x2="{x2:.1f}" y2="{y2}"/>'


def _text(text: str, limit: int) -> str:
    line = one_line(text, 2000)
    return str(escape(line if len(line) <= limit else line[: limit - 1] + "\u2026"))
