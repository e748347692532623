"""The two sides of a result: "A beat B by 53% to 35%", "members voted by 5,751 to 1,579 to act"."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Bound, Layout, Placed, Refused, put
from pipelines.reading.sentence.claim import claim
from pipelines.reading.sentence.subjects import OUT_OF_IT

if TYPE_CHECKING:
    from pipelines.model import Measure
    from pipelines.reading.scan.names import Key, Mention
    from pipelines.reading.scan.numbers import Number


Sides = tuple["frozenset[Key]", "frozenset[Key]"]
_AND = re.compile(r"(?i)\s*(?:per cent|%)?\s*(?:and|to|[-–/])\s*")
_TO = re.compile(r"(?i)^\s*(?:votes?|per cent|%)?\s*(?:[-–—]|to|against|v|vs|versus|over)\s*(?:the\s|his\s|her\s)?$")


_BEAT = re.compile(
    r"(?i)\b(?:beat|beats|beating|defeat(?:ed|s|ing)?|ahead of|over|saw off|sees off|from|against|"
    r"leads?|led|trounced|thrash\w+|edged(?: out)?|oust\w*|unseat\w*|outpoll\w*|pipped|toppled?|past|and|"
    r"as many votes as|more votes than)\b"
)


_LOST = re.compile(r"(?i)\b(?:lost|loses|losing|defeated by|beaten by|behind|trails?)\b")


_AGAINST = re.compile(
    r"(?i)\b(?:reject(?:ed|s|ing)?|voted (?:against|no|down)|turned down|threw out|thrown out|voted down|"
    r"opposed|fell|defeated|lost|(?:went|goes|going|go) down)\b"
)


_IN_FAVOUR = re.compile(
    r"(?i)\b(?:vot(?:ed|e|es|ing)|back(?:ed|s|ing)?|accept(?:ed|s)?|support(?:ed|"
    r"s)?|passing|passes|approv(?:ed|es)|in favou?r|carried|passed|yes|ayes|endorsed|agreed|said)\b"
)


def results_by_pairs(line: Layout, numbers: list[Number], _bounds: dict[int, Bound | None]) -> list[Placed | Refused]:
    """ "A beat B by 53% to 35%", "members voted by 5,751 to 1,579 to act": two numbers parted by "to" are two sides."""
    placed: list[Placed | Refused] = []
    last: Sides | None = None
    for first, second in itertools.pairwise(numbers):
        if last is not None and _says_again_in_shares(line, first, second):
            placed += _both(line, first, second, last)
            continue
        if not _is_pair(line, first, second):
            continue
        before = line.text[line.sentence.start : first.left]
        if _MOVED_BY.search(before):
            placed.append(Refused(first, "a change in votes"))
        elif _CHAMBER.search(before):
            placed += [Refused(first, "seats, it seems"), Refused(second, "seats, it seems")]
        elif (sides := _sides(line, first, second)) is not None:
            placed += _both(line, first, second, sides)
            last = sides
    return _unless_of_parts(line, placed)


def _is_pair(line: Layout, first: Number, second: Number) -> bool:
    gap = line.text[first.end : second.start]
    return not (
        first.kind != second.kind
        or len(gap) > 24
        or not _TO.match(gap)
        or first.is_ranged
        or first.is_word != second.is_word
        or (first.is_decimal != second.is_decimal and first.kind == "count")
        or (second.value == 1 and first.value <= 10)  # "by two to one" is a ratio
    )


def _says_again_in_shares(line: Layout, first: Number, second: Number) -> bool:
    """ "144,570 to 79,819; in percentages 64.4 and 35.6": the same two sides once more, and in the same order."""
    gap = line.text[first.end : second.start]
    is_share = first.is_decimal or first.kind == "percent"
    both = first.value + second.value
    return is_share and abs(both - TWO_SIDES) <= 1 and _AND.fullmatch(gap) is not None and first.kind == second.kind


def _both(line: Layout, first: Number, second: Number, sides: Sides) -> list[Placed | Refused]:
    """The two numbers given to the two sides; a side that nobody follows is refused."""
    measure: Measure = "vote_share" if first.kind == "percent" or _are_shares(line, first, second) else "votes"
    rule = f"{measure}: two sides of a result"
    cue = line.text[first.end : second.start].strip()
    placed: list[Placed | Refused] = []
    for number, keys in zip((first, second), sides, strict=True):
        if keys:
            placed.append(put(line, number, measure, keys, rule, (cue,), None, None))
        elif sides[0]:
            placed.append(Refused(number, "the other side of a result"))
    return placed


def _are_shares(line: Layout, first: Number, second: Number) -> bool:
    """ "beat him 56-44", "a poll had her ahead 45 to 38": two numbers that make a hundred, or less in a poll, are
    shares."""
    both = first.value + second.value
    if max(first.value, second.value) >= TWO_SIDES:
        return False
    is_less = line.is_of_a_poll or (first.is_decimal and second.is_decimal)
    return abs(both - TWO_SIDES) <= 1 or (is_less and both <= TWO_SIDES)


TWO_SIDES = 100


def _unless_of_parts(line: Layout, placed: list[Placed | Refused]) -> list[Placed | Refused]:
    """ "Drivers voted by 88% to 12%, cleaners by 71% to 29%": several results of one question are its parts'."""
    in_favour = [p for p in placed if isinstance(p, Placed) and p.keys == line.pairs.get("yes")]
    if len({(p.number.kind, p.number.value) for p in in_favour}) < 2 or len({p.number.kind for p in in_favour}) > 1:
        return placed
    return [Refused(p.number, "a part of the contest: one of several results") for p in placed]


