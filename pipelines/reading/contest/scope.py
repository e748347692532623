"""Which contest a place on the page is about, where several are followed or the page strays to others.

A contest is known by the words of its title, organisation, office and area that not all its neighbours share, and by
its
year. The nearest such words decide: those of the sentence, then of the paragraph, then of the heading or the line that
opened the section, then of the page. A line that names a council or a ward, and none that is followed, closes the
section.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pipelines.reading.contest.earlier import without_asides, years_in
from pipelines.reading.contest.kinds import speaks_of_election
from pipelines.reading.contest.openers import make_of, named_exactly, openers_of, opens_another, tokens_of
from pipelines.reading.contest.parts import numbered_parts, parts_in
from pipelines.reading.contest.telling import (
    GENERIC,
    STOP,
    WORD,
    contest_years,
    telling_words,
    words_of,
    words_of_names,
)
from pipelines.reading.scan.months import months_in, telling_months
from pipelines.reading.scan.names import fold
from pipelines.reading.scan.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelines.model import Contest, Page
    from pipelines.reading.contest.openers import Make
    from pipelines.reading.scan.names import Key, Mention, Registry
    from pipelines.reading.scan.sentences import Sentence

_PLACE = re.compile(
    r"\b(?:DC|BC|CC|MBC|UA|TC|LBC|LB|MDC|CBC|RBC|(?:Town|Parish|Borough|District|"
    r"City|County|Community) Council|ward|division)\b"
)
_OTHER_PLACE = re.compile(
    r"\b(?:At|In|Over in|Meanwhile in|came at|and in|happened in|For)\s+[A-Z][\w’'-]+(?: "
    r"(?:[A-Z&][\w’'-]*|and|upon|on|with))* \([A-Z][^)\d]{2,40}\)|"
    r"[A-Z]\w+(?: [A-Z]\w+)*(?:’s|'s)? (?:DC|BC|CC|MBC|UA|TC|(?:Town|Parish|Borough|District|City|County) Council)\b"
)
"""A place with its ward in brackets, or a council, named in running text."""
_COMPARED = re.compile(
    r"(?i)\b(?:up|down)(?: \w+)? (?:from|on)\b|\bcompared (?:to|with)\b|\b(?:as )?against\b|\bthan\b|"
    r"\b(?:improvement|increase|rise|fall|drop) (?:on|from)\b"
)
_BEHIND = re.compile(rf"{_COMPARED.pattern}|[,;]\s")
_MONTHS = words("january february march april may june july august september october november december")
PART_WEIGHT = 3.0
"""What "District 2" weighs beside the words that tell contests apart: as much as a year."""
MONTH_WEIGHT = 2.5
"""What a month weighs: more than a word, less than a year."""
_TIME = re.compile(r"(?i)\d{4}|this (?:year|time)")
_THIS_YEAR = re.compile(r"(?i)\bthis (?:year|time)\b")
_YEAR_ALONE = re.compile(r"\W*((?:19|20)\d\d)(?: results?| elections?| votes?)?\W*")
_OF_ALL = re.compile(
    r"(?i)\b(?:all|both|each|every|combined) (?:of )?(?:the )?(?:\w+ )?"
    r"(?:offices?|positions?|posts?|contests?|races?|ballots|elections?|votes|seats?|sections?)\s*[).:–-]*\s*$"
)
"""A line over what was counted for all contests together ("Statistics (ballot for all offices)")."""
LONGEST_HEAD = 90
"""Characters of the longest line that heads others."""
_NOT_FOLLOWED = ""
"""Stands among the contests that words name for one that nobody follows ("Unit 4" beside Units 2 and 5)."""
_ENDS_LIKE_HEADING = re.compile(r"[\w)’'\"”%]\s*[:;–-]?\s*$")


@dataclass(slots=True)
class Scope:
    """Follows a page from sentence to sentence and says which contests a number there may belong to."""

    registry: Registry
    page_contests: tuple[str, ...]
    words: dict[str, dict[str, float]]
    section: frozenset[str] = frozenset()
    recent: frozenset[str] = frozenset()
    intro: frozenset[str] = frozenset()
    paragraph: frozenset[str] = frozenset()
    is_elsewhere: bool = False
    is_foreign_line: bool = False
    section_level: int = 9
    _paragraph_number: int = -1
    _named: list[tuple[int, str, float]] = field(default_factory=list)
    _words: str = ""
    _start: int = 0
    published: str | None = None
    openers: frozenset[Make] = frozenset()
    known: frozenset[str] = frozenset()
    speaks_of_election: bool = True
    tokens: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parts: Mapping[str, set[str]] = field(default_factory=dict)
    months: Mapping[int, set[str]] = field(default_factory=dict)
    in_order: tuple[str, ...] = ()
    _settled: int = -1
    _before: frozenset[str] = frozenset()
    _others: list[int] = field(default_factory=list)

    def begin(self) -> None:
        """Another speaker: what the last one spoke of is forgotten."""
        self.section = self.paragraph = self.recent = self.intro = frozenset()
        self.is_elsewhere = False

    def enter(self, text: str, sentence: Sentence, mentions: Iterable[Mention], *, has_numbers: bool) -> None:
        """Takes note of what a sentence names before its numbers are read."""
        if sentence.paragraph != self._paragraph_number:
            self._paragraph_number, self.paragraph = sentence.paragraph, frozenset()
        words = text[sentence.start : sentence.end]
        self._words, self._start, self._before = words, sentence.start, self.paragraph
        mentions = list(mentions)
        years, is_heading = contest_years(self.registry.contests), sentence.kind in ("heading", "caption")
        if _heads_an_earlier_vote(words, years, is_heading=is_heading) and not any(m.keys for m in mentions):
            self.paragraph = self.section = self.recent = self.intro = frozenset()
            self._named, self._others, self.is_elsewhere = [], [], True
            self.section_level = sentence.level or self.section_level
            return
        self._named = list(self.find(words, sentence.start))
        self._others = [place for place, contest, _ in self._parts_in(words, sentence.start) if not contest]
        is_of_time = all(
            weight == MONTH_WEIGHT or _TIME.match(text, place) is not None for place, _, weight in self._named
        )
        self._note_order()
        contests = self.best(self._named)
        if contests and words.rstrip().endswith(":"):
            self.intro = contests  # it introduces the lines that follow, up to the next sentence
        elif len(words) > 40 and re.search(r"[.!?]\W*$", words) and sentence.kind == "paragraph":
            self.intro = frozenset()
        self.is_foreign_line = (
            len(self.registry.contests) > 1
            and not contests
            and has_numbers
            and _leads_with_a_place(words, sentence, mentions)
        )
        made = make_of(words, sentence.kind, sentence.level)
        exact = named_exactly(made[1], self.tokens) if made is not None and made[0][0] != "lead" else None
        if exact is not None and made is not None and made[0] in self.openers:
            self.section = self.paragraph = self.recent = frozenset({exact})
            self.is_elsewhere = self.is_foreign_line = False
            self.section_level = sentence.level or 9
            return
        if self._is_of_another_part(words):
            self.is_foreign_line = True
            self._named, contests = [], frozenset()
        if not contests and len(words) < LONGEST_HEAD and _OF_ALL.search(words):
            self.paragraph = self.section = self.recent = self.intro = frozenset()
            self.is_elsewhere, self.section_level = False, sentence.level or 9
        elif self._opens_another(words, sentence, mentions, contests):
            self.paragraph = self.section = self.recent = self.intro = frozenset()
            self.is_elsewhere = True
        elif _is_heading(words, sentence, has_numbers=has_numbers) or (
            contests and _heads_a_list(words, sentence, mentions)
        ):
            self._open_section(words, contests, sentence, has_mentions=any(True for _ in mentions))
        elif contests and (words.rstrip().endswith(":") or not is_of_time):
            self.paragraph = self.recent = contests
            self.is_elsewhere = False
        elif contests:
            pass  # a year or a month named in running text is about its own sentence
        elif len(self.registry.contests) > 1 and _OTHER_PLACE.search(words):
            self.is_elsewhere = True
        elif self.is_elsewhere and self._is_back(words, sentence, mentions):
            self.is_elsewhere = False

    def _note_order(self) -> None:
        """The contests that the sentence names side by side; a sentence that names none leaves them as they were."""
        places: dict[str, set[int]] = {}
        for place, contest, _ in self._named:
            places.setdefault(contest, set()).add(place)
        own = [one for one in places if not any(places[one] < other for other in places.values())]
        if own:
            self.in_order = tuple(sorted(own, key=lambda contest: min(places[contest])))

    def _is_back(self, words: str, sentence: Sentence, mentions: Iterable[Mention]) -> bool:
        """Running text about somebody who is followed, below a list that a line of text had opened."""
        is_text = sentence.kind == "paragraph" and len(words) > LONGEST_HEAD // 2 and re.search(r"[.!?]\W*$", words)
        is_below_list = bool({"line", "capitals"} & {make for make, _ in self.openers})
        return bool(is_text) and is_below_list and any(m.strength in ("name", "surname") for m in mentions if m.keys)

    def _opens_another(
        self, words: str, sentence: Sentence, mentions: Iterable[Mention], contests: frozenset[str]
    ) -> bool:
        """A heading, a caption or a lead like those that name the followed contests, and it names another."""
        made = make_of(words, sentence.kind, sentence.level)
        if made is not None and self._is_of_another_part(made[1]):
            return True
        if made is None or made[0] not in self.openers or (contests and made[0][0] == "lead"):
            return False
        named = any(m.start - sentence.start < len(made[1]) for m in mentions)
        return not named and opens_another(made[1], self.words, self.known)

    def settled(self, contest: str, keys: frozenset[Key]) -> None:
        """A figure was given to a contest that alone has its candidate: what follows is likely about the same."""
        if len({other for other, _ in keys}) == 1:
            self.recent = frozenset({contest})
            self._settled = self._start

    def contests_at(self, place: int, keys: frozenset[Key] | None, behind: int | None = None) -> list[str]:
        """The contests that a number at this place may belong to, the likeliest first; none where the page has strayed.

        behind: where the number ends; "15.2% in 2013" names its contest right there.
        """
        allowed = {contest for contest, _ in keys} if keys else set(self.page_contests)
        if keys and len(allowed) == 1:
            return [] if self.is_elsewhere or self.is_foreign_line else list(allowed)
        if self.is_elsewhere or self.is_foreign_line or self._is_behind_another(place):
            return []
        close = [
            named
            for named in self._named
            if behind is not None
            and 0 <= named[0] - behind <= 10
            and ";" not in self._words[behind - self._start : named[0] - self._start]
        ]
        said = (self.best(close), self._nearest(place), self._before, self.intro, self.section, self.paragraph)
        for named in (*said, self.recent):
            both = [contest for contest in self.page_contests if contest in named and contest in allowed]
            if both and not (named is self.recent and self._tells_better(both[0], allowed)):
                return self._nearest_in_time(both)
        return self._nearest_in_time([contest for contest in self.page_contests if contest in allowed])

    def _is_behind_another(self, place: int) -> bool:
        """Was the last part that the sentence names before the place one that nobody follows?"""
        last = max((other for other in self._others if other <= place), default=-1)
        return last >= 0 and not any(last < named < place for named, _, _ in self._named)

    def _nearest_in_time(self, contests: list[str]) -> list[str]:
        """Contests that nothing but the time of writing tells apart: the last that had been held, or is soon to be,
        first."""
        if self.published is None:
            return contests
        return sorted(contests, key=lambda contest: _distance(self.registry.by_id[contest].date, self.published))

    def _tells_better(self, recent: str, allowed: set[str]) -> bool:
        """Does the date of writing tell more than what was last spoken of? It does between votes of one
        organisation."""
        first = self.registry.by_id[recent]
        rivals = [self.registry.by_id[c] for c in allowed if c != recent and c in self.page_contests]
        same = [
            c
            for c in rivals
            if c.organisation
            and c.organisation == first.organisation
            and c.office == first.office
            and c.date != first.date
        ]
        return self.published is not None and bool(same)

    def _nearest(self, place: int) -> frozenset[str]:
        """What the sentence names before the place, outside of closed asides, else behind it.

        "36.9%, up from 35.2% in 2017": what stands behind a comparison tells of the number compared with.
        """
        open_words = without_asides(self._words[: max(0, place - self._start)])
        before = [
            named for named in self._named if named[0] <= place and open_words[named[0] - self._start :][:1].strip()
        ]
        if before:
            last = max(start for start, _, _ in before)
            best = self.best(named for named in before if last - named[0] <= 40)
            return best & self.best(named for named in before if named[0] == last) or best
        compared = _BEHIND.search(self._words, max(0, place - self._start))
        stop = self._start + compared.start() if compared is not None else place + len(self._words)
        return self.best(named for named in self._named if place < named[0] < stop)

    def _is_of_another_part(self, words: str) -> bool:
        """Are "District 4" and the like named, and none that is followed, where contests are held in such parts?"""
        named = {contest for _, contest, _ in self._parts_in(words, 0)}
        return named == {_NOT_FOLLOWED}

    def _parts_in(self, words: str, offset: int) -> Iterable[tuple[int, str, float]]:
        if not self.parts:
            return
        kinds = {part.split()[0] for part in self.parts}
        for place, kind, part in parts_in(words):
            if kind in kinds:
                for contest in self.parts.get(part, (_NOT_FOLLOWED,)):
                    yield offset + place, contest, PART_WEIGHT

    def find(self, words: str, offset: int) -> Iterable[tuple[int, str, float]]:
        for found in WORD.finditer(fold(words)):
            for contest, weight in self.words.get(found[0], {}).items():
                yield offset + found.start(), contest, weight
        yield from (named for named in self._parts_in(words, offset) if named[1])
        if self.published is not None:
            for found in _THIS_YEAR.finditer(words):
                for contest, weight in self.words.get(self.published[:4], {}).items():
                    yield offset + found.start(), contest, weight
        if self.months:
            for place, month in months_in(words):
                for contest in self.months.get(month, ()):
                    yield offset + place, contest, MONTH_WEIGHT

    @staticmethod
    def best(named: Iterable[tuple[int, str, float]]) -> frozenset[str]:
        scores: Counter[str] = Counter()
        for _, contest, weight in named:
            scores[contest] += weight  # type: ignore[assignment]  # typeshed wants whole counts
        if not scores:
            return frozenset()
        top = max(scores.values())
        return frozenset(contest for contest, score in scores.items() if score >= top - 1e-9)

    def _open_section(self, words: str, contests: frozenset[str], sentence: Sentence, *, has_mentions: bool) -> None:
        is_place = (
            _PLACE.search(words) is not None and any(letter.isupper() for letter in words) and sentence.level != 1
        )
        if len(contests) > 1:
            first = min(place for place, contest, _ in self._named if contest in contests)
            contests = frozenset(contest for place, contest, _ in self._named if place == first and contest in contests)
        if contests:
            self.section, self.paragraph, self.recent, self.is_elsewhere = contests, contests, contests, False
            self.section_level = sentence.level or 9
        elif sentence.kind == "heading" and not has_mentions and 0 < sentence.level <= self.section_level:
            self.recent = self.paragraph = self.section = frozenset()  # a new section, and it does not say of what
            self.is_elsewhere = is_place or self._names_another(words, sentence)
        elif (is_place and not has_mentions) or self._names_another(words, sentence):
            self.is_elsewhere = True

    def _names_another(self, words: str, sentence: Sentence) -> bool:
        """A heading of the same kind of vote in a place of none that is followed ("Bradford Mayoral Referendum")."""
        if len(self.registry.contests) < 2 or sentence.kind not in ("heading", "caption") or sentence.level == 1:
            return False
        titles = [set(WORD.findall(fold(contest.title))) for contest in self.registry.contests]
        common = set.intersection(*titles) - {"the", "of", "and", "for", "in"}
        if any(word not in GENERIC and word not in STOP and not word.isdigit() for word in common):
            return False  # all of one organisation: its own name is no other place
        said = re.findall(r"[A-Za-z][\w'’-]+", words)
        known = words_of(self.registry.contests)
        kinds = {word for word in common if word not in _MONTHS and not word.isdigit()}  # a date names no kind of vote
        return any(fold(word) in kinds for word in said) and any(
            word[0].isupper() and fold(word) not in known for word in said[:3]
        )

    def is_guessed(self, place: int) -> bool:
        """Does nothing in the sentence, the paragraph or the section say which contest a number belongs to?

        A candidate named in its sentence says it too.
        """
        is_told = self._nearest(place) or self.paragraph or self.intro or self.section
        is_strayed = self.is_elsewhere or self.is_foreign_line or bool(self._others)
        return not (is_told or is_strayed) and self._settled != self._start


def scope_of(registry: Registry, page: Page) -> Scope:
    """The scope at the top of a page. page_contests: those that the page seems to be about, the likeliest first."""
    words = telling_words(registry.contests)
    scope = Scope(registry, (), words, openers=openers_of(page, words, tokens_of(registry.contests)))
    scope.tokens = tokens_of(registry.contests)
    scope.speaks_of_election = speaks_of_election(page, registry)
    scope.parts = numbered_parts(registry.contests)
    scope.months = telling_months(registry.contests)
    scope.known = frozenset(words_of(registry.contests) | words_of_names(registry.contests))
    scores: Counter[str] = Counter()
    title = page.title or ""
    for passage in page.passages:
        for mention in registry.find(passage.text):
            for contest, _ in mention.keys:
                scores[contest] += {"name": 5, "surname": 3, "near": 2}.get(mention.strength, 1)
    text = title * 3 + "\n" + "\n".join(passage.text for passage in page.passages)
    for _, contest, weight in scope.find(text, 0):
        scores[contest] += 4 * weight  # type: ignore[assignment]
    order = {contest.contest_id: place for place, contest in enumerate(registry.contests)}
    folded = fold(text)
    present = [contest for contest in registry.contests if _is_spoken_of(contest, folded, registry, page)]
    own = scope.best(scope.find(title, 0))  # what a page is headed with is its subject, however much it tells of others
    ranked = sorted(
        present,
        key=lambda contest: (contest.contest_id not in own, -scores[contest.contest_id], order[contest.contest_id]),
    )
    scope.page_contests = tuple(contest.contest_id for contest in ranked)
    return scope


_COMMON_OFFICES = frozenset(
    {"general", "secretary", "president", "vice-president", "chair", "strike", "deputy", "officers"}
)
_PERSONAL = frozenset({"name", "surname", "near"})


def _begins_a_word(word: str, text: str) -> bool:
    """Whether some word of the text begins so; looking for the letters first is twenty times faster."""
    return word in text and re.search(rf"\b{re.escape(word)}", text) is not None


def _is_spoken_of(contest: Contest, text: str, registry: Registry, page: Page) -> bool:
    """Is the page about the contest at all? A candidate by full name, or a word that tells its organisation or
    place."""
    own = fold(" ".join(filter(None, (contest.organisation, contest.area, contest.title))))
    words = [
        word
        for word in WORD.findall(own)
        if not word.isdigit() and word not in STOP and word not in GENERIC and len(word) > 2
    ]
    acronyms = [fold(name) for name in re.findall(r"\b[A-Z]{2,6}\b", contest.title)]
    if not words and not acronyms:
        return True
    if any(_begins_a_word(word, text) for word in {*words, *acronyms}):
        return True
    names = [
        fold(name)
        for c in contest.candidates
        for name in (c.name, *c.aliases)
        if " " in name or (len(contest.candidates) and (contest.contest_id, c.candidate_id) in registry.options)
    ]
    if any(name in text for name in names):
        return True
    office = [
        word for word in WORD.findall(fold(contest.office or "")) if word not in STOP and word not in _COMMON_OFFICES
    ]
    if sum(_begins_a_word(word, text) for word in set(office)) > 1:
        return True
    found = [m for passage in page.passages for m in registry.find(passage.text)]
    people = {key[1] for m in found if m.strength in _PERSONAL for key in m.keys if key[0] == contest.contest_id}
    parties = {key[1] for m in found if m.strength == "party" for key in m.keys if key[0] == contest.contest_id}
    return len(people) >= (1 if len(registry.contests) == 1 else 2) or len(parties) > 2


def _distance(vote: str | None, published: str | None) -> float:
    """Days between a vote and a page: what is written before it (nominations, polls) may lie a year back, what is after
    it comes soon; a page older than that is about another vote."""
    try:
        days = (date.fromisoformat((published or "")[:10]) - date.fromisoformat((vote or "")[:10])).days
    except ValueError:
        return 1e6
    return days if days >= 0 else -days * (1 if days > -400 else 3)


_EARLIER_VOTE = re.compile(
    r"(?i)^\W*(?:the )?(?:previous|last time|past|earlier|older|historic)\b(?:.{0,30}\b(?:results?|elections?|"
    r"votes?|ballots?|polls?))?"
    r"|\b(?:results?|elections?|by-elections?|referendum|ballot)\b"
)


def _heads_an_earlier_vote(words: str, years: set[int], *, is_heading: bool) -> bool:
    """ "Previous result (2019)", "2015 general election": a heading, or a short line like one, about another year."""
    said = set(years_in(words))
    alone = _YEAR_ALONE.fullmatch(words) if is_heading else None
    if alone is not None and years and int(alone[1]) not in years:
        return True
    is_short = len(words.strip()) < 60 and not re.search(r"[.!?,;]\s*$", words) and not re.search(r"\d[.,]\d|%", words)
    found = _EARLIER_VOTE.search(words)
    if not is_short or found is None or not years or said & years:
        return False
    others = [n for n in re.findall(r"\d+", words) if int(n) not in said and int(n) > 31]
    return not others and bool(said or re.match(r"(?i)\W*(?:the )?previous\b.*\b(?:results?|elections?)", words))


def _leads_with_a_place(words: str, sentence: Sentence, mentions: list[Mention]) -> bool:
    """ "Harrow  YES 31%  NO 69%": a list line that begins with a name of none that is followed."""
    options = [mention for mention in mentions if mention.strength in ("option", "party", "letter")]
    if not options or len(options) != len(mentions) or len(words) > 100:
        return False
    lead = words[: options[0].start - sentence.start]
    return re.fullmatch(
        r"\W*[A-Z][\w’'&.-]+(?: (?:[A-Z&][\w’'&.-]*|of|and|on|upon|the|in)){0,4}\W*", lead
    ) is not None and fold(lead).strip(" :–-\xa0") not in ("the", "overall", "total", "result", "results", "totals")


def _heads_a_list(words: str, sentence: Sentence, mentions: Iterable[Mention]) -> bool:
    """ "General Election May 6 2010 - Turnout: 61.2%": no sentence, no candidate, but a contest."""
    is_short = len(words) < 90 and sentence.kind in ("paragraph", "item", "pre") and not re.search(r"[.!?]\s*$", words)
    return (
        is_short
        and not any(mention.keys for mention in mentions)
        and words[:1].isupper()
        and not re.search(r"[a-z]+(?:ed|s) (?:the|a|by|to|that)\b", words)
    )


def _is_heading(words: str, sentence: Sentence, *, has_numbers: bool) -> bool:
    if sentence.kind in ("heading", "caption"):
        return True
    if sentence.kind == "row" or len(words) > 110:
        return False
    return (
        not has_numbers
        and _ENDS_LIKE_HEADING.search(words) is not None
        and not re.search(r"[.!?]\s*$|\.\s+[A-Z]", words)
    )
