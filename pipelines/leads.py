"""Leads and majorities: who won by how many, told from either side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.bind import is_tied
from pipelines.claim import claim
from pipelines.layout import Bound, Layout, Placed, Refused, put

if TYPE_CHECKING:
    from pipelines.model import Measure
    from pipelines.names import Key
    from pipelines.numbers import Number


def lead(line: Layout, number: Number, measure: Measure, bound: Bound) -> Placed | Refused:
    """A majority; its subject is the one ahead, also where the loser's side tells it."""
    cue = line.text[bound.cue.start : bound.cue.end]
    if number.is_word and not is_tied(line, number, bound):
        return Refused(number, "a number word away from its noun")
    claimant = claim(line, number)
    if claimant is not None and not claimant.mention.keys and claimant.cost < 2.5:
        return Refused(number, "for somebody who is in no followed contest")
    keys = claimant.mention.keys if claimant is not None else line.topic
    if re.match(r"(?i)behind|short|adrift|down|in arrears|off", cue) or re.search(
        r"(?i)\b(?:down|short|behind|fewer)\b", cue
    ):
        keys = frozenset(key for key in _other(line, keys))
    return put(line, number, measure, keys, f"{measure}: {bound.side} of its word", (cue,), None, bound)


def _other(line: Layout, keys: frozenset[Key]) -> frozenset[Key]:
    """The other candidate where the sentence names just two."""
    named = {m.keys for m in line.mentions if m.keys and m.keys != keys}
    return named.pop() if len(named) == 1 else frozenset()


_BY = re.compile(
    r"(?i)\b(?:w[io]ns?|winning|won|victory|elected|re-elected|beat|beaten|beats|"
    r"defeat\w*|held|holds?|hold on|lost|loses|losing|lose|ahead|in front|led|leads|"
    r"leading|behind|has it|had it|it was|past|through|home|edged|scraped|squeaked|"
    r"pipped|saw off|sees off|see off|failed|falls|fell|short|took|takes|taken|keeps?|kept|retain\w*|carried|"
    r"passed|survived|gained|gain)\b(?P<between>[^.;:()\d]{0,70}?)\bby (?:just |only "
    r"|a mere |barely |but |exactly |as few as |as many as |the narrowest of margins, "
    r")*(?:a )?$"
)


def won_by(line: Layout, number: Number, bound: Bound | None, _before: Placed | None) -> Placed | Refused | None:
    """ "She has it, by just 29 votes": votes by which somebody wins or loses are a lead, unless "to" gives the other
    side's."""
    if number.kind != "count" or number.is_decimal:
        return None
    if _LOST_BY.match(line.text[number.right : line.sentence.end]):
        return put(line, number, "majority", frozenset(), "majority: won or lost by so many", ("by",), None, bound)
    said = _BY.search(line.text[line.sentence.start : number.left])
    after = line.text[number.right : number.right + 40]
    votes = re.match(r"(?i)\s+(?:\w+ )?votes?\b(?! to \d)", after)
    if (
        said is None
        or not (votes or (not number.is_word and re.match(r"\s*(?:[.,;)]|$)", after)))
        or re.match(r"(?i)\s*(?:votes?)?\s*(?:to|against|[-–])\s*\d", after)
    ):
        return None
    if number.is_word and not votes:
        return None
    claimant = claim(line, number)
    if claimant is not None and not claimant.mention.keys and claimant.cost < 2.5:
        return Refused(number, "for somebody who is in no followed contest")
    keys = claimant.mention.keys if claimant is not None else line.topic
    if re.match(r"(?i)lost|loses|losing|lose|behind|failed|falls|fell|short", said[0]):
        keys = _other(line, keys)
    return put(
        line, number, "majority", keys, "majority: won or lost by so many", (said[0].split()[0], "by"), None, bound
    )


_LOST_BY = re.compile(
    r"(?i)^\s*votes?\b[^.;]{0,70}?\b(?:lost|won|beaten|beat|behind|ahead|short|led|"
    r"trailed|defeated)(?: \w+)? by\s*(?:[.,;]|$)|^\s*votes?\s*(?:was|were|is|:)\s[^.;]{0,30}\b(?:majority"
    r"|margin|lead)\b"
)


def majority_as_share(line: Layout, number: Number, bound: Bound | None, _before: Placed | None) -> Placed | None:
    """ "The majority for action was 78.5%": the share in favour, where a ballot has options."""
    if (
        number.kind != "percent"
        or bound is None
        or bound.cue.family != "majority"
        or "yes" not in line.pairs
        or number.value <= 50
    ):
        return None
    cue = line.text[bound.cue.start : bound.cue.end]
    if re.search(r"(?i)lead|ahead|clear|behind|short", cue):
        return None
    return put(line, number, "vote_share", line.pairs["yes"], "vote_share: majority of a ballot", (cue,), None, bound)
