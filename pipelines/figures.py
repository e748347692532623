"""The reader: a cleaned page and the contests that a user follows, to the vote figures that the page itself reports.

Passage by passage: tokens (`numbers`, `names`, `measures`), then rules that place each number (`attach` for
sentences and
list lines, `grid` for tables), then what the page says about it as a whole: which contest (`scope`, `earlier`),
which count
(`rounds`), how sure (`hedges`, `intervals`), who says so (`stance`), how far the count had come (`status`). A number
that no
rule could place and that stands beside a name or a counting word is kept as an Unread, with the reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol, TypeVar

from pipelines.model import UNIT_OF, Figure, Reading, Unread
from pipelines.reading.attach import place_numbers
from pipelines.reading.earlier import earlier
from pipelines.reading.elsewhere import elsewhere
from pipelines.reading.grid import CellFigure, read_table
from pipelines.reading.intervals import granularity_of, interval, list_granularity
from pipelines.reading.labelled import labelled_pairs, read_labelled, span_of
from pipelines.reading.layout import Layout, Placed, Refused
from pipelines.reading.measures import NEEDS_SUBJECT, base_in, find_cues
from pipelines.reading.names import Mention, fold
from pipelines.reading.numbers import Number, Style, scan_numbers, style_of
from pipelines.reading.parties import party_names
from pipelines.reading.people import pair_of, pronouns, winners_of
from pipelines.reading.places import contest_of_place, is_total_row, places_of
from pipelines.reading.pre import aligned_spans, read_aligned
from pipelines.reading.rounds import round_in, rounds_in
from pipelines.reading.scope import Scope, contest_years, scope_of, words_of, words_of_names
from pipelines.reading.sentences import Sentence, sentences_of
from pipelines.reading.stance import stance_of
from pipelines.reading.status import status_in
from pipelines.reading.subjects import strangers
from pipelines.reading.told import told_before

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from pipelines.model import Candidate, Page, Passage, Status
    from pipelines.reading.measures import Cue
    from pipelines.reading.names import Key, Registry


class _Token(Protocol):
    @property
    def start(self) -> int: ...


T = TypeVar("T", bound=_Token)


@dataclass(slots=True)
class _Tokens:
    """A passage laid out."""

    passage: Passage
    numbers: list[Number]
    mentions: list[Mention]
    cues: list[Cue]
    sentences: list[Sentence]
    paragraphs: dict[int, tuple[int, int]] = field(default_factory=dict)
    stood: dict[int, dict[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Trail:
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
    is_nominations: bool = False
    section_round: int | None = None
    list_round: int | None = None
    status: Status | None = None
    intro: str = ""
    place_rows: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Reader:
    registry: Registry
    page: Page
    style: Style
    scope: Scope
    winners: dict[str, frozenset[Key]]
    figures: list[Figure] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    trail: _Trail = field(default_factory=_Trail)
    page_round: int | None = None
    known_words: frozenset[str] = frozenset()
    own_words: frozenset[str] = frozenset()


def read_figures(page: Page, registry: Registry) -> Reading:
    """Every vote figure that the page's own content reports for the registry's contests, and what could not be placed.

    Never raises: whatever the page holds, offsets match quotes.
    """
    if not registry.contests or not any(passage.text for passage in page.passages):
        return Reading((), ())
    text = "\n".join(passage.text for passage in page.passages)
    reader = _Reader(registry, page, style_of(text), scope_of(registry, page), winners_of(page, registry))
    if not reader.scope.page_contests:
        return Reading((), ())
    reader.page_round = _round_of_page(page, registry)
    reader.own_words = frozenset(words_of(registry.contests))
    reader.known_words = reader.own_words | words_of_names(registry.contests)
    for passage in page.passages:
        _read_passage(reader, passage)
    return Reading(tuple(_once(_rounded_together(reader.figures))), tuple(reader.unread))


def _date_in(url: str | None) -> str | None:
    """The month that an address names (".../2013/04/result.html"), as a date in its middle."""
    found = re.search(r"/((?:19|20)\d\d)[/-](\d\d)(?:[/-](\d\d))?(?=[/-]|\b)", url or "")
    if found is None:
        year = re.search(r"/((?:19|20)\d\d)/", url or "")
        return f"{year[1]}-07-01" if year else None
    return f"{found[1]}-{found[2]}-{found[3] or '15'}"


def _round_of_page(page: Page, registry: Registry) -> int | None:
    """2 on a page headed as one about a run-off, unless a contest that is followed is the run-off itself."""
    first = next((passage.text[:300] for passage in page.passages if passage.kind == "body"), "")
    head = f"{page.title or ''}\n{first.split(chr(10) * 2)[0]}\n{''.join(first.split(chr(10) * 2)[1:2])}"
    said = re.search(r"(?i)\brun-?off\b|\bsecond round\b", head)
    own = any(re.search(r"(?i)run-?off|second round|round", contest.title) for contest in registry.contests)
    return 2 if said and not own else None


def _read_passage(reader: _Reader, passage: Passage) -> None:
    reader.scope.published = passage.published_at or reader.page.published_at or _date_in(reader.page.url)
    if passage.kind == "comment":
        reader.scope.begin()
        article = [f.measure for f in reader.figures if not f.block.startswith("comment") and f.unit == "percent"]
        reader.trail = _Trail(only_turnouts=bool(article) and set(article) == {"turnout"}, duel=reader.trail.duel)
    if not re.search(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|hundred|thousand|million|zero)\b",
        passage.text,
        re.IGNORECASE,
    ):
        _take_note(reader, passage)
        return
    tokens = _lay_out(reader, passage)
    spans = aligned_spans(passage)
    if passage.cells and not spans:
        _read_cells(reader, tokens)
        return
    for start, end in spans:
        _settle_cells(reader, tokens, read_aligned(passage, (start, end), tokens.numbers, tokens.mentions), start)
    runs = {span_of(run)[0]: run for run in labelled_pairs(passage)}
    spans += [span_of(run) for run in runs.values()]
    for sentence in tokens.sentences:
        if sentence.start in runs:
            for cell in read_labelled(passage, runs[sentence.start], tokens.numbers, tokens.mentions):
                _settle_cell(reader, tokens, cell)
        if not any(start <= sentence.start < end for start, end in spans):
            _read_sentence(reader, tokens, sentence)


def _lay_out(reader: _Reader, passage: Passage) -> _Tokens:
    mentions = reader.registry.find(passage.text)
    mentions = sorted(
        [*mentions, *pronouns(passage.text, mentions, _winners_here(reader), reader.registry)], key=lambda m: m.start
    )
    sentences = sentences_of(passage)
    paragraphs: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        first, _ = paragraphs.get(sentence.paragraph, (sentence.start, 0))
        paragraphs[sentence.paragraph] = (first, sentence.end)
    numbers = scan_numbers(passage.text, reader.style)
    return _Tokens(passage, numbers, mentions, find_cues(passage.text), sentences, paragraphs)


def _winners_here(reader: _Reader) -> dict[str, frozenset[Key]]:
    """The winner of the contest that the passage is likeliest about."""
    contests = reader.scope.contests_at(0, None)[:1] or list(reader.scope.page_contests[:1])
    return {contest: reader.winners[contest] for contest in contests if contest in reader.winners}


def _take_note(reader: _Reader, passage: Passage) -> None:
    """A passage without numbers may still open a section or name whom the next is about."""
    mentions = reader.registry.find(passage.text)
    for sentence in sentences_of(passage):
        inside = [m for m in mentions if sentence.start <= m.start < sentence.end]
        reader.scope.enter(passage.text, sentence, inside, has_numbers=False)
        _remember(reader, passage.text[sentence.start : sentence.end], sentence, inside, ())


# --- sentences ---


def _read_sentence(reader: _Reader, tokens: _Tokens, sentence: Sentence) -> None:
    text = tokens.passage.text
    numbers = _within(tokens.numbers, sentence)
    mentions = _within(tokens.mentions, sentence)
    words = text[sentence.start : sentence.end]
    reader.scope.enter(text, sentence, mentions, has_numbers=any(not n.is_word for n in numbers))
    results: list[Placed | Refused] = []
    if numbers:
        others = strangers(text, sentence.start, sentence.end, mentions)
        others = [m for m in others if not _is_the_contests_own(reader, text[m.start : m.end])]
        mentions = sorted([*mentions, *others], key=lambda m: m.start)
        line = _line(reader, tokens, sentence, numbers, mentions)
        results = told_before(text, sentence.end, place_numbers(line), reader.figures[-REMEMBERED:])
        for result in results:
            _settle(reader, tokens, sentence, result)
    _remember(reader, words, sentence, [m for m in mentions if m.keys], results)


def _is_the_contests_own(reader: _Reader, name: str) -> bool:
    """Is what looks like somebody's name the place or the body that votes ("won Marsh End with 46.9 per cent")?"""
    return all(fold(word) in reader.own_words for word in name.split())


