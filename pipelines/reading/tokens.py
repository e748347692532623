"""A passage laid out as tokens, and those of them that stand in a span."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from pipelines.model import Passage
    from pipelines.reading.scan.measures import Cue
    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.scan.sentences import Sentence


class _Token(Protocol):
    @property
    def start(self) -> int: ...


T = TypeVar("T", bound=_Token)


@dataclass(slots=True)
class Tokens:
    """A passage laid out."""

    passage: Passage
    numbers: list[Number]
    mentions: list[Mention]
    cues: list[Cue]
    sentences: list[Sentence]
    paragraphs: dict[int, tuple[int, int]] = field(default_factory=dict)
    stood: dict[int, dict[str, int]] = field(default_factory=dict)


def within(tokens: list[T], span: Sentence) -> list[T]:
    """The tokens that begin in the span. Tokens are in order, so that a long page costs no more than its length."""
    first = bisect_left(tokens, span.start, key=lambda token: token.start)
    return tokens[first : bisect_left(tokens, span.end, lo=first, key=lambda token: token.start)]
