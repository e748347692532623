"""Cards of results: a candidate's name on a line, and below it what he or she got, each figure with or by its label.

Live pages and official notices set "Votes: 8,120" and "Share: 41%" under each name. Such a card is a table of one row,
and is read as one: the labels are its heads.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.model import Cell, Passage
from pipelines.reading.table.grid import read_table
from pipelines.reading.table.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.table.cells import CellFigure

Span = tuple[int, int]

_AMOUNT = r"[(\[]?\s?[+\-−–▲▼±]?\s?\d[\d.,'’\u00a0\u2009]*(?:\s?(?:%|per\s?cent|pts?|points?))?[)\]]?"
_VALUE = re.compile(
    rf"\W*?(?P<value>{_AMOUNT}(?:(?: votes?)?\s*[|·,;/]?\s*{_AMOUNT}){{0,2}})(?: votes?)?(?:\s*[|·,;/]?\s*new)?\W*$"
)
_COUNT_AND_SHARE = re.compile(r"^[^%+−–-]*\d[^%]*\s[(\[]?\d[\d.,]*\s?(?:%|per ?cent)")
"""Votes and their share on one line tell a card without labels."""
_SHARE_AND_COUNT = re.compile(r"^\W*\d[\d.,]*\s?(?:%|per ?cent)\W+\d[\d,]{2,}\W*$")
_COUNT_AND_LEAD = re.compile(r"^\W*\d[\d.,]+\s?\(\s?[+−–-]\s?\d[\d,]*\s?\)\W*$")
""" "81816 (+ 1165)": votes, and by how many they are ahead or behind."""
_HOW_FAR = re.compile(r"(?i)^\W*[\d.]+\s?% (?:of )?(?:the )?(?:\w+ )?(?:votes? )?(?:in|counted|reporting|reported)\W*$")
_LABELLED = re.compile(
    rf"\W*?(?P<label>[^\W\d_%±][^\d:=\n]{{0,38}}?|%|±|\+/-)\s*[:=–—-]?\s*(?P<value>{_AMOUNT}(?:\s*{_AMOUNT})?)\W*$"
)
_COUNTED = re.compile(rf"\W*?(?P<value>{_AMOUNT})\s*(?P<label>[^\W\d_][^\d:=\n]{{0,38}}?)\W*$")
_WORDS = re.compile(r"[^\d\n]{1,40}$")
_HELD = frozenset({"votes", "share", "change", "nominations"})
"""Roles of labels that give figures of a candidate."""
_MOST_WORDS = 3
"""Lines of words that may stand between the name and the figures: a party, a ward, "Elected"."""
LONGEST_CARD = 12
"""Lines that are looked at below a name."""


@dataclass(frozen=True, slots=True)
class Card:
    """A name, and (label, value) below it; a value may have no label. All are places in the passage's text."""

    name: Span
    values: tuple[tuple[Span | None, Span], ...]

    @property
    def end(self) -> int:
        return max(value[1] for _, value in self.values)


def cards_of(passage: Passage, mentions: Sequence[Mention]) -> list[Card]:
    """The cards of a passage, in order. One is told by a label of votes, a share or nominations, or by its figures."""
    lines = [
        _Line(line.start(), line.end(), line[0], _inside(line.start(), line.end(), mentions))
        for line in re.finditer(r"[^\n]+", passage.text)
    ]
    found = []
    for place, line in enumerate(lines):
        if _is_name(line):
            values = _values_below(lines, place + 1)
            labels = [role_of(passage.text[slice(*label)]) for label, _ in values if label]
            is_told = any(_tells_itself(passage.text[slice(*value)]) for _, value in values)
            if is_told or any(role in _HELD for role in labels):
                found.append(Card((line.start, line.end), tuple(values)))
    return found


def _tells_itself(value: str) -> bool:
    return any(shape.match(value) for shape in (_COUNT_AND_SHARE, _SHARE_AND_COUNT, _COUNT_AND_LEAD))


def read_card(passage: Passage, card: Card, numbers: Sequence[Number], mentions: Sequence[Mention]) -> list[CellFigure]:
    """The numbers of a card, placed as in a table of one row."""
    cells = [Cell(1, 0, 1, 1, False, *card.name)]
    for column, (label, value) in enumerate(card.values, 1):
        if label is not None:
            cells.append(Cell(0, column, 1, 1, True, *label))
        cells.append(Cell(1, column, 1, 1, False, *value))
    cells.sort(key=lambda cell: cell.start)
    shaped = Passage(passage.ordinal, passage.kind, passage.text, (), tuple(cells), passage.comment, passage.post)
    first, last = card.name[0], card.end
    return read_table(
        shaped,
        [number for number in numbers if first <= number.start < last],
        [mention for mention in mentions if first <= mention.start < last],
    )


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str
    mentions: Sequence[Mention]

    def group(self, found: re.Match[str], name: str) -> Span:
        return self.start + found.start(name), self.start + found.end(name)


def _inside(start: int, end: int, mentions: Sequence[Mention]) -> Sequence[Mention]:
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    return mentions[first : bisect_left(mentions, end, lo=first, key=lambda mention: mention.start)]


def _is_name(line: _Line) -> bool:
    """One candidate's name, with at most a rank before it and a party behind it."""
    whole = line.words.strip()
    named = [
        m
        for m in line.mentions
        if m.strength in ("name", "surname", "party") or (m.strength == "option" and m.end - m.start == len(whole))
    ]
    if not named or len({m.keys for m in named}) > 1:
        return False
    size = sum(m.end - m.start for m in named)
    is_figure = re.search(r"\d{2}|\d[%,.]\d|[.!?:;]\s*$", line.words) is not None
    return not is_figure and len(line.words) - size <= max(6, size // 2)


def _values_below(lines: Sequence[_Line], place: int) -> list[tuple[Span | None, Span]]:
    """The labels and values of the lines from a place on, down to the next name or to a line of another make."""
    values: list[tuple[Span | None, Span]] = []
    label: Span | None = None
    words = 0
    is_value_first = False
    for line in itertools.islice(lines, place, place + LONGEST_CARD):
        if _is_name(line) and any(m.strength != "party" for m in line.mentions):
            break
        if _HOW_FAR.match(line.words):
            break
        pair = _LABELLED.match(line.words) or _COUNTED.match(line.words)
        alone = _VALUE.match(line.words)
        role = role_of(pair["label"]) if pair is not None else None
        if role is not None and values and role not in _HELD:
            break  # the totals below the last card
        if pair is not None and role is not None:
            values.append((line.group(pair, "label"), line.group(pair, "value")))
            label = None
        elif alone is not None:
            is_value_first = is_value_first or (label is None and not values)
            values.append((None if is_value_first else label, line.group(alone, "value")))
            label = None
        elif role_of(line.words) is not None and _WORDS.match(line.words):
            label = (line.start, line.end)
            if is_value_first and values[-1][0] is None:
                values[-1] = (label, values[-1][1])
        elif _WORDS.match(line.words) and words < _MOST_WORDS and not values:
            words += 1
        else:
            break
    return values
