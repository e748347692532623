"""Whom words mean that are no names: "he", "her", "the winner", and the two sides of a ballot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.scan.names import Mention, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.model import Contest, Page
    from pipelines.reading.scan.names import Key, Registry

_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im)\b(?!['’](?:d|ll)\b)")
_WINNER = re.compile(
    r"\b(?:(?:[Tt]he|[Aa]|[Oo]ur) (?:clear |eventual |new |overall |outright )?(?:winner|"
    r"victor|winning candidate|president-elect|mayor-elect)|(?:[Tt]he) (?:new|re-elected|"
    r"newly elected) (?:leader|president|mayor|general secretary|mp|chair)|a (?:\w+ "
    r")?(?:victory|win|landslide|triumph))\b"
)
_WON = re.compile(
    r"(?i)^(?:['’]s)?(?:,[^,.;]{1,50},)?\s*(?:\([^)]*\)\s*)?(?:has |have |had |is "
    r"|was |been |comfortably |narrowly |easily |duly |today |now )*(?:w[io]ns?\b|"
    r"elected|re-?elected|declared (?:the )?winner|victor|triumph|beats?\b|defeats?|"
    r"declared|takes? (?:the )?(?:seat|presidency|leadership)|stays on|holds|retain|"
    r"is the (?:new|next)|emerges?|(?:is )?back (?:in|as|for)\b|is (?:back|home)|"
    r"will be (?:the )?(?:next )?(?:[A-Z]\w+['’]s )?(?:next |new )?"
    r"(?:mayor|president|mp|leader|general secretary|senator|governor))"
)
_WON_BEFORE = re.compile(
    r"(?i)(?:won by|elected|re-?elected|victory for|win for|winner is|winner:|declares?|"
    r"chosen|sent|goes to|gone to|led by|success for)\s+(?:\w+['’]s\s+|the\s+|mr\s+|"
    r"labour['’]s\s+)*$"
)
_YES = re.compile(r"^(?:yes|for|in favou?r|accept|approve|support|leave|aye|ayes|keep|change)\b")
_NO = re.compile(r"^(?:no|against|reject|oppose|opposed|remain|nay|noes|extinguish|abolish|repeal)\b")


def winners_of(page: Page, registry: Registry) -> dict[str, frozenset[Key]]:
    """For each contest the candidate that title and text call the winner most plainly."""
    votes: dict[Key, int] = {}
    texts = [
        (page.title or "", 9),
        *((passage.text, 1 if passage.kind == "comment" else 3) for passage in page.passages),
    ]
    for text, weight in texts:
        for mention in registry.find(text):
            if mention.strength in ("option", "letter") or len(mention.keys) > 3:
                continue
            after = text[mention.end : mention.end + 80]
            before = text[max(0, mention.start - 40) : mention.start]
            if _WON.match(after) or _WON_BEFORE.search(before):
                for key in mention.keys:
                    votes[key] = votes.get(key, 0) + weight
    best: dict[str, Key] = {}
    for key, count in votes.items():
        if key[0] not in best or count > votes[best[key[0]]]:
            best[key[0]] = key
    return {contest: frozenset({key}) for contest, key in best.items()}


_ORDINARY = frozenset(
    re.findall(
        r"\w+",
        "art bill bob chase christian dean drew earl faith frank grace grant guy hope hunter jack joy king lance major "
        "mark may miles pat penny ray rob rose rich ruby sky sue summer sunny victor victoria will wade",
    )
)
"""First names that are words, or names of so many that a reader who says one may mean anybody."""


def first_names(contests: Iterable[Contest]) -> dict[str, frozenset[Key]]:
    """What readers call a candidate: the first name, where only one person who stands in the contests has it."""
    people: dict[str, dict[str, set[Key]]] = {}
    for contest in contests:
        for candidate in contest.candidates:
            first, _, rest = candidate.name.partition(" ")
            if rest and len(first) > 2 and first.isalpha() and first.istitle() and first.lower() not in _ORDINARY:
                people.setdefault(first, {}).setdefault(candidate.name, set()).add(
                    (contest.contest_id, candidate.candidate_id)
                )
    return {first: frozenset(*keys.values()) for first, keys in people.items() if len(keys) == 1}


def called_by_first_name(
    text: str, mentions: Sequence[Mention], firsts: dict[str, frozenset[Key]]
) -> Iterator[Mention]:
    """ "Joan 1,142, Tim 911": first names alone, with no other name on either side."""
    if not firsts:
        return
    for found in re.finditer(rf"\b(?:{'|'.join(firsts)})\b(?!\s+[A-Z][a-z])(?!-)", text):
        is_behind_a_name = re.search(r"[A-Z][\w’'-]+ $", text[max(0, found.start() - 24) : found.start()])
        if not is_behind_a_name and not _overlaps(found, mentions):
            yield Mention(found.start(), found.end(), firsts[found[0]], "near")


_OUT = re.compile(
    r"(?i)(?:,(?:[^,.;\n]|(?<=\d)[,.](?=\d)){0,30},)?,?\s*(?:who )?(?:had |has |have |was |were |is |are |"
    r"being |been |then |also )*"
    r"(?:eliminated|excluded|knocked out|dropped out|went out|gone out|goes out)\b"
)


def last_two(page: Page, registry: Registry) -> dict[str, frozenset[Key]]:
    """The two who were left in a contest of several, where the page tells that all others went out of the count."""
    out = {
        key
        for passage in page.passages
        for m in registry.find(passage.text)
        if m.strength not in ("option", "letter") and _OUT.match(passage.text[m.end : m.end + 70])
        for key in m.keys
    }
    left = {
        contest.contest_id: frozenset((contest.contest_id, c.candidate_id) for c in contest.candidates) - out
        for contest in registry.contests
        if len(contest.candidates) > 2
    }
    return {contest: keys for contest, keys in left.items() if len(keys) == 2}


def pronouns(
    text: str, mentions: Sequence[Mention], winners: dict[str, frozenset[Key]], registry: Registry
) -> Iterator[Mention]:
    """He, she, his, her and "the winner" as mentions: of the person named last before, of the winner where there is
    one."""
    named = [m for m in mentions if m.strength in ("name", "surname", "near") and not (m.keys <= registry.options)]
    won = frozenset(key for keys in winners.values() for key in keys)
    for found in _WINNER.finditer(text):
        if won and not _overlaps(found, mentions):
            yield Mention(found.start(), found.end(), won, "near")
    for found in _PRONOUN.finditer(text):
        before = [m for m in named if m.end <= found.start() and found.start() - m.end < 700]
        is_winner = _WINS.match(text, found.end()) and any(m.keys & won for m in before)
        meant = _meant(text, before, found.start()) if before and not is_winner else won
        if meant and not _overlaps(found, mentions):
            yield Mention(found.start(), found.end(), meant, "near")


_WINS = re.compile(
    r"(?i)\s+(?:had |has |duly |then |still )?(?:won|wins|beat|held (?:on|the seat)|took the (?:seat|job))\b"
)


def _meant(text: str, before: list[Mention], place: int) -> frozenset[Key]:
    """Whom a pronoun stands for: the subject, but in "against his 4,621" the other of the two whom the sentence
    names."""
    subject = _subject_before(text, before)
    last = before[-1]
    is_set_against = re.search(r"(?i)\b(?:against|to|from|beside)\s+$", text[max(0, place - 10) : place])
    is_a_pair = not (last.keys & subject.keys) and _BEAT.search(text[subject.end : last.start])
    return last.keys if is_set_against and is_a_pair else subject.keys


_BEAT = re.compile(r"(?i)\b(?:beat|beats|beating|defeat\w*|oust\w*|unseat\w*|edged|saw off|outpoll\w*|ahead of)\b")


def _subject_before(text: str, before: list[Mention]) -> Mention:
    """The name that a pronoun stands for: the first of the sentence that names somebody last, as a subject comes
    first."""
    last = before[-1]
    start = max(text.rfind(". ", 0, last.start), text.rfind("\n", 0, last.start))
    return next((m for m in before if m.start > start), last)


def pair_of(registry: Registry, contest_id: str) -> dict[str, frozenset[Key]]:
    """The two sides of a ballot as {"yes": ..., "no": ..., "all": ...}; "all" alone for two people."""
    contest = registry.by_id[contest_id]
    keys = [(contest_id, candidate.candidate_id) for candidate in contest.candidates]
    pair: dict[str, frozenset[Key]] = {}
    if len(keys) == 2:
        pair["all"] = frozenset(keys)
    sides = {
        key: fold(candidate.name)
        for key, candidate in zip(keys, contest.candidates, strict=True)
        if key in registry.options
    }
    yes = [key for key, name in sides.items() if _YES.match(name)]
    no = [key for key, name in sides.items() if _NO.match(name)]
    if len(yes) == 1 and len(no) == 1:
        pair["yes"], pair["no"] = frozenset(yes), frozenset(no)
    return pair


def _overlaps(found: re.Match[str], mentions: Sequence[Mention]) -> bool:
    return any(m.start < found.end() and found.start() < m.end for m in mentions)
