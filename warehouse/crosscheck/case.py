"""All that is printed about one contest, as the choice of a world sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from warehouse.crosscheck.algebra import Registry, World
from warehouse.crosscheck.overtaken import telling

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from warehouse.crosscheck.value import Cell, Range, Value


@dataclass(slots=True)
class Case:
    """All that is printed about one contest."""

    registry: Registry
    values: Sequence[Value]
    declared: datetime | None = None
    by_cell: dict[Cell, list[Value]] = field(default_factory=dict)
    by_page: dict[str, list[Value]] = field(default_factory=dict)
    telling: dict[str, list[Value]] = field(default_factory=dict)
    members: tuple[Range, ...] = ()
    turnout: Range | None = None
    checkable: frozenset[int] = frozenset()
    """The values that the first world, in which nothing is given up, can check at all."""

    def __post_init__(self) -> None:
        for value in self.values:
            self.by_cell.setdefault(value.cell, []).append(value)
            for page in value.pages:
                self.by_page.setdefault(page, []).append(value)
        self.telling = {page: telling(values) for page, values in self.by_page.items()}

        self.members = tuple(
            (v.low, v.high if v.qualifier != "more_than" else v.value * 1.02 + 1)
            for v in self.values
            if v.cell[1] == "membership" and not v.is_forecast and v.low > 0
        )
        self.turnout = shared(sorted(self._turnouts(), key=lambda v: (-v.backing, v.high - v.low, v.standing, v.value)))

    def _turnouts(self) -> list[Value]:
        exact = [v for v in self.by_measure("turnout") if v.qualifier == "exact" and v.base != "membership"]
        return [v for v in exact if v.is_counted and v.low > 0]

    def by_measure(self, measure: str) -> list[Value]:
        return [v for v in self.values if v.cell[1] == measure]

    def world(self, known: dict[Cell, Range]) -> World:
        return World(self.registry, known, self.members, self.turnout)


def shared(values: Sequence[Value]) -> Range | None:
    """What rounded (or cut off: nobody knows) figures have in common, best-backed first; what has none is left out."""
    found: Range | None = None
    for v in values:
        most = v.high if v.cell[1] == "membership" else v.most
        narrowed = (v.low, most) if found is None else (max(found[0], v.low), min(found[1], most))
        if narrowed[0] < narrowed[1]:
            found = narrowed
    return found
