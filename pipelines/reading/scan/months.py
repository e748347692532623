"""Months: what tells two votes of one year apart, and a vote from another that only its month names.

"In May" alone says which vote is meant where the same office was voted on in May and in December; and where only the
December vote is followed, what is told of May is told of something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.model import Contest

_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NUMBERS = {name[:size]: n for n, name in enumerate(_NAMES, start=1) for size in (3, 4, len(name))}
_SHORTEST = tuple(name[:3] for name in _NAMES)
_MONTH = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NAMED = re.compile(
    rf"(?:\b(?:[Ii]n|[Oo]f|[Oo]n|[Ll]ast|[Tt]his|[Ss]ince|[Ff]or|[Ff]rom|[Bb]y|[Aa]t|[Tt]he|[Ll]ate|[Ee]arly|[Mm]id"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?)[ -](?P<named>{_MONTH})\b|\b(?P<dated>{_MONTH})\.?(?= \d{{1,2}}\b|['’]s\b))"
)
"""A month by its name, where it can be nothing else: "may" and "march" are verbs too, "April" is a woman."""
NEAR = 2
"""Months between a vote and what is still told of it: the opening of the ballot, the count, the declaration."""
_YEAR_BEHIND = re.compile(r"\.?(?: \d{1,2}(?:st|nd|rd|th)?)?,? ((?:19|20)\d\d)\b")


def months_in(words: str) -> Iterator[tuple[int, int]]:
    """(place, 1 to 12) of every month that is named."""
    if not any(name in words for name in _SHORTEST):
        return
    for found in _NAMED.finditer(words):
        group = "named" if found["named"] else "dated"
        yield found.start(group), _NUMBERS[found[group]]


def months_of(contest: Contest) -> set[int]:
    """The months of the vote and of its declaration; none where the contest has no date."""
    return {int(date[5:7]) for date in (contest.date, contest.declared) if date and len(date) > 6}


def telling_months(contests: Iterable[Contest]) -> dict[int, set[str]]:
    """Each month with the contests that were held in it, for those of one office or body that were held twice."""
    held: dict[tuple[str | None, str | None], list[Contest]] = {}
    for contest in contests:
        if contest.date and contest.organisation:
            held.setdefault((contest.organisation, contest.office), []).append(contest)
    found: dict[int, set[str]] = {}
    for votes in held.values():
        if len({(contest.date or "")[:7] for contest in votes}) == 1:
            continue
        for contest in votes:
            for month in months_of(contest):
                found.setdefault(month, set()).add(contest.contest_id)
    return found


def of_another_month(before: str, after: str, contest: Contest) -> int | None:
    """The month of another vote that the words of a clause name; None where they name none, or one near the contest's.

    before, after: the words of the clause on both sides of the number.
    """
    own = months_of(contest)
    words = f"{before}\n{after}"
    named = [
        month
        for place, month in months_in(words)
        if (year := _YEAR_BEHIND.match(words, place + 3 + len(_rest(words, place)))) is None
        or year[1] == (contest.date or "")[:4]
    ]
    if not own or not named or any(_apart(month, other) <= NEAR for month in named for other in own):
        return None
    return named[-1]


def _rest(words: str, place: int) -> str:
    """What follows the first three letters of the month's name."""
    found = re.compile(r"[a-z]*").match(words, place + 3)
    return found[0] if found else ""


def _apart(month: int, other: int) -> int:
    return min((month - other) % 12, (other - month) % 12)
