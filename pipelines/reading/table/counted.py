"""What the number of a cell counts: by the candidate of its row or column, by the label of a total, by its shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Placed, Refused
from pipelines.reading.scan.measures import COUNT_MEASURE, NEEDS_SUBJECT, NO_FIGURE, SHARE_MEASURE
from pipelines.reading.table.cells import is_figure_cell
from pipelines.reading.table.columns import WHOLE
from pipelines.reading.table.roles import role_of

if TYPE_CHECKING:
    from pipelines.model import Cell, Measure
    from pipelines.reading.scan.names import Key, Mention
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.table.cells import Table
    from pipelines.reading.table.columns import Column

TOTAL = re.compile(
    r"(?i)^\W*(?:grand )?(?:total|totals|sum|overall|all (?:votes|candidates|areas|wards)|altogether)\b|^\W*all\W*$"
)
_PARTIAL = re.compile(
    r"(?i)\b(?:postal|absentee|early|mail|election day|in[- ]person|proxy|provisional|machine|local|international|"
    r"(?:over|under)[- ]?vot\w+|online|by (?:post|mail|e-?mail|text|(?:tele)?phone|internet|hand))\b"
)


def read_cell(
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
        return _across(table, number, column, family, label, heads)
    if column.role in ("ignore", "stage") or (column.keys and holder is None and not is_total):
        return Refused(number, f"a column of something else: {column.head}")
    if column.role is None and column.head and not column.is_topic and not is_figure_cell(table, cell):
        return Refused(number, f"within words, in a column of something else: {column.head}")
    if holder is None:
        return total_cell(table, number, column, family, label, seen, heads)
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
        is_of_share = "vote_share" in seen or ("votes" in seen and (is_share or number.kind != "count"))
        return "vote_share_change" if is_of_share and abs(number.value) <= WHOLE else None
    if is_share:
        return "vote_share" if "vote_share" not in seen else None
    if number.kind == "count" and not number.is_word and "votes" not in seen and (number.value >= 10 or not seen):
        return "votes"
    return None


def total_cell(
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
    if re.search(r"(?i)\bplus\b", label):
        return Refused(number, f"a sum of two kinds: {label[:40]}")
    if _REASON.search(label) and not TOTAL.match(label):
        return Refused(number, f"one kind of rejected papers: {label[:40]}")
    corner = heads.get(min(heads)).head if heads else ""  # type: ignore[union-attr]
    if re.search(r"(?i)reject|spoil|invalid", corner) and not TOTAL.match(label):
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
    if telling == "turnout" and not is_share and _OUT_OF.search(table.text, max(0, number.start - 16), number.start):
        telling = "electorate"  # "48.4% of 60,210"
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


_REASON = re.compile(
    r"(?i)\bwant of (?:an? )?official mark|\bvot(?:ing|ed) for more\b|\bmore than one (?:answer|candidate|option)|"
    r"\b(?:voter|elector) (?:could|can|might) be identified|\bvoid for uncertainty\b|^\W*(?:[a-d]\W+)?unmarked\b"
)
"""The reasons that law and custom give for rejecting a paper, as declarations print them."""
_OUT_OF = re.compile(r"\d\s?(?:%|per ?cent)? (?:out )?of $")
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


_POLL = re.compile(r"(?i)\bpollsters?\b|\bpolling (?:firm|company|organi[sz]ation)|\bfieldwork\b|\bsample\b")
"""Heads of a table of opinion polls: each row is a poll, and its figures are forecasts."""


def _across(
    table: Table, number: Number, column: Column, family: str | None, label: str, heads: dict[int, Column]
) -> Placed | Refused:
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
    if role in ("share", "votes") or family in ("votes", "share", "total") or TOTAL.match(label) or not label:
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
    if _POLL.search(" ".join(head.head for head in heads.values())):
        rule = "table: the row of an opinion poll"
        if number.kind == "count" and not number.is_decimal and number.value > 100:  # more than a share can be
            return Refused(number, "people who were asked")
        return _cell_figure(table, number, "vote_share", column.keys, rule, (label, column.head), None)
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


OF_REJECTED = frozenset({None, "total", "votes", "rejected", "valid", "threshold", "cast", "papers", "voted", "voters"})


def rejected_cell(table: Table, number: Number, family: str | None, label: str) -> Placed | Refused:
    """Under words about rejected papers: the rows are reasons, and the total of them is what was rejected."""
    if family != "total" or number.kind != "count":
        return Refused(number, f"one kind of rejected papers: {label[:40]}")
    rule = "table: ballots_rejected, the total of its kinds"
    return _cell_figure(table, number, "ballots_rejected", frozenset(), rule, (label[:60],), None)
