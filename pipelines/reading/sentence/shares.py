"""Changes of a share, and shares of a whole electorate."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Bound, Layout, Placed, Refused, put
from pipelines.reading.sentence.claim import claim, of_strangers
from pipelines.reading.sentence.sides import MOTION, is_of_a_turnout

if TYPE_CHECKING:
    from pipelines.reading.scan.numbers import Number


MOST_POINTS = 100
"""A change of a share is no larger; a larger signed number is one of votes."""
MOST_MOVED = 60
"""Points by which a share moves at most, where no word says that they are points."""
_MOVED = re.compile(r"(?i)\b(?:up|down|lost|gained|rose|fell|dropped|shed)\s+(?:by\s+)?(?:just |only |a massive )?$")
_SEATS_BEFORE = re.compile(r"(?<![\d.,])\d{1,2}\s?[(\[]\s?[+−–-]?$")
_SHARES_HERE = re.compile(r"%|per ?cent|\d\.\d")
_FROM_TO = re.compile(
    r"(?i)\bfrom\s[^.;]{0,12}\d(?:[\d.,]*\d)?\s?(?:%|per ?cent)?(?:\s\([^()]*\)|\sin (?:19|"
    r"20)\d\d)?\sto\s(?:just |only |about |some )*$"
)
_UP = re.compile(
    r"(?i)\b(?:up|rose|rise|gain(?:ed)?|increase[ds]?|increasing|added|adds|plus|"
    r"climbed|grew|jumped|improv\w+)\b[\w\s’'-]{0,45}$"
)


_DOWN = re.compile(
    r"(?i)\b(?:down|fell|fall|falls|lost|loses|los[st]|drop(?:ped|s)?|decrease[ds]?|"
    r"decline[ds]?|minus|slump\w*|slipp?ed|shed)\b[\w\s’'-]{0,26}$"
)


def _without_names(line: Layout, start: int, end: int) -> str:
    """The words with the candidates' names blanked: Rose Lamb has not risen."""
    words = line.text[start:end]
    for mention in line.mentions:
        if start <= mention.start and mention.end <= end and mention.strength in ("name", "surname"):
            first, last = mention.start - start, mention.end - start
            words = words[:first] + "X" * (last - first) + words[last:]
    return words


_NOW_AT = re.compile(
    r"(?i)\b(?:up|down|rose|fell|dropped|slipped)\s(?:by\s)?[\w.]+\s?(?:points?|%|per ?cent|percentage points)\s"
    r"(?:at|to)\s(?:just |only )*$"
)
""" "Down 12 points at 42.5 per cent": the share itself, behind its change."""


def _behind_its_change(line: Layout, number: Number, bound: Bound | None) -> Placed | None:
    is_share = number.kind == "percent" or (number.kind == "count" and number.is_decimal)
    if not is_share or number.sign or not _NOW_AT.search(line.text[line.sentence.start : number.left]):
        return None
    if is_of_a_turnout(line, number) or (bound is not None and bound.cue.family in ("turnout", "majority")):
        return None
    claimant = claim(line, number)
    if claimant is None or not claimant.mention.keys:
        return None
    rule = "vote_share: behind its change"
    return put(line, number, "vote_share", claimant.mention.keys, rule, ("at",), claimant.mention, bound)


def change_of_share(
    line: Layout, number: Number, bound: Bound | None, before: Placed | None
) -> Placed | Refused | None:
    """ "(50.9;-22.9)", "[44.5%, -16.7]", "27.4 per cent (+18.0)", "67% (down 8%)", "up 4.9 points"."""
    before_words = _without_names(line, max(line.sentence.start, number.left - 40), number.left)
    is_moved = number.is_decimal and number.value <= MOST_MOVED and _MOVED.search(before_words) is not None
    now = _behind_its_change(line, number, bound)
    if now is not None:
        return now
    if number.kind == "count" and not (number.sign or is_moved or (number.is_decimal and before is not None)):
        return None
    if number.kind == "count" and number.sign and not number.is_decimal and abs(number.value) > MOST_POINTS:
        return Refused(number, "a change in votes")
    if re.search(r"(?i)\bdeposit", before_words):
        return None
    is_whole = number.kind == "count" and bool(number.sign) and not number.is_decimal
    if (
        is_whole
        and _SEATS_BEFORE.search(before_words)
        and not _SHARES_HERE.search(line.text, line.sentence.start, line.sentence.end)
    ):
        return Refused(number, "a change in seats, it seems")
    down, up = _DOWN.search(before_words), _UP.search(before_words)
    if bound is not None and bound.cue.family in ("turnout", "majority", "swing") and bound.cost < 1.5:
        return None
    is_before = number.kind == "percent" and not number.sign and re.search(r"(?i)\bfrom\s+(?:\w+\s+)?$", before_words)
    if is_before and not is_of_a_turnout(line, number):
        return Refused(number, "another vote: what it was before")
    if not number.sign and _FROM_TO.search(line.text[line.sentence.start : number.left]):
        return None  # "slumped from 44 per cent to 32": where it has come to
    signed = bool(number.sign) or is_moved or (number.kind in ("percent", "points") and bool(down or up))
    if not signed or re.search(r"(?i)\bswing|turnout", before_words[-24:]):
        return None
    anchor = before if before is not None and before.measure in ("votes", "vote_share", "vote_share_change") else None
    if anchor is not None and is_clean_chain(line.text[anchor.number.end : number.start]):
        keys, rule = anchor.keys, "vote_share_change: after its share"
    else:
        claimant = claim(line, number)
        if claimant is None or claimant.cost > 6 or not claimant.mention.keys:
            return None
        moved = _MOVED.search(line.text[line.sentence.start : number.left])
        gap = line.text[claimant.mention.end : line.sentence.start + moved.start()] if moved is not None else ""
        if is_moved and number.kind == "count" and not number.sign and re.search(r"[,;.\d]", gap):
            return None  # "Cons down 14.9, LDs down 17.6": a name that nobody knows stands between
        if not (number.sign or is_moved) and not re.search(
            r"(?i)share|vote|points?|support|%|per cent", line.text[number.start : number.right + 30] + before_words
        ):
            return None
        keys, rule = claimant.mention.keys, f"vote_share_change: {claimant.rule}"
    value = (
        -abs(number.value)
        if number.sign == "-" or (down and not up) or (down and up and down.start() > up.start())
        else abs(number.value)
    )
    cue = down or up
    return put(
        line,
        replace(number, value=value),
        "vote_share_change",
        keys,
        rule,
        (cue[0].split()[0],) if cue else (number.sign,),
        None,
        bound,
    )


