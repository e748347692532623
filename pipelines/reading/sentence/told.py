"""Numbers that say again what the page has already told: "225,112 of you", "62% of 40%", "and 64.6/35.4 it is".

In replies and in closing lines people give a bare number and no name, because everybody has just read whose it is. Such
a number is a figure only where it agrees with exactly one figure that the page has given in full.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Placed, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.model import Figure, Measure
    from pipelines.reading.scan.names import Key
    from pipelines.reading.scan.numbers import Number

LEAST = 1000
"""A smaller bare count agrees with some figure too easily."""
LEAST_LEAD = 100
"""Leads are few on a page: a smaller number may repeat one."""
NEAR_COUNT = Decimal("0.1")
"""Of a count: a later count of the same votes is no farther from the earlier one."""
NEAR_SHARE = Decimal(1)
"""Points: a share in round words is no farther from the exact one."""
SMALL_PART = 6
"""Times that a candidate's votes are more than those of a batch, a booth or a day. Counts of one contest are not so far
apart, in whatever round."""
ROLLS = ("electorate", "membership", "ballots_issued")
OPEN = frozenset(
    {
        "no name and no measure word for it",
        "near a name, but it counts something else",
        "no candidate to give it to",
        "a decimal number that is no share",
    }
)
_JOINED = re.compile(r"(?i)\s*(?:%|per cent|votes?)?\s*(?:[-–—/]|to|v|and)\s*")
_OF = re.compile(r"(?i)\s+(?:of|x|×|times)\s+(?:a |the |that )?(?:turnout of )?")
_WHO_VOTED = re.compile(r"(?i)\s*of (?:those|the ones|the people|people) who (?:actually )?(?:voted|took part)\b")
_POINTED = re.compile(r"(?i)\b(?:the|those|these|that) $")
_OUT_OF = re.compile(r"(?i)\s*(?:votes |papers )?(?:out of|of|from|divided by|over|/)\s+(?:the |a total of )?")
_MAKES = re.compile(r"(?i)\s*(?:turnout\s*)?(?:=|is|makes|gives|,? so|,? i\.?e\.?|,? or)\s*(?:just |only |about )?")
_ENDS = re.compile(
    r"(?i)\s*(?:[.,;:!?)…\n]|$|[-–—=] |(?:and|or|so|but|though|is|was|were|are|that|which|who|means?|makes?|would|"
    r"sounds?|in|to|at|on|with|plus|again|out of|people|voters|members|votes|of (?:you|us|them))\b)"
)
"""What may stand behind a number that is said again: anything but the name of what else it might count."""


def told_before(
    text: str, end: int, results: Sequence[Placed | Refused], known: Sequence[Figure]
) -> list[Placed | Refused]:
    """The results of a sentence that ends at `end`, with those refused that only say again what `known` has told."""
    told = list(results)
    for first, second in itertools.pairwise(range(len(told))):
        gap = text[told[first].number.end : told[second].number.start]
        if _OF.fullmatch(gap):
            _settle_product(text, told, first, known)
        elif _is_another_race(text, told[first].number.start):
            continue
        elif _is_open(told[first], "/" in gap) and _is_open(told[second], "/" in gap) and _JOINED.fullmatch(gap):
            sides = _sides(told[first].number, told[second].number, known)
            for place, side in zip((first, second), sides, strict=False):
                told[place] = side
    for place, result in enumerate(told):
        if isinstance(result, Placed) and result.measure == "ballots_cast":
            told[place] = _of_one(result, known)
        if isinstance(result, Placed) and result.rule == "electorate: so many of so many":
            rolls = {_mark(f) for f in known if f.measure in ROLLS and f.value == result.number.value}
            told[place] = placed_again(result.number, *rolls.pop()) if len(rolls) == 1 else result
        is_bare = re.match(r"\s*votes?\b", text[result.number.end : end]) is None
        if isinstance(result, Placed) and result.measure == "votes" and is_bare and 1 < result.number.value <= 100:
            told[place] = _as_share(result, known)
        is_exact = result.number.kind == "percent" and result.number.is_decimal
        ends = is_exact or _ENDS.match(text[result.number.end : end]) is not None
        if isinstance(result, Refused) and result.reason in OPEN and ends:
            told[place] = _again(result, known, text[: result.number.left][-8:], text[result.number.right :][:40])
    _settle_parts(text, told, known)
    return told


def _is_another_race(text: str, place: int) -> bool:
    """ "My own race, recording secretary, was 1,344-1,240": near what the page has told, and of something else."""
    return (
        re.search(
            r"(?i)\b(?:my|own|other|council|"
            r"race for)\b[^.;\d]{0,60}$",
            text[max(0, place - 70) : place],
        )
        is not None
    )


def _settle_parts(text: str, told: list[Placed | Refused], known: Sequence[Figure]) -> None:
    """ "187 out of 412 means ...", "225 out of 23,000!!": papers of a roll as told above, or a lead and all papers."""
    for place, (first, second) in enumerate(itertools.pairwise(told)):
        if not _OUT_OF.fullmatch(text[first.number.right : second.number.left]):
            continue
        if isinstance(second, Placed) and second.contest is None:
            continue
        a, b = first.number, second.number
        if isinstance(first, Placed) and first.measure == "majority" and b.value > a.value and _is_open(second):
            rule = "ballots_cast: of which the lead is told"
            told[place + 1] = Placed(b, "ballots_cast", frozenset(), rule, (), b.start, b.end, first.contest)
            continue
        cast = {f.contest_id for f in known if f.measure == "ballots_cast" and f.value == a.value}
        rolls = {_mark(f) for f in known if f.measure in ROLLS and f.value == b.value and f.contest_id in cast}
        if len(rolls) == 1:
            measure, contest, _ = rolls.pop()
            told[place] = placed_again(a, "ballots_cast", contest, None)
            told[place + 1] = placed_again(b, measure, contest, None)


def is_a_part(placed: Placed, contest: str, known: Iterable[Figure]) -> bool:
    """ "He took 481 of them": a small part of the votes that the page has given the same candidate."""
    if placed.measure != "votes" or placed.contest is not None:
        return False
    told = [
        f.value
        for f in known
        if f.measure == "votes" and f.contest_id == contest and (contest, f.candidate_id or "") in placed.keys
    ]
    return bool(told) and placed.number.value * SMALL_PART < max(told)


def _is_open(result: Placed | Refused, is_slashed: bool = False) -> bool:
    return isinstance(result, Refused) and (result.reason in OPEN or (is_slashed and result.reason == "date"))


def _again(refused: Refused, known: Iterable[Figure], before: str, after: str) -> Placed | Refused:
    """A count to the last digit, or a share with decimals, that the page has given for just one thing.

    A share without decimals needs a word on those who voted, a small count one that points to it ("the 564").
    """
    number = refused.number
    is_share = number.is_decimal and (number.kind == "percent" or 0 < number.value <= 100)
    is_share = is_share or (number.kind == "percent" and _WHO_VOTED.match(after) is not None)
    if not is_share and (number.kind != "count" or number.value < LEAST_LEAD or number.is_decimal or number.sign):
        return refused
    if not is_share and number.granularity != 1 and number.value < 20 * LEAST:
        return refused
    same = {
        _mark(f)
        for f in known
        if f.value == number.value
        and (f.unit == "percent") == is_share
        and (is_share or number.value >= LEAST or f.measure == "majority" or _POINTED.search(before))
        and (number.is_decimal or not is_share or f.measure == "vote_share")
    }
    return placed_again(number, *same.pop()) if len(same) == 1 else refused


def _as_share(placed: Placed, known: Sequence[Figure]) -> Placed:
    """ "Labour on 47": not 47 votes, where the page has given thousands, and they are 47 per cent of all."""
    votes = {(contest, candidate): v for (candidate, contest), v in _standing(known, is_share=False).items()}
    shares = {(contest, candidate): v for (candidate, contest), v in _standing(known, is_share=True).items()}
    near = [key for key in placed.keys if key in shares and abs(shares[key] - placed.number.value) <= NEAR_SHARE]
    if not near or any(votes.get(key, Decimal(0)) < LEAST for key in near):
        return placed
    return replace(placed, measure="vote_share", rule="vote_share: the share above in round figures")


def _of_one(placed: Placed, known: Iterable[Figure]) -> Placed:
    """ "38,777 out of 460,000": papers that agree to the last digit with the votes of just one candidate are theirs."""
    number = placed.number
    same = {_mark(f) for f in known if f.measure in ("votes", "ballots_cast") and f.value == number.value}
    is_one = len(same) == 1 and number.value >= LEAST and number.granularity == 1
    leads = {_mark(f) for f in known if f.measure == "majority" and f.value == number.value}
    if not same and len(leads) == 1 and placed.rule.endswith("so many of so many"):
        return placed_again(number, *leads.pop())  # "225 out of 2.9 million!"
    return placed_again(number, *same.pop()) if is_one else placed


def as_the_lead(placed: Placed, contest: str, known: Iterable[Figure]) -> Placed | None:
    """ "Won by 225", taken for votes: the lead that the page has told."""
    same = {_mark(f) for f in known if f.measure == "majority" and f.value == placed.number.value}
    if placed.measure != "votes" or len(same) != 1:
        return None
    mark = same.pop()
    return placed_again(placed.number, *mark) if mark[1] == contest else None


def shares_told(known: Sequence[Figure]) -> list[tuple[tuple[Measure, str, str | None], Decimal]]:
    """What every share on the page is of, with its value; a candidate's is reckoned where only votes were given."""
    totals = [(_mark(f), f.value) for f in known if f.measure in ("turnout", "electorate_share")]
    shares: list[tuple[tuple[Measure, str, str | None], Decimal]] = [
        (("vote_share", contest, candidate), value)
        for (candidate, contest), value in _standing(known, is_share=True).items()
    ]
    return [*shares, *totals]


