"""What readers say again in round figures or put right: "52k", "7,700+ votes", "46 percent for him", "not 418: 481".

Whoever comments has just read the page, so a number without a name that rounds just one of its figures is that figure.
It must agree in two digits at least, and nothing else that the page gives may agree with it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Layout, Placed, Refused
from pipelines.reading.sentence.told import OPEN, ROLLS, placed_again, shares_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.model import Figure, Measure
    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number

LEAST = 1000
"""A smaller count rounds some figure too easily."""
LEAST_SHARE = 10
_OF_TENS = Decimal(3)
"""Percent: "nearly eighty" is no farther from what it hedges."""
WHOLE = Decimal("100.5")
"""Percent: the shares of two candidates are no more together, however they were rounded."""
NEAR = Decimal("0.1")
"""Of a count: a correction is no farther from what it corrects."""
_TOTALS = frozenset({"electorate", "ballots_cast", "membership", "ballots_issued"})
_ANOTHER_TIME = re.compile(
    r"(?i)\b(?:19|20)\d\d\b|['’]\d\d\b|\b(?:last (?:time|year)|years? ago|back (?:in|then)|previous\w*|used to|"
    r"swing|quota|next time)\b"
)
_OF_SOMETHING = re.compile(
    r"(?i)\s*(?:of\b(?! (?:(?:the|all|those|us|you|them|our|people|a)\b|votes?|members|voters))|[-–])"
)
_OF_ALL = re.compile(
    r"(?i)\s*of (?:the |all |its |our |us\b)?(?:\w+ )?(?:electorate|voters|members|membership|ward|town|city|"
    r"workforce|adults|country|roll|register|eligible|entitled)?\b"
)
_ALONE_BEFORE = re.compile(
    r"(?i)(?:\b(?:was|is|had|has|got|took|with|be|by|to|than|only|just|at|on|the|those)|[=(,:–-]|^)\s*$"
)
_ALONE_BEHIND = re.compile(r"(?i)\s*(?:[.,;:!?)…\n](?!\d)|$|[–-] |votes?\b|and\b|to\b)")
_CORRECTS = re.compile(
    r"(?i)\b(?:sorry|not|no|actually|make (?:it|that)|should (?:be|read|say|have)|correct\w*|rather|it (?:was|is)|"
    r"it['’]s|ha[ds]|says)\b|\?\?"
)
_WAY = re.compile(r"(?i)\s*(?:are |is |were |was )?(up|down|lost|losing|gain(?:ed|ing)?)\s+(?:by )?")
_BESIDE = re.compile(r"(?i)\s*(?:on|at|had|got|has|with|gets|to|is|was|[:,–-])?\s*(?:just |only )?")

Mark = tuple["Measure", str, str | None]


def said_roundly(
    line: Layout, results: Sequence[Placed | Refused], known: Sequence[Figure], block: str
) -> list[Placed | Refused]:
    """The results of a reader's sentence, with those refused that round, or put right, one figure told before."""
    told = list(results)
    words = line.text[line.sentence.start : line.sentence.end]
    is_of_now = _ANOTHER_TIME.search(words) is None
    for place, result in enumerate(told):
        number = result.number
        if _is_open(result):
            told[place] = _put_right(line, number, known, block) or result
        if is_of_now and (_is_open(told[place]) or _is_a_wrong_total(result, known)):
            told[place] = _rounded(line.text, number, known) or told[place]
        still = told[place]
        if is_of_now and isinstance(still, Refused):
            told[place] = _to_the_digit(line, number, still.reason, known) or still
    return told


def _is_open(result: Placed | Refused) -> bool:
    return isinstance(result, Refused) and result.reason in OPEN


def _is_a_wrong_total(result: Placed | Refused, known: Sequence[Figure]) -> bool:
    """ "If 398,000 people can vote for her": taken for a roll, where the page has given quite another one."""
    if not isinstance(result, Placed) or result.measure not in _TOTALS:
        return False
    values = [f.value for f in known if f.measure == result.measure]
    is_another = bool(values) and all(abs(value - result.number.value) > value * NEAR for value in values)
    return is_another or result.number.value < max((f.value for f in known if f.measure == "votes"), default=Decimal(0))


def _rounded(text: str, number: Number, known: Sequence[Figure]) -> Placed | None:
    if number.sign or number.is_ranged or _OF_SOMETHING.match(text, number.right):
        return None
    if number.kind == "percent" and number.value >= LEAST_SHARE:
        is_of_tens = number.value % 10 == 0 and number.qualifier != "exact" and not number.is_decimal
        step = _OF_TENS if is_of_tens else number.granularity
        marks = {mark for mark, value in shares_told(known) if _rounds(number, value, step)}
        if not marks and (number.is_decimal or _OF_ALL.match(text, number.right)):
            marks = {mark for mark, value in _of_the_roll(known) if _rounds(number, value, number.granularity)}
    elif number.kind == "count" and _stands_alone(text, number):
        marks = {_mark(f) for f in known if f.unit not in ("percent", "points") and f.value == number.value}
    elif number.kind == "count" and number.value >= LEAST and number.granularity > 1:
        marks = {
            _mark(f) for f in known if f.unit not in ("percent", "points") and _rounds(number, f.value, _step(number))
        }
    else:
        return None
    if len(marks) != 1:
        return None
    measure, contest, candidate = marks.pop()
    return replace(
        placed_again(number, measure, contest, candidate), rule=f"{measure}: given above, here in round figures"
    )


