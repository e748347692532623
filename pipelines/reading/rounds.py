"""Which count of a contest: first preferences, the second ballot, "13th count"."""

from __future__ import annotations

import re

_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "sixth": 6,
    "6th": 6,
    "seventh": 7,
    "7th": 7,
    "eighth": 8,
    "8th": 8,
    "ninth": 9,
    "9th": 9,
    "tenth": 10,
    "10th": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_NAMES = "|".join(_ORDINALS)
_STAGE = r"(?:count|counts|round|rounds|stage|stages|ballot|ballots|vote)"
_ROUND = re.compile(
    rf"(?i)\b(?:(?P<pref>first|1st|primary|second|2nd|third|3rd)[- ](?:pref(?:erence|"
    rf"s)?\.?s?|choices?|prefs)(?: votes?)?\b|primary vote\w*|first[- ]past"
    rf"|(?P<ordinal>{_NAMES}|\d{{1,2}}(?:st|nd|rd|th))[- ](?:and (?:final|last) )?{_STAGE}\b"
    rf"|\b{_STAGE} (?P<number>\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten)\b(?![.,]\d|%)"
    r"|(?P<two>two[- ](?:party|candidate)(?:[- ]preferred)?|2[PC]P|tpp|run[- ]?off count))"
)


def round_in(words: str) -> int | None:
    """The round that the words name, the last one where they name several; None where they name none."""
    rounds = [_value(found) for found in _ROUND.finditer(words)]
    named = [number for number in rounds if number]
    return named[-1] if named else None


def rounds_in(words: str) -> list[tuple[int, int]]:
    """(place, round) of every round that the words name."""
    return [(found.start(), value) for found in _ROUND.finditer(words) if (value := _value(found))]


def _value(found: re.Match[str]) -> int | None:
    if found["two"]:
        return 2
    word = found["pref"] or found["ordinal"] or found["number"]
    if word is None:
        return 1 if "primary" in found[0].lower() else None
    word = word.lower()
    if word == "primary":
        return 1
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else _ORDINALS.get(word)
