"""Numbers that somebody has reckoned from what the page tells: the lead, the sum of all votes, a share of them.

"44 votes, people." "That makes 52.5%." "56,532 votes and 190,000 members, so 29.8." No name and no measure word stands
beside such a number. It is a figure only where the sum comes out to its last printed digit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Placed, Refused
from pipelines.reading.sentence.told import OPEN, ROLLS, placed_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.model import Figure
    from pipelines.reading.scan.names import Key
    from pipelines.reading.scan.numbers import Number

NEIGHBOURS = 3
"""Vote figures behind one that its lead may be over: lists are in order of votes, or give parties and notes between."""
RECENT = 12
"""Figures told last: what somebody reckons with who writes "I make that 16.8%"."""
LEAST_SUM = 100
"""A smaller number is the sum of a few others too easily."""
_LEAD_BEHIND = re.compile(
    r"(?i)\s*(?:votes?\b(?! (?:were|was|cast|had|have|from|for|to)\b)|in it\b|between them\b|"
    r"ahead\b|(?:the )?difference\b)"
)
_LEAD_BEFORE = re.compile(
    r"(?i)(?:\b(?:by|gap|differences?|margin|lead|leading|majority|edge|advantage)\b[^.;\d]{0,24}|=\s*)$"
)
_MAKES = re.compile(
    r"(?i)(?:\bso|\bthat(?:['’]s| is| makes| gives)|\bmakes?|\bgives|\bmake (?:it|that)|"
    r"\bequals|\bis|=)\s*(?:\w+ )?$"
)
_WORDY = "a number word away from its noun"


def reckoned(
    text: str, start: int, results: Sequence[Placed | Refused], known: Sequence[Figure]
) -> list[Placed | Refused]:
    """The results of a sentence that begins at `start`, with those refused or guessed that a sum accounts for."""
    told = list(results)
    for place, result in enumerate(told):
        before = text[start : result.number.left]
        after = text[result.number.right : result.number.right + 40]
        if _may_be_a_lead(result) and (_LEAD_BEHIND.match(after) or _LEAD_BEFORE.search(before)):
            told[place] = _lead(result, known)
        if _is_open(told[place]) and result.number.kind == "count" and not result.number.is_decimal:
            told[place] = _sum(result, known)
        elif _is_open(told[place]) and _is_share(result.number) and (not before.strip() or _MAKES.search(before)):
            told[place] = _share(result, told[:place], known)
    return told


def _is_open(result: Placed | Refused) -> bool:
    return isinstance(result, Refused) and result.reason in OPEN


def _is_share(number: Number) -> bool:
    is_percent = number.kind == "percent" and not number.is_word
    return (is_percent or (number.kind == "count" and number.is_decimal)) and not number.sign and number.value < 100


def _may_be_a_lead(result: Placed | Refused) -> bool:
    number = result.number
    is_guess = isinstance(result, Placed) and result.rule.endswith(("of whom the page just spoke", "votes: after"))
    is_open = _is_open(result) or (isinstance(result, Refused) and result.reason == _WORDY)
    return (is_guess or is_open) and number.kind == "count" and not number.is_decimal and number.value > 1


def _lead(result: Placed | Refused, known: Iterable[Figure]) -> Placed | Refused:
    """ "93 votes, people": the difference of the votes of two who were named one after another."""
    ahead = {key for key in _leads_of(known) if key[0] == result.number.value}
    contests = {contest for _, contest, _ in ahead}
    if len(contests) != 1:
        return result
    _, contest, candidate = min(ahead)
    return replace(
        placed_again(result.number, "majority", contest, candidate), rule="majority: the difference of votes above"
    )


def _leads_of(known: Iterable[Figure]) -> set[tuple[Decimal, str, str]]:
    """(difference, contest, who is ahead) of all vote figures that stand near each other, and of the first two."""
    votes: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    leads: set[tuple[Decimal, str, str]] = set()
    for figure in known:
        if figure.measure == "votes" and figure.candidate_id:
            votes[figure.contest_id].append((figure.candidate_id, figure.value))
        elif figure.measure == "majority":
            leads.add((figure.value, figure.contest_id, figure.candidate_id or ""))
    for contest, counts in votes.items():
        first_two = sorted(dict(counts).items(), key=lambda count: -count[1])[:2]
        pairs = [(a, b) for place, a in enumerate(counts) for b in counts[place + 1 : place + 1 + NEIGHBOURS]]
        for a, b in [*pairs, tuple(first_two)] if len(first_two) > 1 else []:
            if a[0] != b[0]:
                leads.add((abs(a[1] - b[1]), contest, max(a, b, key=lambda count: count[1])[0]))
    return leads


def _sum(refused: Placed | Refused, known: Iterable[Figure]) -> Placed | Refused:
    """ "56,532 votes": all votes that the page has given in one contest, taken together."""
    number = refused.number
    sums = _sums(known)
    same = [contest for contest, total in sums.items() if total == number.value]
    if number.value < LEAST_SUM or number.granularity != 1 or len(same) != 1:
        return refused
    return replace(placed_again(number, "ballots_cast", same[0], None), rule="ballots_cast: the votes above together")


def _sums(known: Iterable[Figure]) -> dict[str, Decimal]:
    votes: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for figure in known:
        if figure.measure == "votes" and figure.candidate_id:
            votes[figure.contest_id][figure.candidate_id] = figure.value
    return {contest: sum(counts.values(), Decimal(0)) for contest, counts in votes.items() if len(counts) > 1}


def _share(refused: Placed | Refused, before: Sequence[Placed | Refused], known: Sequence[Figure]) -> Placed | Refused:
    """ "So 29.8": papers of a roll, or "that makes 52.5%": votes of all votes."""
    number = refused.number
    here = [result for result in before if isinstance(result, Placed)]
    cast = [p.number.value for p in here if p.measure == "ballots_cast"]
    rolls = [p.number.value for p in here if p.measure in ROLLS]
    if not (cast and rolls):
        last = known[-RECENT:]
        cast = cast or [f.value for f in last if f.measure == "ballots_cast"]
        rolls = rolls or [f.value for f in last if f.measure in ROLLS]
    if any(_makes(number, part, whole) for part in cast for whole in rolls):
        rule = "turnout: reckoned from the numbers before it"
        return Placed(number, "turnout", frozenset(), rule, (), number.start, number.end)
    if not number.is_decimal:
        return refused
    votes: dict[Key, Decimal] = {
        (f.contest_id, f.candidate_id): f.value for f in known if f.measure == "votes" and f.candidate_id
    }
    sums = _sums(known)
    own = [key for key, value in votes.items() if key[0] in sums and _makes(number, value, sums[key[0]])]
    if len(own) != 1:
        return refused
    contest, candidate = own[0]
    return replace(
        placed_again(number, "vote_share", contest, candidate), rule="vote_share: reckoned from the votes above"
    )


def _makes(number: Number, part: Decimal, whole: Decimal) -> bool:
    """Is the share what the part is of the whole, to its last printed digit, rounded or cut off?"""
    off = abs(100 * part / whole - number.value) if whole else Decimal(100)
    return off < number.granularity
