"""Where everything stands in the plots: pixels from figures. The drawing itself is svg.py.

Three plots (research says these and no others): intervals of one cell, the totals that one page's votes and shares
imply, and the timeline. Units are those of the viewBox; the page scales it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import floor, log10
from typing import TYPE_CHECKING

from reports import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH = 480
TIMELINE_WIDTH = 720
LEFT = 130
RIGHT = 84
ROW = 24
TOP = 10
MOST_ROWS = 14
OPEN = Decimal(10) ** 16
"""At and beyond this an interval counts as open above (the nouns close it at 10 ** 17)."""


@dataclass(frozen=True, slots=True)
class Span:
    """What one bar stands for: a printed figure or an implied total."""

    label: str
    note: str
    low: Decimal
    high: Decimal
    kind: str


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float
    y: float
    label: str
    note: str
    kind: str
    is_open_left: bool
    is_open_right: bool


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class IntervalPlot:
    plot_id: str
    title: str
    alternative: str
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    reference: Tick | None
    left_out: int


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Timeline:
    alternative: str
    height: int
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    gaps: tuple[float, ...]
    dots: tuple[Dot, ...]
    declared: Tick | None
    left_out: int


def interval_plot(
    plot_id: str, title: str, spans: Sequence[Span], reference: Decimal | None, measure: str, alternative: str
) -> IntervalPlot:
    """Bars over one axis, in the order given; a bar is as wide as the figure's precision, never under three units."""
    shown = spans[:MOST_ROWS]
    low, high = _extent(shown, reference)
    scale = _Scale(low, high)
    bars = tuple(_bar(span, number, scale) for number, span in enumerate(shown))
    mark = Tick(scale.x(reference), words.amount(reference, measure)) if reference is not None else None
    return IntervalPlot(
        plot_id=plot_id,
        title=title,
        alternative=alternative,
        height=TOP + ROW * len(shown) + 34,
        bars=bars,
        ticks=tuple(Tick(scale.x(at), words.amount(at, measure)) for at in _ticks(low, high)),
        reference=mark,
        left_out=len(spans) - len(shown),
    )


def timeline(
    events: Iterable[tuple[str, str, str, str]], declared: str | None, names: Sequence[tuple[str, str]]
) -> Timeline | None:
    """Dots for (date, kind, source_id, title); one column a day on which something happened, gaps over a month marked.

    Days are ranks, not distances: pages of one contest appear within hours, and again eight years later.
    """
    known = [event for event in events if _day(event[0])]
    if not known:
        return None
    days = sorted({event[0][:10] for event in known} | ({declared} if declared and _day(declared) else set()))[:20]
    at = {day: LEFT + (TIMELINE_WIDTH - LEFT - 30) * (number + 0.5) / len(days) for number, day in enumerate(days)}
    used = {event[2] for event in known}
    rows = [(key, title) for key, title in names if key in used][:MOST_ROWS]
    y = {key: TOP + ROW * (number + 0.5) for number, (key, _) in enumerate(rows)}
    dots = [Dot(at[e[0][:10]], y[e[2]], e[1], e[3]) for e in known if e[0][:10] in at and e[2] in y]
    return Timeline(
        alternative=f"{words.count(len(days), 'day')}, {days[0]} to {days[-1]}; the list below says the same.",
        height=TOP + ROW * len(rows) + 66,
        rows=tuple(Tick(y[key], title) for key, title in rows),
        columns=tuple(Tick(at[day], day) for day in days),
        gaps=tuple((at[a] + at[b]) / 2 for a, b in pairwise(days) if (_day(b) - _day(a)).days > 31),  # type: ignore[operator] # days holds only dates that _day reads
        dots=tuple(dict.fromkeys(dots)),
        declared=Tick(at[declared], declared) if declared in at else None,
        left_out=len(known) - len(dots),
    )


class _Scale:
    def __init__(self, low: Decimal, high: Decimal) -> None:
        self._low = low
        self._unit = (WIDTH - LEFT - RIGHT) / float(high - low)

    def x(self, value: Decimal) -> float:
        return round(LEFT + float(value - self._low) * self._unit, 1)


def _extent(spans: Sequence[Span], reference: Decimal | None) -> tuple[Decimal, Decimal]:
    """The least and the greatest bound that is not open, with a little air."""
    ends = [end for span in spans for end in (span.low, span.high) if 0 < end < OPEN]
    if reference is not None:
        ends.append(reference)
    low, high = (min(ends), max(ends)) if ends else (Decimal(0), Decimal(1))
    air = (high - low) * Decimal("0.06") or max(abs(high) * Decimal("0.02"), Decimal(1))
    return max(low - air, Decimal(0)) if low >= 0 else low - air, high + air


def _bar(span: Span, row: int, scale: _Scale) -> Bar:
    is_open_right, is_open_left = span.high >= OPEN, span.low <= 0 < span.high
    start = LEFT if is_open_left else max(LEFT, scale.x(span.low))
    end = WIDTH - RIGHT if is_open_right else min(WIDTH - RIGHT, scale.x(span.high))
    width = max(end - start, 3)
    left = min(max(LEFT, (start + end - width) / 2), WIDTH - RIGHT - width)
    return Bar(
        round(left, 1),
        round(width, 1),
        TOP + ROW * row + 4,
        span.label,
        span.note,
        span.kind,
        is_open_left,
        is_open_right,
    )


def _ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Three to six round numbers between low and high."""
    rough = float(high - low) / 4
    power = Decimal(10) ** floor(log10(rough)) if rough > 0 else Decimal(1)
    step = next(power * factor for factor in (1, 2, 5, 10) if float(power * factor) >= rough)
    first = (low / step).to_integral_value(rounding="ROUND_CEILING") * step
    return [first + step * number for number in range(7) if first + step * number <= high]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