def _mark(figure: Figure) -> tuple[Measure, str, str | None]:
    return figure.measure, figure.contest_id, figure.candidate_id


def placed_again(number: Number, measure: Measure, contest: str, candidate: str | None) -> Placed:
    """The number as a figure of the contest, known by what the page has told and not by its own words."""
    keys: frozenset[Key] = frozenset({(contest, candidate)} if candidate else ())
    return Placed(number, measure, keys, f"{measure}: as given above", (), number.start, number.end, contest)


def _settle_product(text: str, told: list[Placed | Refused], place: int, known: Sequence[Figure]) -> None:
    """ "62% of 40% is a quarter of us": a candidate's share, the turnout, and the share of all who might have voted."""
    first, second = told[place].number, told[place + 1].number
    if first.kind != "percent" or second.kind != "percent":
        return
    is_turned = any(f.measure == "turnout" and _agrees(first, f.value) for f in known)
    is_turned = is_turned and not any(f.measure == "vote_share" and _agrees(first, f.value) for f in known)
    share, turnout = (second, first) if is_turned else (first, second)
    shares = {_mark(f) for f in known if f.measure == "vote_share" and _agrees(share, f.value)}
    turnouts = {_mark(f) for f in known if f.measure == "turnout" and _agrees(turnout, f.value)}
    if len(shares) != 1 or len(turnouts) > 1 or any(f.measure == "turnout" for f in known) > len(turnouts):
        return
    _, contest, candidate = next(iter(shares))
    both = placed_again(share, "vote_share", contest, candidate), placed_again(turnout, "turnout", contest, None)
    told[place], told[place + 1] = both[::-1] if is_turned else both
    after = told[place + 2].number if place + 2 < len(told) else None
    if after is not None and after.kind == "percent" and _MAKES.fullmatch(text[second.end : after.left]):
        told[place + 2] = placed_again(after, "electorate_share", contest, candidate)


