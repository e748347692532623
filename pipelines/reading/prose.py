"""Sentences and lines of lists: their numbers placed, given to a contest, and kept."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from pipelines.reading.belonging import REMEMBERED, contest_of, is_person
from pipelines.reading.contest.divisions import of_another_meeting
from pipelines.reading.record import add_figure, keep_unread
from pipelines.reading.scan.layout import Layout, Placed, Refused
from pipelines.reading.scan.measures import TOTALS
from pipelines.reading.scan.names import fold
from pipelines.reading.scan.people import pair_of
from pipelines.reading.sentence.attach import place_numbers
from pipelines.reading.sentence.in_order import in_order
from pipelines.reading.sentence.parallel import read_alike, read_as_shares
from pipelines.reading.sentence.reckoned import reckoned
from pipelines.reading.sentence.retold import beside_a_change, beside_a_share, said_roundly
from pipelines.reading.sentence.subjects import strangers
from pipelines.reading.sentence.told import as_the_lead, is_a_part, told_before
from pipelines.reading.tokens import within
from pipelines.reading.trail import NOMINATIONS, leans_back, remember

if TYPE_CHECKING:
    from pipelines.reading.reader import Reader
    from pipelines.reading.scan.measures import Cue
    from pipelines.reading.scan.names import Key, Mention, Registry
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.scan.sentences import Sentence
    from pipelines.reading.tokens import Tokens


def read_sentence(reader: Reader, tokens: Tokens, sentence: Sentence) -> None:
    text = tokens.passage.text
    numbers = within(tokens.numbers, sentence)
    mentions = _plain(text, within(tokens.mentions, sentence))
    words = text[sentence.start : sentence.end]
    reader.scope.enter(text, sentence, mentions, has_numbers=any(not n.is_word for n in numbers))
    results: list[Placed | Refused] = []
    if numbers:
        others = strangers(text, sentence.start, sentence.end, mentions)
        others = [m for m in others if not _is_the_contests_own(reader, text[m.start : m.end])]
        mentions = sorted([*mentions, *others], key=lambda m: m.start)
        line = _line(reader, tokens, sentence, numbers, mentions)
        known = reader.figures[-REMEMBERED:]
        results = told_before(text, sentence.end, place_numbers(line), known)
        results = read_as_shares(line, results, reader.trail.pattern_for(sentence), reader.registry)
        results = beside_a_share(line, reckoned(text, sentence.start, results, known))
        results = beside_a_change(line, results)
        if tokens.passage.kind == "comment":
            results = said_roundly(line, results, known, tokens.passage.block)
        results = read_alike(line, results, reader.trail.pattern_for(sentence), reader.registry)
        results = in_order(text, sentence, results, reader.scope.in_order)
        for result in results:
            _settle(reader, tokens, sentence, result)
    remember(reader.trail, words, sentence, [m for m in mentions if m.keys], results)


_NO_NOUN = re.compile(
    r"\s(?!votes?\b|voters\b|side\b|camp|an?\b|the\b|to\b|on\b|in\b|at\b|with\b|by\b|from\b|and\b|or\b|but\b|"
    r"was\b|were\b|"
    r"is\b|got\b|had\b|has\b|against\b|for\b|of\b|after\b|while\b|then\b|so\b|option|ballots?\b|papers\b|won\b|"
    r"again)[a-z]"
)
"""Behind "no" where it is no side: "50.5% is no mandate"."""
_WICKETS = re.compile(r"for (?:10|\d)(?![\d.,%]\d|\d|%| ?(?:and )?(?:against|no)\b)")
"""Of a score in cricket: "92 for 6"."""


def _plain(text: str, mentions: list[Mention]) -> list[Mention]:
    """ "Eighteen for Yes": a side's word right before another side's is the preposition, and no side."""
    return [
        m
        for m, behind in zip_longest(mentions, mentions[1:])
        if m is not None
        and not (
            behind is not None
            and m.strength == behind.strength == "option"
            and text[m.start : m.end].lower() == "for"
            and not text[m.end : behind.start].strip(" ‘“'\"")
        )
        and not (behind is not None and _is_of_a_person(text, m, behind))
        and not (text[m.start : m.end] == "no" and _NO_NOUN.match(text, m.end))
        and not (m.strength == "option" and _WICKETS.match(text, m.start) and text[m.start - 2 : m.start - 1].isdigit())
    ]


def _is_of_a_person(text: str, side: Mention, behind: Mention) -> bool:
    """ "50.49 per cent against Grace Nalo's 48.85": before a person's name a side's word is the preposition."""
    return (
        side.strength == "option"
        and behind.strength in ("name", "surname")
        and text[side.start : side.end].lower() in ("for", "against")
        and text[side.end : behind.start] in (" ", " Mr ", " Mrs ", " Ms ", " Dr ")
    )


def _is_the_contests_own(reader: Reader, name: str) -> bool:
    """Is what looks like somebody's name the place or the body that votes ("won Marsh End with 46.9 per cent")?"""
    return all(fold(word) in reader.own_words for word in name.split())


