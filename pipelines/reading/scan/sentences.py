"""Passages to lines to sentences, with places in the passage's own text."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.model import LineKind, Passage

LONGEST = 800
"""Characters of a sentence."""
MOST_NUMBERS = 40
FEWER_NUMBERS = 16
"""Numbers of a sentence at most, and of each of its pieces where it has more: a run of figures, and nothing to read."""
_NUMBER_ENDS = re.compile(r"\d(?:[%)\]]|\s?per ?cent)*(?=[\s;,](?!\d))")
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?:\[\d+\])*\s+(?=[\"“‘'(\[]?[A-Z0-9•*–-])|\s(?:•|\|)\s|(?<=\w)\s--\s")
_LEADER_OR_DECIMAL = re.compile(r"\.{3,}\s*\d|(?<=\d)\.\s\d{1,2}\s?(?:%|per)")
"""Dots that lead from a name to its number, and a point typed with a space behind it ("53. 8%")."""
_ABBREVIATION = re.compile(
    r"(?i)(?:\b(?:mr|mrs|ms|dr|prof|st|no|nos|vs|v|approx|cllr|rev|sen|rep|gov|gen|"
    r"hon|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    r"carms|inc|ltd|co|e\.g|i\.e|cf|ca|c|p|pp|a\.m|p\.m|jr|sr|pref|prefs|incl|est|"
    r"lab|con|lib|dem|ind|assn|dept)|\b[a-z])\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """text[start:end] of a passage: a sentence, a heading, a list line, or a row. paragraph counts blocks of lines."""

    start: int
    end: int
    kind: LineKind
    paragraph: int
    line: int
    level: int = 0


def sentences_of(passage: Passage) -> list[Sentence]:
    """All sentences in order. Lines that the cleaner did not describe are told by their line feeds."""
    found = []
    paragraph = 0
    for number, (start, end, kind, level) in enumerate(_lines(passage)):
        if number and "\n\n" in passage.text[max(0, start - 2) : start]:
            paragraph += 1
        for whole in _split(passage.text, start, end):
            for first, last in _bounded(passage.text, *whole):
                found.append(Sentence(first, last, kind, paragraph, number, level))
    return found


def _lines(passage: Passage) -> Iterator[tuple[int, int, LineKind, int]]:
    place = 0
    for line in passage.lines:
        if line.start >= place and line.end <= len(passage.text):
            yield from _plain_lines(passage.text, place, line.start, "paragraph", 0)
            yield from _plain_lines(passage.text, line.start, line.end, line.kind, line.level)
            place = line.end
    yield from _plain_lines(passage.text, place, len(passage.text), "paragraph", 0)


def _plain_lines(
    text: str, start: int, end: int, kind: LineKind, level: int
) -> Iterator[tuple[int, int, LineKind, int]]:
    for piece in re.finditer(r"[^\n]+", text[start:end]):
        if piece[0].strip():
            yield start + piece.start(), start + piece.end(), kind, level


def _is_name_alone(text: str, first: int, stop: int, behind: int) -> bool:
    """ "Sharon Graham. 46,696": a stop between a name and its number ends no sentence."""
    words = text[first:stop].split()
    return text[behind].isdigit() and 0 < len(words) <= 4 and all(word[0].isupper() for word in words)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for mark in _END.finditer(text, start, end):
        stop = mark.start() + len(mark[0].rstrip())
        if _LEADER_OR_DECIMAL.match(text, mark.start()) or _is_name_alone(text, first, mark.start(), mark.end()):
            continue
        if _ABBREVIATION.search(text, max(first, mark.start() - 8), mark.start() + 1):
            continue
        if stop > first:
            yield first, stop
        first = mark.end()
    if text[first:end].strip():
        yield first, end


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences longer than any that was ever meant as one, cut at a blank: the rules look at every pair of tokens."""
    if end - start > LONGEST // 4:
        ends = [found.end() for found in _NUMBER_ENDS.finditer(text, start, end)]
        if len(ends) > MOST_NUMBERS:
            cuts = [start, *ends[FEWER_NUMBERS - 1 : -1 : FEWER_NUMBERS], end]
            for first, last in itertools.pairwise(cuts):
                yield from _bounded(text, first, last)
            return
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end
