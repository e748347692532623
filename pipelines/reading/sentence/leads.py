"""Leads and majorities: who won by how many, told from either side."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Bound, Layout, Placed, Refused, put
from pipelines.reading.sentence.bind import is_tied
from pipelines.reading.sentence.claim import claim

if TYPE_CHECKING:
    from pipelines.model import Measure
    from pipelines.reading.scan.names import Key
    from pipelines.reading.scan.numbers import Number


def lead(line: Layout, number: Number, measure: Measure, bound: Bound) -> Placed | Refused:
    """A majority; its subject is the one ahead, also where the loser's side tells it."""
    cue = line.text[bound.cue.start : bound.cue.end]
    if number.is_word and not is_tied(line, number, bound):
        return Refused(number, "a number word away from its noun")
    claimant = claim(line, number)
    if claimant is not None and not claimant.mention.keys and claimant.cost < 2.5:
        return Refused(number, "for somebody who is in no followed contest")
    seats = [c for c in line.cues if c.family == "seats" and line.text[c.start : c.end].lower().startswith("seat")]
    if seats and not any(c.family == "votes" for c in line.cues):
        return Refused(number, "a majority of seats")
    keys = claimant.mention.keys if claimant is not None else line.topic
    others = [n for n in line.numbers if n.start != number.start]
    if claimant is not None and any(claimant.mention.end <= n.start and n.end <= bound.cue.start for n in others):
        keys = frozenset()  # "Kemble 18,345; Avery 3,789; majority 7,421"
    if re.match(r"(?i)behind|short|adrift|down|in arrears|off", cue) or re.search(
        r"(?i)\b(?:down|short|behind|fewer)\b", cue
    ):
        keys = frozenset(key for key in _other(line, keys))
    return put(line, number, measure, keys, f"{measure}: {bound.side} of its word", (cue,), None, bound)


_NEXT_LEAD = re.compile(r"(?i)^[^.;\d]{0,30}?(?:,| and| then| to)\s+(?:then |now |just |only )*$")
_LED_FROM = re.compile(r"(?i)\b(lead|advantage|gap|margin|majority)\b[^.;\d]{0,75}\bfrom\s+(?:just |only |over )*$")


def in_turn(line: Layout, numbers: list[Number], results: dict[int, list[Placed | Refused]]) -> None:
    """ "The lead was 640 at midnight, 700 at one", "her lead has shrunk from 4,012 to 1,436": one lead after another.

    A majority that fell "from" a number had it at another vote, a lead had it earlier in the same count.
    """
    for first, second in itertools.pairwise(numbers):
        before, after = results[first.start][0], results[second.start][0]
        if first.kind != second.kind or first.kind != "count" or second.is_word or second.value < 2:
            continue
        gap = line.text[first.right : second.left]
        led = _LED_FROM.search(line.text[line.sentence.start : first.left])
        if led is not None and re.fullmatch(
            r"(?i)(?:\sin (?:19|20)\d\d)?[^.;\d]{0,40}\bto\s+(?:just |only |"
            r"a mere )*",
            gap,
        ):
            changed = [second] if led[1].lower() == "majority" else [first, second]
            if first not in changed:
                results[first.start] = [Refused(first, "another vote: what it was before")]
            for number in changed:
                results[number.start] = [
                    put(line, number, "majority", frozenset(), "majority: from one to the next", (led[1],), None, None)
                ]
        elif (
            isinstance(before, Placed)
            and before.measure == "majority"
            and isinstance(after, Refused)
            and re.match(r"(?i)lead|margin|gap|advantage|majorities", "".join(before.cues))
            and _NEXT_LEAD.match(gap)
            and re.match(
                r"(?i)\s*(?:votes?)?\s*(?:[.,;()]|$|at\b|by\b|with\b|after\b|when\b)", line.text[second.right :]
            )
        ):
            results[second.start] = [
                put(line, second, "majority", before.keys, "majority: one lead after another", before.cues, None, None)
            ]


