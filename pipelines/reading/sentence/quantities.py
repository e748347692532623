"""Numbers alone: the vote figures of a sentence with their units, where no contest is followed and nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.model import UNIT_OF, Passage
from pipelines.reading.scan.layout import Layout
from pipelines.reading.scan.measures import COUNT_MEASURE, NO_FIGURE, find_cues
from pipelines.reading.scan.numbers import scan_numbers
from pipelines.reading.scan.sentences import sentences_of
from pipelines.reading.sentence.bind import bind
from pipelines.reading.sentence.rejects import reject

if TYPE_CHECKING:
    from decimal import Decimal

    from pipelines.model import Qualifier, Unit
    from pipelines.reading.scan.numbers import Number

_UNIT_OF_FAMILY: dict[str, Unit] = {family: UNIT_OF[measure] for family, measure in COUNT_MEASURE.items()} | {
    "voters": "people"
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: percent, points, votes, papers, people or nominations."""

    value: Decimal
    unit: Unit
    qualifier: Qualifier
    start: int
    end: int


def read_quantities(text: str) -> list[Quantity]:
    """Every number of the text that may be a vote figure. Fractions are given in percent."""
    passage = Passage(0, "body", text)
    numbers = scan_numbers(text)
    cues = find_cues(text)
    found: list[Quantity] = []
    for sentence in sentences_of(passage):
        inside = [n for n in numbers if sentence.start <= n.start < sentence.end]
        line = Layout(
            text,
            sentence,
            inside,
            [],
            [c for c in cues if sentence.start <= c.start < sentence.end],
            frozenset(),
            frozenset(),
            {},
        )
        for place, number in enumerate(inside):
            quantity = _quantity(line, number, inside[place - 1] if place else None)
            if quantity is not None:
                found.append(quantity)
    return found


def _quantity(line: Layout, number: Number, before: Number | None) -> Quantity | None:
    reason = reject(line.text, number, line.sentence.start, line.sentence.end)
    if reason and number.kind != "fraction":
        return None
    bound = bind(line, number)
    if bound is not None and bound.cue.family in NO_FIGURE and number.kind == "count":
        return None
    if number.is_word and number.kind == "count" and (bound is None or bound.cost > 2.5):
        return None
    unit: Unit = "votes"
    if number.kind in ("percent", "fraction"):
        unit = "points" if _is_change(line, number, before) else "percent"
    elif number.kind == "points":
        unit = "points"
    elif number.sign or number.is_decimal:
        unit = "points" if number.sign else "percent"
    elif bound is not None:
        unit = _UNIT_OF_FAMILY.get(bound.cue.family, "votes")
    value = -number.value if unit == "points" and _is_down(line, number) and number.value > 0 else number.value
    return Quantity(value, unit, number.qualifier, number.start, number.end)


def _is_change(line: Layout, number: Number, before: Number | None) -> bool:
    is_after_share = before is not None and before.kind == "percent" and number.start - before.end < 12
    return is_after_share and (
        bool(number.sign) or _is_down(line, number) or line.text[: number.start].rstrip().lower().endswith(" up")
    )


def _is_down(line: Layout, number: Number) -> bool:
    return line.text[: number.left].rstrip().lower().endswith(("down", "fell", "minus"))
