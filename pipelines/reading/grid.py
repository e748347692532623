"""Tables: what each cell's number means, from the heads of its row and column.

A table of results has candidates down its rows and quantities across ("Votes", "%", "±%"), or the other way round, or
places down and candidates across. Rows with a measure word for a name ("Turnout", "Majority", "Rejected") are
totals. Without
heads the numbers themselves tell: a count, then a share, then a signed change.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeVar

from pipelines.reading.columns import Column, settled
from pipelines.reading.layout import Placed, Refused
from pipelines.reading.measures import COUNT_MEASURE, GENERIC, NEEDS_SUBJECT, NO_FIGURE, SHARE_MEASURE, find_cues
from pipelines.reading.rejects import reject
from pipelines.reading.roles import TWO_PARTY, role_of
from pipelines.reading.rounds import round_in
from pipelines.reading.sections import Section, tells_seats
from pipelines.reading.subjects import NOT_STRANGER, STRANGER
from pipelines.reading.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.model import Cell, Measure, Passage
    from pipelines.reading.names import Key, Mention
    from pipelines.reading.numbers import Number

_TOTAL = re.compile(
    r"(?i)^\W*(?:grand )?(?:total|totals|sum|overall|all (?:votes|candidates|areas|wards)|altogether)\b|^\W*all\W*$"
)
_PARTIAL = re.compile(
    r"(?i)\b(?:postal|absentee|early|mail|election day|in[- ]person|proxy|provisional|machine|local|international|"
    r"(?:over|under)[- ]?vot\w+|online|by (?:post|mail|e-?mail|text|(?:tele)?phone|internet|hand))\b"
)


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A placed or refused number of a cell with what its table says besides."""

    placed: Placed | Refused
    round: int | None
    label: str
    head: str
    label_start: int
    years: tuple[int, ...] = ()
    stranger: str = ""
    """A person's name in a row that only a party ties to a candidate."""


class Table:
    """A table passage with its tokens sorted into cells."""

    def __init__(self, passage: Passage, numbers: Sequence[Number], mentions: Sequence[Mention]) -> None:
        self.text = passage.text
        self.slots: dict[tuple[int, int], Cell] = {}
        for cell in passage.cells:
            for row in range(cell.row, cell.row + min(cell.rows, 200)):
                for column in range(cell.column, cell.column + min(cell.columns, 60)):
                    self.slots.setdefault((row, column), cell)
        self.rows = sorted({row for row, _ in self.slots})
        self.columns = sorted({column for _, column in self.slots})
        self.of_several: dict[int, bool] = {}
        self._numbers = _by_cell(passage.cells, numbers)
        self._mentions = _by_cell(passage.cells, mentions)

    def words(self, cell: Cell | None) -> str:
        return " ".join(self.text[cell.start : cell.end].split()) if cell else ""

    def numbers(self, cell: Cell | None) -> list[Number]:
        return self._numbers[cell.start] if cell else []

    def mentions(self, cell: Cell | None) -> list[Mention]:
        return self._mentions[cell.start] if cell else []

    def figure_cells(self, row: int) -> list[Cell]:
        """The cells of a row that hold numbers."""
        return [cell for cell in self.row_cells(row) if self.numbers(cell)]

    def row_cells(self, row: int) -> list[Cell]:
        """The cells of a row, each once, from left to right."""
        found: dict[int, Cell] = {}
        for column in self.columns:
            cell = self.slots.get((row, column))
            if cell is not None:
                found.setdefault(cell.start, cell)
        return list(found.values())


def read_table(passage: Passage, numbers: Sequence[Number], mentions: Sequence[Mention]) -> list[CellFigure]:
    """Every number of the table, placed or refused, in order."""
    table = Table(passage, numbers, mentions)
    found: list[CellFigure] = []
    heads: dict[int, Column] = {}
    named: dict[int, Column] = {}
    section = Section()
    for line in passage.lines:
        if line.kind == "caption":
            section = section.under(passage.text[line.start : line.end])
    for row in table.rows:
        cells = table.row_cells(row)
        if tells_seats(" ".join(table.words(cell) for cell in cells)):
            continue
        if len(cells) == 1 and len(table.columns) > 1 and len(table.numbers(cells[0])) > 1:
            found.extend(_read_note(table, cells[0], section))
            continue
        if _is_head(table, cells):
            if len(cells) == 1 and len(table.columns) > 1:
                section = section.under(table.words(cells[0]))
            else:
                named = _merge_heads(table, row, named)
                heads = settled(named, _cells_below(table, row))
                section = section.headed(table.words(cells[0]))
            continue
        for part in _side_by_side(cells, heads):
            found.extend(_read_row(table, row, part, heads, section))
        if section.is_rejected and _TOTAL.match(table.words(cells[0])):
            section = replace(section, is_rejected=False)
    return _without_valid_again(found)


