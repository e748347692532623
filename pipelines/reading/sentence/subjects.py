"""Whose figure: the candidate that a number in a sentence or a list line belongs to.

Every name near the number has a cost: what stands between, in words, names, numbers and breaks. The cheapest wins. A
stranger's name (capitalised, and in no contest that is followed) competes like any other, so that a figure for somebody
else is left alone rather than given to the nearest candidate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.reading.scan.names import Mention
from pipelines.reading.scan.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.reading.scan.names import Key
    from pipelines.reading.scan.numbers import Number

CLEAN_LIMIT = 70
MAX_COST = 12.0
FAR = 400
"""Characters between a name and its number, at most."""

_PLAIN_WORDS = words(
    """
    votes vote voted polled with got had has won took taken received scored gained obtained secured was were is are
    con mit auf avec en el la se quedó sumó logró obtuvo erhielt holte bekam kam lag obtient recueille
    on at and the of for a party candidate elected re-elected total totals share percentage number n by
    """
)
_OBJECT_BEFORE = re.compile(
    r"(?i)\b(?:beat|beats|beating|beaten|defeat(?:ed|ing|s)?|ousted|oust|unseat(?:ed|"
    r"ing)?|over|against|behind|ahead of|clear of|in front of|than|versus|vs?\.?|"
    r"from|to|by|pipp?ed|edged(?: out)?|saw off|see off|"
    r"overhaul(?:ed)?|trail(?:ed|ing|s)?|lost to|down on|between|like|of|with|succeed(?:s|"
    r"ed)?|replac\w+|thank\w*|told|for|as did|says?|said)\s+(?:the |mr\.? |mrs\.? "
    r"|ms\.? |dr\.? |sir |his |her |rival |challenger |"
    r"incumbent |labour['’]s |national['’]s |conservative['’]s |[A-Z]\w+['’]s )*$"
)
_BEATEN = re.compile(
    r"(?i)\b(?:beat(?:s|ing|en)?|defeat(?:ed|ing|s)?|oust(?:ed|ing|s)?|unseat(?:ed|ing|s)?|topple[ds]?|"
    r"outpoll(?:ed|s|ing)|overtook|overhauled)\s+(?:the |mr\.? |mrs\.? |ms\.? |dr\.? |his |her |rival |incumbent )*$|"
    r"\b(?:gegen|contre|contra) (?:\w+ )?$"
)
_WITH = re.compile(r"(?i)\b(?:with|mit|avec|con)\b")
OUT_OF_IT = re.compile(
    r"(?i)^\s*(?:had |has |was |were |having |being |been )*(?:eliminated|excluded|knocked out|dropped out|gone out|"
    r"withdrawn|withdrew)\b"
)
"""Behind the name of one who is out of the count: what follows is about those who are still in it."""
_FOR_NAME = re.compile(
    r"(?i)^(?:\s*[(\[]?\d[\d.,]*\s?(?:%|per cent)?[)\]]?)?\s*(?:of (?:them|these|which)\s*)?(?:of (?:the |all |those "
    r")?(?:\w+[- ]){0,2}?(?:votes?|vote|poll|ballots?|members|who voted|voting)(?: "
    r"cast)?\s*)?(?:(?:first[- ]preference |valid )?votes?|%|ballots|papers|"
    r"members|people|nominations|preferences)?\s*(?:(?:were |was |are |being |cast "
    r"|going |went |had |gone |came |said |in |that |who )*(?:for|to|behind|backed|supported|"
    r"chose|picked|preferred|voted for|voting for|put|plumped for|supporting|backing|"
    r"favou?red|wanted|by)|vot(?:ed|e|ing)(?: for)?|said|saying|say)\s+(?:the |mr\.? "
    r"|mrs\.? |ms\.? |dr\.? |cllr |councillor |a |her |his |their |nearest |closest |main |only |rival,? |"
    r"challenger,? |"
    r"opponent,? |runner-up,? |[‘“'\"])*$"
)
_OPTION_GAP = re.compile(
    r"(?i)^[)\]]?\s*(?:%|per cent)?\s*(?:of (?:them|these|those|which)\s(?=marked))?"
    r"(?:of (?:the |all |those )?(?:whole |total |valid "
    r"|\w+ )?(?:votes?|vote|poll|ballots?|electorate|members|membership|who voted|"
    r"voting|those voting|union['’]?s? members|unite members)(?: cast)?\s*)?"
    r"(?:\w+ )?(?:votes?|voters|members|people|electors|ballots|papers)?\s*(?:actively "
    r"|actually |then )?(?:(?:were|was|are|being|cast|in|had|who|that|went|want|wanted|"
    r"did)\s+)*(?:actively |actually )?(?:vot(?:ed?|ing)|said|say|saying|put|marked|"
    r"tell(?:ing|s)? (?:you|us|them|me|him|her)|told (?:you|us|them|me|him|her)|"
    r"backed|cast|put (?:their|theirs|a|an) ?(?:cross|mark|tick|x)? ?(?:by|against|next to|"
    r"beside))?\s*(?:votes?)?\s*(?:for|to|it)?\s*[‘“'\"(:]*\s*$"
)
_VOTE_VERB = (
    r"(?:poll(?:ed|s|ing)?|won|wins|got|gets|had|has|received|scor(?:ed|es)|secured|"
    r"took|takes|gained|obtained|garnered|managed|finished|ended|came|on|with|at|"
    r"is|was|drew|claimed|picked up|attracted|recorded|amassed|took)"
)
STRANGER = re.compile(
    r"(?<![\w.’'-])(?:(?:Mr|Mrs|Ms|Dr|Sir|Cllr|Prof|Gov)\.? )?[A-Z][\w’'-]+(?:,? "
    r"(?:[A-Z]\.? ?)?(?:de |van |al-|bin |ap |Mc|Mac|O['’])?[A-Z][\w’'-]+){1,3}(?:,? "
    r"(?:Jr|Sr|SAN|MP|AM)\.?)?"
)
NOT_STRANGER = re.compile(
    r"(?i)\b(?:council|union|party|commission|committee|board|association|court|university|"
    r"county|city|town|district|ward|division|state|house|"
    r"election|elections|electoral|votes?|ballots?|turnout|majority|total|results?|"
    r"preference|preferences|count|round|poll|by-election|referendum|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|"
    r"april|may|june|july|august|september|october|november|december|"
    r"update|returning|officer|general secretary|president|vice|office|service|bar|"
    r"republic|england|wales|scotland|ireland|uk|united|kingdom|north|south|east|"
    r"west|new|"
    r"bbc|news|press|in|on|at|the|of|a|an|with|for|from|to|by|and|but|or|as|if|it|"
    r"he|she|they|we|that|this|these|those|there|here|when|while|after|before|"
    r"green|labour|conservative|liberal|democrat|democrats|independent|caucus|coalition|"
    r"alliance|slate|first|second|third|final|yes|no|candidate|votes)\b"
)


@dataclass(frozen=True, slots=True)
class Claimant:
    """A name that a number might belong to, with the cost of saying so. keys is empty for a stranger."""

    mention: Mention
    cost: float
    rule: str


def _capitalised_names(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Iterator[re.Match[str]]:
    """Runs of capitalised words; one that begins with a known name ("BJP's Anil Rao") is looked at again behind it."""
    place = start
    while (name := STRANGER.search(text, place, end)) is not None:
        holders = [m for m in mentions if m.start == name.start() and text[m.end : m.end + 2] in ("'s", "’s")]
        place = holders[0].end + 2 if holders else name.end()
        if not holders:
            yield name


def strangers(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Names of people who stand in no followed contest, where they stand as those who got a number of votes."""
    found = []
    for name in _capitalised_names(text, start, end, mentions):
        if NOT_STRANGER.search(name[0]) or any(m.start < name.end() and name.start() < m.end for m in mentions):
            continue
        after = text[name.end() : min(end, name.end() + 40)]
        if re.match(
            (
                rf"(?:\s*\([^)\n]{{1,40}}\))?(?:,[^,.;\n]{{1,40}},)?\s*(?:[:=–—-]|{_VOTE_VERB}\b|"
                rf"['’]s\b)?\s*(?:only |just |about |nearly |over |by |with |on )*[\d(]"
            ),
            after,
        ) or re.match(rf"(?:,[^.;\n]{{1,60}},)?\s*{_VOTE_VERB}\s", after):
            found.append(Mention(name.start(), name.end(), frozenset(), "name"))
    return found


