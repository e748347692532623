"""Which contest a number placed in a sentence belongs to, or why it belongs to none that is followed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from pipelines.reading.contest.awaited import RESULTS, awaits
from pipelines.reading.contest.earlier import earlier, years_back
from pipelines.reading.contest.elsewhere import elsewhere, of_the_whole
from pipelines.reading.contest.kinds import of_another_kind
from pipelines.reading.contest.telling import contest_years
from pipelines.reading.contest.turns import clashes, said_of
from pipelines.reading.scan.layout import Refused, is_of_a_poll
from pipelines.reading.scan.measures import TOTALS
from pipelines.reading.scan.names import fold
from pipelines.reading.scan.parties import party_names
from pipelines.reading.scan.sentences import Sentence
from pipelines.reading.tokens import within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.model import Candidate, Contest
    from pipelines.reading.reader import Reader
    from pipelines.reading.scan.layout import Placed
    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.tokens import Tokens


def contest_of(reader: Reader, tokens: Tokens, sentence: Sentence, placed: Placed) -> str | Refused:
    """The likeliest contest that the words do not rule out, or the reason why there is none."""
    if placed.contest is not None:
        return placed.contest
    start, end, paragraph = sentence.start, sentence.end, sentence.paragraph
    number = placed.number
    reason = "no followed contest is spoken of here"
    if reader.trail.is_readers_poll:
        return Refused(number, "a poll of readers")
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
        by_party=_by_party(reader, tokens, sentence, placed),
        is_named=bool(placed.keys - reader.registry.options),
    )
    if strange is not None:
        return Refused(number, strange)
    if _stands_elsewhere(reader, tokens, sentence, placed):
        return Refused(number, "a party that stands in another followed contest")
    likely = likely_contests(reader, placed, company_of(tokens, paragraph))
    for contest_id in likely:
        why = _why_not(reader, tokens, sentence, placed, contest_id)
        if why is None:
            return contest_id
        reason = why
    before = earlier_contest(reader, tokens.passage.text, sentence, placed, likely) if "earlier" in reason else None
    return before or Refused(number, reason)


def _why_not(reader: Reader, tokens: Tokens, sentence: Sentence, placed: Placed, contest_id: str) -> str | None:
    """Why a number is no figure of a contest: it is of another kind of vote, of another time."""
    text, number, contest = tokens.passage.text, placed.number, reader.registry.by_id[contest_id]
    is_whole = placed.measure in TOTALS or placed.measure.startswith("majority")
    if is_whole or placed.keys <= reader.registry.options:
        is_of_people = any((contest_id, c.candidate_id) not in reader.registry.options for c in contest.candidates)
        if of_another_kind(_up_to(text, sentence, number), is_of_people=is_of_people):
            return "another kind of vote"
        if is_whole and is_of_people and not reader.scope.speaks_of_election:
            return "the page speaks of no election"
    words = text[sentence.start : sentence.end]
    if clashes(reader.trail.turns.at(words, number, sentence.start, sentence.paragraph, placed.measure), contest):
        return "another vote: another round"
    if is_whole and of_the_whole(words, contest.title, has_siblings=_has_siblings(reader, contest)):
        return "the whole of which the contest is a part"
    if _is_too_early(contest.date, _written(reader, tokens), placed, words) or (
        placed.measure in RESULTS and not _OUTLOOK.search(words) and awaits(reader.text, contest.date)
    ):
        return "the page is older than the vote"
    years = contest_years([contest])
    if placed.measure in ("membership", "electorate"):
        years |= {year - 1 for year in years}  # a roll is as good as its last count
    is_result = placed.measure not in ("membership", "electorate", "ballots_issued", "nominations")
    written = _written(reader, tokens)
    why = earlier(text, number, sentence.start, sentence.end, years, contest, written, is_result=is_result)
    is_lead = placed.measure in ("majority", "vote_share_change") or placed.rule.endswith(": for")
    is_share = placed.measure == "vote_share"
    if why is not None and "earlier" in why and is_share and is_of_a_poll(text[sentence.start : sentence.end]):
        return None  # "a poll had her on 44 only a month ago"
    if why is not None and placed.measure == "vote_share_change" and _ON_YEAR.match(text, number.right):
        return None
    of_a_round = said_of(words, number.start - sentence.start, number.end - sentence.start)
    is_own = is_lead or (of_a_round is not None and of_a_round.start >= number.end - sentence.start)
    return None if why is not None and "comparison" in why and is_own else why


_ON_YEAR = re.compile(
    r"(?i)\s*(?:points?|pts|%|per cent)?\s*(?:up |down )?(?:on|since|from|compared (?:with|to)) (?:19|20)\d\d"
)
"""Behind a change: the vote that it is measured from, and not the one that it is of."""


def _has_siblings(reader: Reader, contest: Contest) -> bool:
    held = (contest.organisation, contest.date)
    return sum((other.organisation, other.date) == held for other in reader.registry.contests) > 1


def _up_to(text: str, sentence: Sentence, number: Number) -> str:
    """The sentence up to the end of the number's clause."""
    stop = re.search(r"[,;:]\s", text[number.right : sentence.end])
    return text[sentence.start : number.right + stop.start() if stop else sentence.end]


def _written(reader: Reader, tokens: Tokens) -> str | None:
    """When the words were written, or last changed."""
    if tokens.passage.published_at:
        return tokens.passage.published_at
    return max(filter(None, (reader.page.published_at, reader.page.modified_at)), default=reader.first_reply)