def _without_valid_again(found: list[CellFigure]) -> list[CellFigure]:
    """ "Total 2,202, valid votes 2,202, invalid 12, total votes 2,214": of two totals, that of the candidates is no
    count of papers."""
    placed = [cell.placed for cell in found if isinstance(cell.placed, Placed)]
    valid = {p.number.value for p in placed if p.measure == "valid_votes"}
    cast = {p.number.value for p in placed if p.measure == "ballots_cast"}
    if len(cast) < 2 or not cast - valid:
        return found
    return [
        replace(cell, placed=Refused(cell.placed.number, "the valid votes, given as a total"))
        if isinstance(cell.placed, Placed)
        and cell.placed.measure == "ballots_cast"
        and cell.placed.number.value in valid
        else cell
        for cell in found
    ]


_NAME_HEAD = re.compile(r"(?i)^\W*(?:candidates?|names?|nominees?)\W*$")


def _side_by_side(cells: list[Cell], heads: dict[int, Column]) -> list[list[Cell]]:
    """The cells of a row, parted where the head of names stands again: "Candidate Votes Candidate Votes"."""
    starts = [place for place, column in sorted(heads.items()) if _NAME_HEAD.match(column.head)]
    if len(starts) < 2 or any(b - a < 2 for a, b in pairwise(starts)):
        return [cells]
    edges = [-1, *starts[1:], max(heads) + 1]
    return [part for a, b in pairwise(edges) if (part := [cell for cell in cells if a <= cell.column < b])]


def _read_note(table: Table, cell: Cell, section: Section) -> list[CellFigure]:
    """A row that is one cell: "Electorate: 6,120  Valid: 2,813  Quota: 1,407", each number with the words before it."""
    found: list[CellFigure] = []
    seen: list[Measure] = []
    last = cell.start
    for number in table.numbers(cell):
        label = " ".join(table.text[last : number.start].split()).strip(" :=–—-;,.()")
        last = number.end
        family = _row_family(label)
        placed: Placed | Refused = Refused(number, f"a note of the table: {label[:40]}")
        named = any(number.start - len(label) - 3 <= m.start < number.start for m in table.mentions(cell))
        if family not in (None, "total", "votes") and not named and len(label) <= 40:
            placed = _total_cell(table, number, Column(None, "", None), family, label, seen, {})
        if isinstance(placed, Placed):
            seen.append(placed.measure)
        found.append(CellFigure(placed, section.round, label, "", cell.start, section.years))
    return found


def _cells_below(table: Table, row: int) -> dict[int, list[str]]:
    """The words of the cells under a row of heads, down to the next such row."""
    below: dict[int, list[str]] = defaultdict(list)
    for later in table.rows[bisect_right(table.rows, row) :]:
        cells = table.row_cells(later)
        if len(cells) > 1 and _is_head(table, cells):
            break
        for cell in cells:
            below[cell.column].append(table.words(cell))
    return below


# --- heads ---


def _is_head(table: Table, cells: list[Cell]) -> bool:
    """A row of heads: no number in it that could be a figure, and something that names a quantity, or candidates."""
    if not cells:
        return True
    figures = [n for cell in cells for n in table.numbers(cell) if not _is_part_of_head(table, cell, n)]
    if figures and not _numbers_counts(table, cells):
        return False
    if all(cell.is_header for cell in cells) or len(cells) == 1 or figures:
        return True
    named = [cell for cell in cells if role_of(table.words(cell)) is not None]
    holders = {key for cell in cells for m in table.mentions(cell) for key in m.keys}
    label_only = len([cell for cell in cells if table.words(cell)]) <= 1
    return bool(named) or len(holders) > 1 or not label_only


