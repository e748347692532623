"""The state of one reading: the page, the contests that are followed, and what has been found so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.reading.contest.scope import scope_of
from pipelines.reading.contest.telling import words_of, words_of_names
from pipelines.reading.contest.turns import round_of_page
from pipelines.reading.scan.numbers import style_of
from pipelines.reading.scan.people import first_names, last_two, pair_of, winners_of
from pipelines.reading.trail import Trail

if TYPE_CHECKING:
    from pipelines.model import Figure, Page, Passage, Unread
    from pipelines.reading.contest.scope import Scope
    from pipelines.reading.scan.names import Key, Registry
    from pipelines.reading.scan.numbers import Style


@dataclass(slots=True)
class Reader:
    """What a reading knows and has found; the rules read it, and `record` and `trail` write to it."""

    registry: Registry
    page: Page
    style: Style
    scope: Scope
    winners: dict[str, frozenset[Key]]
    figures: list[Figure] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    trail: Trail = field(default_factory=Trail)
    last_two: dict[str, frozenset[Key]] = field(default_factory=dict)
    page_round: int | None = None
    known_words: frozenset[str] = frozenset()
    own_words: frozenset[str] = frozenset()
    sides: dict[str, frozenset[Key]] = field(default_factory=dict)
    """Yes and no, each with the options of all the page's contests that it may be."""
    first_reply: str | None = None
    text: str = ""
    first_names: dict[str, frozenset[Key]] = field(default_factory=dict)


def reader_of(page: Page, registry: Registry) -> Reader:
    """The state at the top of the page."""
    text = "\n".join(passage.text for passage in page.passages)
    reader = Reader(registry, page, style_of(text), scope_of(registry, page), winners_of(page, registry))
    reader.last_two = last_two(page, registry)
    reader.text = text
    reader.page_round = round_of_page(page, registry)
    replies = (passage.published_at for passage in page.passages if passage.kind == "comment")
    reader.first_reply = min(filter(None, replies), default=None)
    if any(passage.kind == "comment" for passage in page.passages):
        reader.first_names = first_names(registry.by_id[contest] for contest in reader.scope.page_contests)
    reader.trail.turns.page = reader.page_round
    reader.own_words = frozenset(words_of(registry.contests))
    reader.known_words = reader.own_words | words_of_names(registry.contests)
    pairs = [pair_of(registry, contest) for contest in reader.scope.page_contests]
    ballots = [pair for pair in pairs if "yes" in pair]
    reader.sides = {side: frozenset().union(*(pair[side] for pair in ballots)) for side in ("yes", "no") if ballots}
    return reader


def begin_passage(reader: Reader, passage: Passage) -> None:
    """Another passage: its date, and, where it is a comment, another speaker, who has said nothing yet."""
    dated = passage.published_at or reader.page.published_at or date_in(reader.page.url)
    reader.scope.published = dated or reader.first_reply
    before = reader.page.passages[passage.ordinal - 1] if passage.ordinal else None
    if passage.kind == "comment" and (before is None or before.comment != passage.comment):
        reader.scope.begin()
        article = [f.measure for f in reader.figures if not f.block.startswith("comment") and f.unit == "percent"]
        reader.trail = Trail(only_turnouts=bool(article) and set(article) == {"turnout"}, duel=reader.trail.duel)
        reader.trail.turns.page = reader.page_round


def date_in(url: str | None) -> str | None:
    """The month that an address names (".../2013/04/result.html"), as a date in its middle."""
    found = re.search(r"/((?:19|20)\d\d)[/-](\d\d)(?:[/-](\d\d))?(?=[/-]|\b)", url or "")
    if found is None:
        year = re.search(r"/((?:19|20)\d\d)/", url or "")
        return f"{year[1]}-07-01" if year else None
    return f"{found[1]}-{found[2]}-{found[3] or '15'}"