def _within(tokens: list[T], span: Sentence) -> list[T]:
    """The tokens that begin in the span. Tokens are in order, so that a long page costs no more than its length."""
    first = bisect_left(tokens, span.start, key=lambda token: token.start)
    return tokens[first : bisect_left(tokens, span.end, lo=first, key=lambda token: token.start)]


def _line(
    reader: _Reader, tokens: _Tokens, sentence: Sentence, numbers: list[Number], mentions: list[Mention]
) -> Layout:
    cues = [cue for cue in _within(tokens.cues, sentence) if not _is_option_word(cue, mentions)]
    trail = reader.trail
    contests = reader.scope.contests_at(sentence.start, None)
    pairs = pair_of(reader.registry, contests[0]) if contests else {}
    topic = (
        trail.topic if _leans_back(tokens.passage.text[sentence.start : sentence.end], sentence, trail) else frozenset()
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
    )


def _is_option_word(cue: Cue, mentions: list[Mention]) -> bool:
    """ "574 to reject": where rejecting is a side of the ballot, the word is its name, not one of spoilt papers."""
    return cue.family == "rejected" and any(
        m.strength == "option" and m.start < cue.end and cue.start < m.end for m in mentions
    )


_LEANING = re.compile(
    r"(?i)^\W*(?:and |but |so |then |for |with |on |that['’]s |that is |at |just "
    r"|only |in all )*(?:it|its|that|this|his|her|he|she|votes?|share|total|\d[\d.,]*|with|"
    r"on|for|a|an|just|only|over|nearly|almost|about|more than|less than|under)\b"
)
_NUMBER_ALONE = re.compile(r"^[\s\d.,%()\[\]+–-]+$")


