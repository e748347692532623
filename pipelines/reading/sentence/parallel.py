"""Clauses built alike: "In England 90.4 per cent said yes on a turnout of 53.3. In Wales it was 92.3 on 58.1."

The second clause names a place and leaves out the measure words. Its numbers are taken in the order of the first, where
they are of the same kinds and nothing but "it was", "on" or "of" stands between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Placed, Refused
from pipelines.reading.sentence.told import OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.model import Measure
    from pipelines.reading.scan.layout import Layout
    from pipelines.reading.scan.names import Key, Registry
    from pipelines.reading.scan.numbers import Kind
    from pipelines.reading.scan.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the pattern of a clause: the kind of its number, what it measured, and for whom (candidates' ids)."""

    kind: Kind
    measure: Measure
    candidates: frozenset[str]


_CLAUSE = re.compile(r";\s|,? (?:and|but|while|whereas) (?=(?:in|at|on|for) )|, (?=(?:in|at|on|for) [A-Z])")
_ALIKE = re.compile(
    r"(?:[Ii]n|[Aa]t|[Oo]n|[Ff]or|[Aa]mong|[Oo]ver in) (?:the )?[A-Z][\w’'&()-]*(?: (?:[A-Z&][\w’'&-]*|of|and|the))*,?"
    r"(?: (?:then|too|meanwhile|though|by contrast),?)?"
    r"(?: (?:it|that|this|they|the (?:figures?|share|number|result))(?: (?:was|were|is|are|stood at|came to))?)? #"
    r"(?:,? (?:on|of|out of|from|to|at|with|and)(?: a| the| an)?(?: turnout of| electorate of)? #)*[.\s]*"
)


def read_alike(
    line: Layout, results: Sequence[Placed | Refused], before: Sequence[Slot], registry: Registry
) -> list[Placed | Refused]:
    """The results of the sentence, with those of clauses placed that repeat the clause before them, or `before`."""
    text, sentence = line.text, line.sentence
    told: list[Placed | Refused] = []
    pattern = tuple(before)
    for start, end in _clauses(text, sentence):
        inside = [result for result in results if start <= result.number.start < end]
        if inside and _is_alike(text, start, end, inside, pattern):
            named = next((m.keys for m in line.mentions if start <= m.start < end and m.keys), None)
            inside = [_in_slot(result, slot, named, registry) for result, slot in zip(inside, pattern, strict=False)]
        told += inside
        pattern = slots_of(inside) or pattern
    return told


_AS_SHARES = re.compile(
    r"(?i)\W*(?:as|in) (?:percentages|percent|per cent|shares|terms of shares|"
    r"share terms)\b[^.;\d]{0,30}$"
)


def read_as_shares(
    line: Layout, results: Sequence[Placed | Refused], before: Sequence[Slot], registry: Registry
) -> list[Placed | Refused]:
    """ "As percentages that is 44.9, 32.6 and 22.4": the shares of those whose votes were just listed."""
    votes = [slot for slot in before if slot.measure == "votes" and slot.candidates]
    shares = [r for r in results if r.number.kind == "percent" or r.number.is_decimal]
    is_led_in = bool(shares) and _AS_SHARES.match(line.text[line.sentence.start : shares[0].number.left]) is not None
    if not is_led_in or len(shares) != len(votes) or not all(isinstance(r, Refused) for r in shares):
        return list(results)
    slots = {id(r): Slot("percent", "vote_share", slot.candidates) for r, slot in zip(shares, votes, strict=True)}
    return [_in_slot(r, slots[id(r)], None, registry) if id(r) in slots else r for r in results]


def slots_of(results: Sequence[Placed | Refused]) -> tuple[Slot, ...]:
    """The pattern of a clause; empty where none of its numbers was placed."""
    return tuple(
        Slot(result.number.kind, result.measure, frozenset(candidate for _, candidate in result.keys))
        for result in results
        if isinstance(result, Placed)
    )


def _clauses(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    cuts = [found.end() for found in _CLAUSE.finditer(text, sentence.start, sentence.end)]
    return list(zip([sentence.start, *cuts], [*cuts, sentence.end], strict=True))


def _is_alike(text: str, start: int, end: int, inside: Sequence[Placed | Refused], pattern: Sequence[Slot]) -> bool:
    is_open = all(isinstance(result, Refused) and result.reason in OPEN for result in inside)
    kinds = [result.number.kind for result in inside]
    if not is_open or not pattern or kinds != [slot.kind for slot in pattern[: len(kinds)]]:
        return False
    skeleton = ""
    place = start
    for result in inside:
        skeleton += text[place : result.number.left] + "#"
        place = result.number.right
    return _ALIKE.fullmatch((skeleton + text[place:end]).strip().rstrip(";,")) is not None


def _in_slot(result: Placed | Refused, slot: Slot, named: frozenset[Key] | None, registry: Registry) -> Placed:
    """The number with the measure of the slot, for whom the clause names, else for those of the clause before."""
    keys = frozenset(
        (contest.contest_id, candidate.candidate_id)
        for contest in registry.contests
        for candidate in contest.candidates
        if candidate.candidate_id in slot.candidates
    )
    number = result.number
    rule = f"{slot.measure}: as in the clause before"
    return Placed(number, slot.measure, named if keys and named else keys, rule, (), number.left, number.right)
