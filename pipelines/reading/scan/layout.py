"""A sentence laid out for reading, and what becomes of its numbers: placed as a figure, or refused with a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.model import Measure
    from pipelines.reading.scan.measures import Cue
    from pipelines.reading.scan.names import Key, Mention
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.scan.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Placed:
    """A number with what it was found to be. keys: the candidates it may belong to, by contest; empty for none.

    contest: where the figure that it repeats has settled it.
    """

    number: Number
    measure: Measure
    keys: frozenset[Key]
    rule: str
    cues: tuple[str, ...]
    start: int
    end: int
    contest: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A number that no rule could place, or that a rule turned away."""

    number: Number
    reason: str


@dataclass(frozen=True, slots=True)
class Bound:
    """The measure word of a number: its family, the words, how they stand to it, and how far (0 is next to it)."""

    cue: Cue
    side: str
    cost: float


_POLL = re.compile(
    r"(?i)\b(?:ashcroft|yougov|survation|opinium|ipsos|comres|icm|gallup|newspoll|ekos|"
    r"opinion polls?|polling|pollsters?|survey(?:ed|s)?|canvass|panel|"
    r"(?:last|latest|new|recent|one|final|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|a|internal|exit|yougov|ipsos) polls?)\b(?! (?:of|had|on|in) \d)"
)


def is_of_a_poll(words: str) -> bool:
    """Do the words speak of a poll of opinion?"""
    return _POLL.search(words) is not None


@dataclass(slots=True)
class Layout:
    """A sentence with its tokens. topic: whom the sentence before was about; winner: of the likeliest contest,
    where the page tells; leaders: the first two of it by what has been told; persons: who is registered by name."""

    text: str
    sentence: Sentence
    numbers: list[Number]
    mentions: list[Mention]
    cues: list[Cue]
    options: frozenset[Key]
    topic: frozenset[Key]
    pairs: dict[str, frozenset[Key]]
    share_measure: str | None = None
    is_part: bool = False
    is_seats: bool = False
    only_turnouts: bool = False
    known_words: frozenset[str] = frozenset()
    duel: tuple[frozenset[Key], ...] = ()
    winner: frozenset[Key] = frozenset()
    leaders: tuple[frozenset[Key], ...] = ()
    persons: frozenset[Key] = frozenset()

    @property
    def is_of_a_poll(self) -> bool:
        """Does the sentence speak of a poll of opinion? Then bare numbers are shares."""
        return is_of_a_poll(self.text[self.sentence.start : self.sentence.end])

    @property
    def has_plain_sides(self) -> bool:
        """A ballot whose options are yes and no, by whatever words."""
        return any(
            candidate in ("yes", "for", "in-favour", "approve", "accept", "aye")
            for _, candidate in self.pairs.get("yes", ())
        )

    @property
    def is_list(self) -> bool:
        """A line of a list of results: short, and no sentence."""
        words = self.text[self.sentence.start : self.sentence.end]
        return self.sentence.kind in ("item", "row", "pre") or (
            len(words) < 140 and not re.search(r"[a-z]{3,}[.!?]\s*$", words)
        )


def is_share_cell(number: Number) -> bool:
    return 0 <= abs(number.value) <= 100


def put(
    line: Layout,
    number: Number,
    measure: Measure,
    keys: frozenset[Key],
    rule: str,
    cues: tuple[str, ...],
    mention: Mention | None,
    bound: Bound | None,
) -> Placed:
    """The figure with its quote: the number with its hedge, its measure word when near, its name when near."""
    start, end = number.left, number.right
    if bound is not None and bound.cost < 2.5:
        start, end = min(start, bound.cue.start), max(end, bound.cue.end)
    if mention is not None and abs(mention.start - number.start) <= 80:
        start, end = min(start, mention.start), max(end, mention.end)
    return Placed(number, measure, keys, rule, cues, max(start, line.sentence.start), min(end, line.sentence.end))