def _agrees(number: Number, value: Decimal) -> bool:
    """Is the number the value, or the value in round figures?"""
    return abs(number.value - value) <= (number.granularity / 2 if number.is_decimal else NEAR_SHARE)


def _sides(first: Number, second: Number, known: Sequence[Figure]) -> list[Placed | Refused]:
    """Both numbers as the votes or the shares of the two whose figures they repeat or bring up to date."""
    is_share = first.kind == "percent" or (first.value <= 100 and second.value <= 100)
    if is_share and not Decimal(90) <= first.value + second.value <= Decimal("100.5"):
        return []
    standing = _standing(known, is_share=is_share)
    found = []
    for a, b in itertools.permutations(standing, 2):
        off = abs(first.value - standing[a]), abs(second.value - standing[b])
        near = [NEAR_SHARE, NEAR_SHARE] if is_share else [standing[a] * NEAR_COUNT, standing[b] * NEAR_COUNT]
        if a[1] == b[1] and off[0] <= near[0] and off[1] <= near[1]:
            found.append((sum(off), (a, b)))
    if not found:
        return []
    found.sort()
    measure: Measure = "vote_share" if is_share else "votes"
    return [
        replace(placed_again(number, measure, contest, candidate), rule=f"{measure}: the two figures above again")
        for number, (candidate, contest) in zip((first, second), found[0][1], strict=True)
    ]


def _standing(known: Sequence[Figure], *, is_share: bool) -> dict[tuple[str, str], Decimal]:
    """The latest votes of each candidate, or the shares, reckoned from the votes where the page gives none."""
    votes = {(f.candidate_id, f.contest_id): f.value for f in known if f.measure == "votes" and f.candidate_id}
    if not is_share:
        return votes
    shares = {(f.candidate_id, f.contest_id): f.value for f in known if f.measure == "vote_share" and f.candidate_id}
    for contest in {contest for _, contest in votes}:
        total = sum(value for (_, other), value in votes.items() if other == contest)
        for (candidate, other), value in votes.items():
            if other == contest and total:
                shares.setdefault((candidate, contest), 100 * value / total)
    return shares