def claimants(
    text: str,
    number: Number,
    mentions: Iterable[Mention],
    numbers: Sequence[Number],
    *,
    options: frozenset[Key] | set[Key],
    is_list: bool,
) -> list[Claimant]:
    """All names of the sentence that may own the number, the cheapest first."""
    behind_it = _name_behind(text, number, mentions, numbers)
    if behind_it is not None:
        return [Claimant(behind_it, 0.0, "for")]
    found = []
    for mention in mentions:
        if number.left - mention.end > FAR or mention.start - number.right > FAR:
            continue
        is_option = bool(mention.keys) and mention.keys <= options and mention.strength in ("option", "letter")
        if mention.end <= number.left:
            claimant = _on_the_left(text, number, mention, mentions, numbers, is_option=is_option, is_list=is_list)
        elif mention.start >= number.end:
            claimant = _on_the_right(text, number, mention, numbers, is_option=is_option)
        else:
            claimant = Claimant(mention, 0.0, "within")
        if claimant is not None and claimant.cost <= MAX_COST:
            found.append(claimant)
    behind = [c for c in found if c.rule == "for option"]
    if behind and _stand_behind(text, mentions, numbers, options):
        return behind[:1]
    return sorted(found, key=lambda claimant: claimant.cost)


def _name_behind(text: str, number: Number, mentions: Iterable[Mention], numbers: Sequence[Number]) -> Mention | None:
    """ "20,988 Clegg, 20,477 Huhne": the name right behind the number, where every name stands right behind one."""
    people = [m for m in mentions if m.strength in ("name", "surname", "party", "near")]
    if people and any(_CHOSE.fullmatch(text, n.right, people[0].start) for n in numbers):
        nearest = next((m for m in people if m.start > number.end), None)
        is_next = nearest is not None and (
            text[number.right : nearest.start] == " " or _CHOSE.fullmatch(text, number.right, nearest.start)
        )
        return nearest if is_next else None
    ends = {n.right for n in (*numbers, number)}
    if len(people) < 2 or not all(text[m.start - 1 : m.start] == " " and m.start - 1 in ends for m in people):
        return None
    return next((m for m in people if m.start - 1 == number.right), None)