def _other(line: Layout, keys: frozenset[Key]) -> frozenset[Key]:
    """The other candidate where the sentence names just two."""
    held = {contest for contest, _ in keys}
    named = {
        m.keys
        for m in line.mentions
        if m.keys and m.keys != keys and (not held or held & {contest for contest, _ in m.keys})
    }
    return named.pop() if len(named) == 1 else frozenset()


_BY = re.compile(
    r"(?i)\b(?:w[io]ns?|winning|won|victory|elected|re-elected|beat|beaten|beats|"
    r"defeat\w*|held|holds?|hold on|lost|loses|losing|lose|ahead|in front|led|leads|"
    r"leading|behind|has it|had it|it was|past|through|home|out|in|decided|settled|separated|edged|scraped|squeaked|"
    r"pipped|saw off|sees off|see off|returned|trail(?:s|ed|ing)?|"
    r"failed|falls|fell|short|took|takes|taken|keeps?|kept|retain\w*|carried|"
    r"passed|survived|gained|gain)\b(?P<between>[^.;:()\d]{0,70}?)\bby (?:just |only "
    r"|a mere |barely |but |exactly |as few as |as many as |the narrowest of margins, "
    r"|about |around |some |nearly |almost |over |more than |fewer than )*"
    r"(?:an? (?:scant |bare |mere |tiny |massive |whopping )?)?$"
)


_OR_IN_POINTS = re.compile(r"(?i)\s?(?:votes?)?,?\s?(?:\(|or |[–—-] )(?:about |just |around |some )?")
""" "By 2,160 votes, or 5.3 percentage points"."""


def won_by(line: Layout, number: Number, bound: Bound | None, before: Placed | None) -> Placed | Refused | None:
    """ "She has it, by just 29 votes": votes by which somebody wins or loses are a lead, unless "to" gives the other
    side's."""
    if number.kind == "points":
        if before is not None and before.measure == "majority":
            gap = line.text[before.number.right : number.left]
            if _OR_IN_POINTS.fullmatch(gap):
                rule = "majority_share: the lead again, in points"
                return put(line, number, "majority_share", before.keys, rule, before.cues, None, bound)
        return _by_points(line, number, bound)
    if number.kind != "count" or number.is_decimal:
        return None
    if _FROM_WINNING.match(line.text[number.right : line.sentence.end]):
        return put(line, number, "majority", frozenset(), "majority: so many from winning", ("from",), None, bound)
    if _SO_MANY_MORE.match(line.text, number.right) and _HAD.search(line.text[line.sentence.start : number.left]):
        ahead = claim(line, number)
        if ahead is not None and _other(line, ahead.mention.keys):
            rule = "majority: so many more than the other"
            return put(line, number, "majority", ahead.mention.keys, rule, ("more",), ahead.mention, bound)
    if _FEWER_THAN.match(line.text, number.right):
        rule = "majority: so many fewer than the winner"
        return put(line, number, "majority", frozenset(), rule, ("fewer than",), None, bound)
    more = _MORE_THAN.match(line.text, number.right)
    if more is not None and any(m.start == more.end() and m.keys for m in line.mentions):
        ahead = claim(line, number)
        keys = ahead.mention.keys if ahead is not None and ahead.mention.end <= number.left else frozenset()
        return put(line, number, "majority", keys, "majority: so many more than another", ("more than",), None, bound)
    if _LOST_BY.match(line.text[number.right : line.sentence.end]):
        return put(line, number, "majority", frozenset(), "majority: won or lost by so many", ("by",), None, bound)
    margin = _name_by(line, number, bound)
    if margin is not None:
        return margin
    if number.value > 1 and _BY_A_WHISKER.search(line.text[line.sentence.start : number.left]):
        return put(line, number, "majority", frozenset(), "majority: by a whisker", ("by",), None, bound)
    said = _BY.search(line.text[line.sentence.start : number.left])
    after = line.text[number.right : number.right + 40]
    votes = re.match(r"(?i)\s+(?:\w+ )?(?:votes?|ballots?|papers?)\b(?! to \d)", after)
    if (
        said is None
        or not (
            votes
            or re.match(
                r"(?i)\s*(?:[.,;:)!]|[-–—] |$|(?:because|when|after|since|thanks to|"
                r"despite|over)\b)",
                after,
            )
        )
        or re.match(r"(?i)\s*(?:votes?)?\s*(?:to|against|[-–])\s*\d", after)
    ):
        return None
    if number.is_word and not votes and number.value < LEAST_IN_WORDS:
        return None
    if re.match(
        r"(?i)fell|"
        r"falls",
        said[0],
    ) and _A_VOTE.search(line.text[line.sentence.start : number.left][: said.start()]):
        return Refused(number, "a change in votes")
    claimant = claim(line, number)
    if claimant is not None and not claimant.mention.keys and claimant.cost < 2.5:
        return Refused(number, "for somebody who is in no followed contest")
    keys = claimant.mention.keys if claimant is not None else line.topic
    is_beaten = claimant is not None and _NO_SUBJECT.search(
        line.text[max(line.sentence.start, claimant.mention.start - 24) : claimant.mention.start]
    )
    if is_beaten or re.match(r"(?i)lost|loses|losing|lose|behind|trail|failed|falls|fell|short", said[0]):
        keys = _other(line, keys)
    return put(
        line, number, "majority", keys, "majority: won or lost by so many", (said[0].split()[0], "by"), None, bound
    )


