"""Which count of its contest a figure of running text belongs to.

The words beside the number tell it, then those of its sentence, of the sentences before it in the paragraph, of the
line that opened the list, of the heading, and in the end what the page opens with: a report of a run-off speaks of the
run-off unless it says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.reading.contest.rounds import RUN_OFF, round_in, rounds_in
from pipelines.reading.scan.measures import TOTALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.model import Contest, Page
    from pipelines.reading.contest.rounds import Said
    from pipelines.reading.scan.names import Registry
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.scan.sentences import Sentence

_RIGHT_BEHIND = re.compile(
    r"(?i)\s*(?:%|votes?|per ?cent|ballots?|points?)?,?\s*(?:of (?:the )?(?:votes?|ballots) )?(?:cast )?"
    r"(?:(?:in|on|at|after|during|from|by|of|for) )?(?:the |his |her |their |an? )?(?:[A-Z]?\w+ )?"
)
_IN_THE_END = re.compile(r"(?i)\b(?:in the end|eventually|finally|overall|all told)\b")
_BEFORE_THAT = re.compile(
    r"(?i)\b(?:he|she|they|who|which|it|[A-Z][\w’'-]+) had (?:\w+ly |also |been )?(?:won|got|gotten|taken|"
    r"polled|received|finished|led|topped|secured|gained|managed|attracted|ahead|come (?:first|second|third|top))\b|"
    r"\bthe first time(?: (?:round|around|out)\b|[,.;]|$)"
)
"""In a report of a run-off, what had been before it was the first round."""
_AS_A_WHOLE = re.compile(
    r"(?i)\b(?:with|and|incl\w*|then|after|mit|und|avec|et|con|com|y|e)\b|\bfirst (?:round|ballot|vote)\b|\brounds\b"
)
_FIRST_ROUND = re.compile(r"(?i)\b(?:first|opening|initial) (?:round|ballot|vote)\b|\bround one\b")


@dataclass(slots=True)
class Turns:
    """The rounds that the page has named so far. said: in the paragraph; listed: over a list; heading: of the section.

    page: what the page opens with.
    """

    page: int | None = None
    heading: int | None = None
    listed: int | None = None
    said: int | None = None
    _paragraph: int = -1

    def under(self) -> int | None:
        """The round of a list or a table that does not name its own."""
        return self.listed or self.heading

    def at(self, words: str, number: Number, start: int, paragraph: int, measure: str) -> int | None:
        """The round of a number in the sentence `words`, which begins at `start` of its passage."""
        if measure == "nominations":
            return None
        is_open = self._is_open(paragraph)
        told = said_of(words, number.start - start, number.end - start, is_open=is_open)
        if told is not None:
            return told.round
        if self.page == 2 and _BEFORE_THAT.search(words) and not rounds_in(words):
            return 1
        carried = self.said if paragraph == self._paragraph and not _IN_THE_END.search(words) else None
        if measure in TOTALS:
            return carried or self.page
        return carried or self.listed or self.heading or self.page

    def _is_open(self, paragraph: int) -> bool:
        """Have the words before named a round, so that "the second" is one too?"""
        return self.listed is not None or (self.said is not None and paragraph == self._paragraph)

    def remember(self, words: str, sentence: Sentence, *, has_figures: bool, is_of_list: bool) -> None:
        """What the words say of those that follow. is_of_list: they name somebody or hold a number."""
        named = rounds_in(words, is_open=self._is_open(sentence.paragraph))
        if sentence.kind == "heading":
            self.heading, self.listed, self.said = round_in(words), None, None
            return
        if sentence.paragraph != self._paragraph:
            self.said = None
            if not is_of_list:
                self.listed = None
        self._paragraph = sentence.paragraph
        rounds = {one.round for one in named}
        if rounds:
            self.said = rounds.pop() if len(rounds) == 1 and not all(one.is_compared for one in named) else None
        elif _IN_THE_END.search(words):
            self.said = None
        if named and not has_figures and _opens_a_list(words):
            self.listed = named[-1].round


def said_of(words: str, start: int, end: int, *, is_open: bool = False) -> Said | None:
    """The round that a sentence gives the number at words[start:end]: right behind it, else before, else behind.

    is_open: the words before the sentence have named a round, which goes on up to the first that it names itself.
    """
    named = rounds_in(words, is_open=is_open)
    if not named:
        return None
    behind = [one for one in named if one.start >= end]
    before = [one for one in named if one.start < start and not _is_closed(words, one, start)]
    if beside := _in_brackets_like_the_first(words, named, start):
        return beside
    if behind and _RIGHT_BEHIND.fullmatch(words[end : behind[0].start]):
        return behind[0]
    if before:
        return before[-1]
    if is_open or not behind or behind[0].is_compared:
        return None
    return None if _begins_another_clause(words[end : behind[0].start], words[behind[0].end :]) else behind[0]


def _is_closed(words: str, said: Said, start: int) -> bool:
    """Was it said in brackets that are closed before the number ("Bell 53.1% (first round: 33.1%), Crowe 46.9%")?"""
    between = words[said.end : start]
    return ")" in between and between.find(")") < (between + "(").find("(")


def _in_brackets_like_the_first(words: str, named: Sequence[Said], start: int) -> Said | None:
    """Another bracket of a row of them has the round that the first of them names."""
    opened = words.rfind("(", 0, start)
    if opened < 0 or ")" in words[opened:start] or any(opened < one.start < start for one in named):
        return None
    firsts = [one for one in named if one.start < opened and _is_closed(words, one, start)]
    return firsts[-1] if firsts else None


def _begins_another_clause(between: str, after: str) -> bool:
    """ "was next on 7,122 and crossed the line at stage four with 7,466": a round that has a number of its own."""
    return re.search(r",|;| and | but | while ", between) is not None and re.match(r"\D{0,25}\d", after) is not None


def round_of_page(page: Page, registry: Registry) -> int | None:
    """What a page that opens with a run-off reports: 2, or 1 where the run-off is to come.

    None where a run-off is itself the contest that is followed.
    """
    first = next((passage.text[:400] for passage in page.passages if passage.kind == "body"), "")
    paragraphs = first.split("\n\n")[:2]
    if any(only_round(contest) for contest in registry.contests):
        return None
    for words in (page.title or "", *paragraphs):
        named = [one for one in rounds_in(words) if RUN_OFF.search(words, one.start, one.end) and not one.is_compared]
        if named:
            return named[0].round
    return 2 if _tells_of_two_rounds(page) else None


def _tells_of_two_rounds(page: Page) -> bool:
    """Does a page set off the first round from what it reports? Then what it reports is the second, the last.

    Not where votes are transferred, and not where there was a third round, or the second is still to come.
    """
    named = [one for passage in page.passages for one in rounds_in(passage.text)]
    has_run_off = any(one.is_run_off or (one.is_ballot and one.round == 2) for one in named)
    is_of_two = all(one.is_ballot or one.is_run_off for one in named) and all(one.round <= 2 for one in named)
    is_to_come = any(one.is_to_come for one in named)
    return has_run_off and is_of_two and not is_to_come and any(one.round == 1 for one in named)


def only_round(contest: Contest) -> int | None:
    """2 for a contest that is a run-off by itself, 1 for one that is a first round; None for a contest as a whole."""
    if RUN_OFF.search(contest.title) and not _AS_A_WHOLE.search(contest.title):
        return 2
    return 1 if _FIRST_ROUND.search(contest.title) and not RUN_OFF.search(contest.title) else None


def _opens_a_list(words: str) -> bool:
    is_open = words.rstrip().endswith((":", ":-", ";")) or not re.search(r"[.!?]\s*$", words)
    return len(words) < 160 and is_open


def clashes(said: int | None, contest: Contest) -> bool:
    """Is a figure of that round none of a contest that is one round by itself?"""
    only = only_round(contest)
    return only is not None and said is not None and said != only