def _leans_back(words: str, sentence: Sentence, trail: _Trail) -> bool:
    """May a sentence without a name speak of whom the one before was about?"""
    if _NUMBER_ALONE.match(words):
        return trail.topic_is_name and trail.topic_line >= sentence.line - 3
    return not words.startswith("(") and bool(_LEANING.match(words)) and sentence.paragraph - trail.topic_paragraph <= 1


def _remember(
    reader: _Reader, words: str, sentence: Sentence, mentions: list[Mention], results: Iterable[Placed | Refused]
) -> None:
    """What the next sentence may lean on: whom it was about, which round a heading or an introduction named."""
    trail = reader.trail
    placed = [result for result in results if isinstance(result, Placed) and result.keys]
    for result in results:
        if isinstance(result, Placed) and result.measure in ("turnout", "vote_share"):
            trail.share_measure = result.measure
    if _NUMBER_ALONE.match(words):
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
    if sentence.kind == "heading":
        trail.section_round = round_in(words)
        trail.list_round = None
    elif (
        len(words) < 160
        and not placed
        and (words.rstrip().endswith((":", ":-", ";")) or not re.search(r"[.!?]\s*$", words))
    ):
        found = round_in(words)
        if found is not None:
            trail.list_round = found
    elif sentence.paragraph != trail.topic_paragraph and not placed:
        trail.list_round = None
    if _NOMINATIONS.search(words):
        trail.is_nominations = not _VOTES.search(words)
    elif _VOTES.search(words) or sentence.kind == "heading":
        trail.is_nominations = False
    is_question = len(words) < 90 and words.rstrip().endswith("?") and not placed and not mentions
    is_option_line = len(words) < 40 and bool(mentions) and all(m.strength in ("option", "letter") for m in mentions)
    trail.is_poll = is_question or (trail.is_poll and is_option_line)
    trail.topic_paragraph = sentence.paragraph
    trail.intro = words
    trail.status = status_in(words) or trail.status