LONG_BEFORE = 400
"""Days before a vote in which a page, without a word of outlook, cannot give any figure of it."""
_OUTLOOK = re.compile(
    r"(?i)\b(?:poll\w*|survey\w*|forecast\w*|predict\w*|expect\w*|project\w*|puts?|would|could|will|may|might|if|"
    r"target\w*|hop\w+|likely|odds|intend\w*|lead\w*)\b"
)
_COUNTED = frozenset({"votes", "ballots_rejected", "valid_votes", "turnout"})


def _is_too_early(vote: str | None, written: str | None, placed: Placed, words: str) -> bool:
    """Was it written so long before the vote that it cannot be a result of it, nor, by its words, an outlook?"""
    if placed.measure in ("majority", "majority_share"):
        return is_before(vote, written)
    if placed.measure == "nominations" or _OUTLOOK.search(words):
        return False
    return is_before(vote, written, LONG_BEFORE) or (placed.measure in _COUNTED and is_before(vote, written))


def _by_party(reader: Reader, tokens: Tokens, sentence: Sentence, placed: Placed) -> bool:
    """Is the figure for followed persons of whom only the party is named here?"""
    named = [m for m in within(tokens.mentions, Sentence(placed.start, placed.end, "paragraph", 0, 0)) if m.keys]
    named = named or [m for m in within(tokens.mentions, sentence) if m.keys & placed.keys]
    return (
        bool(placed.keys)
        and bool(named)
        and all(m.strength == "party" for m in named)
        and any(is_person(reader.registry.candidate(key)) for key in placed.keys)
    )


def _stands_elsewhere(reader: Reader, tokens: Tokens, sentence: Sentence, placed: Placed) -> bool:
    """ "[LD (0.0; -7.9)]": a party that has nobody in the contest of the section, though it has in another one."""
    named = [m for m in within(tokens.mentions, sentence) if m.keys & placed.keys]
    contests = {contest for contest, _ in placed.keys}
    here = reader.scope.section | reader.scope.paragraph
    is_by_party = bool(named) and all(m.strength == "party" for m in named)
    return is_by_party and len(contests) == 1 and bool(here) and not contests & here


def company_of(tokens: Tokens, paragraph: int) -> dict[str, int]:
    """How many candidates of each contest are named in a paragraph, or, with -1, have a row of a table or a head."""
    if paragraph not in tokens.stood:
        first, last = tokens.paragraphs.get(paragraph, (0, len(tokens.passage.text)))
        named = (m for m in tokens.mentions if first <= m.start < last)
        keys = {key for m in (named if paragraph >= 0 else _leading_rows(tokens)) for key in m.keys}
        tokens.stood[paragraph] = dict(Counter(contest for contest, _ in keys))
    return tokens.stood[paragraph]


def _leading_rows(tokens: Tokens) -> Iterator[Mention]:
    """Who stands first in a row of figures ("Ash | with Birk | 4,120": whose it is), and all in one of heads."""
    text, seen = tokens.passage.text, set()
    for mention in tokens.mentions:
        start, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.start)
        if start not in seen or not re.search(r"\d", text[start : end if end >= 0 else len(text)]):
            yield mention
        seen.add(start)


def likely_contests(reader: Reader, placed: Placed, company: dict[str, int]) -> list[str]:
    """The likeliest first: where words leave several, the one in which all stood who are named together.

    One paper may carry several contests: its totals are given to the first of them that is followed.
    """
    found = reader.scope.contests_at(placed.number.start, placed.keys or None, placed.number.right)
    told = _told_as(reader, placed)
    if told is not None and reader.scope.is_guessed(placed.number.start):
        return [told, *(contest for contest in found if contest != told)]
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


FEW = 100
"""Below it the same count may well be told of two contests."""


def _told_as(reader: Reader, placed: Placed) -> str | None:
    """The one contest of which the page has told the same figure, to the last digit; None where it has not."""
    number = placed.number
    if number.granularity > 1 or (number.value < FEW and not number.is_decimal):
        return None
    candidates = {candidate for _, candidate in placed.keys}
    told = {
        figure.contest_id
        for figure in reader.figures[-REMEMBERED:]
        if figure.value == number.value
        and figure.measure == placed.measure
        and (not placed.keys or figure.candidate_id in candidates)
    }
    return next(iter(told)) if len(told) == 1 else None


REMEMBERED = 300
"""Figures that a later sentence may say again: what a reader has in mind, and a bound on the work of long pages."""


def _is_of_another_place(reader: Reader, text: str, number: Number, start: int, end: int) -> bool:
    """ "from 20% in Northamptonshire down to 13% in Essex": the contest's own place stands elsewhere in the
    sentence."""
    place = re.match(r"\s*(?:of (?:the )?\w+ )?in (?:the )?([A-Z][\w’'-]+)", text[number.right : end])
    if place is None or fold(place[1]) in reader.scope.words:
        return False
    return any(
        word in reader.scope.words and not word.isdigit() for word in re.findall(r"[a-z]{4,}", fold(text[start:end]))
    )


def earlier_contest(reader: Reader, text: str, sentence: Sentence, placed: Placed, likely: list[str]) -> str | None:
    """ "Five years ago she had 8,100": the followed vote of the same body and office that is meant, if there is one."""
    now = next((reader.registry.by_id[contest] for contest in likely), None)
    if now is None or not now.date or not now.organisation:
        return None
    back = years_back(text[sentence.start : sentence.end])
    allowed = {contest for contest, _ in placed.keys} or set(reader.scope.page_contests)
    dates = {
        c.contest_id: c.date
        for c in reader.registry.contests
        if c.contest_id in allowed and c.date and (c.organisation, c.office) == (now.organisation, now.office)
    }
    before = sorted((date, contest) for contest, date in dates.items() if date < now.date)
    meant = [c for date, c in before if back is None or int(date[:4]) == int(now.date[:4]) - back]
    return meant[-1] if meant else None


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
