"""Columns as a whole: which hold parts of a count, which hold what was passed on, which are only numbered counts.

A head alone does not tell. "Count 2" may stand over what each candidate was given in it and over the total after it;
"Postal votes" is a part where a total stands beside it. The cells below decide: signs, whole numbers in order, years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelines.reading.scan.names import Key

Role = str
_SIGNED = re.compile(r"^\W*[+\-−–]\s?\d")
_NOTHING = re.compile(r"^[\s\-−–—.0]*$")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column (or, transposed, a row) holds: its role, and the round that its head names."""

    role: Role | None
    head: str
    round: int | None
    years: tuple[int, ...] = ()
    keys: frozenset[Key] = frozenset()
    has_fractions: bool = False
    """Votes passed on by value: "69.20" beside "1,322.94" is a number of votes and no share."""
    is_topic: bool = False
    """Headed by a place or a vote, as its neighbours are: the rows say what is counted, the columns of which vote."""


def settled(heads: Mapping[int, Column], cells: Mapping[int, Sequence[str]]) -> dict[int, Column]:
    """The heads, corrected by what stands under them. cells: the words of each column's cells, from the top."""
    told = {place: _as_numbered(column, cells.get(place, ())) for place, column in heads.items()}
    told = {place: replace(c, has_fractions=_has_fractions(cells.get(place, ()))) for place, c in told.items()}
    told = _with_topics(_without_ranks(_without_parts(told), cells), cells)
    told = _without_addends(_with_winners(told), cells)
    return _without_shares_of_ignored(_with_rounds_of_left(_with_owners(_without_transfers(told, cells))))


def _with_topics(heads: dict[int, Column], cells: Mapping[int, Sequence[str]]) -> dict[int, Column]:
    topics = {
        place
        for place, column in heads.items()
        if column.role is None and not column.keys and re.search(r"[^\W\d_]{2}", column.head)
        if sum(re.search(r"\d", cell) is not None for cell in cells.get(place, ())) >= _FEWEST
    }
    others = {c.role for place, c in heads.items() if place not in topics and not re.match(r"(?i)\W*total", c.head)}
    if len(topics) < _FEWEST or others - {None, "ignore"}:
        return heads
    return {place: replace(c, is_topic=True) if place in topics else c for place, c in heads.items()}


_WINNER = re.compile(r"(?i)^\W*(?:winners?|winning (?:candidate|party)|elected|won by|held by|gained by)\W*$")
_CAST = re.compile(r"(?i)^\W*(?:(?:total|all) )?(?:votes?|ballots?|papers)(?: (?:cast|polled|returned|counted))?\W*$")


def _with_winners(heads: dict[int, Column]) -> dict[int, Column]:
    """ "Ward | Electorate | Votes cast | Turnout | Winner": votes beside the roll or the turnout, left of the winner's
    name, are those of the whole ward."""
    winner = next((place for place, column in sorted(heads.items()) if _WINNER.match(column.head)), -1)
    if not any(column.role in ("turnout", "electorate") for place, column in heads.items() if place < winner):
        return heads
    return {
        place: replace(c, role="cast") if place < winner and c.role == "votes" and _CAST.match(c.head) else c
        for place, c in heads.items()
    }


def _as_numbered(column: Column, cells: Sequence[str]) -> Column:
    """A "Count" over 1, 2, 3 numbers the counts; a "Count" over anything else holds votes. Years are no votes."""
    if column.role == "stage":
        numbers = [int(found[0]) for cell in cells if (found := re.match(r"\d+", re.sub(r"^\D+", "", cell)))]
        is_numbered = bool(numbers) and numbers == sorted(set(numbers)) and numbers[0] <= 2 and numbers[-1] <= 40
        return column if is_numbered else replace(column, role="votes")
    told = [cell for cell in cells if cell]
    if len(told) > 1 and column.role in (None, "votes") and all(re.fullmatch(r"(?:19|20)\d\d", cell) for cell in told):
        return replace(column, role="ignore")
    return column


def _without_parts(heads: dict[int, Column]) -> dict[int, Column]:
    """Postal, early and such votes are parts where a total or other parts stand beside them."""
    parts = [place for place, column in heads.items() if column.role == "part"]
    whole = [place for place, column in heads.items() if column.role == "votes"]
    if not parts:
        return heads
    role = "ignore" if whole or len(parts) > 1 else "votes"
    return {place: replace(c, role=role) if place in parts else c for place, c in heads.items()}


_AMOUNT = re.compile(r"^\W*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*%?\W*$")


def _amount(cell: str) -> Decimal | None:
    found = _AMOUNT.match(cell)
    return Decimal(found[1].replace(",", "") + (found[2] or "")) if found else None


def _has_fractions(cells: Sequence[str]) -> bool:
    told = [(cell, amount) for cell in cells if (amount := _amount(cell)) is not None]
    return any("." in cell and amount > WHOLE and "%" not in cell for cell, amount in told)


WHOLE = 100
"""A share is never more, in percent."""
_ROUNDING = Decimal("0.15")
_FEWEST = 2


