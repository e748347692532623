"""The words that name a count of a contest: first preferences, the second ballot, "13th count", the run-off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "first 1st opening initial",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
            "eighth 8th",
            "ninth 9th",
            "tenth 10th",
            "eleventh 11th",
            "twelfth 12th",
            "thirteenth 13th",
        ),
        start=1,
    )
    for word in words.split()
}
_CARDINALS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
}
_ELSEWHERE = {  # the words of other languages that English pages and their readers use too
    1: (
        r"(?:premier|1er) tour|(?:erste[rnm]?|1\.) wahlgang|hauptwahl|primera vuelta|primo turno|"
        r"primeir[ao] (?:turno|volta)|eerste ronde"
    ),
    2: (
        r"(?:second|deuxi[èe]me|2nd|2(?:e|d|[èe]me)) tour|(?:zweite[rnm]?|2\.) wahlgang|stichwahl|segunda vuelta|"
        r"balotaje|secondo turno|ballottaggio|segund[ao] (?:turno|volta)|tweede ronde"
    ),
}
_ORDINAL = "|".join(_ORDINALS)
_CARDINAL = "|".join(_CARDINALS)
_STAGE = r"(?:count|counts|round|rounds|stage|stages|ballot|ballots|vote)"
_ROUND = re.compile(
    rf"(?i)\b(?:(?P<pref>first|1st|primary|second|2nd|third|3rd)[- ](?:pref(?:erence|"
    rf"s)?\.?s?|choices?|prefs)(?: votes?)?\b|primary vote\w*|first[- ]past"
    rf"|(?P<ordinal>{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))[- ](?:and (?:final|last) )?{_STAGE}\b"
    rf"|\bafter (?P<after>{_CARDINAL}|\d{{1,2}}) (?:counts|rounds|stages|ballots)\b"
    rf"|\b{_STAGE} (?P<number>\d{{1,2}}|{_CARDINAL})\b(?![.,]\d|%)"
    r"|\b(?:(?-i:R)|rd\.? ?|rnd\.? ?)(?P<short>\d{1,2})\b(?=\s*[:(–-]|\s*$)"
    r"|(?P<two>two[- ](?:party|candidate)(?:[- ]preferred)?|2[PC]P|tpp|run[- ]?off count)"
    r"|(?P<runoff>(?<!instant[ -])run-?offs?\b)"
    rf"|(?P<one_abroad>{_ELSEWHERE[1]})\b|(?P<two_abroad>{_ELSEWHERE[2]})\b)"
)
_WITHOUT_ITS_NOUN = re.compile(
    rf"(?i)(?:\b(?:in|on|at|after|by) the (?P<ordinal>{_ORDINAL})"
    r"(?=[,;.)]|\s+(?:and|but|he|she|it|they|by|with|to|\d)|"
    r"(?:\s(?-i:[A-Z][\w’'-]+)){1,2} (?:beat|beats|won|wins|took|had|got|polled|led|defeated|received)\b)"
    rf"|^\W*(?:and |then |now )?(?:for )?the (?P<opening>{_ORDINAL})\s*:)"
)
""" "On the first ballot he had 31, in the second 36": the noun is that of the round named before."""
_VOTED_AGAIN = re.compile(r"(?i)\b(?:rounds?|ballots?|vote)\b")
RUN_OFF = re.compile(rf"(?i)(?<!instant[ -])\brun-?offs?\b|\bsecond (?:round|ballot)\b|\b(?:{_ELSEWHERE[2]})\b")
_TO_COME = re.compile(
    r"(?i)\b(?:into|for|fac(?:es?|ed|ing)|avoid\w*|forc(?:es?|ed|ing)|trigger\w*|need(?:s|ed|ing)?|requir(?:es?|ed|ing)"
    r"|without|before|ahead of|until|reach(?:es|ed|ing)?|mak(?:es?|ing)|made|miss(?:es|ed|ing)?|set(?:s|ting)? up"
    r"|mean(?:s|ing)?|meant|prevent\w*|will (?:be|hold|have|contest)|(?:meet|face|compete|duel)\w*(?: \w+){0,3} in"
    r"|(?:go|goes|going|went|gone|advanc\w+|through|on|head\w*|proceed\w*|mov\w+|progress\w*|tak\w+|send\w*|sent|forced"
    r"|push\w*|qualif\w+|count\w*) (?:on |through |\w+ )?to|contest(?:s|ing)?)\s+"
    r"(?:(?:an?|the|his|her|their|any|that|this)\s+(?:[\w’'-]+\s+)?)?$"
)
"""Before a round that is spoken of as the aim, or as what comes: what is told is of the count before it."""
_COMPARED = re.compile(
    r"(?i)\b(?:than|from|since|unlike|on|with|to|of|match\w*|revers\w+|repeat\w*|overturn\w*)\s+"
    r"(?:(?:in|at|after|of) )?(?:(?:the|his|her|their|its|that)\s+)?$"
)
_COMPARING = re.compile(
    r"(?i)\b(?:up|down|more|fewer|less|better|worse|higher|lower|improv\w+|increas\w+|compar\w+|ris\w+|rose|fell|"
    r"drop\w*|unlike|since|revers\w+|repeat\w*|overturn\w*|match\w*)\b[^.;]{0,40}$"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A round named at words[start:end]. is_compared: it stands for what another figure is compared with.

    is_run_off: named as the run-off and not by its number. is_to_come: another round is, and this is the one before it.
    is_ballot: people vote again in it, and votes are not only counted again.
    """

    start: int
    end: int
    round: int
    is_compared: bool = False
    is_run_off: bool = False
    is_to_come: bool = False
    is_ballot: bool = False


