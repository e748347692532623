"""Which contest the head of a column names, where a table sets several votes side by side.

By its date ("4 December (repeat)"), or by words that only some of the followed contests have ("Ferry Lane").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.model import Contest
    from pipelines.reading.contest.scope import Scope

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*"
_DATES = (re.compile(rf"(?i)\b{_DAY} {_MONTH}\b"), re.compile(rf"(?i)\b{_MONTH}\.? {_DAY}\b"))


def contests_of_head(head: str, scope: Scope) -> frozenset[str]:
    """The followed contests that a head names; empty where it names none of them, or all alike."""
    contests = scope.registry.contests
    dated = _held_on(head, contests)
    if dated:
        return dated
    named = {contest for _, contest, _ in scope.find(head, 0)}
    if len(contests) > 1 and len(named) == len(contests):
        best = scope.best(scope.find(head, 0))
        return best if len(best) < len(contests) else frozenset()
    return frozenset(named) if len(contests) > 1 or _names_whole(head, scope) else frozenset()


def _held_on(head: str, contests: Iterable[Contest]) -> frozenset[str]:
    days = {
        f"-{_MONTHS.index(found['month'].lower()) + 1:02d}-{int(found['day']):02d}"
        for pattern in _DATES
        for found in pattern.finditer(head)
    }
    return frozenset(c.contest_id for c in contests if c.date and c.date[4:10] in days)


def _names_whole(head: str, scope: Scope) -> bool:
    """With one contest followed, every word of its title tells; a head names it by nothing else than such words."""
    said = re.findall(r"[a-z]{3,}", head.lower())
    return bool(said) and all(word in scope.words for word in said)