def _numbers_counts(table: Table, cells: list[Cell]) -> bool:
    """ "1 2 3" under "Count": a row of heads that numbers the counts."""
    told = [table.words(cell) for cell in cells if table.words(cell)]
    digits = [words for words in told if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", words)]
    if len(digits) < 2 or [int(re.sub(r"\D", "", d)) for d in digits] != list(range(1, len(digits) + 1)):
        return False
    row = cells[0].row if cells[0].rows == 1 else max(cell.row for cell in cells)
    above = [table.words(table.slots.get((row - 1, cell.column))) for cell in cells if table.words(cell) in digits]
    return all(re.search(r"(?i)\b(?:counts?|rounds?|stages?|ballots?)\b", words) for words in above)


def _is_part_of_head(table: Table, cell: Cell, number: Number) -> bool:
    """ "2019 votes", "1st count", "Round 2", "2PP", "(53(2)(a))": a number within words, or a year."""
    words = table.words(cell)
    if cell.is_header and re.fullmatch(r"\W*(?:19|20)\d\d\W*", words):
        return True
    if (
        len(re.findall(r"[^\W\d_]", words)) >= 10
        and role_of(words) is not None
        and number.value < 100
        and not table.mentions(cell)
    ):
        return True
    return bool(re.search(r"[A-Za-z]{3}", words)) and (
        number.value < 20 or re.fullmatch(r"(?:19|20)\d\d", number.printed) is not None
    )


def _merge_heads(table: Table, row: int, heads: dict[int, Column]) -> dict[int, Column]:
    """The heads with one more row of them: words of a head that spans columns stand over the words below."""
    merged = dict(heads)
    cells = table.row_cells(row)
    fresh = _is_head(table, cells)
    for column in table.columns:
        cell = table.slots.get((row, column))
        words = table.words(cell)
        above = heads.get(column)
        is_second_row = above is not None and fresh and (row - 1, column) in table.slots and _was_head(table, row - 1)
        text = f"{above.head} {words}".strip() if above is not None and is_second_row and above.head != words else words
        own = role_of(words)
        keys = frozenset(key for m in table.mentions(cell) for key in m.keys) or (
            above.keys if above and is_second_row else frozenset()
        )
        if _PASSED_ON.search(text):
            keys = frozenset()  # "Surplus of Ash": whose votes were passed on, not whose they became
        years = tuple(int(year) for year in re.findall(r"\b((?:19|20)\d\d)\b", text))
        merged[column] = Column(
            own or role_of(text), text, 2 if TWO_PARTY.search(text) else round_in(text), years, keys
        )
    named = [column for column in merged.values() if column.role == "votes" and column.head != "#"]
    if named:  # beside a column of votes, "#" is the rank
        merged = {place: replace(c, role="ignore") if c.head == "#" else c for place, c in merged.items()}
    return _with_rounds(merged)


def _with_rounds(heads: dict[int, Column]) -> dict[int, Column]:
    """A two-party column has round 2: the columns before it are first preferences, a change right of it goes with
    it."""
    if any(re.search(r"(?i)\btotal\b|\bfinal\b", column.head) for column in heads.values()) and any(
        re.search(r"(?i)second pref|2nd pref|transfer", column.head) for column in heads.values()
    ):
        return {place: _supplementary(column) for place, column in heads.items()}
    if not any(TWO_PARTY.search(column.head) for column in heads.values()):
        return heads
    rounds: int | None = 1
    told: dict[int, Column] = {}
    for place, column in sorted(heads.items()):
        rounds = column.round if column.round is not None else (rounds if column.role == "change" else 1)
        told[place] = replace(column, round=rounds)
    return told


def _supplementary(column: Column) -> Column:
    """The supplementary vote: second preferences are added to the first, and only the total is votes of the second
    count."""
    if re.search(r"(?i)\btotal\b|\bfinal\b", column.head):
        return replace(column, round=2)
    return replace(column, role="ignore") if re.search(r"(?i)second|2nd|transfer", column.head) else column


_PASSED_ON = re.compile(r"(?i)\b(?:transfers?|surplus|exclu\w+|eliminat\w+|distribut\w+)\b")


def _was_head(table: Table, row: int) -> bool:
    return _is_head(table, table.row_cells(row))


# --- rows ---


def _read_row(
    table: Table, row: int, cells: list[Cell], heads: dict[int, Column], section: Section
) -> list[CellFigure]:
    label = next((cell for cell in cells if table.words(cell) and not _is_figure_cell(table, cell)), None)
    first_figure = next((cell.column for cell in cells if _is_figure_cell(table, cell)), 99)
    labels = [
        cell for cell in cells if cell.column < first_figure and table.words(cell) and not _is_figure_cell(table, cell)
    ]
    label = labels[-1] if labels and _row_family(table.words(labels[-1])) else label
    label_words = table.words(label)
    if label is None and cells and (named := heads.get(cells[0].column)) and named.head and named.role != "stage":
        label_words = f"{named.head} {table.words(cells[0])}" if _UNIT.search(named.head) else ""
        label = cells[0] if label_words else None
    years = _row_years(table, cells, heads) or section.years
    numbered = _numbered_count(table, cells, heads)
    stranger = ""
    holder = _row_holder(table, cells, heads)
    family = _row_family(label_words) if holder is None else None
    if holder is not None and holder.strength == "party":
        stranger = next((name for cell in labels or cells[:1] if (name := _person_in(table, cell))), "")
    found: list[CellFigure] = []
    seen_of: dict[tuple[int, ...], list[Measure]] = defaultdict(list)
    for cell in cells:
        if cell is label and (_UNIT.search(label_words) or not _holds_own_figures(table, cell)):
            found.extend(
                CellFigure(Refused(n, "part of a row's label"), None, label_words, "", cell.start)
                for n in table.numbers(cell)
            )
            continue
        column = heads.get(cell.column) or Column(None, "", None)
        seen = seen_of[column.years]
        if column.role == "change":
            seen = [measure for measures in seen_of.values() for measure in measures]
        owner = holder
        if cell.rows > 1 and holder is not None and _is_of_several(table, cell, heads):
            if cell.row != row:
                continue
            owner = None
        for number in table.numbers(cell):
            begin = cell.start - 1 if table.text[cell.start - 1 : cell.start] in _MONEY else cell.start
            reason = reject(table.text, number, begin, cell.end)
            if reason in _NEVER:
                found.append(CellFigure(Refused(number, reason or ""), None, label_words, column.head, cell.start))
                continue
            placed = (
                _rejected_cell(table, number, family, label_words)
                if section.is_rejected and holder is None and family in _OF_REJECTED
                else _read_cell(
                    table,
                    number,
                    cell,
                    column,
                    owner,
                    family,
                    label_words if owner is holder else _place_beside(table, cells, cell),
                    seen,
                    heads,
                )
            )
            if isinstance(placed, Placed):
                seen.append(placed.measure)
            turn = column.round or round_in(label_words) or numbered or section.round
            begin = label.start if label else cell.start
            found.append(CellFigure(placed, turn, label_words, column.head, begin, years, stranger))
    return found


_UNIT = re.compile(
    r"(?i)^\W*(?:precincts?|wards?|booths?|boxe?s?|polling (?:stations?|places?|divisions?|districts?)|"
    r"divisions?|districts?|poll|area)(?: (?:no\.?|number|\d+))?\W*(?:\d+\W*)?$"
)


def _place_beside(table: Table, cells: list[Cell], cell: Cell) -> str:
    """What stands over the same rows as a cell: the ward whose candidates' rows they are."""
    same = [c for c in cells if c is not cell and (c.row, c.rows) == (cell.row, cell.rows)]
    return next((table.words(c) for c in same if table.words(c) and not _is_figure_cell(table, c)), "")


MOST_CANDIDATES = 40
"""Rows that are looked at for the candidates beside one cell."""


def _is_of_several(table: Table, cell: Cell, heads: dict[int, Column]) -> bool:
    """Does a cell stand beside the rows of several candidates? Then its number is of the contest."""
    if cell.start not in table.of_several:
        holders = set()
        for row in range(cell.row, cell.row + min(cell.rows, MOST_CANDIDATES)):
            holder = _row_holder(table, [c for c in table.row_cells(row) if c is not cell], heads)
            if holder is not None:
                holders.add(holder.keys)
        table.of_several[cell.start] = len(holders) > 1
    return table.of_several[cell.start]


def _numbered_count(table: Table, cells: list[Cell], heads: dict[int, Column]) -> int | None:
    """The count that a row is about, where a column numbers the counts."""
    for cell in cells:
        head = heads.get(cell.column)
        if head is not None and head.role == "stage":
            return next((int(n.value) for n in table.numbers(cell)), None)
    return None


_OF_REJECTED = frozenset(
    {None, "total", "votes", "rejected", "valid", "threshold", "cast", "papers", "voted", "voters"}
)


def _rejected_cell(table: Table, number: Number, family: str | None, label: str) -> Placed | Refused:
    """Under words about rejected papers: the rows are reasons, and the total of them is what was rejected."""
    if family != "total" or number.kind != "count":
        return Refused(number, f"one kind of rejected papers: {label[:40]}")
    rule = "table: ballots_rejected, the total of its kinds"
    return _cell_figure(table, number, "ballots_rejected", frozenset(), rule, (label[:60],), None)


def _row_years(table: Table, cells: list[Cell], heads: dict[int, Column]) -> tuple[int, ...]:
    """The year of the vote that a row is about, where a column is headed so."""
    for cell in cells:
        head = heads.get(cell.column)
        if head is not None and re.search(r"(?i)^\W*(?:years?|elections?|dates?)\W*$", head.head):
            return tuple(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", table.words(cell)))
    return ()


_MONEY = tuple("£$€₦₹¥")
_NEVER = frozenset({"money", "telephone", "time", "time span", "age"})


def _row_holder(table: Table, cells: list[Cell], heads: dict[int, Column]) -> Mention | None:
    """The candidate whose row it is: a person's name before a party's, from the left."""
    found = [m for cell in cells for m in table.mentions(cell) if not _is_result_words(table.words(cell))]
    across = {key for column in heads.values() for key in column.keys}
    if len(across) > 1:
        return None
    if found and all(m.strength == "option" for m in found):
        return found[-1]  # "cast in favour of a No": the option is named last
    ranked = sorted(found, key=lambda m: {"name": 0, "surname": 1, "near": 1, "option": 2}.get(m.strength, 3))
    return ranked[0] if ranked else None


def _person_in(table: Table, cell: Cell) -> str:
    """The name of a person in a cell, apart from the candidates and parties that are known in it."""
    words, last = "", cell.start
    for mention in table.mentions(cell):
        words, last = f"{words}{table.text[last : mention.start]};", mention.end
    words = re.sub(r"[(\[][^)\]]*[)\]]?", ";", words + table.text[last : cell.end])
    found = STRANGER.search(words)
    return found[0] if found and not NOT_STRANGER.search(found[0]) else ""


def _is_result_words(words: str) -> bool:
    return bool(re.search(r"(?i)\b(?:hold|gain from|majority|swing|lead over|turnout)\b", words))


def _row_family(label: str) -> str | None:
    """ "Turnout", "Rejected ballots", "Total": what a row without a candidate counts."""
    if _TOTAL.match(label) and not re.search(
        r"(?i)valid|formal|reject|spoil|electorate|register|issued|invalid|informal", label
    ):
        return "total"
    families = [cue.family for cue in find_cues(label)]
    telling = [family for family in families if family not in GENERIC]
    if not re.search(r"(?i)\b(?:in|ex)clud", label):  # "votes found to be invalid": the narrower kind is meant
        telling = [family for family in telling if family in ("rejected", "valid")] or telling
    plain = [family for family in families if family not in ("share", "voters", "voted")]
    return next(iter(telling or plain or families), None)


def _holds_own_figures(table: Table, cell: Cell) -> bool:
    return len(table.numbers(cell)) > 0 and _is_figure_cell(table, cell)


def _is_figure_cell(table: Table, cell: Cell) -> bool:
    """Mostly numbers: no word of its own but units and marks."""
    numbers = table.numbers(cell)
    if not numbers:
        return False
    rest = table.text[cell.start : cell.end]
    for number in reversed(numbers):
        rest = rest[: number.start - cell.start] + " " + rest[number.end - cell.start :]
    words = re.findall(r"[^\W\d_]{2,}", rest)
    return all(word.lower() in _UNIT_WORDS for word in words)


_UNIT_WORDS = words(
    """
    votes vote of elected win winner hold gain new the eliminated excluded papers members people percent per cent
    approx nominations in
    """
)


def _read_cell(
    table: Table,
    number: Number,
    cell: Cell,
    column: Column,
    holder: Mention | None,
    family: str | None,
    label: str,
    seen: list[Measure],
    heads: dict[int, Column],
) -> Placed | Refused:
    is_total = family in ("valid", "rejected", "issued", "electorate", "turnout", "cast", "members", "majority") and (
        cell.columns > 1 or len(table.figure_cells(cell.row)) == 1
    )
    if column.keys and len({key for head in heads.values() for key in head.keys}) > 1 and not is_total:
        return _across(table, number, column, family, label)
    if column.role in ("ignore", "stage") or (column.keys and holder is None and not is_total):
        return Refused(number, f"a column of something else: {column.head}")
    if holder is None:
        return _total_cell(table, number, column, family, label, seen, heads)
    measure = _candidate_measure(number, column, seen, is_first=number is table.numbers(cell)[0])
    if measure is None:
        return Refused(number, f"no measure for the column: {column.head or 'no head'}")
    return _cell_figure(
        table,
        number,
        measure,
        holder.keys,
        f"table: {measure} of the row's candidate",
        (table.text[holder.start : holder.end], column.head),
        holder.start,
    )


def _candidate_measure(number: Number, column: Column, seen: list[Measure], *, is_first: bool) -> Measure | None:
    """The measure of a number in a candidate's row."""
    is_share = number.kind == "percent" or (number.is_decimal and abs(number.value) <= 100 and not column.has_fractions)
    role = column.role
    if role == "change" or (number.sign and "vote_share" in seen and role in (None, "share")):
        is_in_votes = "votes" in seen and "vote_share" not in seen and number.kind == "count" and not number.is_decimal
        return "vote_share_change" if abs(number.value) <= 100 and not is_in_votes else None
    if role in ("turnout", "electorate", "rejected", "valid", "issued"):
        return "votes" if role == "valid" and number.kind == "count" and not number.is_decimal else None
    if role == "majority":
        return "majority_share" if is_share else "majority"
    if role == "nominations":
        return "nominations"
    if role == "electorate_share":
        return "electorate_share" if is_share else None
    if number.kind == "percent" or (role == "share" and abs(number.value) <= 100 and number.kind != "points"):
        return "vote_share"
    if role == "share" and is_first and not is_share:
        return "votes"
    if role == "votes" and number.sign:
        return None  # what was passed on to the candidate, or a change in votes
    if role == "votes":
        return "vote_share" if is_share and number.is_decimal else "votes"
    if role is None and not column.head:
        return _by_shape(number, seen, is_share=is_share)
    return _by_shape(number, seen, is_share=is_share) if role is None else None


def _by_shape(number: Number, seen: list[Measure], *, is_share: bool) -> Measure | None:
    if number.sign:
        return "vote_share_change" if "vote_share" in seen or "votes" in seen else None
    if is_share:
        return "vote_share" if "vote_share" not in seen else None
    if number.kind == "count" and not number.is_word and "votes" not in seen and (number.value >= 10 or not seen):
        return "votes"
    return None


def _total_cell(
    table: Table,
    number: Number,
    column: Column,
    family: str | None,
    label: str,
    seen: list[Measure],
    heads: dict[int, Column],
) -> Placed | Refused:
    """A number in a row that no candidate holds."""
    is_share = number.kind == "percent" or (number.is_decimal and abs(number.value) <= 100)
    if family in NO_FIGURE or _PARTIAL.search(label) or re.match(r"(?i)\W*sub[- ]?total", label):
        return Refused(number, f"no vote figure: {label}")
    if column.role == "change" or number.sign:
        return Refused(number, "a change of a total")
    corner = heads.get(min(heads)).head if heads else ""  # type: ignore[union-attr]
    if re.search(r"(?i)reject|spoil|invalid", corner) and not _TOTAL.match(label):
        return Refused(number, "one kind of rejected papers")
    telling = family if family not in (None, "total", "votes") else None
    if (
        telling is None
        and family in ("total", "votes", None)
        and column.role in _OF_PLACE
        and (family is not None or not label)
    ):
        telling = _OF_PLACE[column.role]
    role = "cast" if column.role == "votes" and _PAPERS.search(column.head) else column.role
    of_place = telling is None and family is None and bool(label) and role in _OF_PLACE
    if of_place:
        telling = _OF_PLACE[role or ""]
    if telling is None and family in ("total", "votes"):
        telling = "cast"
    if telling is None:
        return Refused(number, f"a row of nobody that is followed: {label[:40]}")
    measure = SHARE_MEASURE.get(telling) if is_share else COUNT_MEASURE.get(telling)
    is_part_of_roll = telling == "cast" and family == "cast" and number.kind == "percent" and number.value < 100
    if is_share and (telling in ("electorate", "members") or is_part_of_roll):
        measure = "turnout"
    if measure is None or measure in NEEDS_SUBJECT:
        return Refused(number, f"no measure for it: {label[:40]}")
    if measure in seen:
        return Refused(number, f"a second {measure} in one row")
    rule = f"table: {measure} in a place's row" if of_place else f"table: {measure} by the row's label"
    return _cell_figure(table, number, measure, frozenset(), rule, (label[:60],), None)


_PAPERS = re.compile(r"(?i)\bpapers\b|\bballots\b|\bcast\b|\bpolled\b|\btotal\b")
_OF_PLACE = {
    "turnout": "turnout",
    "electorate": "electorate",
    "rejected": "rejected",
    "valid": "valid",
    "issued": "issued",
    "majority": "majority",
    "cast": "cast",
    "members": "members",
}
"""Columns that give figures of a whole contest where each row is one."""


def _across(table: Table, number: Number, column: Column, family: str | None, label: str) -> Placed | Refused:
    """Candidates stand across: the row says what is counted (a transposed table), or where (one row a place)."""
    is_share = number.kind == "percent" or (
        (number.is_decimal or column.role == "share") and abs(number.value) <= 100 and not column.has_fractions
    )
    role = role_of(label)
    if role == "change" or (number.sign and is_share):
        return _cell_figure(
            table,
            number,
            "vote_share_change",
            column.keys,
            "table: change in the column's candidate",
            (label, column.head),
            None,
        )
    if role == "nominations":
        rule = "table: nominations of the column's candidate"
        return _cell_figure(table, number, "nominations", column.keys, rule, (label, column.head), None)
    if role in ("share", "votes") or family in ("votes", "share", "total") or _TOTAL.match(label) or not label:
        measure: Measure = "vote_share" if is_share or (role == "share" and number.value <= 100) else "votes"
        return _cell_figure(
            table,
            number,
            measure,
            column.keys,
            f"table: {measure} of the column's candidate",
            (label, column.head),
            None,
        )
    if role is not None:
        return Refused(number, f"no measure for the row: {label[:40]}")
    measure = "vote_share" if is_share else "votes"
    return _cell_figure(table, number, measure, column.keys, "table: a place's row", (label, column.head), None)


def _cell_figure(
    table: Table,
    number: Number,
    measure: Measure,
    keys: frozenset[Key],
    rule: str,
    cues: tuple[str, ...],
    start: int | None,
) -> Placed:
    line = table.text.rfind("\n", 0, number.start) + 1
    begin = (
        start if start is not None and line <= start <= number.start and number.start - start < 120 else number.start
    )
    return Placed(number, measure, keys, rule, tuple(cue for cue in cues if cue), begin, number.end)


class _Token(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=_Token)


def _by_cell(cells: tuple[Cell, ...], tokens: Sequence[T]) -> dict[int, list[T]]:
    sorted_cells = sorted(cells, key=lambda cell: cell.start)
    found: dict[int, list[T]] = defaultdict(list)
    place = 0
    for token in tokens:
        while place < len(sorted_cells) and sorted_cells[place].end < token.end:
            place += 1
        if place < len(sorted_cells) and sorted_cells[place].start <= token.start:
            found[sorted_cells[place].start].append(token)
    return found
