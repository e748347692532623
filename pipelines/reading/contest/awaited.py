"""Pages that still await a vote: they say when it will be, and so cannot tell how it went.

Not every page has a date of publication that can be found. "The ballot closes on 14 October", "results appear on
November 8", "a by-election will be held on 4 October": the contest's own day, spoken of as yet to come.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

RESULTS = frozenset({"votes", "vote_share", "turnout", "ballots_cast", "ballots_rejected", "valid_votes", "majority"})
SLACK = 2
"""Days: a contest is dated by its last day of voting, or by the day of the count."""
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_COMES = (
    r"\b(?:clos(?:es|ing)|ends|will (?:be|close|end|take place|go|vote|follow)|takes? place|(?:is|are) due|"
    r"due (?:in|by|on)|to be held|is to (?:be|close)|appears?|goes? to the polls|opens? (?:at|on)|polling day is|"
    r"deadline|must (?:be|reach))\b(?:[^.;\n]|(?<=[ap])\.(?=m\b)|(?<=\b[ap]\.m)\.|(?<=[A-Z][a-z][a-z])\.){0,50}?"
)


@lru_cache(maxsize=64)  # every figure of a page asks about the same day
def awaits(text: str, vote: str | None) -> bool:
    """Does the text speak of the day of the vote (ISO 8601) as yet to come?"""
    days = _days(vote)
    return bool(days) and re.search(rf"(?i){_COMES}\b(?:{'|'.join(days)})\b(?! (?:19|20)\d\d and )", text) is not None


def _days(vote: str | None) -> list[str]:
    try:
        day = date.fromisoformat((vote or "")[:10])
    except ValueError:
        return []
    near = [day + timedelta(days=off) for off in range(-SLACK, SLACK + 1)]
    return [pattern for one in near for pattern in _printed(one)]


def _printed(day: date) -> tuple[str, str]:
    month = MONTHS[day.month - 1]
    name = rf"(?:{month}|{month[:3]}\.?)"
    return rf"{name} {day.day}(?!\d)", rf"{day.day}(?:st|nd|rd|th)? (?:of )?{name}"
