"""The name that a number belongs to, with the party printed beside it; and people of bodies that nobody follows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.reading.sentence.rejects import reject
from pipelines.reading.sentence.subjects import NOT_STRANGER, Claimant, claimants, is_clean

if TYPE_CHECKING:
    from pipelines.reading.scan.layout import Layout
    from pipelines.reading.scan.measures import Cue
    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number


def claim(line: Layout, number: Number) -> Claimant | None:
    numbers = [other for other in line.numbers if other.start != number.start and not _is_of_a_life(line, other)]
    found = claimants(line.text, number, line.mentions, numbers, options=line.options, is_list=line.is_list)
    if not found:
        return None
    mention = found[0].mention
    if mention.strength == "party" and mention.keys <= line.persons and _stranger_of_the_party(line, mention):
        return replace(found[0], mention=replace(mention, keys=frozenset()))
    return replace(found[0], mention=_with_its_party(line, mention))


def _is_of_a_life(line: Layout, number: Number) -> bool:
    """ "Orme, 34, a nurse here for 12 years, won 1,204": ages and years in a post part no name from its number."""
    if number.kind != "count" or number.value >= OLDEST:
        return False
    return reject(line.text, number, line.sentence.start, line.sentence.end) in ("age", "time span")


OLDEST = 120
_SEGMENT = re.compile(r"[;:\n|•]|\d[\d.,]*%?\)?[.,]?\s")
_NAME_BEFORE = re.compile(
    r"\W*(?:[xi]+-|[xi],[xi]-)?(?:(?:Mrs?|Miss|Ms|Dr|Cllr|"
    r"Sir)\.? )?(?P<name>(?:[A-Z][\w'’.-]*,? ){1,3}[A-Z][\w'’-]+)\*?"
    r"(?P<mark>\s?[,(\[–—-]\s?|\s)"
)
SHORT_FORM = 4
"""Letters of a party's short form, which may follow a name without any mark ("Bea Orr Lab 455")."""


def _stranger_of_the_party(line: Layout, party: Mention) -> bool:
    """ "Bea Orr, Dem (i) 21,004", "J Firth (Lab) 988": somebody else of the party that a followed person belongs to."""
    before = line.text[line.sentence.start : party.start]
    segment = _SEGMENT.split(before)[-1]
    found = _NAME_BEFORE.fullmatch(segment)
    if found is None or NOT_STRANGER.search(found["name"]):
        return False
    if not found["mark"].strip() and party.end - party.start > SHORT_FORM:
        return False
    first = party.start - len(segment)
    if any(m.keys and first <= m.start < party.start for m in line.mentions):
        return False
    return not all(word.lower() in line.known_words for word in re.findall(r"[A-Za-z]{2,}", found["name"]))


def _with_its_party(line: Layout, mention: Mention) -> Mention:
    """A party's name with the person's beside it ("Hanbury, Charlotte – Scottish Conservative –"): what both may mean.

    A stranger beside the party takes the figure away: another Liberal Democrat's votes are not the followed one's.
    """
    for other in line.mentions:
        gap = line.text[min(mention.end, other.end) : max(mention.start, other.start)]
        if (
            other is mention
            or len(gap) > 30
            or re.search(r"[\d;:\n]|\b(?:and|to|from|beat|over)\b|,\s\w+\s\w+", gap)
            or not mention.keys
        ):
            continue
        both = mention.keys & other.keys
        if both and both != mention.keys:
            return replace(mention, keys=both)
        is_in_brackets = gap.strip() == "(" and other.start > mention.start
        if not other.keys and mention.strength == "party" and is_in_brackets:
            return other
        if (
            not both
            and other.keys
            and mention.strength == "party"
            and other.strength in ("name", "surname")
            and is_clean(gap)
            and "," not in gap
        ):
            return other
    return mention


def of_strangers(line: Layout, cue: Cue) -> bool:
    """ "67% of BALPA members": a body that no followed contest names, right before the people counted."""
    before = re.search(r"\b([A-Z][\w&]+)(?:['’]s)?\s+$", line.text[line.sentence.start : cue.start])
    if before is None or before.start() == 0:
        return False
    return before[1].lower() not in line.known_words and not any(
        m.start <= line.sentence.start + before.start() < m.end for m in line.mentions
    )