def _to_the_digit(line: Layout, number: Number, reason: str, known: Sequence[Figure]) -> Placed | None:
    """ "There's 1,298 of us", "46? Recount!": all digits of one figure, or a number that is all that somebody says."""
    text = line.text
    is_all = not re.sub(r"\W+", "", text[line.sentence.start : number.start] + text[number.end : line.sentence.end])
    is_of_us = reason == "other things" and re.match(r"\s+of (?:us|you|them)\b", text[number.end :]) is not None
    is_long = number.value >= LEAST and number.granularity == 1 and (reason in OPEN or is_of_us)
    if number.kind != "count" or number.is_decimal or number.sign or not (is_long or (is_all and number.value > 1)):
        return None
    marks = {_mark(f) for f in known if f.unit not in ("percent", "points") and f.value == number.value}
    return placed_again(number, *marks.pop()) if len(marks) == 1 else None


def _of_the_roll(known: Sequence[Figure]) -> Iterator[tuple[Mark, Decimal]]:
    """The share of all who might have voted that each candidate got, reckoned from votes and a roll told before."""
    rolls = {f.contest_id: f.value for f in known if f.measure in ROLLS and f.value}
    for figure in known:
        if figure.measure == "votes" and figure.candidate_id and figure.contest_id in rolls:
            mark: Mark = ("electorate_share", figure.contest_id, figure.candidate_id)
            yield mark, 100 * figure.value / rolls[figure.contest_id]


def _stands_alone(text: str, number: Number) -> bool:
    """ "It was 911.": three digits, with nothing behind them that they might count."""
    is_exact = number.granularity == 1 and not number.is_word and not number.is_decimal and number.qualifier == "exact"
    return (
        is_exact
        and LEAST / 10 <= number.value < LEAST
        and _ALONE_BEFORE.search(text[max(0, number.start - 16) : number.start]) is not None
        and _ALONE_BEHIND.match(text, number.end) is not None
    )


def _step(number: Number) -> Decimal:
    """The unit of the number's last telling digit, and of its second digit where zeros follow the first."""
    return min(number.granularity, Decimal(10) ** (number.value.adjusted() - 1))


def _rounds(number: Number, value: Decimal, step: Decimal) -> bool:
    """Is the number the value rounded, or cut off, or bounding it as its hedge says?"""
    over = value - number.value
    if number.qualifier == "about":
        return abs(over) < step
    if number.qualifier == "more_than":
        return 0 < over < step
    if number.qualifier == "less_than":
        return -step < over < 0
    return -step / 2 <= over < step


def _mark(figure: Figure) -> Mark:
    return figure.measure, figure.contest_id, figure.candidate_id


def _put_right(line: Layout, number: Number, known: Sequence[Figure], block: str) -> Placed | None:
    """ "1590?? The paper had 1,509": another count of what the same reader has just named."""
    last = known[-1] if known and known[-1].block == block else None
    if last is None or last.unit in ("percent", "points") or number.kind != "count" or number.is_decimal:
        return None
    between = line.text[last.printed_end : number.left]
    is_near = 0 < abs(last.value - number.value) <= last.value * NEAR and number.value >= 100
    if not is_near or len(between) > 60 or not _CORRECTS.search(between):
        return None
    placed = placed_again(number, last.measure, last.contest_id, last.candidate_id)
    return replace(placed, rule=f"{last.measure}: put right")


def beside_a_change(line: Layout, results: Sequence[Placed | Refused]) -> list[Placed | Refused]:
    """ "Labour up 8.2, Greens down 3.1, Tories down 10": bare points behind changes that were told for certain."""
    told = list(results)
    for place, result in enumerate(told[1:], 1):
        before, number = told[place - 1], result.number
        is_change = isinstance(result, Refused) and (result.reason in OPEN or result.reason == "a change in votes")
        if not is_change or not isinstance(before, Placed) or before.measure != "vote_share_change":
            continue
        if number.kind != "count" or number.value > 100:
            continue
        for mention in line.mentions:
            way = _WAY.fullmatch(line.text[mention.end : number.left]) if mention.keys else None
            if way is not None and before.number.end <= mention.start:
                value = -number.value if way[1].lower() in ("down", "lost", "losing") else number.value
                signed = replace(number, value=value)
                rule = "vote_share_change: beside a change"
                told[place] = Placed(signed, "vote_share_change", mention.keys, rule, (), mention.start, number.right)
    return told


def beside_a_share(line: Layout, results: Sequence[Placed | Refused]) -> list[Placed | Refused]:
    """ "Had Marsh on 56% and Danson on 44": a bare number right behind a name is a share where the one before was."""
    told = list(results)
    for place, result in enumerate(told[1:], 1):
        before, number = told[place - 1], result.number
        if not isinstance(before, Placed) or before.measure != "vote_share" or not before.keys or not _is_open(result):
            continue
        if number.kind != "count" or number.sign or before.number.value + number.value > WHOLE:
            continue
        name = next(_right_before(line, number, before), None)
        if name is not None:
            rule = "vote_share: bare beside a share"
            told[place] = Placed(number, "vote_share", name.keys, rule, (), name.start, number.right)
    return told


def _right_before(line: Layout, number: Number, before: Placed) -> Iterator[Mention]:
    for mention in line.mentions:
        is_here = before.number.end <= mention.start and mention.end <= number.left
        is_another = mention.keys and not mention.keys & before.keys
        if is_here and is_another and _BESIDE.fullmatch(line.text[mention.end : number.left]):
            yield mention
