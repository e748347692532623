"""Which measure word a number goes with, by what stands between them, and what the number measures by that word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Bound, Layout
from pipelines.reading.scan.measures import COUNT_MEASURE, GENERIC, SHARE_MEASURE, Cue

if TYPE_CHECKING:
    from pipelines.model import Measure
    from pipelines.reading.scan.numbers import Number


_RIGHT_GAP = re.compile(
    r"^(?:,\s(?=(?:were|was|are|"
    r"had been|cast|voted|took part|turned out)\s))?[\s\-–‘’“”\"'(]*(?:%\s*)?(?:[A-Za-z][\w’'-]*[\s-]+){0,4}[‘“\"'(]?$"
)


_RIGHT_STOP = re.compile(
    r"(?i)\b(?:and|but|while|with|to|against|from|than|after|on|at|by|when|if|as|"
    r"without|below|beyond|or|behind|ahead|compared|took|got|had|for|not|in|it|is|a)\b"
)


_LEFT_GAP = re.compile(
    r"(?i)^(?:[\s:=\-–—(\[|\"“”‘’'.…,*•]|\b(?:of|was|is|were|are|at|in|the|a|an|to|"
    r"came|come|comes|stood|stands|being|just|only|reached|hit|put|now|fell|rose|"
    r"drops?|dropped|grew|ended|up|down|"
    r"totall?ed|total|numbered|numbering|for|amount(?:ed|ing|s)?|equals|equal|some|"
    r"deadline|returned|counted|between|past|touched|topped|final|this|time|today|announced|confirmed|declared|"
    r"official|with|had|has|as|overall|"
    r"so|far|nationally|which|that|"
    r"it|then|on|papers?|votes?|ballots?|cast|"
    r"people|members|voters|ones|be|been|estimated|reported|low|mere|a mere|poor|"
    r"high|record|respectable|disappointing|projected|by|figure|rate|percentage|number|"
    r"de|del|des|der|un|una|el|la|les|s['’]établit|à|es|ist|war|lag|stieg|auf|bei|trotzdem|socios|sobre|"
    r"there|went|voting|industrial|action|among|"
    r"those|strike|favou?r|still|about|around|roughly|nearly|almost|over|under|more|"
    r"less|than|approximately|approx|least|out|cut|increased|decreased|slashed|reduced|"
    r"majority|turnout|in all)\b)*$"
)


REACH = 70
"""Characters between a number and its measure word, at most."""


def bind(line: Layout, number: Number) -> Bound | None:
    """The measure word that tells most about the number, or None."""
    found = []
    left, right = _reach(line, number)
    for cue in line.cues:
        if cue.start - right > REACH or left - cue.end > REACH:
            continue
        if cue.start >= number.end:
            cost = None if _heads_the_next(line, number, cue) else _right_cost(line, right, cue)
            if (
                cost is None
                and cue.family == "turnout"
                and number.kind == "percent"
                and re.fullmatch(r",\s(?:the |its |overall )?", line.text[right : cue.start])
                and not re.match(r"\s*(?:of |was |at )?\d", line.text[cue.end : cue.end + 8])
            ):
                cost = 0.6  # "At 11.5%, turnout was low"
            side = "right"
        elif cue.end <= number.left:
            cost = None if _is_spent(line, number, cue) else _left_cost(line, left, cue)
            side = "left"
        else:
            cost, side = (0.0, "right") if cue.start < number.end <= cue.end else (None, "")
        if cost is not None:
            found.append(Bound(cue, side, cost + (1.5 if cue.family in GENERIC else 0.0)))
    return min(found, key=lambda bound: bound.cost, default=None)


def _reach(line: Layout, number: Number) -> tuple[int, int]:
    """Where the words on the left end and on the right begin: both ends of a range share them."""
    if not number.is_ranged:
        return number.left, number.right
    ends = [n for n in line.numbers if n.is_ranged and abs(n.start - number.start) < 30]
    return min(n.left for n in ends), max(n.right for n in ends)


def _heads_the_next(line: Layout, number: Number, cue: Cue) -> bool:
    """In "NO 49% Turnout 37%" the word is the label of the number behind it: this one has a label of its own."""
    if re.search(r"(?i)\b(?:of|from)\s+(?:the\s+)?$", line.text[line.sentence.start : number.left]):
        return False  # "Of 42,110 votes 611 were informal"
    if not line.is_list or not re.match(r"\s*[:=]?\s*\(?\d", line.text[cue.end : cue.end + 6]):
        return False
    if line.text[cue.start].isupper() and cue.family in ("majority", "turnout") and number.right < cue.start:
        return True  # "69.9% Maj 412"
    previous = max((n.end for n in line.numbers if n.end <= number.start), default=line.sentence.start)
    return re.search(r"[^\W\d_]", line.text[previous : number.start]) is not None and number.right < cue.start


def _is_spent(line: Layout, number: Number, cue: Cue) -> bool:
    """Is the word the noun of an earlier number ("722 votes cast, 704 of them valid")? Then it labels no later one."""
    if line.text[cue.end : cue.end + 3].lstrip().startswith((":", "=", "–", "-", "—")):
        return False
    if line.is_list and line.text[cue.start].isupper() and re.fullmatch(r"\s\(?", line.text[cue.end : number.left]):
        return False
    return any(
        n.right <= cue.start
        and cue.start - n.right < 14
        and re.fullmatch(r"[\s'‘“]*(?:[A-Za-z]+ )?(?:of (?:the|them|all) )?", line.text[n.right : cue.start])
        for n in line.numbers
        if n.end <= cue.start and n.end <= number.start
    )


def _right_cost(line: Layout, right: int, cue: Cue) -> float | None:
    gap = line.text[right : cue.start]
    if cue.family == "rejected":
        gap = _IN_ITS_VOTE.sub(" ", gap)
    if len(gap) > 48 or not _RIGHT_GAP.match(gap) or "\n" in gap:
        return None
    words = re.findall(r"[A-Za-z][\w’'-]*", gap)
    if _RIGHT_STOP.search(gap) and not re.match(r"^\s+(?:of|were|was)\b", gap):
        return None
    if any(m.start >= right and m.end <= cue.start and m.strength not in ("option", "letter") for m in line.mentions):
        return None
    return 0.4 * len(words)


_WHO_REJECTED = re.compile(
    r"(?i)\b(?:voters?|members?|residents|electors|people|they|we|it|who|union|council|town)(?:\s\w+){0,2}\s$"
)
"""Before "rejected" as a verb: what was rejected was no paper."""


_COUNT_NAMED = re.compile(
    r"(?i),? (?:(?:in|at|on|after) the )?(?:first|second|third|fourth|final|last|\d(?:st|nd|rd|th)) (?:count|"
    r"round|stage|ballot)\b"
)
"""Between a label and its number: "Rejected ballot papers, second count: 264"."""


_AT_ITS_PLACE = re.compile(
    r"(?<=\s)(?:in|at|for) (?:the |this |last week['’]s )?(?:[A-Z][\w’'-]+ )*[A-Z][\w’'-]+"
    r"(?: (?:by-election|election|referendum|ballot|vote|race|contest|count|ward|presidential|mayoral|local|"
    r"parliamentary|leadership|strike|runoff|run-off))*,?(?=\s)"
)
"""Between a label and its number: "Turnout in the Fallow Park by-election, at 27.3%"."""
_IN_ITS_VOTE = re.compile(
    r"(?i)\s(?:in|at|for) (?:its|the|this|their|his|her) (?:[\w’'-]+ ){0,3}(?:election|ballot|vote|contest|referendum|"
    r"by-election|race|count)\s(?=(?:were|was|had)\b)"
)
"""Between papers and what became of them: "1,041 ballots in its leadership election were rejected"."""
_OF_A_BODY = re.compile(r"^\sof (?:the )?(?:[A-Z][\w’'-]+ )*[A-Z][\w’'-]+(?=\s)")
_PLACED = frozenset({"majority", "turnout", "rejected", "electorate", "cast", "valid"})
_ASIDE = re.compile(r"(?i),\s(?:on|from|of|out of|with)\s[^,;:]*\d(?:[\d.,]*\d)?[^,;:]*,(?=\s)")
"""Between "turnout" and its number: ", on an electorate of 159,320,"."""


def _left_cost(line: Layout, left: int, cue: Cue) -> float | None:
    if line.text[cue.start : cue.end].lower().endswith("in it"):
        return None  # "not 4,000 in it: 24,336 for Yousaf"
    if cue.family == "rejected" and _WHO_REJECTED.search(line.text[line.sentence.start : cue.start]):
        return None
    gap = re.sub(r"\.{2,}", " ", line.text[cue.end : left])
    gap = _ASIDE.sub(" ", _COUNT_NAMED.sub(" ", gap)) if cue.family == "turnout" else _COUNT_NAMED.sub(" ", gap)
    if cue.family == "members":
        gap = _OF_A_BODY.sub(" ", gap)
    if cue.family in _PLACED:
        gap = _AT_ITS_PLACE.sub(" ", gap)
    if cue.family == "majority" and re.search(r"(?i)\b(?:with|had|on|has)\b", gap):
        return None
    if cue.family == "majority":
        named = [m for m in line.mentions if cue.end <= m.start and m.end <= left]
        for mention in named[:1]:
            gap = (
                re.sub(r"(?i)\b(?:over|of)\s+(?:the\s+)?$", "", line.text[cue.end : mention.start])
                + line.text[mention.end : left]
            )
    if (
        len(gap) > 60
        or re.search(r"\d", gap)
        or "\n" in gap.strip("\n")
        or re.search(r"[.;]\s", gap)
        or not _LEFT_GAP.match(gap)
    ):
        return None
    if cue.family == "seats" and re.search(r"\w", gap):
        return None  # "has a seat, with 92 votes"
    words = len(re.findall(r"[A-Za-z][\w’'-]*", gap))
    is_label = words == 0
    return 0.1 * gap.count(",") + (0.1 if is_label else 0.3 + 0.15 * words)


def measure_of(line: Layout, number: Number, bound: Bound | None) -> Measure | None:
    """What the number measures by its own word alone."""
    if bound is None:
        return None
    family = bound.cue.family
    if number.kind == "points":
        return "majority_share" if family == "majority" else None
    if number.kind == "percent":
        if family in ("electorate", "members") and re.search(
            r"\d\s*\(\s*$", line.text[max(0, number.left - 6) : number.left]
        ):
            return "turnout"
        if family in ("electorate", "members", "voters"):
            tail = line.text[bound.cue.end : line.sentence.end]
            is_of_a_side = "yes" in line.pairs and _CHOSE.match(tail) is not None
            return "turnout" if bound.side == "right" and is_about_voting(line) and not is_of_a_side else None
        if (
            family == "cast"
            and bound.side == "right"
            and re.search(r"(?i)back|returned", line.text[bound.cue.start : bound.cue.end])
        ):
            return "turnout"
        if family == "voted" and not _VOTED_FOR.match(line.text[bound.cue.end : line.sentence.end]):
            return "turnout" if bound.side == "right" else None
        if family == "majority" and not _is_lead_in_share(line, number, bound):
            return None
        return SHARE_MEASURE.get(family)
    if number.is_decimal:
        is_rate = family == "turnout" and bound.side == "left" and bound.cost < 0.7 and 0 < number.value <= 100
        return "turnout" if is_rate else None
    if family == "total" and not line.is_list and not (bound.side == "right" and bound.cost < 1.6):
        return None
    if family == "voters":
        return _of_voters(line, bound)
    return COUNT_MEASURE.get(family)


_CHOSE = re.compile(
    r"(?i)\s+(?:who |had |have |has |actually |in fact )*(?:voted|opted|chose|came out|plumped|said)\s+(?:\w+ )?"
    r"(?:for|against|yes|no|in favou?r|to (?:strike|walk|take|accept|reject|approve))\b"
)
"""Behind a share of people: those of one side, and not those who took part."""
_VOTED_FOR = re.compile(r"(?i)\s+(?:\w+ )?(?:for|to|yes|no|against|in favou?r|leave|remain|['‘“\"])")


def _of_voters(line: Layout, bound: Bound) -> Measure | None:
    """ "406,616 voters turned out" were counted in the boxes; "39,970 voters, a turnout of 88.6%" stand on the roll."""
    tail = line.text[bound.cue.end : bound.cue.end + 40]
    if re.match(
        (
            r"(?i)\s+(?:who |had |have |have now )?(?:turned out|voted|took part|cast|went "
            r"to the polls|participated)\b(?! for)"
        ),
        tail,
    ):
        return "ballots_cast"
    is_about_turnout = any(cue.family == "turnout" for cue in line.cues) and bound.side == "right"
    return (
        "electorate"
        if is_about_turnout and re.match(r"(?i)voters", line.text[bound.cue.start : bound.cue.end])
        else None
    )


def _is_lead_in_share(line: Layout, number: Number, bound: Bound) -> bool:
    """A lead printed as a share is rare; "with a majority of 51%" mostly means the votes of the winner."""
    cue = line.text[bound.cue.start : bound.cue.end].lower()
    return cue.startswith(("lead", "ahead", "clear", "margin", "behind", "in front")) or (
        cue.startswith("majorit") and number.value < 50 and any(m.keys for m in line.mentions)
    )


def is_about_voting(line: Layout) -> bool:
    words = line.text[line.sentence.start : line.sentence.end]
    return (
        re.search(
            (
                r"(?i)\bvot(?:ed|ing)\b|took part|turn(?:ed)?[- ]?out|returned|responded|cast|"
                r"bothered|\bdid\b|registered|enrolled|electorate"
            ),
            words,
        )
        is not None
    )


_PAPERS_WERE = re.compile(r"(?i)\s(?:ballot |voting )?(?:papers?|ballots?|votes?) (?:were|was|had been) ")


def is_tied(line: Layout, number: Number, bound: Bound) -> bool:
    """A number word counts only where its noun follows at once, or a label leads to it ("a majority of two")."""
    gap = line.text[number.right : bound.cue.start]
    cue = line.text[bound.cue.start : bound.cue.end].lower()
    if bound.side == "right" and (
        re.search(r"(?i)\bmore\b|\bof\b", gap)
        or (number.value == 1 and gap.strip(' ‘“"'))
        or (bound.cue.family == "majority" and "vote" not in gap + cue)
    ):
        return False
    if bound.cue.family == "rejected" and _PAPERS_WERE.fullmatch(gap):
        return True
    if bound.side == "right":
        return bound.cost - (1.5 if bound.cue.family in GENERIC else 0) <= 0.9
    if not re.match(
        r"(?i)majorit|margin|lead|gap|total|turnout|difference", line.text[bound.cue.start : bound.cue.end]
    ):
        return False
    return (
        re.fullmatch(
            r"(?i)\s*(?:of|was|is|:|=|by|to|just|only|stood at)*(?: (?:just|only|exactly|a mere))?\s*",
            line.text[bound.cue.end : number.left],
        )
        is not None
    )
