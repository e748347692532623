"""Figures of a part of the contest, of a whole of which it is a part, or of another vote held in the same words.

What parts them from the contest's own figures stands mostly at the head of the clause ("At Moorside, ...", "My branch
gave ...", "Across the state ..."), so the clause is looked at and not only what is next to the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.scan.names import fold
from pipelines.reading.scan.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipelines.reading.scan.layout import Placed

_BRANCH = re.compile(
    r"(?i)\b(?:first|second|third|next|last|one) (?:ballot )?(?:box|table|pile|bundle|batch)\b|"
    r"\b(?:my|our|his|her|their|one|your) (?:own |old |local )?(?:branch|school|workplace|depot|section|shop|"
    r"station|department|hospital|college|plant|street|village|lodge)\b(?! (?:secretary|rep|of the))"
)
_CHAMBER = re.compile(
    r"(?i)\b(?:through|in|of|by) (?:the |full )?(?:chamber|council(?: meeting)?|committee|cabinet|senate floor)\b"
    r"[^.;]{0,30}\bby\b|\b(?:budget|amendment|bill|by-?law(?: change)?|standing order)s? (?:was |is |were )?(?:passed|"
    r"passes|fell|failed|carried|defeated|went through|through)\b|"
    r"\b(?:chamber|council|councillors|committee|cabinet) (?:had |has |have )?(?:passed|backed|approved|rejected|"
    r"carried|voted (?:for|on|to))\b"
)
_MAKE_UP = re.compile(
    r"(?i)\b(?:council|chamber|assembly|house|parliament|committee|executive|senate|authority)(?:['’]s)? "
    r"(?:(?:is|was|stands|now|will be|has|had|make-?up|composition|balance)\b ?)+"
)
_CHOOSE = re.compile(r"(?i)\b(?:vote for|choose|elect|select|pick)(?: up to| no more than| not more than| any)? ?$")
MOST_CHOSEN = 30
"""Places that one ballot fills, at most."""
MOST_SEATS = 700
"""No chamber that is elected has many more."""
_MOTION = re.compile(r"(?i)\bmotion (?:was )?(?:passed|carried|fell|lost)\b")
"""In an election of people a motion is another vote; in a ballot on a question it may be the question."""
_ASKED_ABOUT_ELSE = re.compile(
    r"(?i)\b(?:consultation|petition|questionnaire|straw poll|show of hands|hands (?:up|raised)|readers['’] poll)\b"
)
_WHOLE = re.compile(
    r"(?i)\b(?:across|over|in|throughout) the (?:whole )?"
    r"(?:country|nation|state|county|province|city|islands?|territory)\b|\bnation(?:ally|wide)\b|"
    r"\b(?:state|county|province|country|island)-?wide\b|\bthe party(?:['’]s)? average\w*|"
    r"\b(?:won|took|takes|wins|gained|secured|has) "
    r"(?:just |only )?\d{2,3} (?:of the \d+ )?(?:seats|MPs)\b|\b(?:party|list) votes?\b"
)
_PARTS = re.compile(r"(?i)\bamong(?:st)? .{3,80}?[,;] (?:and )?among(?:st)? ")
_BY_VALUE = re.compile(
    r"(?i)\s*(?:measured |reckoned |counted )?by (?:the )?(?:rateable |aggregate |total |share )*value\b"
)
_PART_HEAD = re.compile(
    r"\W*(?P<place>(?:[A-Z][\w’'&-]+ ){1,4})(?:region|branch|section|division|district|ward|area|sector|county|"
    r"constituency|depot|chapter|lodge)(?: [^:.;\d]{0,30})?:\s"
)
_WENT = re.compile(
    r"\b(?P<place>(?:[A-Z][\w’'&-]+ )+)(?:locals?|branch(?:es)?|lodges?|chapters?|regions?|depots?) "
    r"(?:went|voted|split|backed|came in|came out|rejected|accepted)\b"
)
_ALL_TOGETHER = re.compile(
    r"(?i)\b(?:in|across|over|throughout|of) (?:the )?(?:whole |entire )?(?P<kind>borough|county|city|district|country|"
    r"state|council|region|province|union)\b|"
    r"\b(?P<wide>borough|county|city|district|council|state|nation|country)[- ]?wide\b"
)
_RECORD = re.compile(
    r"(?i)\b(?:the (?:\w+ )?(?:lowest|highest|best|worst|biggest|smallest|largest|poorest)|"
    r"more than any(?:where)?(?: else)?|a record)"
    r"(?: \w+)? (?:in|across|of|for) (?:the )?(?:whole |entire )?\w+"
)
"""A figure of one ward is set beside the others: "the lowest in the borough"."""
_IN_ALL = re.compile(r"(?i)\b(?:in all|all told|altogether|in total|across all|between them)\b")
_HELD_IN_PARTS = re.compile(r"(?i)\b(?:ward|division|constituency|riding|district|region|seat|section)\b")
_WON_A_PART = re.compile(
    r"\b(?:won|carried|took|lost|swept|in) (?:the |his |her )?[A-Z]\w+(?: [A-Z]\w+)? (?:region|branch|section|"
    r"sector|county)\b"
    r"|\b[A-Z]\w+ alone (?:gave|had|put|saw|brought|delivered)\b"
    r"|\b[Ii]n the (?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|midlands)\b(?! of)"
)
_IN_A_REGION = re.compile(
    r"\s(?:[\w’'-]+ ){0,3}members in the (?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Mm]idlands|"
    r"[\w’'-]+ (?:region|branch|area))"
)
_NATIONALLY = re.compile(r"(?i)\bwhen\b|\b(?:but|and|while|though|yet) (?:nationally|nationwide|overall|countrywide)\b")
_GROUP = re.compile(
    r"(?i)\bamong(?:st)? (?:the )?(?:women|men|younger|young|older|under|over|pensioners|students|first-time|"
    r"postal|union)\b"
)
_AMONG = re.compile(r"(?i)\bturn-?out among(?:st)? (?:the )?$")
_NEVER = re.compile(
    r"(?i)\s*(?:of (?:them|us|you)\s+)?(?:never|did not|didn['’]t|do not|don['’]t|have not|haven['’]t)\b"
)
_DEPOSIT = re.compile(r"(?i)\bdeposits? (?:of [^.;]{1,12} )?(?:is|are|will be) (?:lost|kept|returned|forfeit\w*)\b")
_OF_THEM = re.compile(r"(?i)\d of (?:them|these|those)\b")
_BALLOTED_APART = re.compile(
    r"(?i)\b(?:balloted|voted|polled|held|counted) (?:apart|separately)\b|\bseparate (?:ballot|vote|poll)s?\b"
)
_OTHER_BODY = re.compile(
    r"(?:^|[,;] |[.!?] )\W*(?:[Tt]he |[Aa]t )?(?:([A-Z]{3,7})(?:['’]s|s['’])\s|"
    r"([A-Z]\w+)(?:['’]s|s['’]) (?:own )?(?:ballot|members|strike (?:vote|ballot)|turnout)\b)"
)
_OTHER_UNION = re.compile(
    r"(?:^|[,;:] |[.!?] )\W*(?:[Tt]he |[Aa]t the |[Ii]n the |[Aa]nd the |[Bb]ut the |[Ww]hile the )?"
    r"(?P<name>(?:[A-Z][\w’'-]+ ){1,4})(?:Union|Association|Federation|Guild|Society|League|Congress|Council)"
    r"(?!['’]s [A-Z]),? (?!sa(?:id|ys)|told|claim|believ|expect|estimat)[^.;]*$"
)
"""Another body as the subject of the clause: "the Dockers' Union, balloted on the same day, rejected it"."""
_NO_PART = words(
    """
    the this that all total overall result results final full last first here there january february march april may
    june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    parliament council congress commons westminster english welsh scottish irish british general election second
    round ballot electoral
    """
)
_AT_A_PLACE = re.compile(
    r"(?:(?:^|[;:.(] ?|, and |, but | while | and )\W*(?:[Aa]t|[Ii]n|[Oo]ver in|[Uu]p in)|"
    r"(?:election|ballot|contest|poll|referendum|[Tt]urnout|majority|stood|ran|standing) (?:in|at)) (?:the )?"
    r"(?:(?:Ward|Division|District|Area|Branch|Region|Riding) \d+ \((?P<name>[A-Z][^)]+)\)|"
    r"(?P<place>(?:[A-Z][\w’'&.-]+)(?: (?:[A-Z][\w’'&.-]+|and|upon|on|of))*))(?:,? |$)"
)
_OTHERS = re.compile(
    r"(?i)^(?:\W*|[^;]{0,60}, )(?:elsewhere|meanwhile,? in|in (?:the )?(?:neighbouring|nearby|adjoining|next)\b|"
    r"in other (?:results|contests|seats|wards|by-elections|votes)|"
    r"other (?:results|contests|seats|wards|by-elections|votes))\b"
)
_ANOTHER = re.compile(
    r"(?i)\b(?:the other|another|a rival|the rival|a sister|our sister|neighbou?ring) (?:\w+ )?(?:union|company|"
    r"council|branch|local|university|college|school|firm|depot|plant|club|society|employer)\b|"
    r"\b(?:at|in|to|of) neighbou?ring [A-Z]|\bover there\b|\b(?:company|firm|depot|plant|union|club) next door\b|"
    r"\b(?:my|your|his|her|our) (?:\w+ )?(?:depot|workplace|school|hospital|office|station|shop|garage|department)\b"
)
_GOES_ON = re.compile(r"(?i)\W*(?:on|with|from|at|and|that['’]s|their|theirs|all)\b")
"""A piece of a sentence that is about what the sentence before it was about."""
_PLACE_HEAD = re.compile(r"\W*([A-Z][\w’'&-]+(?: (?:[A-Z][\w’'&-]+|and|upon|on|of)){0,3}):\s")
_OWN_CLAUSE = re.compile(r"[;:]|\bbut\b|\bwhile\b|\boverall\b|\bin all\b|\bnationally\b|\bin total\b", re.IGNORECASE)


def _before(text: str, start: int) -> str:
    """The sentence before the one that begins at `start`, in the same paragraph."""
    return re.split(r"[.!?]\s|\n", text[max(0, start - 200) : start].rstrip(" .!?"))[-1]


def elsewhere(
    text: str, placed: Placed, start: int, end: int, known: Collection[str], *, by_party: bool, is_named: bool
) -> str | None:
    """Why the sentence text[start:end] gives the number to a part, a whole or another vote; None where it does not.

    known: the words of the followed contests and of their candidates' names. by_party: a person is followed, and only
    a party is named here. is_named: the number is a person's or a party's, and not a side's or the whole contest's.
    """
    number = placed.number
    sentence, before = text[start:end], text[start : number.left]
    if _BRANCH.search(before) and not re.search(r"(?i)\bout of\b", before):
        return "a part of the contest: one branch"
    if _CHAMBER.search(sentence) or (is_named and _MOTION.search(sentence)):
        return "a division of another body"
    if _ASKED_ABOUT_ELSE.search(before):
        return "answers to something else"
    if number.value < MOST_CHOSEN and _CHOOSE.search(before):
        return "how many are chosen"
    is_few = is_named and placed.measure == "votes" and number.value < MOST_SEATS
    if is_few and _MAKE_UP.search(before) and not re.search(r"(?i)\bvot|%|\btie", sentence):
        return "seats"
    if _OTHERS.match(sentence):
        return "other contests"
    goes_on = _GOES_ON.match(sentence) is not None and _ANOTHER.search(_before(text, start)) is not None
    if not is_named and (goes_on or _ANOTHER.search(before)):
        return "another body's ballot"
    line = text[text.rfind("\n", 0, start) + 1 : number.left]
    if by_party and (_is_place(_PLACE_HEAD.match(before), known) or _is_place(_PLACE_HEAD.match(line), known)):
        return "a line headed by another place"
    if by_party and _WHOLE.search(sentence):
        return "a party's figure for a whole election"
    if _WON_A_PART.search(_NATIONALLY.split(before)[-1]) or (
        placed.measure in ("vote_share", "turnout") and _GROUP.search(before)
    ):
        return "a part of the contest: a region or a group"
    if placed.measure == "membership" and _IN_A_REGION.match(text[number.right : end]):
        return "members of a region"
    if placed.measure == "turnout" and (_PARTS.search(sentence) or _BALLOTED_APART.search(before)):
        return "a part of the contest: one section"
    if placed.measure == "ballots_cast" and _AMONG.search(before):
        return "those among whom it was reckoned"
    if placed.measure == "ballots_cast" and _NEVER.match(text[number.right : end]):
        return "those who did not take part"
    if _BY_VALUE.match(text[number.right : end]):
        return "a share by value"
    head = _PART_HEAD.match(before) or _PART_HEAD.match(line) or _WENT.search(before)
    if head is not None and not any(_is_own(fold(word), known) for word in head["place"].split()):
        return f"a part of the contest: {head['place'].strip()}"
    if placed.measure == "votes" and placed.keys and _OF_THEM.search(before):
        return "a part of the votes told above"
    if placed.measure in ("vote_share", "votes") and _DEPOSIT.search(sentence):
        return "the rule for a deposit"
    body = _OTHER_BODY.search(before)
    said = fold(body[1] or body[2]) if body is not None else ""
    if said and not {said, f"{said}s"} & {*known, *_NO_PART} and not is_named and said not in _NO_PART:
        return f"another body: {said}"
    union = _OTHER_UNION.search(before)
    if union is not None and not is_named and not _any_own(union["name"], known):
        return f"another body: {union['name'].strip()}"
    return _at_a_place(before, known)


def _any_own(name: str, known: Collection[str]) -> bool:
    """Is a word of the name one of the followed contests ("Haulers" of the Haulers' Union)?"""
    return any(_is_own(fold(word).removesuffix("'s").strip("'"), known) for word in name.split())


def of_the_whole(sentence: str, title: str, *, has_siblings: bool) -> bool:
    """Is a total of the borough, the county, the districts together, where the contest is held in one part of them?

    title: the contest's. has_siblings: whether other parts are followed beside it.
    """
    if not _HELD_IN_PARTS.search(title):
        return False
    own = {fold(kind) for kind in _HELD_IN_PARTS.findall(title)}
    sentence = _RECORD.sub(" ", sentence)
    wholes = {fold(found["kind"] or found["wide"]) for found in _ALL_TOGETHER.finditer(sentence)}
    return bool(wholes - own) or (has_siblings and _IN_ALL.search(sentence) is not None)


def _is_place(head: re.Match[str] | None, known: Collection[str]) -> bool:
    said = [fold(word) for word in re.findall(r"[A-Za-z][\w’'-]+", head[1])] if head else []
    return bool(said) and not any(word in known or word in _NO_PART for word in said)


def _at_a_place(before: str, known: Collection[str]) -> str | None:
    """ "At Moorside, 1,526 voted no": a place at the head of the clause that no word of a followed contest names."""
    found = list(_AT_A_PLACE.finditer(before))
    if not found or _OWN_CLAUSE.search(before, found[-1].end()):
        return None
    place = _leading_name(found[-1]["name"] or found[-1]["place"], known)
    said = [fold(word).removesuffix("'s") for word in place.split()]
    return f"a figure of {place}" if said and not any(_is_own(word, known) for word in said) else None


_TITLES = words("dr mr mrs ms miss sir dame lord lady cllr councillor prof rev sen rep gov mayor president")


def _leading_name(place: str, known: Collection[str]) -> str:
    """ "In Kiambu Dr Ruto took 606,429": the place, up to the candidate who is named right behind it."""
    told = place.split()
    stop = next(
        (i for i, word in enumerate(told) if i and (fold(word).strip(".") in _TITLES or fold(word) in known)), None
    )
    return " ".join(told[:stop])


def _is_own(word: str, known: Collection[str]) -> bool:
    """A word of the followed contests, or of the same stem ("Scotland" beside "Scottish")."""
    if word in known or word in _NO_PART:
        return True
    return len(word) > STEM and any(len(own) > STEM and own[:STEM] == word[:STEM] for own in known)


STEM = 4
"""Letters by which two names of one place are alike."""