_CHAMBER = re.compile(
    r"(?i)\b(?:house|chamber|council|senate|assembly|parliament|executive|committee|board|legislature|coalition|"
    r"government)\b[^.;\d]{0,24}\b(?:at|to|of|stands?|split|goes|is|now)\s+$"
)
"""Before two numbers that share out the seats of a body."""
_MOVED_BY = re.compile(
    r"(?i)\b(?:fell|falls|rose|rises|down|up|dropped|increased|slumped|grew|shrank|sank|climbed)\s+by\s+(?:\w+ )?$"
)
_WON = re.compile(r"(?i)\b(?:won|wins?|victory|elected|by|beat|defeat\w*)\b[^.;]{0,60}$")
_BEATEN = re.compile(r"(?i)\b(?:beaten|defeated|ousted|unseated|outpolled|pipped|lost)\b[^.;\d]{0,20}$")
_FOR_HIM = re.compile(r"(?i)\s*(?:votes?|per cent|%)?\s+(?:(?:win|victory|vote) )?(?:to|for)\s+(?:the |mr |mrs |ms )?")
_BY_THE_VICTOR = re.compile(r"(?i)\s*(?:votes?|per cent|%)?\s+(?:by|to)\s+(?:the |mr |mrs |ms )?")


def _rival(line: Layout, keys: frozenset[Key]) -> frozenset[Key]:
    """The other of the two who stand, or of whom the page just spoke together."""
    both = line.pairs.get("all", frozenset())
    if keys & both:
        return both - keys
    others = [other for other in line.duel if not other & keys]
    if len(line.duel) == 2 and len(others) == 1:
        return others[0]
    others = [other for other in line.leaders if not other & keys]
    return others[0] if len(line.leaders) == 2 and len(others) == 1 else frozenset()


_OVER = re.compile(r"(?i)\s*(?:votes?\s+)?(?:over|against|from|ahead of|to)\s+(?:the |mr |mrs |ms )?")