def _is_name_line(words: str, mentions: list[Mention]) -> bool:
    """A line that is a name with at most a party or an honour beside it."""
    named = sum(m.end - m.start for m in mentions)
    return named > 0 and len(words.strip()) - named <= max(6, named // 2) and len(words.split()) <= 7


_SEATS = re.compile(
    r"(?i)\bseat (?:totals?|count|projections?|models?)\b|\d\s+(?:[\w’'-]+\s+){0,2}seats\b|\bseats:\s*\d|\bseats won\b"
)
_PART = re.compile(r"(?i)\bstation had\b|\b(?:polling|voting) (?:station|place)\b|\bprecinct\b(?! captain)")


def _settle(reader: _Reader, tokens: _Tokens, sentence: Sentence, result: Placed | Refused) -> None:
    if isinstance(result, Refused):
        result = _told_before(reader, tokens, result)
    if isinstance(result, Refused):
        _keep_unread(reader, tokens, result, sentence.start, sentence.end)
        return
    text = tokens.passage.text
    result = _as_nominations(reader, tokens, sentence, result)
    contest = _contest_of(reader, tokens, sentence, result)
    if isinstance(contest, Refused):
        _keep_unread(reader, tokens, contest, sentence.start, sentence.end)
        return
    turn = _round_of(reader, text, sentence, result)
    words = text[sentence.start : sentence.end]
    before = _paragraph_before(tokens, sentence)
    reader.scope.settled(contest, result.keys)
    _add(reader, tokens.passage, result, contest, turn, words, before, sentence.start)


def _as_nominations(reader: _Reader, tokens: _Tokens, sentence: Sentence, placed: Placed) -> Placed:
    """In a list under words about nominations, and none about votes, bare numbers beside names are nominations."""
    words = tokens.passage.text[sentence.start : sentence.end]
    is_bare = placed.measure == "votes" and not re.search(r"(?i)vote|poll|%|ballot", words)
    is_about = reader.trail.is_nominations or _NOMINATIONS.search(words)
    return (
        replace(placed, measure="nominations", rule=f"nominations: {placed.rule}") if is_bare and is_about else placed
    )


_NOMINATIONS = re.compile(
    r"(?i)(?<!open )(?<!opening )(?<!close of )(?<!closing of )(?<!opening of )\bnominat(?:ions?(?! (?:open|"
    r"close|paper|period|form))|ed|ing)\b"
)
_VOTES = re.compile(r"(?i)\bvotes?\b|\bpolled\b|\bresults? of the (?:election|ballot)|\bturnout\b")


def _told_before(reader: _Reader, tokens: _Tokens, refused: Refused) -> Placed | Refused:
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


def _contest_of(reader: _Reader, tokens: _Tokens, sentence: Sentence, placed: Placed) -> str | Refused:
    """The likeliest contest that the words do not rule out, or the reason why there is none."""
    start, end, paragraph = sentence.start, sentence.end, sentence.paragraph
    number = placed.number
    reason = "no followed contest is spoken of here"
    if reader.trail.is_poll and end - start < 45 and placed.keys and placed.keys <= reader.registry.options:
        return Refused(number, "a poll of readers")
    if placed.measure in _TOTALS and _is_of_another_place(reader, tokens.passage.text, number, start, end):
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
    for contest_id in _likely_contests(reader, placed, _company(tokens, paragraph)):
        years = contest_years([reader.registry.by_id[contest_id]])
        if placed.measure in ("membership", "electorate"):
            years |= {year - 1 for year in years}  # a roll is as good as its last count
        why = earlier(tokens.passage.text, number, start, end, years)
        if (
            why is None
            and _is_before(
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


def _by_party(reader: _Reader, tokens: _Tokens, placed: Placed) -> bool:
    """Is the figure for followed persons of whom only the party is named here?"""
    named = [m for m in _within(tokens.mentions, Sentence(placed.start, placed.end, "paragraph", 0, 0)) if m.keys]
    return (
        bool(placed.keys)
        and bool(named)
        and all(m.strength == "party" for m in named)
        and any(_is_person(reader.registry.candidate(key)) for key in placed.keys)
    )


def _company(tokens: _Tokens, paragraph: int) -> dict[str, int]:
    """How many candidates of each contest are named in a paragraph, or, with -1, in the whole passage."""
    if paragraph not in tokens.stood:
        first, last = tokens.paragraphs.get(paragraph, (0, len(tokens.passage.text)))
        keys = {key for m in tokens.mentions if first <= m.start < last for key in m.keys}
        tokens.stood[paragraph] = dict(Counter(contest for contest, _ in keys))
    return tokens.stood[paragraph]


def _likely_contests(reader: _Reader, placed: Placed, company: dict[str, int]) -> list[str]:
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


def _is_of_another_place(reader: _Reader, text: str, number: Number, start: int, end: int) -> bool:
    """ "from 20% in Northamptonshire down to 13% in Essex": the contest's own place stands elsewhere in the
    sentence."""
    place = re.match(r"\s*(?:of (?:the )?\w+ )?in (?:the )?([A-Z][\w’'-]+)", text[number.right : end])
    if place is None or fold(place[1]) in reader.scope.words:
        return False
    return any(
        word in reader.scope.words and not word.isdigit() for word in re.findall(r"[a-z]{4,}", fold(text[start:end]))
    )


def _is_before(vote: str | None, published: str | None, days: int = 14) -> bool:
    """Was the page published at least so many days before the vote? Then it cannot report its result."""
    if not vote or not published:
        return False
    try:
        return (date.fromisoformat(vote[:10]) - date.fromisoformat(published[:10])).days >= days
    except ValueError:
        return False


_TOTALS = frozenset(
    {"turnout", "electorate", "membership", "ballots_issued", "ballots_cast", "ballots_rejected", "valid_votes"}
)


def _round_of(reader: _Reader, text: str, sentence: Sentence, placed: Placed) -> int | None:
    words = text[sentence.start : sentence.end]
    named = rounds_in(words)
    place = placed.number.start - sentence.start
    before = [value for start, value in named if start <= place]
    if placed.measure in _TOTALS and not named:
        return reader.page_round
    if placed.measure in _TOTALS:
        return (before or [value for _, value in named])[-1] if placed.measure == "ballots_cast" else None
    if placed.measure == "nominations":
        return None
    if before:
        return before[-1]
    if named:
        return named[0][1]
    return reader.trail.list_round or reader.trail.section_round or reader.page_round


def _paragraph_before(tokens: _Tokens, sentence: Sentence) -> str:
    first = tokens.paragraphs.get(sentence.paragraph, (sentence.start, sentence.end))[0]
    return tokens.passage.text[max(first, sentence.start - 600) : sentence.start]


# --- tables ---


def _read_cells(reader: _Reader, tokens: _Tokens) -> None:
    if tokens.passage.heading:
        _enter_heading(reader, tokens.passage.heading, 0, (), tokens.passage.heading)
    _settle_cells(reader, tokens, read_table(tokens.passage, tokens.numbers, tokens.mentions), 0)


def _settle_cells(reader: _Reader, tokens: _Tokens, cells: Iterable[CellFigure], place: int) -> None:
    """The cells of a table in order, and before each the rows of words that it stands under. place: where it begins."""
    text = tokens.passage.text
    places = places_of(tokens.passage, reader.registry.contests)
    reader.trail.place_rows = set()
    for cell in cells:
        above = bisect_right(places, cell.placed.number.start, key=itemgetter(0))
        elsewhere = places[above - 1][1] if above else ""
        if elsewhere:
            refused = Refused(cell.placed.number, f"of a place that is not followed: {elsewhere[:40]}")
            cell = replace(cell, placed=refused)  # noqa: PLW2901 -- the same cell, now known to be of another place
        start = text.rfind("\n", 0, cell.placed.number.start) + 1
        for line in re.finditer(r"[^\n]+", text[place:start]):
            first = place + line.start()
            span = Sentence(first, first + len(line[0]), "row", -1, -1)
            if not any(_may_be_a_figure(n) for n in _within(tokens.numbers, span)):
                _enter_heading(reader, text, first, _within(tokens.mentions, span), line[0])
        place = max(place, start)
        _settle_cell(reader, tokens, cell)


def _may_be_a_figure(number: Number) -> bool:
    """More than a day of the month, and no year."""
    return not number.is_word and number.value > 31 and number.value not in range(1900, 2100)


def _enter_heading(reader: _Reader, text: str, start: int, mentions: Iterable[Mention], words: str) -> None:
    """A caption or a row of words within a table may say which contest its rows are about."""
    if not re.search(r"\t|\s{3,}", words.strip()):
        reader.scope.enter(text, Sentence(start, start + len(words), "caption", -1, -1), mentions, has_numbers=False)


def _settle_cell(reader: _Reader, tokens: _Tokens, cell: CellFigure) -> None:
    text = tokens.passage.text
    result = cell.placed
    if isinstance(result, Placed) and result.measure == "votes" and _counts_nominations(reader, tokens, cell):
        result = replace(result, measure="nominations", rule=f"nominations: {result.rule}")
    start = text.rfind("\n", 0, result.number.start) + 1
    end = text.find("\n", result.number.end)
    end = len(text) if end < 0 else end
    sentence = Sentence(start, end, "row", start, start)
    reader.scope.enter(text, sentence, (), has_numbers=True)
    if isinstance(result, Refused):
        _keep_unread(reader, tokens, result, start, end)
        return
    contest = _cell_contest(reader, tokens, cell, result)
    if isinstance(contest, Refused):
        _keep_unread(reader, tokens, contest, start, end)
        return
    turn = cell.round or reader.trail.list_round or reader.trail.section_round or round_in(tokens.passage.heading or "")
    turn = None if result.measure in _TOTALS else turn
    _add(reader, tokens.passage, result, contest, turn, f"{cell.head} {cell.label}", "")


def _counts_nominations(reader: _Reader, tokens: _Tokens, cell: CellFigure) -> bool:
    """Do the head, the heading or the words before the table speak of nominations and not of votes?"""
    if _VOTES.search(cell.head):
        return False
    about = f"{cell.head} {tokens.passage.heading or ''}"
    return bool(_NOMINATIONS.search(about)) or reader.trail.is_nominations


def _cell_contest(reader: _Reader, tokens: _Tokens, cell: CellFigure, placed: Placed) -> str | Refused:
    if placed.rule.endswith("in a place's row"):
        return _contest_of_row(reader, cell, placed)
    is_place = (
        "a place's row" in placed.rule
        and round_in(cell.label) is None
        and not re.search(r"(?i)result|count|final|vote", cell.label)
    )
    named = len(reader.registry.contests) > 1 and any(
        word in reader.scope.words for word in re.findall(r"[a-z]+", cell.label.lower())
    )
    own = contest_of_place(cell.label, set(cell.years), reader.registry.contests) if is_place else None
    if own is not None and any(contest == own for contest, _ in placed.keys):
        return own
    if is_place and not named:
        return Refused(placed.number, f"a part of the contest: {cell.label[:40]}")
    if cell.stranger and any(_is_person(reader.registry.candidate(key)) for key in placed.keys):
        return Refused(placed.number, f"a row of somebody else: {cell.stranger[:40]}")
    said = {int(year) for year in re.findall(r"\b((?:19|20)\d\d)\b", f"{cell.head}")} | set(cell.years)
    for contest_id in _likely_contests(reader, placed, _company(tokens, -1)):
        years = contest_years([reader.registry.by_id[contest_id]])
        if not said or not years or said & years or placed.measure == "vote_share_change":
            if contest_id in reader.trail.place_rows and is_total_row(cell.label):
                return Refused(placed.number, "the total of several places")
            return contest_id
    return Refused(placed.number, "another vote, or no followed contest here")


def _contest_of_row(reader: _Reader, cell: CellFigure, placed: Placed) -> str | Refused:
    """A row a place: the figures are of the contest whose area the row's label names, and of no part of it."""
    contest_id = contest_of_place(cell.label, set(cell.years), reader.registry.contests)
    if contest_id is None:
        return Refused(placed.number, f"of a place that is not followed: {cell.label[:40]}")
    reader.trail.place_rows.add(contest_id)
    return contest_id


def _is_person(candidate: Candidate) -> bool:
    """Is the candidate registered by a person's name, and not by a party's?"""
    own = {fold(name) for name in party_names(candidate.party or "")}
    return " " in candidate.name.strip() and fold(candidate.name) not in own


# --- figures ---


def _add(
    reader: _Reader,
    passage: Passage,
    placed: Placed,
    contest_id: str,
    turn: int | None,
    words: str,
    before: str,
    at: int = -1,
) -> None:
    number = placed.number
    start, end = _plain_quote(passage.text, placed)
    candidates = sorted({candidate for contest, candidate in placed.keys if contest == contest_id})
    candidate = candidates[0] if len(candidates) == 1 else None
    if candidate is None and placed.measure in NEEDS_SUBJECT:
        reader.unread.append(_unread(passage, number, "the name fits several candidates", contest_id))
        return
    contest = reader.registry.by_id[contest_id]
    is_ahead = _is_before(contest.date, passage.published_at or reader.page.published_at, days=1)
    is_share = UNIT_OF[placed.measure] in ("percent", "points")
    granularity = granularity_of(number.printed, number.value, is_share=is_share, is_hedged=number.qualifier != "exact")
    low, high = interval(number.value, granularity, number.qualifier, is_share=is_share)
    reader.figures.append(
        Figure(
            contest_id=contest_id,
            candidate_id=candidate,
            measure=placed.measure,
            value=number.value,
            low=low,
            high=high,
            granularity=granularity,
            printed=number.printed,
            unit="points" if number.kind == "points" else UNIT_OF[placed.measure],
            qualifier=number.qualifier,
            stance=stance_of(
                words, said_at=number.start - at if at >= 0 else -1, before=before, kind=passage.kind, is_ahead=is_ahead
            ),
            round=turn,
            base=base_in(_words_of_share(passage.text, number))
            if placed.measure in ("vote_share", "turnout", "electorate_share")
            else None,
            status=status_in(words) or status_in(before) or reader.trail.status,
            ordinal=passage.ordinal,
            block=passage.block,
            quote=passage.text[start:end],
            start=start,
            end=end,
            printed_start=number.start,
            printed_end=number.end,
            rule=placed.rule,
            cues=placed.cues,
        )
    )


def _plain_quote(text: str, placed: Placed) -> tuple[int, int]:
    """The quote, cut at the number where a dash or another letter than ASCII stands between: such marks differ from
    one copy
    of a page to the next (and with the charset that a reader assumes), and a quote must be found again in all of
    them."""
    number = placed.number
    start = placed.start if text[placed.start : number.start].isascii() else number.start
    end = placed.end if text[number.end : placed.end].isascii() else number.end
    return start, end


def _words_of_share(text: str, number: Number) -> str:
    """The words right behind a share, up to the next number or stop: "of the votes cast"."""
    after = text[number.right : number.right + 60]
    stop = re.search(r"[\d.;:\n)]", after)
    return after[: stop.start()] if stop else after


REMEMBERED = 300
"""Figures that a later sentence may say again: what a reader has in mind, and a bound on the work of long pages."""
NEAR = 40
"""Characters between a name and a number that stands beside it."""


def _gap(number: Number, token: Mention | Cue) -> int:
    return min(abs(token.start - number.end), abs(number.start - token.end))


def _keep_unread(reader: _Reader, tokens: _Tokens, refused: Refused, start: int, end: int) -> None:
    """Numbers beside a name or a counting word are kept; a date in the small print is not."""
    number = refused.number
    around = Sentence(max(start, number.start - 120), min(end, number.end + 40), "paragraph", 0, 0)
    beside = any(_gap(number, m) < NEAR for m in _within(tokens.mentions, around))
    counted = any(_gap(number, c) < NEAR / 2 for c in _within(tokens.cues, around))
    if beside or counted:
        contests = reader.scope.contests_at(number.start, None)
        reader.unread.append(_unread(tokens.passage, number, refused.reason, contests[0] if contests else None))


def _unread(passage: Passage, number: Number, reason: str, contest_id: str | None) -> Unread:
    return Unread(passage.ordinal, passage.block, number.printed, number.start, number.end, reason, contest_id)


def _rounded_together(figures: list[Figure]) -> list[Figure]:
    """The list rule: where all vote counts of a block were rounded alike, the small ones were too."""
    blocks: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure == "votes":
            blocks[figure.block, figure.contest_id].append(figure)
    common = {
        place: list_granularity(f.value for f in members) for place, members in blocks.items() if len(members) > 1
    }
    return [_widened(figure, common.get((figure.block, figure.contest_id))) for figure in figures]


def _widened(figure: Figure, granularity: Decimal | None) -> Figure:
    if figure.measure != "votes" or granularity is None or granularity <= figure.granularity:
        return figure
    low, high = interval(figure.value, granularity, figure.qualifier)
    return replace(figure, granularity=granularity, low=low, high=high)


def _once(figures: list[Figure]) -> Iterable[Figure]:
    """The same figure of the same block is given once, where it first stands, with its round where one place says
    it."""
    seen = set()
    rounds: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for figure in figures:
        if figure.round is not None:
            rounds[figure.contest_id, figure.candidate_id, figure.measure, figure.value, figure.block].add(figure.round)
    for figure in figures:
        said = rounds[figure.contest_id, figure.candidate_id, figure.measure, figure.value, figure.block]
        if figure.round is None and said == {1}:
            figure = replace(figure, round=next(iter(said)))  # noqa: PLW2901 -- the same figure, told in full
        mark = (
            figure.contest_id,
            figure.candidate_id,
            figure.measure,
            figure.value,
            figure.qualifier,
            figure.round,
            figure.block,
        )
        if mark not in seen:
            seen.add(mark)
            yield figure