def _line(reader: Reader, tokens: Tokens, sentence: Sentence, numbers: list[Number], mentions: list[Mention]) -> Layout:
    cues = [
        cue
        for cue in within(tokens.cues, sentence)
        if not _is_option_word(cue, mentions) and not _is_of_a_name(tokens.passage.text, cue, mentions)
    ]
    trail = reader.trail
    contests = reader.scope.contests_at(numbers[0].start, None)
    likeliest = _likeliest(contests, mentions)
    pairs = pair_of(reader.registry, likeliest) if likeliest else {}
    if "yes" in pairs:
        pairs |= reader.sides  # which of the ballots it is, the number's place will tell
    if likeliest in reader.last_two:
        pairs["all"] = reader.last_two[likeliest]
    topic = (
        trail.topic if leans_back(tokens.passage.text[sentence.start : sentence.end], sentence, trail) else frozenset()
    )
    return Layout(
        tokens.passage.text,
        sentence,
        numbers,
        mentions,
        cues,
        frozenset(reader.registry.options),
        topic,
        pairs,
        trail.share_measure,
        trail.is_part,
        trail.is_seats,
        trail.only_turnouts,
        reader.known_words,
        trail.duel,
        reader.winners.get(likeliest, frozenset()),
        _leaders(reader, likeliest) if _PAIR_LIKE.search(tokens.passage.text, sentence.start, sentence.end) else (),
        _persons(reader.registry),
    )


@lru_cache(maxsize=8)  # a registry is the same for all pages of a run
def _persons(registry: Registry) -> frozenset[Key]:
    """Who is registered by a person's name, and not by a party's."""
    return frozenset(
        (contest.contest_id, candidate.candidate_id)
        for contest in registry.contests
        for candidate in contest.candidates
        if is_person(candidate)
    )


_PAIR_LIKE = re.compile(r"\d\s?(?:%|per ?cent|votes?)?\s?(?:to|[-–])\s?\d")


def _leaders(reader: Reader, contest: str) -> tuple[frozenset[Key], ...]:
    """The first two of a contest by the votes, or by the shares, that have been told."""
    for measure in ("votes", "vote_share"):
        told = {
            f.candidate_id: f.value
            for f in reader.figures[-REMEMBERED:]
            if f.measure == measure and f.contest_id == contest and f.candidate_id
        }
        if len(told) > 1:
            first = sorted(told, key=lambda candidate: (-told[candidate], candidate))[:2]
            return tuple(frozenset({(contest, candidate)}) for candidate in first)
    return ()


def _likeliest(contests: list[str], mentions: list[Mention]) -> str:
    """The first of the contests in which all stand whom the sentence names, else the first of all."""
    named = [{contest for contest, _ in m.keys} for m in mentions if m.keys]
    all_named = [contest for contest in contests if all(contest in one for one in named)]
    return next(iter([*all_named, *contests]), "")


_NAME_GOES_ON = re.compile(r"['’]? (?:Union|Guild|Association|Federation|Alliance|Party|Congress|Front)\b")


def _is_of_a_name(text: str, cue: Cue, mentions: list[Mention]) -> bool:
    """ "Freight Workers Union members": in a body's name "Workers" counts nobody; nor does a candidate's own name."""
    if any(m.strength in ("name", "surname") and m.start <= cue.start and cue.end <= m.end for m in mentions):
        return True
    return (
        cue.family == "voters"
        and text[cue.start : cue.start + 1].isupper()
        and _NAME_GOES_ON.match(text, cue.end) is not None
    )


def _is_option_word(cue: Cue, mentions: list[Mention]) -> bool:
    """ "574 to reject": where rejecting is a side of the ballot, the word is its name, not one of spoilt papers."""
    return cue.family == "rejected" and any(
        m.strength == "option" and m.start < cue.end and cue.start < m.end for m in mentions
    )


