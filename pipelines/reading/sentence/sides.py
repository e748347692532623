"""Several numbers at once: two sides of a result, names and numbers side by side, one number for each of two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Bound, Layout, Placed, put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.model import Measure
    from pipelines.reading.scan.names import Key, Mention
    from pipelines.reading.scan.numbers import Number


MOTION = re.compile(
    r"(?i)^\s+(?:of (?:the )?(?:[\w’']+ ){1,3})?said (?:that )?they (?:were|are|would be) (?:prepared|willing|"
    r"ready) to (?:strike|take|walk)\b|"
    r"^[\s,–—-]*(?:of (?:the |those |its )?(?:members|voters|them|votes|those voting|"
    r"vote)?\s*)?(?:who (?:voted|returned an? \w+|took part) |actually |had |have )*(?:vot(?:ed|ing|e) (?:to|"
    r"for|in favou?r "
    r"of)|backed|supported|(?:were |was )?in favou?r of|said yes|say yes|for)\s+(?:a "
    r"|the |an |more |further |industrial |strike )*(?:strik\w+|action|walk\w*|ballot|"
    r"plan|deal|offer|merger|motion|proposal|change|stoppages?|accept\w*|join\w*|"
    r"merg\w*|approve\w*)|^[\s,–—-]*of those who (?:voted|returned an? \w+|took part) (?:want|like)(?:ed|s|d)? it\b"
)


_SIDE = re.compile(
    r"(?i)^\s*(?:votes? |members |people |of them )?(?:were |voted |voting |was )?(for (?:it|"
    r"the|a)\b|in favou?r|yes\b|against\b|opposed\b|no\b(?! (?:more|fewer|less|votes)))"
)


_PEOPLE_FOR = re.compile(
    r"(?i)^\s+(?:(?:people|members|workers|employees|staff|voters|of (?:us|them|you))\s+)?(?P<voted>(?:had |"
    r"have )?voted )?"
    r"(?:(?P<no>to (?:reject|refuse|turn|decline|oppose|throw)\b)|"
    r"(?P<yes>to (?:accept|take|approve|ratify|back|strike|join)\b))"
)


def people_for(line: Layout, number: Number) -> Placed | None:
    """ "1,212 people voted to reject the offer and 204 to take it": so many votes for a side of the ballot."""
    if number.kind != "count" or number.is_decimal or "yes" not in line.pairs:
        return None
    found = _PEOPLE_FOR.match(line.text[number.right : line.sentence.end])
    is_of_voting = found is not None and re.search(
        r"(?i)\bvot", found["voted"] or line.text[line.sentence.start : number.left]
    )
    if found is None or not is_of_voting:
        return None
    keys = line.pairs["no" if found["no"] else "yes"]
    return put(line, number, "votes", keys, "votes: a side of the ballot", (found[0].strip(),), None, None)


HALF = 50
_DECIDED_BY = re.compile(
    r"(?i)\bvoted (?:overwhelmingly |heavily |narrowly |decisively )?(?:(?P<down>to reject|against|down)|to|for|"
    r"in favou?r of)\b"
    r"[^.;\d]{0,60}\bby\s+(?:a margin of |over |nearly |almost |just )*$"
)
"""A share that decided a ballot is that of the side that won."""
_REJECTED = re.compile(
    r"(?i)^\s*(?:of (?:the |those |its )?(?:members|voters|them|votes)?\s*)?(?:vot(?:ed|"
    r"ing|e) (?:to reject|against|no)|to reject\b|rejected|opposed|(?:were |was )?against)\b"
)


def last_resort(line: Layout, number: Number, measure: Measure | None, bound: Bound | None) -> Placed | None:
    """What only the sense of the sentence tells: the two sides of a ballot, or a turnout named at its beginning."""
    side = _side_of_a_ballot(line, number, measure, bound) if "yes" in line.pairs else None
    if side is not None:
        words, keys = side
        guess: Measure = "vote_share" if number.kind == "percent" else "votes"
        return put(line, number, guess, keys, f"{guess}: a side of the ballot", (words,), None, bound)
    if number.kind != "percent" or bound is not None or number.sign:
        return None
    if is_of_a_turnout(line, number):
        rule = "turnout: the sentence's only measure"
        return put(line, number, "turnout", frozenset(), rule, ("turnout",), None, None)
    if line.only_turnouts and measure is None:
        return put(line, number, "turnout", frozenset(), "turnout: the page speaks of nothing else", (), None, None)
    return None


_OF_THOSE_WHO_VOTED = re.compile(
    r"(?i)^\s+of the \d[\d,.]* \w+ who (?:voted|took part|returned [^,.;]{0,20}|responded),? "
    r"(?:were in favou?r|(?:had )?(?:backed|supported|accepted|said yes|voted (?:for|yes|to accept))|"
    r"(?P<no>were against|(?:had )?(?:rejected|opposed|said no|voted (?:against|no|to reject))))\b"
)
_CARRIED_WITH = re.compile(
    r"(?i)\b(?:carr(?:y|ied|ies)|pass(?:es|ed)?|approved|ratified|went through|go through|(?P<down>fail(?:s|"
    r"ed)?|rejected|went down))"
    r" (?:by|with) (?:about |around |over |some |nearly |just )*$"
)


_BRACKET = re.compile(r"^\s?%?\)")
"""Closed right behind a share: "more than nine in ten (91%) backed walkouts"."""


def _side_of_a_ballot(
    line: Layout, number: Number, measure: Measure | None, bound: Bound | None
) -> tuple[str, frozenset[Key]] | None:
    """ "91.8% voted to strike", "247 against the turbine": the words behind the number, and whose votes they are."""
    after = _BRACKET.sub("", line.text[number.right : min(line.sentence.end, number.right + 80)])
    if measure is None or bound is None or bound.cue.family in ("voted", "votes", "share"):
        for pattern, side in ((_REJECTED, "no"), (MOTION, "yes")):
            found = pattern.match(after)
            if found:
                return found[0].strip(), line.pairs[side]
    decided = _DECIDED_BY.search(line.text[line.sentence.start : number.left]) if number.kind == "percent" else None
    if decided is not None and number.value >= HALF:
        return decided[0].strip(), line.pairs["no" if decided["down"] else "yes"]
    carried = _CARRIED_WITH.search(line.text[line.sentence.start : number.left]) if number.kind == "percent" else None
    if carried is not None and number.value >= HALF and bound is None:
        return carried[0].strip(), line.pairs["no" if carried["down"] else "yes"]
    of_those = (
        _OF_THOSE_WHO_VOTED.match(line.text[number.right : line.sentence.end]) if number.kind == "percent" else None
    )
    if of_those is not None:
        return of_those[0].strip(), line.pairs["no" if of_those["no"] else "yes"]
    plain = _SIDE.match(after)
    is_plain = line.has_plain_sides and (number.kind == "percent" or (number.kind == "count" and not number.is_decimal))
    if plain is None or not is_plain or measure not in (None, "votes", "vote_share"):
        return None
    return plain[1], line.pairs["yes" if re.match(r"(?i)for|in|yes", plain[1]) else "no"]


_ELSEWHERE = re.compile(
    r"(?i)\bin the (?:province|country|region|state|county|nation)\b|nationally|nationwide|threshold|require"
)


def is_of_a_turnout(line: Layout, number: Number) -> bool:
    """Is a turnout named before the number, and nothing else that a share could be of in between?"""
    heads = [c for c in line.cues if c.family == "turnout" and 0 <= number.left - c.end < 110]
    if not heads:
        return False
    start = heads[-1].end
    others = any(c.family in _OTHER_SHARES and start <= c.start < number.left for c in line.cues)
    named = any(start <= m.start < number.left and m.strength not in ("option", "letter") for m in line.mentions)
    return not others and not named and _ELSEWHERE.search(line.text[start : number.left]) is None


_OTHER_SHARES = frozenset({"share", "majority", "swing", "rejected"})


def respectively(line: Layout, numbers: list[Number], _bounds: dict[int, Bound | None]) -> list[Placed]:
    """ "A and B polled 3,982 and 4,328 votes respectively": names and numbers side by side, in order."""
    words = line.text[line.sentence.start : line.sentence.end]
    found = re.search(r"(?i)\brespectively\b", words)
    if not found:
        return []
    stop = line.sentence.start + found.start()
    run = [n for n in numbers if n.end <= stop]
    run = _same_kind_tail(line, run)
    names: list[Mention] = []
    for mention in line.mentions:
        if run and mention.end <= run[0].left and (not names or not (mention.keys & names[-1].keys)):
            names.append(mention)
    if len(run) < 2 or len(names) < len(run):
        return []
    placed = []
    for number, mention in zip(run, names[-len(run) :], strict=True):
        measure = _measure_of_run(line, run)
        if mention.keys and measure is not None:
            value = number
            placed.append(
                put(line, value, measure, mention.keys, f"{measure}: respectively", ("respectively",), None, None)
            )
    return placed


def _measure_of_run(line: Layout, run: Sequence[Number]) -> Measure | None:
    kind = run[-1].kind
    words = line.text[line.sentence.start : line.sentence.end]
    if kind == "points" or (kind == "percent" and re.search(r"(?i)\b(?:up|down) by\b", words)):
        return "vote_share_change"
    if kind == "percent":
        return "vote_share"
    return None if any(number.is_decimal for number in run) else "votes"


def _same_kind_tail(line: Layout, run: list[Number]) -> list[Number]:
    """The last numbers of the run that are of one kind and parted only by commas and "and"."""
    tail: list[Number] = []
    for number in reversed(run):
        if tail and (
            number.kind != tail[0].kind
            or not re.fullmatch(r"(?i)\s*(?:votes?|%)?\s*(?:,|and|, and)\s*", line.text[number.end : tail[0].start])
        ):
            break
        tail.insert(0, number)
    return tail


_EACH = re.compile(r"(?i)^\s*(?:votes?|%)?\s*(?:each|apiece|a piece)\b")


_BOTH = re.compile(
    r"(?i)\b(?:both (?:candidates|men|women|sides|of them|finished|ended|were|got)|"
    r"tied|tie|level|dead heat|inseparable)\b"
)


def each(line: Layout, numbers: list[Number], _bounds: dict[int, Bound | None]) -> list[Placed]:
    """ "A and B got 0.4% each", "both candidates end on 11,608": one number for each of two."""
    placed: list[Placed] = []
    for number in numbers:
        before = line.text[line.sentence.start : number.left]
        is_each = _EACH.match(line.text[number.right : number.right + 20])
        if not is_each and not _BOTH.search(before):
            continue
        if number.kind == "count" and (number.value < 10 or number.is_decimal or number.is_word):
            continue
        names = _last_two(line, number)
        if len(names) < 2 and _BOTH.search(before) and len(line.pairs.get("all", ())) == 2:
            names = [frozenset({key}) for key in sorted(line.pairs["all"])]
        measure: Measure = "vote_share" if number.kind == "percent" else "votes"
        rule = f"{measure}: one number for each of two"
        pair = names if len(names) == 2 else []
        placed.extend(put(line, number, measure, keys, rule, ("each",), None, None) for keys in pair)
    return placed


def _last_two(line: Layout, number: Number) -> list[frozenset[Key]]:
    names: list[Mention] = []
    for mention in line.mentions:
        if mention.end <= number.left and mention.keys and (not names or not (mention.keys & names[-1].keys)):
            names.append(mention)
    last = names[-2:]
    if len(last) == 2 and re.fullmatch(
        r"[^.;]{0,40}(?:\band\b|,|&)[^.;]{0,30}", line.text[last[0].end : last[1].start]
    ):
        return [mention.keys for mention in last]
    return []
