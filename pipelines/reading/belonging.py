"""Which contest a number placed in a sentence belongs to, or why it belongs to none that is followed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from pipelines.reading.earlier import earlier
from pipelines.reading.elsewhere import elsewhere
from pipelines.reading.layout import Refused
from pipelines.reading.measures import TOTALS
from pipelines.reading.names import fold
from pipelines.reading.parties import party_names
from pipelines.reading.sentences import Sentence
from pipelines.reading.telling import contest_years
from pipelines.reading.tokens import within

if TYPE_CHECKING:
    from pipelines.model import Candidate
    from pipelines.reading.layout import Placed
    from pipelines.reading.numbers import Number
    from pipelines.reading.reader import Reader
    from pipelines.reading.tokens import Tokens


def contest_of(reader: Reader, tokens: Tokens, sentence: Sentence, placed: Placed) -> str | Refused:
    """The likeliest contest that the words do not rule out, or the reason why there is none."""
    if placed.contest is not None:
        return placed.contest
    start, end, paragraph = sentence.start, sentence.end, sentence.paragraph
    number = placed.number
    reason = "no followed contest is spoken of here"
    if reader.trail.is_poll and end - start < 45 and placed.keys and placed.keys <= reader.registry.options:
        return Refused(number, "a poll of readers")
    if placed.measure in TOTALS and _is_of_another_place(reader, tokens.passage.text, number, start, end):
        return Refused(number, "of a place that is not followed")
    strange = elsewhere(
        tokens.passage.text,
        placed,
        start,
        end,
        reader.known_words,
        by_party=_by_party(reader, tokens, placed),
        is_named=bool(placed.keys - reader.registry.options),
    )
    if strange is not None:
        return Refused(number, strange)
    for contest_id in likely_contests(reader, placed, company_of(tokens, paragraph)):
        years = contest_years([reader.registry.by_id[contest_id]])
        if placed.measure in ("membership", "electorate"):
            years |= {year - 1 for year in years}  # a roll is as good as its last count
        why = earlier(tokens.passage.text, number, start, end, years)
        if (
            why is None
            and is_before(
                reader.registry.by_id[contest_id].date, tokens.passage.published_at or reader.page.published_at
            )
            and placed.measure in ("majority", "majority_share")
        ):
            why = "the page is older than the vote"
        if why is None or (
            "comparison" in why
            and (placed.measure in ("majority", "vote_share_change") or placed.rule.endswith(": for"))
        ):
            return contest_id
        reason = why
    return Refused(number, reason)


def _by_party(reader: Reader, tokens: Tokens, placed: Placed) -> bool:
    """Is the figure for followed persons of whom only the party is named here?"""
    named = [m for m in within(tokens.mentions, Sentence(placed.start, placed.end, "paragraph", 0, 0)) if m.keys]
    return (
        bool(placed.keys)
        and bool(named)
        and all(m.strength == "party" for m in named)
        and any(is_person(reader.registry.candidate(key)) for key in placed.keys)
    )


def company_of(tokens: Tokens, paragraph: int) -> dict[str, int]:
    """How many candidates of each contest are named in a paragraph, or, with -1, in the whole passage."""
    if paragraph not in tokens.stood:
        first, last = tokens.paragraphs.get(paragraph, (0, len(tokens.passage.text)))
        keys = {key for m in tokens.mentions if first <= m.start < last for key in m.keys}
        tokens.stood[paragraph] = dict(Counter(contest for contest, _ in keys))
    return tokens.stood[paragraph]


def likely_contests(reader: Reader, placed: Placed, company: dict[str, int]) -> list[str]:
    """The likeliest first: where words leave several, the one in which all stood who are named together.

    One paper may carry several contests: its totals are given to the first of them that is followed.
    """
    found = reader.scope.contests_at(placed.number.start, placed.keys or None, placed.number.right)
    if len(found) > 1:
        found = sorted(found, key=lambda contest: -company.get(contest, 0))
    if placed.keys or not found or not reader.scope.is_guessed(placed.number.start):
        return found
    first = reader.registry.by_id[found[0]]
    same = [
        c.contest_id
        for c in reader.registry.contests
        if c.organisation and (c.organisation, c.date) == (first.organisation, first.date)
    ]
    return [*same[:1], *found]


def _is_of_another_place(reader: Reader, text: str, number: Number, start: int, end: int) -> bool:
    """ "from 20% in Northamptonshire down to 13% in Essex": the contest's own place stands elsewhere in the
    sentence."""
    place = re.match(r"\s*(?:of (?:the )?\w+ )?in (?:the )?([A-Z][\w’'-]+)", text[number.right : end])
    if place is None or fold(place[1]) in reader.scope.words:
        return False
    return any(
        word in reader.scope.words and not word.isdigit() for word in re.findall(r"[a-z]{4,}", fold(text[start:end]))
    )


def is_before(vote: str | None, published: str | None, days: int = 14) -> bool:
    """Was the page published at least so many days before the vote? Then it cannot report its result."""
    if not vote or not published:
        return False
    try:
        return (date.fromisoformat(vote[:10]) - date.fromisoformat(published[:10])).days >= days
    except ValueError:
        return False


def is_person(candidate: Candidate) -> bool:
    """Is the candidate registered by a person's name, and not by a party's?"""
    own = {fold(name) for name in party_names(candidate.party or "")}
    return " " in candidate.name.strip() and fold(candidate.name) not in own