_SAME_AGAIN = re.compile(r"(?i)[^.;\d]{0,24}[,(–—-]+\s*(?:or|that is|i\.e\.)?\s*(?:roughly|about|nearly|just)?\s*")
_LEADS_BY = re.compile(
    r"(?i):?\s(?:who )?(?:(?:is |was |started |began |went |finished |ended )?(?:ahead|up|leading|in front|on top),? |"
    r"(?:just |narrowly )?(?:took|won|edged|shaded|nicked|has|had)(?: it| home| the \w+)?,? (?:by )?|"
    r"leads |led |on |has |had |by )?"
)
_BEAT_HIM = re.compile(
    r"(?i)\b(?:beat|beats|beating|beaten|defeat(?:ed|s|ing)|ousted|unseated|saw off|sees off|edged(?: out)?|pipped|"
    r"trounced|toppled|thrashed|outpolled)\s+(?:(?!and\b|but\b)[\w’'-]+,?\s+){0,5}$"
)
"""Before the name of the one who was beaten, where the winner is told otherwise ("The victor beat his rival, B")."""
_HIS_RIVAL = re.compile(r"(?i)\s(?:\w+ ){0,2}(?:rival|opponent|challenger|deputy|colleague|predecessor),?\s")
_FOR_HER_RIVAL = re.compile(
    r"(?i)\s*(?:votes?|per cent|%)?\s+for (?:the |his |her |their |nearest |closest |main |rival,? |"
    r"challenger,? |opponent,? )*"
)
_A_FROM_B = re.compile(r",?\s[A-Z][^,.;\d]{1,30}\s(?:from|over|ahead of|against|to|v)\s(?:the |mr |mrs |ms )?")
"""Behind two numbers: "88 to 85, Infantino from Salman"."""
_HAD_IT = re.compile(
    r"(?i)\b(?:(?P<ayes>ayes|yes (?:side|camp|campaign))|noes|nays|no (?:side|camp|campaign)) (?:had|have|has|"
    r"won|took|take) it\b"
    r"[^.;\d]{0,20}$"
)
_TO_ACT = re.compile(
    r"(?i)\s*(?:votes?\s+)?(?:to (?:strike|walk out|stop work|down tools|take (?:strike|industrial)|go on strike|"
    r"accept|approve|ratify|back)|(?:in favou?r of|for) (?:a |an |the )?"
    r"(?:strike|industrial action|walkout|stoppage))\b"
)
"""Behind the two numbers: what the larger side wants done, whatever was turned down before."""
_ENDED = re.compile(
    r"(?i)\b(?:it|result|count|vote|contest|race|election)"
    r"(?:['’]s| (?:was|is|finished|ended|ended up|came out|stood|closed))\s+(?:at |with |as )?(?:just |a )?$"
)


def _sides_of_counts(line: Layout, first: Number) -> Sides | None:
    """ "2,914 against and 2,688 in favour, or 52 percent to 48": the sides of the two counts before, in their order."""
    counts = [n for n in line.numbers if n.end <= first.start and n.kind == "count" and not n.is_word][-2:]
    if len(counts) < 2 or not _SAME_AGAIN.fullmatch(line.text[counts[1].right : first.left]):
        return None
    holders = [claim(line, n) for n in counts]
    keys = [holder.mention.keys if holder is not None else frozenset() for holder in holders]
    return (keys[0], keys[1]) if keys[0] and keys[1] and not keys[0] & keys[1] else None