_SAID_OF = re.compile(r"(?i)\s*(?:(?:papers|ballots) for\s+)?")


def _stand_behind(
    text: str, mentions: Iterable[Mention], numbers: Sequence[Number], options: frozenset[Key] | set[Key]
) -> bool:
    """ "75.6% Yes / 24.4% No": does the first option stand right behind a number, with none behind it?"""
    first = next((m for m in mentions if m.keys and m.keys <= options), None)
    if first is None:
        return False
    before = [n for n in numbers if n.right <= first.start and _SAID_OF.fullmatch(text, n.right, first.start)]
    is_label = re.match(r"\s*[:=.–-]?\s*\d", text[first.end : first.end + 8])
    return any(not re.fullmatch(r"(?:19|20)\d\d", n.printed) for n in before) and is_label is None


_OF_A_PLACE = re.compile(
    r",?\s(?:also )?(?:of|from) (?:rural |nearby |North |South )?[A-Z]\w+(?: [A-Z]\w+)?,\s|"
    r", for the [A-Z]\w+(?: [A-Z]\w+)*,\s"
)
"""Between a name and its number: "Norm Kittel of rural Alden, 1,377"."""
_EPITHET = re.compile(r",?\s(?:an?|the|his|her)\s(?:[a-z]+ly\s)?[a-z]{3,}\s")
"""Between a name and its number in a list: "and Andrew Graham a truly heroic 483"."""


def _on_the_left(
    text: str,
    number: Number,
    mention: Mention,
    mentions: Iterable[Mention],
    numbers: Sequence[Number],
    *,
    is_option: bool,
    is_list: bool,
) -> Claimant | None:
    gap = text[mention.end : number.left]
    between = [n for n in numbers if mention.end <= n.start and n.end <= number.left]
    others = [
        m
        for m in mentions
        if mention.end <= m.start and m.end <= number.left and m.keys != mention.keys and not (m.keys & mention.keys)
    ]
    same_kind = [n for n in between if n.kind == number.kind]
    if _OF_A_PLACE.fullmatch(gap):
        return Claimant(mention, 0.3, "listed")
    if _EPITHET.fullmatch(gap) and any(n.end <= mention.start and n.kind == number.kind for n in numbers):
        return Claimant(mention, 0.4 + 3 * len(others) + 2.5 * len(same_kind), "listed")
    if is_option and not _follows_option(gap, is_list=is_list):
        return None
    if is_clean(gap) and not (_BEATEN.search(text[max(0, mention.start - 40) : mention.start]) and _WITH.search(gap)):
        comma = 0.15 if gap.lstrip().startswith(",") else 0.0
        if same_kind and re.search(r"\b[A-Z][\w.]*[\s:(]*$", text[same_kind[-1].end : number.left]):
            comma += MAX_COST / 2  # "Lab 18345 (54.2%), C 10924": the label of somebody else stands between
        return Claimant(mention, comma + 0.1 * len(between) + 3 * len(others) + 2.5 * len(same_kind), "listed")
    cost = 1.0 + 3 * len(others) + 2.0 * len(same_kind) + 0.3 * len(between) + _breaks(gap) + min(2.0, len(gap) / 80)
    if _BEATEN.search(text[max(0, mention.start - 40) : mention.start]) and _WITH.search(gap):
        cost += 4.0
    if not gap.startswith(("'s", "’s")) and _OBJECT_BEFORE.search(text[max(0, mention.start - 40) : mention.start]):
        cost += 2.5
    if OUT_OF_IT.match(gap):
        cost += -0.6 if _OUT_ON.search(gap) else 4.0
    if gap.startswith(("'s", "’s")) and len(gap.split()) > 4:
        cost += 0.5
    return Claimant(mention, cost, "before")


