"""A contest as one picture for sharing: the result, how many figures disagree, and the plot that shows most.

Drawn as SVG here and turned into PNG by resvg (the extra `png`), which needs a font of the computer's. 1200 x 630 is
the size that the networks ask for in og:image.
"""

from __future__ import annotations

import importlib.util
import sys
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from reports.paths import file_name
from reports.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reports.contest_view import ContestView
    from reports.plots import Bar, IntervalPlot

WIDTH, HEIGHT = 1200, 630
MOST_BARS = 7
_PAPER, _INK, _SOFT = "#fdfcf9", "#1b1a18", "#5c5850"
_COLOURS = {"same": "#2d6a4f", "within": "#2d6a4f", "fails": "#a3141e", "unchecked": "#5c5850", "superseded": "#5c5850"}
_COLOURS |= dict.fromkeys(("cut", "base", "differs"), "#7a5200")
_OTHER = "#3f4d63"


@dataclass(frozen=True, slots=True)
class Pictures:
    """That pictures are wanted. site: the address at which the report will stand, "https://example.org/report/"; the
    networks take only whole addresses for a picture.
    """

    site: str = ""

    def address(self, contest_id: str) -> str:
        return f"{self.site.rstrip('/')}/{path(contest_id)}" if self.site else f"../{path(contest_id)}"


def path(contest_id: str) -> str:
    return f"pictures/{file_name(contest_id)}.png"


def missing() -> str | None:
    """What has to be got before a picture can be made; None where all is there."""
    if importlib.util.find_spec("resvg_py") is None:
        return (
            f"Pictures need resvg: found no resvg_py among the packages of {sys.executable}, expected it there. "
            f"Install it with `{sys.executable} -m pip install 'resvg-py>=0.5'`, or leave --png away."
        )
    frame = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{}</svg>'
    if to_png(frame.format("")) == to_png(frame.format('<text y="30" font-family="serif">x</text>')):
        return (
            "Pictures need a font: found none on this computer that has Latin letters, expected one such as DejaVu. "
            "Install one (Debian: apt-get install fonts-dejavu-core), or leave --png away."
        )
    return None


def to_png(svg: str) -> bytes:
    """The picture's pixels. The same SVG gives the same bytes where the same fonts are installed."""
    import resvg_py  # noqa: PLC0415 # an extra

    return resvg_py.svg_to_bytes(svg_string=svg)


def write_picture(out: Path, view: ContestView) -> None:
    """Writes out/pictures/<contest>.png, whole or not at all."""
    place = out / path(view.facts.contest.contest_id)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{place.name}.new")
    draft.write_bytes(to_png(picture_svg(view)))
    draft.replace(place)


def picture_svg(view: ContestView) -> str:
    """The picture, with every text in it escaped."""
    return "".join(_parts(view))


def _parts(view: ContestView) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/><rect width="14" height="{HEIGHT}" fill="{_INK}"/>'
    )
    y = 84
    for line in _lines(view.facts.contest.title, 38, 2):
        yield _text(64, y, 48, line, weight=700)
        y += 56
    for line in _lines(view.lead, 68, 2):
        yield _text(64, y, 29, line)
        y += 38
    y += 8
    for line in _lines(view.sentence, 82, 3):
        yield _text(64, y, 24, line, colour=_SOFT)
        y += 32
    if view.intervals:
        yield from _plot(view.intervals[0], y + 22)
    yield _text(64, HEIGHT - 28, 20, "Tallysheet", weight=700)
    yield _text(WIDTH - 48, HEIGHT - 28, 20, "every figure leads to its archived page", colour=_SOFT, anchor="end")
    yield "</svg>"


def _plot(plot: IntervalPlot, top: float) -> Iterator[str]:
    """The plot of the contest page, as large as the room below `top` allows; its last bars are left away first."""
    bars = plot.bars[:MOST_BARS]
    room = HEIGHT - 74 - (top + 22)
    scale = min(2.2, room / (24 * len(bars) + 14))
    left = 64
    yield _text(left, top + 4, 24, plot.title, weight=700)
    if plot.reference:
        yield _text(WIDTH - 48, top + 4, 22, f"dashed: {plot.reference.label}", colour=_SOFT, anchor="end")
    yield f'<g transform="translate({left} {top + 18})">'
    stretch = (WIDTH - 48 - left) / 480
    for bar in bars:
        yield from _bar(bar, scale, stretch)
    if plot.reference:
        x, foot = plot.reference.x * stretch, bars[-1].y * scale + 20 * scale
        yield f'<path d="M{x:.1f} 0V{foot:.1f}" stroke="{_INK}" stroke-width="2.5" stroke-dasharray="8 6"/>'
    yield "</g>"


def _bar(bar: Bar, scale: float, stretch: float) -> Iterator[str]:
    y, height = bar.y * scale, 16 * scale
    x, end = bar.x * stretch, (bar.x + bar.width) * stretch
    size = min(22.0, height)
    yield _text(118 * stretch, y + height / 2 + size * 0.36, size, bar.label, anchor="end")
    yield f'<g fill="{_COLOURS.get(bar.kind, _OTHER)}">'
    yield f'<rect x="{x:.1f}" y="{y:.1f}" width="{end - x:.1f}" height="{height:.1f}" rx="2"/>'
    for is_open, tip, base in ((bar.is_open_left, x - height * 0.6, x), (bar.is_open_right, end + height * 0.6, end)):
        if is_open:
            yield f'<path d="M{base:.1f} {y:.1f}L{tip:.1f} {y + height / 2:.1f}L{base:.1f} {y + height:.1f}z"/>'
    yield "</g>"
    yield _text(410 * stretch, y + height / 2 + size * 0.36, size * 0.9, bar.note, colour=_SOFT)


def _text(
    x: float, y: float, size: float, said: str, *, weight: int = 400, colour: str = _INK, anchor: str = ""
) -> str:
    place = f' text-anchor="{anchor}"' if anchor else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="serif" font-size="{size:.1f}" font-weight="{weight}" '
        f'fill="{colour}"{place}>{escape(one_line(said, 200))}</text>'
    )


def _lines(said: str, width: int, most: int) -> list[str]:
    """Short enough for the widest of the usual fonts, DejaVu Serif."""
    return textwrap.wrap(one_line(said, 600), width, max_lines=most, placeholder=" \u2026")