LEAST_IN_WORDS = 100
"""A smaller number word without "votes" behind it ("won by two") may count anything."""
_A_VOTE = re.compile(r"(?i)\b(?:votes?|share|support|turnout|majority|tally|total)\s(?:\w+\s)?$")
_BY_A_WHISKER = re.compile(
    r"(?i)\bby (?:an? |the )(?:whisker|nose|hair(?:['’]s breadth)?|handful of votes|narrowest (?:of )?margins?|"
    r"short head)\W{1,4}"
    r"(?:just |only |a mere )*$"
)
_FROM_WINNING = re.compile(
    r"(?i)^\s*votes?\s+(?:(?:away |short |shy )?(?:from|of)\s+(?:being|becoming|winning|victory|taking|unseating|"
    r"beating|a win|the win)\b|shy\b)"
)
_BY_ALONE = re.compile(
    r"(?i)^,?\s+(?:(?:is|was|are|still|now|home|in|through|ahead)\s+)*(?:by|up|up by)\s+(?:just |only |a mere )*$"
)
_NO_SUBJECT = re.compile(
    r"(?i)\b(?:beat|beats|beaten|beating|outpoll\w*|outvot\w*|over|above|defeat\w*|past|than|behind|against|from|"
    r"ousted|edged|pipped|off)\s+(?:the |mr |mrs |ms )?$"
)


_LOST_BY_SO_MANY = re.compile(r"(?i)\blos(?:t|e|es|ing) by\s+(?:just |only |a mere )*$")


def is_ahead_by(line: Layout, number: Number) -> bool:
    """ "Coleman up 192", "they have lost by 812": what looks like a gain or a loss of votes is a lead."""
    if _LOST_BY_SO_MANY.search(line.text[line.sentence.start : number.left]):
        return True
    return (
        number.kind == "count"
        and re.match(
            r"\s*(?:votes?)?\s*(?:[.,;:)!]|$|and\b|with\b|after\b|now\b)", line.text[number.right : line.sentence.end]
        )
        is not None
        and isinstance(_name_by(line, number, None), Placed)
    )