_OUT_ON = re.compile(r"(?i)^\s*\w+(?: \w+)? (?:on|with|after polling|at) (?:only |just )?$")
"""Of one who is out of the count, and with how many votes: "eliminated on 905"."""


def _on_the_right(
    text: str, number: Number, mention: Mention, numbers: Sequence[Number], *, is_option: bool
) -> Claimant | None:
    gap = re.sub(r"\s\([\d.,]+\s?%\)", "", text[number.right : mention.start])
    between = [n for n in numbers if number.end <= n.start and n.end <= mention.start]
    if is_option:
        plain = re.sub(r"^\s*[(\[][\d.,%\s]+[)\]]", "", gap)
        crossed = [n for n in between if n.start - number.right > len(gap) - len(plain)]
        fits = (
            not crossed
            and len(plain) < 60
            and "\n" not in gap
            and (_OPTION_GAP.match(plain) or re.fullmatch(r"\s?[–—-]\s?", plain))
        )
        return Claimant(mention, 0.15, "for option") if fits else None
    if re.match(r"['’]s?\s+(?:(?:mere|paltry|total of|just|only)\s)*\d", text[mention.end : mention.end + 20]):
        return None  # "18,345 votes to the Conservatives' 10,924"
    if gap.strip() in ("for", "votes for") or re.search(
        r"(?i)\b(?:is|was|makes|means|goes|went) (?:a |an |to )?(?:\w+ ){0,3}(?:for|behind|to)\s*$", gap
    ):
        return Claimant(mention, 0.0, "for")
    if not between and _CHOSE.fullmatch(gap):
        return Claimant(mention, 0.05, "for")
    if (_FOR_NAME.match(gap) and len(between) <= 1) or re.fullmatch(
        r"(?i)\s+votes?\s+(?:of|by|from)\s+(?:the |mr |ms |mrs )?", gap
    ):
        return Claimant(mention, 0.2, "for")
    if re.fullmatch(r"\s?\(\s?", gap) and text[mention.end : mention.end + 1] == ")":
        return Claimant(mention, 0.4, "for")
    if number.kind == "percent" and re.fullmatch(r"\s+of (?:the )?", gap) and mention.strength in ("name", "surname"):
        return Claimant(mention, 0.9, "for")
    if gap == " " and number.kind == "percent" and mention.strength != "letter":
        return Claimant(mention, 0.9, "for")
    if between or "\n" in gap:
        return None
    return Claimant(mention, 4.0 + len(gap.split()) * 0.5 + _breaks(gap), "after")


_CHOSE = re.compile(r"(?i)\s(?:people |members |voters |of them )?(?:had )?(?:voted|backed|chose)(?: for)?\s(?:the )?")
"""Between a number and the name of those who were chosen, whatever name stands before it."""


def _follows_option(gap: str, *, is_list: bool) -> bool:
    """An option's word ("for", "no") is a label only where the number comes at once, or in a list after a few words."""
    gap = re.sub(r"\.{2,}", " ", gap)  # "For......6,604"
    if re.search(r"[.;!?\n]|,\s", gap):
        return False
    words = re.findall(r"[A-Za-z]{2,}", gap)
    if all(word.lower() in _OPTION_WORDS for word in words):
        return True
    return is_list and len(words) <= 5 and not re.search(r"\d", gap)


_OPTION_WORDS = words(
    """
    votes vote voted was were is are with got had has won took received scored on at polled the side camp option
    campaign cent per total leaving remaining lost by just only about around over nearly almost under
    """
)


def is_clean(gap: str) -> bool:
    """Nothing but a list's furniture between a name and its number: marks, brackets, party names, "votes", "polled"."""
    gap = re.sub(r"\.{2,}|(?:\. ){3,}|_{2,}|^\.(?=\s)", " ", gap)
    if len(gap) > CLEAN_LIMIT or re.search(r"[.;!?]\s|\n", gap):
        return False
    outside = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|\*+\w+\*+", " ", gap)
    words = re.findall(r"[^\W\d_][\w’'-]*", outside)
    return all(
        word[0].isupper() or word.lower().strip("’'") in _PLAIN_WORDS or word.lower() == "s" for word in words
    ) and not re.search(r"(?i)\b(?:and|but|while|beat|over|against)\b", outside)


def _breaks(gap: str) -> float:
    """How strongly the words between part a name from a number: clauses more than commas."""
    strong = len(re.findall(r"[;—]|\s[–-]\s|\. |\b(?:but|while|whereas|although|though)\b", gap))
    return 1.6 * strong + 0.25 * gap.count(",") + 0.5 * len(re.findall(r"\band\b", gap))
