"""Nominations counted by those who nominate: "was backed by 88 branches and Marsh by 104"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Layout, Placed, put
from pipelines.reading.sentence.claim import claim

if TYPE_CHECKING:
    from collections.abc import Iterator

_BY = re.compile(
    r"(?i)\b(?:(?:nominated|backed|supported|endorsed) by|(?:nominations|backing|support) (?:from|by|of)) "
    r"(?:only |just |some |about |over |nearly )*$"
)
_BODIES = re.compile(
    r"(?i)\s(?:local |union |party |constituency )?(?:branches|lodges|locals|chapels|clps|constituency parties|"
    r"constituencies|societies|affiliates|workplaces|mps)\b"
)
_HEAD = re.compile(r"(?i)(?:[\w’'-]+ ){0,3}nominations\b[^:.]{0,120}:\s")
"""Heads a list of candidates with the branches that nominated each: "Nominations so far: Tull 74 branches, Dray 69"."""
_LISTED = re.compile(r":?\s(?:with |on )?")
_AND_BY = re.compile(r"(?i),? by (?:only |just |some |about |over |nearly )*$")


def _goes_on(line: Layout, name_end: int, number: int) -> bool:
    """ "by 88 branches and Marsh by 104", "the backing of 33 MPs, Saul 89": the next name, and its number."""
    return name_end <= number and any(gap.fullmatch(line.text, name_end, number) for gap in (_AND_BY, _LISTED))


def nominated_by(line: Layout) -> Iterator[Placed]:
    """The numbers of bodies that nominated a candidate, and of those that nominated the next ones named."""
    is_told = False
    is_headed = _HEAD.match(line.text, line.sentence.start, line.sentence.end) is not None
    for number in line.numbers:
        if number.kind != "count" or number.is_decimal:
            continue
        before = line.text[line.sentence.start : number.left]
        holder = claim(line, number)
        is_first = (_BY.search(before) is not None or is_headed) and _BODIES.match(line.text, number.right) is not None
        is_next = is_told and holder is not None and _goes_on(line, holder.mention.end, number.left)
        is_told = is_told or is_first
        if (is_first or is_next) and holder is not None and holder.mention.keys:
            rule = "nominations: by so many bodies"
            yield put(line, number, "nominations", holder.mention.keys, rule, ("by",), holder.mention, None)