def _without_addends(heads: dict[int, Column], cells: Mapping[int, Sequence[str]]) -> dict[int, Column]:
    """Columns that add up to a column of totals, in every row, are its parts: sections of voters, ways of voting."""
    totals = [
        place
        for place, column in heads.items()
        if re.search(r"(?i)\b(?:total|all|national|nationwide|overall)\b", column.head)
    ]
    parts: set[int] = set()
    for total in totals:
        same = [
            place
            for place, column in heads.items()
            if place not in totals and not column.keys and column.role in (None, "votes", "share", "part", "members")
        ]
        near = [p for p in same if p < total] if any(p < total for p in same) else same
        if len(near) >= _FEWEST and _add_up([cells.get(p, ()) for p in near], cells.get(total, ())):
            parts.update(near)
    return {place: replace(c, role="ignore") if place in parts else c for place, c in heads.items()}


def _add_up(addends: Sequence[Sequence[str]], sums: Sequence[str]) -> bool:
    rows = 0
    for place, words in enumerate(sums):
        total = _amount(words)
        row = [_amount(column[place]) for column in addends if place < len(column)]
        told = [amount for amount in row if amount is not None]
        if total is None or len(told) < _FEWEST:
            continue
        if abs(sum(told) - total) > (_ROUNDING if "." in words else 0):
            return False
        rows += 1
    return rows >= _FEWEST


def _without_ranks(heads: dict[int, Column], cells: Mapping[int, Sequence[str]]) -> dict[int, Column]:
    """A column of 1, 2, 3 in order beside a column of votes gives places, or numbers the rows."""
    if not any(column.role == "votes" for column in heads.values()):
        return heads
    ranks = {
        place
        for place, column in heads.items()
        if column.role is None and _counts_up([cell for cell in cells.get(place, ()) if cell])
    }
    return {place: replace(c, role="ignore") if place in ranks else c for place, c in heads.items()}


def _counts_up(told: list[str]) -> bool:
    return len(told) > 1 and [cell.strip(".)(") for cell in told] == [str(rank) for rank in range(1, len(told) + 1)]


_BARE_SHARE = re.compile(r"(?i)^\W*(?:per\s?cent(?:age)?|pct|share)?\W*$")


def _without_shares_of_ignored(heads: dict[int, Column]) -> dict[int, Column]:
    """ "For % Against %": a second bare share goes with the column left of it, which is left out."""
    told: dict[int, Column] = {}
    before: Column | None = None
    has_share = False
    for place, column in sorted(heads.items()):
        is_ignored = (
            _is_bare_share(column) and not column.keys and has_share and before is not None and before.role == "ignore"
        )
        told[place] = replace(column, role="ignore") if is_ignored else column
        has_share = has_share or column.role == "share"
        before = told[place]
    return told


def _with_owners(heads: dict[int, Column]) -> dict[int, Column]:
    """ "Yes % No %": a bare share right of a column that is headed by a candidate, among several such, is theirs."""
    if len({column.keys for column in heads.values() if column.keys}) < _FEWEST:
        return heads
    told = dict(heads)
    for place, column in heads.items():
        left = heads.get(place - 1)
        if left is not None and left.keys and not column.keys and _is_bare_share(column):
            told[place] = replace(column, keys=left.keys, round=column.round or left.round)
    return told


def _with_rounds_of_left(heads: dict[int, Column]) -> dict[int, Column]:
    """ "Round 1 % Round 3 %": a bare share, or a change, is of the round that the column left of it names."""
    told: dict[int, Column] = {}
    turn: int | None = None
    for place, column in sorted(heads.items()):
        is_beside = column.round is None and (_is_bare_share(column) or column.role == "change")
        told[place] = replace(column, round=turn) if is_beside and turn is not None and not column.keys else column
        turn = told[place].round
    return told


def _is_bare_share(column: Column) -> bool:
    return column.role == "share" and _BARE_SHARE.match(column.head) is not None


def _without_transfers(heads: dict[int, Column], cells: Mapping[int, Sequence[str]]) -> dict[int, Column]:
    """Columns of signed numbers under counts hold what was passed on; the column right of each is that count's total.

    The total of a count that its head does not number is of the count after the one before it.
    """
    passed = {
        place
        for place, column in heads.items()
        if column.role in (None, "votes", "ignore", "change") and _is_passed_on(column, cells.get(place, ()))
    }
    if not passed or not any(column.round or _is_count(column.head) for column in heads.values()):
        return heads
    told: dict[int, Column] = {}
    last, pending = 1, False
    for place, column in sorted(heads.items()):
        if place in passed:
            told[place] = replace(column, role="ignore")
            last, pending = column.round or last + 1, True
        elif pending and column.role in (None, "votes"):
            turn = column.round or last
            told[place], last, pending = replace(column, role="votes", round=turn), turn, False
        else:
            if column.role == "votes":
                last = column.round or last
            told[place] = column
    return told


def _is_passed_on(column: Column, cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if not _NOTHING.match(cell)]
    signed = [cell for cell in told if _SIGNED.match(cell) and "%" not in cell]
    is_said = bool(re.search(r"(?i)\btransfers?\b|\bsurplus\b|\bdistribut|\bexclusion of", column.head))
    if column.role == "change" and re.search("%|±|[+]/[-]", column.head):
        return False
    return bool(signed) and (len(signed) * 2 > len(told) or is_said)


def _is_count(head: str) -> bool:
    return bool(re.search(r"(?i)\b(?:transfers?|count|stage|surplus|exclusion)\b", head))