def _settle(reader: Reader, tokens: Tokens, sentence: Sentence, result: Placed | Refused) -> None:
    if isinstance(result, Refused):
        result = _as_votes_above(reader, tokens, result)
    if isinstance(result, Refused):
        keep_unread(reader, tokens, result, sentence.start, sentence.end)
        return
    text = tokens.passage.text
    result = _as_nominations(reader, tokens, sentence, result)
    strange = of_another_meeting(
        text[sentence.start : result.number.left],
        _paragraph_before(tokens, sentence),
        reader.known_words,
        is_named=bool(result.keys - reader.registry.options),
        is_total=result.measure in TOTALS,
    )
    contest = Refused(result.number, strange) if strange else contest_of(reader, tokens, sentence, result)
    if isinstance(contest, Refused):
        keep_unread(reader, tokens, contest, sentence.start, sentence.end)
        return
    if _is_of_a_new_poll(reader, tokens, sentence, result, contest):
        keep_unread(reader, tokens, Refused(result.number, "a poll of the whole nation"), sentence.start, sentence.end)
        return
    lead = as_the_lead(result, contest, reader.figures[-REMEMBERED:])
    if lead is not None and is_a_part(result, contest, reader.figures[-REMEMBERED:]):
        result = lead
    elif is_a_part(result, contest, reader.figures[-REMEMBERED:]):
        refused = Refused(result.number, "a part of the votes told above, it seems")
        keep_unread(reader, tokens, refused, sentence.start, sentence.end)
        return
    words = text[sentence.start : sentence.end]
    turn = reader.trail.turns.at(words, result.number, sentence.start, sentence.paragraph, result.measure)
    before = _paragraph_before(tokens, sentence)
    reader.scope.settled(contest, result.keys)
    add_figure(reader, tokens.passage, result, contest, turn, words, before, sentence.start)


_NEW_POLL = re.compile(
    r"(?i)\b(?:latest|tonight['’]s|today['’]s|yesterday['’]s|new|this week['’]s|in other news|meanwhile)\b"
    r"[^.;:]{0,40}\b(?:polls?|polling|survey|voting intention|yougov|opinium|survation|ipsos|savanta|newspoll)\b"
)


def _is_of_a_new_poll(reader: Reader, tokens: Tokens, sentence: Sentence, placed: Placed, contest: str) -> bool:
    """Parties' shares in a new poll, where the page has told the votes of the contest already: of the whole nation."""
    words = tokens.passage.text[sentence.start : sentence.end]
    return (
        placed.measure in ("vote_share", "vote_share_change")
        and _NEW_POLL.search(words) is not None
        and any(f.measure == "votes" and f.contest_id == contest for f in reader.figures)
        and not any(m.strength in ("name", "surname") for m in within(tokens.mentions, sentence))
        and not reader.own_words & {fold(word) for word in re.findall(r"[A-Z]\w+", words)}
    )


def _as_nominations(reader: Reader, tokens: Tokens, sentence: Sentence, placed: Placed) -> Placed:
    """In a list under words about nominations, and none about votes, bare numbers beside names are nominations."""
    words = tokens.passage.text[sentence.start : sentence.end]
    is_bare = placed.measure == "votes" and not re.search(r"(?i)vote|poll|%|ballot", words)
    is_about = reader.trail.is_nominations or NOMINATIONS.search(words)
    return (
        replace(placed, measure="nominations", rule=f"nominations: {placed.rule}") if is_bare and is_about else placed
    )


def _as_votes_above(reader: Reader, tokens: Tokens, refused: Refused) -> Placed | Refused:
    """ "5,186 voters want that": an exact count of voters that the page has given as the votes of just one
    candidate."""
    number = refused.number
    if (
        number.kind != "count"
        or number.granularity != 1
        or number.value < 100
        or not re.match(r"\s(?:voters|people|members|votes)\b", tokens.passage.text[number.end : number.end + 10])
    ):
        return refused
    same = {
        (f.contest_id, f.candidate_id)
        for f in reader.figures
        if f.measure == "votes" and f.value == number.value and f.candidate_id
    }
    if len(same) != 1:
        return refused
    contest, candidate = same.pop()
    return Placed(
        number, "votes", frozenset({(contest, candidate or "")}), "votes: as given above", (), number.start, number.end
    )


def _paragraph_before(tokens: Tokens, sentence: Sentence) -> str:
    first = tokens.paragraphs.get(sentence.paragraph, (sentence.start, sentence.end))[0]
    return tokens.passage.text[max(first, sentence.start - 600) : sentence.start]