def round_in(words: str) -> int | None:
    """The round that the words name, the last one where they name several; None where they name none."""
    named = rounds_in(words)
    return named[-1].round if named else None


_HINTS = (
    *("round", "ballot", "count", "stage", "pref", "choice", "run", "vote", "primary", "past", "tour", "wahl"),
    *("vuelta", "turno", "volta", "ronde", "balot", "two", "2pp", "2cp", "tpp", "rd", "rnd", "r1", "r2", "r3", "r4"),
    *("r5", "r6", "r7", "r8", "r9"),
)
"""One of them stands in all words that name a round: most sentences have none, and are not searched further."""


@lru_cache(maxsize=256)
def rounds_in(words: str, *, is_open: bool = False) -> tuple[Said, ...]:
    """Every round that the words name, in order. is_open: the words before them have named one."""
    lower = words.lower()
    if not is_open and not any(hint in lower for hint in _HINTS):
        return ()
    found = [_said(words, one, value) for one in _ROUND.finditer(words) if (value := _value(one))]
    named = [said for said in found if said is not None]
    if named or is_open:
        taken = [(said.start, said.end) for said in named]
        named += [
            Said(one.start(), one.end(), _ORDINALS[(one["ordinal"] or one["opening"]).lower()])
            for one in _WITHOUT_ITS_NOUN.finditer(words, 0 if is_open else named[0].end)
            if not any(start < one.end() and one.start() < end for start, end in taken)
        ]
    return tuple(sorted(named, key=lambda said: said.start))


def ordinal_of(words: str) -> int | None:
    """What an ordinal alone in a cell counts ("First", "2nd"); None where the words are more than that."""
    return _ORDINALS.get(words.strip(" .:").lower())


def _said(words: str, found: re.Match[str], value: int) -> Said | None:
    """The round that is spoken of, which is the one before the one named where that is still to come."""
    before = words[max(0, found.start() - 60) : found.start()]
    is_compared = _COMPARED.search(before) is not None and _COMPARING.search(before) is not None
    if value > 1 and not found["pref"] and not is_compared and _TO_COME.search(before):
        return Said(found.start(), found.end(), value - 1, is_to_come=True, is_ballot=True)
    is_run_off = found["runoff"] is not None
    is_abroad = found["one_abroad"] is not None or found["two_abroad"] is not None
    is_ballot = is_run_off or is_abroad or _VOTED_AGAIN.search(found[0]) is not None
    return Said(found.start(), found.end(), value, is_compared, is_run_off, is_ballot=is_ballot)


def _value(found: re.Match[str]) -> int | None:
    if found["two"] or found["runoff"] or found["two_abroad"]:
        return 2
    if found["one_abroad"]:
        return 1
    word = found["pref"] or found["ordinal"] or found["number"] or found["short"] or found["after"]
    if word is None:
        return 1 if "primary" in found[0].lower() else None
    word = word.lower()
    if word == "primary":
        return 1
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else _ORDINALS.get(word) or _CARDINALS.get(word)
