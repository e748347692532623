"""What the reading of a passage remembers from sentence to sentence, and when a sentence leans on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.reading.contest.turns import Turns
from pipelines.reading.scan.layout import Placed
from pipelines.reading.sentence.parallel import slots_of
from pipelines.reading.status import status_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.model import Status
    from pipelines.reading.scan.layout import Refused
    from pipelines.reading.scan.names import Key, Mention
    from pipelines.reading.scan.sentences import Sentence
    from pipelines.reading.sentence.parallel import Slot


@dataclass(slots=True)
class Trail:
    """What the reading of a passage remembers from sentence to sentence."""

    topic: frozenset[Key] = frozenset()
    topic_paragraph: int = -1
    duel: tuple[frozenset[Key], ...] = ()
    topic_line: int = -9
    share_measure: str | None = None
    is_part: bool = False
    topic_is_name: bool = False
    is_seats: bool = False
    only_turnouts: bool = False
    is_poll: bool = False
    is_readers_poll: bool = False
    is_nominations: bool = False
    turns: Turns = field(default_factory=Turns)
    status: Status | None = None
    intro: str = ""
    pattern: tuple[Slot, ...] = ()
    first_pattern: tuple[Slot, ...] = ()
    place_rows: set[str] = field(default_factory=set)

    def pattern_for(self, sentence: Sentence) -> tuple[Slot, ...]:
        """What a clause may repeat: that of the sentence before it, or, in a new paragraph, how the last one began."""
        return self.pattern if sentence.paragraph == self.topic_paragraph else self.first_pattern


_LEANING = re.compile(
    r"(?i)^\W*(?:and |but |so |then |for |with |on |that['’]s |that is |at |just "
    r"|only |in all )*(?:it|its|that|this|his|her|he|she|votes?|share|total|\d[\d.,]*|with|"
    r"on|for|a|an|just|only|over|nearly|almost|about|more than|less than|under)\b"
)
NUMBER_ALONE = re.compile(r"^[\s\d.,%()\[\]+–-]+$")


def leans_back(words: str, sentence: Sentence, trail: Trail) -> bool:
    """May a sentence without a name speak of whom the one before was about?"""
    if NUMBER_ALONE.match(words):
        return trail.topic_is_name and trail.topic_line >= sentence.line - 3
    return not words.startswith("(") and bool(_LEANING.match(words)) and sentence.paragraph - trail.topic_paragraph <= 1


def remember(
    trail: Trail, words: str, sentence: Sentence, mentions: list[Mention], results: Iterable[Placed | Refused]
) -> None:
    """What the next sentence may lean on: whom it was about, which round a heading or an introduction named."""
    results = list(results)
    placed = [result for result in results if isinstance(result, Placed) and result.keys]
    trail.pattern = slots_of(results)
    if sentence.paragraph != trail.topic_paragraph or not trail.first_pattern:
        trail.first_pattern = trail.pattern
    for result in results:
        if isinstance(result, Placed) and result.measure in ("turnout", "vote_share"):
            trail.share_measure = result.measure
    if NUMBER_ALONE.match(words):
        trail.topic_line = max(trail.topic_line, sentence.line - 1) if placed else trail.topic_line
    elif placed or any(m.strength not in ("option", "letter") for m in mentions):
        trail.topic_line = sentence.line
        trail.topic_is_name = _is_name_line(words, mentions)
    if placed:
        trail.topic = (
            placed[-1].keys
            if len({p.keys for p in placed}) == 1
            else (mentions[0].keys if mentions else placed[0].keys)
        )
    elif mentions and any(m.strength not in ("option", "letter") for m in mentions):
        trail.topic = next(m.keys for m in mentions if m.strength not in ("option", "letter"))
    named = dict.fromkeys(m.keys for m in mentions if m.strength not in ("option", "letter", "party"))
    if len(named) > 1:
        trail.duel = tuple(named)
    trail.is_part = bool(_PART.search(words)) or (
        trail.is_part and not placed and not any(m.strength == "name" for m in mentions)
    )
    if _SEATS.search(words):
        trail.is_seats = not re.search(r"(?i)\bvotes?\b|%", words)
    elif re.search(r"(?i)\bvotes?\b|%|turnout", words) or sentence.kind == "heading":
        trail.is_seats = False
    is_of_list = bool(placed) or bool(mentions) or re.search(r"\d", words) is not None
    trail.turns.remember(words, sentence, has_figures=bool(placed), is_of_list=is_of_list)
    if NOMINATIONS.search(words):
        trail.is_nominations = not VOTES.search(words)
    elif VOTES.search(words) or sentence.kind == "heading":
        trail.is_nominations = False
    is_question = len(words) < 90 and words.rstrip().endswith("?") and not placed and not mentions
    is_question = is_question and not _BALLOT_PAPER.search(words)
    is_option_line = len(words) < 40 and bool(mentions) and all(m.strength in ("option", "letter") for m in mentions)
    trail.is_readers_poll = (len(words) < LONGEST_LINE and _READERS_POLL.search(words) is not None and not placed) or (
        trail.is_readers_poll and len(words) < LONGEST_LINE and sentence.kind != "heading"
    )
    trail.is_poll = is_question or (trail.is_poll and is_option_line)
    trail.topic_paragraph = sentence.paragraph
    trail.intro = words
    trail.status = status_in(words) or trail.status


LONGEST_LINE = 80
"""Characters of a line of a list; a longer one is running text."""
_READERS_POLL = re.compile(
    r"(?i)\b(?:readers?['’]?|online|our|twitter|web(?:site)?|instant|straw|facebook) polls?\b|"
    r"\bpoll of (?:our )?readers\b"
)


def _is_name_line(words: str, mentions: list[Mention]) -> bool:
    """A line that is a name with at most a party or an honour beside it."""
    named = sum(m.end - m.start for m in mentions)
    return named > 0 and len(words.strip()) - named <= max(6, named // 2) and len(words.split()) <= 7


_SEATS = re.compile(
    r"(?i)\bseat (?:totals?|count|projections?|models?)\b|\d\s+(?:[\w’'-]+\s+){0,2}seats\b|\bseats:\s*\d|\bseats won\b"
)
_BALLOT_PAPER = re.compile(r"(?i)\bare you prepared to (?:take|strike)|\bdo you accept\b")
"""What is printed on a ballot paper: its answers are no readers' poll."""
_PART = re.compile(
    r"(?i)\bstation had\b|\bprecinct\b(?! captain)|"
    r"\b(?:in|at|from|my|our|his|her|one|each|every|another|this|that) (?:\w+ ){0,3}(?:polling|"
    r"voting) (?:station|place)\b"
)


NOMINATIONS = re.compile(
    r"(?i)(?<!open )(?<!opening )(?<!close of )(?<!closing of )(?<!opening of )\bnominat(?:ions?(?! (?:open|"
    r"close|paper|period|form))|ed|ing)\b"
)
VOTES = re.compile(r"(?i)\bvotes?\b|\bpolled\b|\bresults? of the (?:election|ballot)|\bturnout\b")