def is_clean_chain(gap: str) -> bool:
    """Only marks and a few words between a share and its change."""
    return (
        len(gap) < 30
        and re.fullmatch(
            (
                r"(?i)[\s,;:()\[\]/|%–—-]*(?:(?:up|down|and|a|an|the|of|by|votes?|it|vote|poll|"
                r"first|primary|preferences?|share|change|increase|drop|fall|rise|plus|minus|that was|per|cent|"
                r"which is)\b[\s,;:()\[\]/|"
                r"%]*)*"
            ),
            gap,
        )
        is not None
    )


_SUPPORT = re.compile(
    r"(?i)\b(?:vot(?:ed|e|es|ing) (?:for|against|yes|no|in favou?r|to \w+)|backed|"
    r"behind|support(?:ed|s|ing)?|said|chose|choosing|picked|actually voted for|for "
    r"it)\b"
)


_TOOK_PART = re.compile(r"(?i)\s*(?:had |have )?(?:returned|voted,|voted and|took part|turned out|cast)\b")
"""Behind "of members" where the share is a turnout, whatever those who voted then said."""
_BACKED_BY = re.compile(
    r"(?i)\b(?:support|backing|endorsement|votes?) of (?:just |only |barely |under |over |"
    r"about |some )*$"
)
_OF_THEM = re.compile(
    r"(?i)^\s*of (?:them|us|all of us)\b[^.;\d]{0,30}?\b(?:backed|voted for|chose|asked for|supported|picked|wanted)\b"
)


_OF_SO_MANY = re.compile(
    r"(?i)\s*of (?:the |its |their |all )?(?:\w+['’]s )?\d[\d,.]*(?: (?:million|thousand))? (?:(?!who\b)[\w’'-]+ ){1,4}"
    r"(?:taking part|(?:had |have )?(?:took|taken) part|(?:had |have )?(?:voted|returned|responded|turned out)|"
    r"cast (?:a |their )?(?:votes?|ballots?))(?=[.,;)]|$| and| in the| by)"
)
""" "With 68% of the 13,300 eligible drivers taking part"."""


def share_of_electorate(line: Layout, number: Number, bound: Bound | None, _before: Placed | None) -> Placed | None:
    """ "6.7% of all members voted for McCluskey", "59.9% of the whole electorate said Yes", "2.9% of them had backed
    him"."""
    if number.kind == "percent" and _OF_SO_MANY.match(line.text[number.right : line.sentence.end]):
        rule = "turnout: so much of so many"
        return put(line, number, "turnout", frozenset(), rule, ("taking part",), None, bound)
    of_them = _OF_THEM.match(line.text[number.right : line.sentence.end]) if number.kind == "percent" else None
    if of_them and re.search(
        r"(?i)\b(?:members|electors|electorate|voters)\b", line.text[line.sentence.start : number.left]
    ):
        behind = [
            m
            for m in line.mentions
            if number.right + of_them.end() <= m.start <= number.right + of_them.end() + 30 and m.keys
        ]
        if behind:
            return put(
                line,
                number,
                "electorate_share",
                behind[0].keys,
                "electorate_share: of members or electors for",
                (of_them[0].strip(),),
                behind[0],
                bound,
            )
    if (
        number.kind != "percent"
        or bound is None
        or bound.side != "right"
        or bound.cue.family not in ("members", "electorate", "voters")
    ):
        return None
    if of_strangers(line, bound.cue):
        return None
    if bound.cue.family == "voters" and not re.search(
        r"(?i)eligible|registered|entitled|enrolled|all", line.text[number.end : bound.cue.end]
    ):
        return None
    backed = _BACKED_BY.search(line.text[line.sentence.start : number.left])
    claimant = claim(line, number) if backed is not None else None
    if claimant is not None and claimant.mention.keys:
        keys, rule = claimant.mention.keys, "electorate_share: backed by so many of all"
        return put(line, number, "electorate_share", keys, rule, ("of",), claimant.mention, bound)
    tail = line.text[bound.cue.end : min(line.sentence.end, bound.cue.end + 60)]
    if not _SUPPORT.search(tail) or _TOOK_PART.match(tail):
        return None
    on_the_right = [m for m in line.mentions if bound.cue.end <= m.start <= bound.cue.end + 60 and m.keys]
    is_for_it = "yes" in line.pairs and MOTION.match(line.text[bound.cue.end : line.sentence.end]) is not None
    if not on_the_right and not is_for_it:
        return None
    cue = line.text[bound.cue.start : bound.cue.end]
    holder = on_the_right[0] if on_the_right else None
    keys = holder.keys if holder is not None else line.pairs["yes"]
    rule = "electorate_share: of members or electors for"
    return put(line, number, "electorate_share", keys, rule, (cue,), holder, bound)