def _sides(line: Layout, first: Number, second: Number) -> Sides | None:
    named = [
        m
        for m in line.mentions
        if m.end <= first.left
        and m.keys
        and m.strength not in ("option", "letter")
        and not OUT_OF_IT.match(line.text[m.end : first.left])
    ]
    counted = _sides_of_counts(line, first)
    if first.kind == "percent" and counted is not None:
        return counted
    after = line.text[second.end : second.end + 60].split("\n")[0]  # another paragraph tells of something else
    if (
        any(
            m.start >= second.end and m.start - second.end < 40 and m.keys and m.strength != "option"
            for m in line.mentions
        )
        and not named
        and not _A_FROM_B.match(line.text, second.right)
    ):
        return None
    if re.match(r"\s?(?:%|per cent)?\s*[’']?s?\s*[A-Z][a-z]+[’']s", after):
        return None
    distinct: list[Mention] = []
    for mention in reversed(named):
        if all(not (mention.keys & other.keys) for other in distinct):
            distinct.append(mention)
        if len(distinct) == 2:
            break
    for_second = next(
        (
            m
            for m in line.mentions
            if m.keys and _FOR_HER_RIVAL.fullmatch(line.text[second.right : max(second.right, m.start)])
        ),
        None,
    )
    if distinct and for_second is not None and not for_second.keys & distinct[0].keys:
        return distinct[0].keys, for_second.keys
    over = [
        m for m in line.mentions if m.keys and _OVER.fullmatch(line.text[second.right : max(second.right, m.start)])
    ]
    if distinct and over and not (over[0].keys & distinct[0].keys):
        return distinct[0].keys, over[0].keys
    gap = line.text[distinct[0].end : first.left] if distinct else ""
    if (
        len(distinct) == 2
        and _LEADS_BY.fullmatch(gap)
        and re.search(
            r"ahead|leading|in front|on top|edged|"
            r"shaded",
            gap,
        )
    ):
        return distinct[0].keys, distinct[1].keys
    if len(distinct) == 2:
        second_named, first_named = distinct
        first_named = next(m for m in named if m.keys & first_named.keys)
        between = line.text[first_named.end : second_named.start]
        if _HIS_RIVAL.fullmatch(between) and _BEAT_HIM.search(line.text[line.sentence.start : first_named.start]):
            return first_named.keys, second_named.keys
        if _LOST.search(between):
            ahead, behind = second_named.keys, first_named.keys
            return (ahead, behind) if first.value >= second.value else (behind, ahead)
        if _BEAT.search(between):
            return first_named.keys, second_named.keys
    following = [m for m in line.mentions if second.right <= m.start <= second.right + 40 and m.keys]
    if len(following) > 1 and not named and _A_FROM_B.fullmatch(line.text, second.right, following[1].start):
        return following[0].keys, following[1].keys
    before = line.text[line.sentence.start : first.left]
    victor = next(
        (m for m in line.mentions if m.keys and _BY_THE_VICTOR.fullmatch(line.text[second.right : m.start])), None
    )
    if victor is not None and distinct and _BEATEN.search(before):
        ahead, behind = victor.keys, distinct[0].keys
        return (ahead, behind) if first.value >= second.value else (behind, ahead)
    favoured = next(
        (m for m in line.mentions if m.keys and _FOR_HIM.fullmatch(line.text[second.right : m.start])), None
    )
    if favoured is not None and not distinct and favoured.strength != "option":
        ahead, behind = favoured.keys, _rival(line, favoured.keys)
        return (ahead, behind) if first.value >= second.value else (behind, ahead)
    if len(distinct) == 1 and _BEAT_HIM.search(line.text[line.sentence.start : named[-1].start]):
        return _rival(line, distinct[0].keys), distinct[0].keys
    if len(distinct) == 1 and _LEADS_BY.fullmatch(line.text[distinct[0].end : first.left]):
        return distinct[0].keys, _rival(line, distinct[0].keys)
    if distinct and _WON.search(line.text[distinct[0].end : first.left] if len(distinct) == 2 else before):
        return distinct[0].keys, _rival(line, distinct[0].keys)
    had_it = _HAD_IT.search(before) if "yes" in line.pairs else None
    if had_it is not None:
        sides = line.pairs["yes"], line.pairs["no"]
        return sides if had_it["ayes"] else sides[::-1]
    if not named and line.winner and _ENDED.search(before) and first.value >= second.value:
        return line.winner, _rival(line, line.winner)
    if "yes" in line.pairs and not named:
        if _TO_ACT.match(line.text, second.right):
            return line.pairs["yes"], line.pairs["no"]
        words = line.text[line.sentence.start : first.left] + " " + after
        if _AGAINST.search(words):
            return (
                (line.pairs["no"], line.pairs["yes"])
                if first.value >= second.value
                else (line.pairs["yes"], line.pairs["no"])
            )
        if _IN_FAVOUR.search(words):
            return line.pairs["yes"], line.pairs["no"]
    return None