def _name_by(line: Layout, number: Number, bound: Bound | None) -> Placed | Refused | None:
    """ "Labour by 1,500-3,000", "Coleman up 192": a name, and by how many it is ahead."""
    held = [m for m in line.mentions if m.end <= number.left and m.strength not in ("option", "letter")]
    if not held or number.value < 2 or (number.is_word and bound is None):
        return None
    name = held[-1]
    first = min((n.left for n in line.numbers if n.is_ranged and number.is_ranged), default=number.left)
    gap = line.text[name.end : first]
    said = _BY_ALONE.match(gap)
    if said is None or (
        not number.is_ranged
        and re.match(
            r"(?i)\s*(?:votes?)?\s*(?:to|against|[-–/]|from|on|since|in)\s*\d",
            line.text[number.right : number.right + 14],
        )
    ):
        return None
    if re.search(r"(?i)\bnominat|\bbacked\b|\bsupported\b|\bendorsed\b", line.text[line.sentence.start : number.left]):
        return None  # "A was nominated by 212 branches and B by 88"
    if "up" in gap.split() and (name.strength not in ("name", "surname") or not name.keys):
        return None
    if _NO_SUBJECT.search(line.text[max(line.sentence.start, name.start - 24) : name.start]):
        is_of_several = re.search(
            r"(?i)\b(?:together|combined|between them)\b", line.text[line.sentence.start : name.start]
        )
        return Refused(number, "several together ahead of one") if is_of_several else None
    if not name.keys:
        return Refused(number, "for somebody who is in no followed contest")
    return put(line, number, "majority", name.keys, "majority: a name, by so many", (gap.strip(),), name, bound)


def _by_points(line: Layout, number: Number, bound: Bound | None) -> Placed | None:
    """ "has said No by 10.6 points", "won by 12 points": a lead, where a side or a candidate is named before it."""
    gap = line.text[line.sentence.start : number.left]
    named = [m for m in line.mentions if m.end <= number.left and m.keys]
    if not re.search(r"(?i)\bby\s+(?:just |only |some |about |a mere )*$", gap) or not named:
        return None
    is_won = re.search(
        r"(?i)\b(?:w[io]ns?|said|voted?|beat|beats|defeat\w*|ahead|led|leads|victory|prevailed|carried)\b[^.;]{0,60}$",
        gap,
    )
    is_moved = re.search(r"(?i)\b(?:up|down|rose|fell|increase\w*|share|swing|dropp\w*|improv\w*)\b[^.;]{0,30}$", gap)
    if is_won is None or is_moved:
        return None
    return put(
        line, number, "majority_share", named[-1].keys, "majority_share: by so many points", ("by",), named[-1], bound
    )


_MOVED_TO = re.compile(
    r"(?i)\b(?:lead|gap|margin|advantage|difference)\b[^.;]{0,50}\b(?:down|cut|up|narrow\w*|shr[aiu]nk\w*|grown|"
    r"grew|fallen|fell|"
    r"risen|rose|widen\w*|dwindled|reduced) to (?:just |only |a mere )*$"
)


def moved_to(line: Layout, number: Number, bound: Bound | None, _before: Placed | None) -> Placed | None:
    """ "The gap, which had been 223, is down to 103"."""
    before = line.text[line.sentence.start : number.left]
    if number.kind != "count" or number.is_decimal or number.is_word or not _MOVED_TO.search(before):
        return None
    return put(line, number, "majority", frozenset(), "majority: has moved to", ("to",), None, bound)


_FEWER_THAN = re.compile(
    r"(?i)\s(?:votes )?(?:fewer|less) than the (?:\w+ )?(?:winner|victor)\b|"
    r"\s(?:votes )?more than the (?:runner-up|second-placed|nearest (?:rival|challenger|opponent))\b"
)
_SO_MANY_MORE = re.compile(r"(?i)\s(?:votes )?more(?: votes)?\s?(?:[.;,)]|$)")
_HAD = re.compile(r"(?i)\b(?:had|got|has|polled|won|received|took|managed)\s(?:just |only |over |about )*$")
_MORE_THAN = re.compile(r"(?i)\s+more than (?:the |mr |mrs |ms )?")
_LOST_BY = re.compile(
    r"(?i)^\s*(?:votes?|ballots?|papers?)\b[^.;]{0,70}?\b(?:decided|settled|lost|won|beaten|beat|behind|ahead|"
    r"short|led|"
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
