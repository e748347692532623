"""Cells of tables: given to a contest by their rows and heads, and kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from pipelines.reading.belonging import company_of, is_person, likely_contests
from pipelines.reading.contest.openers import NUMBERED, OVER_A_TABLE
from pipelines.reading.contest.rounds import ordinal_of, round_in
from pipelines.reading.contest.telling import STOP, contest_years
from pipelines.reading.record import add_figure, keep_unread
from pipelines.reading.scan.layout import Placed, Refused
from pipelines.reading.scan.measures import TOTALS
from pipelines.reading.scan.names import fold
from pipelines.reading.scan.sentences import Sentence
from pipelines.reading.table.grid import read_table
from pipelines.reading.table.headed import contests_of_head
from pipelines.reading.table.places import contest_of_place, is_total_row, places_of
from pipelines.reading.tokens import within
from pipelines.reading.trail import NOMINATIONS, VOTES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.reading.reader import Reader
    from pipelines.reading.scan.names import Mention
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.table.cells import CellFigure
    from pipelines.reading.tokens import Tokens


def read_cells(reader: Reader, tokens: Tokens) -> None:
    if tokens.passage.heading:
        _enter_heading(reader, tokens.passage.heading, 0, (), tokens.passage.heading, OVER_A_TABLE)
    settle_cells(reader, tokens, read_table(tokens.passage, tokens.numbers, tokens.mentions), 0)


def settle_cells(reader: Reader, tokens: Tokens, cells: Iterable[CellFigure], place: int) -> None:
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
            if not any(_may_be_a_figure(n) for n in within(tokens.numbers, span)):
                _enter_heading(reader, text, first, within(tokens.mentions, span), line[0])
        own = text[start : text.find("\n", start) if "\n" in text[start:] else len(text)]
        if start > place and "\t" not in own and "(" in own:
            _enter_heading(reader, text, start, (), own[: own.index("(")])  # "Abbot (turnout 39.4%)"
        place = max(place, start)
        settle_cell(reader, tokens, cell)


def _may_be_a_figure(number: Number) -> bool:
    """More than a day of the month, and no year."""
    return not number.is_word and number.value > 31 and number.value not in range(1900, 2100)


def _enter_heading(
    reader: Reader, text: str, start: int, mentions: Iterable[Mention], words: str, level: int = 0
) -> None:
    """A caption or a row of words within a table may say which contest its rows are about."""
    if not re.search(r"\t|\s{3,}", words.strip()):
        over = Sentence(start, start + len(words), "caption", -1, -1, level)
        reader.scope.enter(text, over, mentions, has_numbers=False)


def settle_cell(reader: Reader, tokens: Tokens, cell: CellFigure) -> None:
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
        keep_unread(reader, tokens, result, start, end)
        return
    contest = _cell_contest(reader, tokens, cell, result)
    if isinstance(contest, Refused):
        keep_unread(reader, tokens, contest, start, end)
        return
    turn = cell.round if result.measure in TOTALS else _round_of_cell(reader, tokens, cell, contest)
    words = f"{cell.head} {cell.label}" + (" pollster" if result.rule.endswith("opinion poll") else "")
    add_figure(reader, tokens.passage, result, contest, turn, words, "")


def _round_of_cell(reader: Reader, tokens: Tokens, cell: CellFigure, contest: str) -> int | None:
    """The round of its heads, else of what stands over the table, else, for a table of two candidates, of the page."""
    over = reader.trail.turns.under() or round_in(tokens.passage.heading or "")
    is_of_two = company_of(tokens, -1).get(contest, 0) <= 2  # those who are left for a run-off
    return cell.round or over or (reader.page_round if is_of_two else None)


def _counts_nominations(reader: Reader, tokens: Tokens, cell: CellFigure) -> bool:
    """Do the head, the heading or the words before the table speak of nominations and not of votes?"""
    if VOTES.search(cell.head):
        return False
    about = f"{cell.head} {tokens.passage.heading or ''}"
    return bool(NOMINATIONS.search(about)) or reader.trail.is_nominations


def _cell_contest(reader: Reader, tokens: Tokens, cell: CellFigure, placed: Placed) -> str | Refused:
    if placed.rule.endswith("in a place's row"):
        return _contest_of_row(reader, cell, placed)
    is_place = (
        "a place's row" in placed.rule
        and round_in(cell.label) is None
        and ordinal_of(cell.label) is None
        and not re.search(r"(?i)\b(?:results?|counts?|final|votes?)\b", cell.label)
        and not _IS_TIME.search(cell.label)
    )
    named = len(reader.registry.contests) > 1 and _names_only_known(reader, cell.label)
    own = contest_of_place(cell.label, set(cell.years), reader.registry.contests) if is_place else None
    if own is not None and any(contest == own for contest, _ in placed.keys):
        return own
    if own is not None and placed.keys:
        return Refused(placed.number, f"a part of the contest: {cell.label[:40]}")
    if is_place and (not named or NUMBERED.search(fold(cell.label))):
        return Refused(placed.number, f"a part of the contest: {cell.label[:40]}")
    if cell.stranger and any(is_person(reader.registry.candidate(key)) for key in placed.keys):
        return Refused(placed.number, f"a row of somebody else: {cell.stranger[:40]}")
    headed = contests_of_head(cell.head, reader.scope) if cell.head else frozenset()
    if cell.is_topic and not headed and _is_a_part(reader, cell, placed):
        return Refused(placed.number, f"of a place or a vote that is not followed: {cell.head[:40]}")
    likely = likely_contests(reader, placed, company_of(tokens, -1))
    allowed = {contest for contest, _ in placed.keys} or headed
    if headed and (headed & allowed or len(allowed) > 1):
        likely = [contest for contest in reader.scope.page_contests if contest in headed & allowed]
    said = {int(year) for year in re.findall(r"\b((?:19|20)\d\d)\b", f"{cell.head}")} | set(cell.years)
    over = re.match(r"\W*((?:19|20)\d\d)\b(?!-)", tokens.passage.heading or "")
    said |= {int(over[1])} if over is not None else set()  # "2017, for reference" over a table
    for contest_id in likely:
        years = contest_years([reader.registry.by_id[contest_id]])
        if not said or not years or said & years or placed.measure == "vote_share_change":
            if contest_id in reader.trail.place_rows and is_total_row(cell.label):
                return Refused(placed.number, "the total of several places")
            return contest_id
    return Refused(placed.number, "another vote, or no followed contest here")


def _is_a_part(reader: Reader, cell: CellFigure, placed: Placed) -> bool:
    """Is a column that names nobody's vote beside others one of a part? In a candidate's row its head may just say
    what the figure is ("Exit poll", "Result")."""
    if any(contests_of_head(head, reader.scope) for head in cell.topics) or not placed.keys:
        return True
    return _OF_THE_WHOLE.search(cell.head) is None


_OF_THE_WHOLE = re.compile(
    r"(?i)\b(?:results?|final|actual|polls?|forecast|prediction|projection|estimate|declared|official|national\w*|"
    r"overall|score|tally|provisional|preliminary|recount)\b"
)
_IS_TIME = re.compile(
    r"(?i)^\W*\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|^\W*(?:latest|updated?|now|midnight|noon)\b|\d of \d|"
    r"\breporting\b"
)
"""The label of a row that tells when, or how far the count had come: what stands in it is the whole contest's."""


def _names_only_known(reader: Reader, label: str) -> bool:
    """Is a row's label made of words of the followed contests ("Directors' pay report"), but for a number or "the"?"""
    said = [word for word in re.findall(r"[a-z]{3,}", fold(label)) if word not in STOP]
    return any(word in reader.scope.words for word in said) and all(word in reader.known_words for word in said)


def _contest_of_row(reader: Reader, cell: CellFigure, placed: Placed) -> str | Refused:
    """A row a place: the figures are of the contest whose area the row's label names, and of no part of it."""
    contest_id = contest_of_place(cell.label, set(cell.years), reader.registry.contests)
    if contest_id is None:
        return Refused(placed.number, f"of a place that is not followed: {cell.label[:40]}")
    reader.trail.place_rows.add(contest_id)
    return contest_id
