"""Runs the stages of a cross-check: rules about rows in SQL, the choice of a world in Python."""

from __future__ import annotations

import json
from itertools import groupby
from math import inf
from typing import TYPE_CHECKING, Any

from warehouse.crosscheck.algebra import OPEN_END, Registry
from warehouse.crosscheck.case import Case
from warehouse.crosscheck.conflict import Count, Printed, smallest_conflict
from warehouse.crosscheck.pause import without_collecting
from warehouse.crosscheck.value import Value
from warehouse.crosscheck.world import choose
from warehouse.statements import names, statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duckdb import DuckDBPyConnection

    from warehouse.crosscheck.value import Number

STAGES = "checks/stages"
WORLD_STAGES = ("30_totals", "40_implied", "50_fit")


def tables(con: DuckDBPyConnection) -> None:
    """Makes the empty tables that the caller then fills: checked_contest, checked_candidate, checked_figure."""
    con.execute(stage("01_tables"))


def run(con: DuckDBPyConnection, *, sensitive: bool = False) -> None:
    """From the figures to what is odd about them and why: leaves the tables `question`, `explained`, `on_page`...

    sensitive: readings that need rejected papers which no page prints excuse nobody.
    """
    for name in ("10_printed", "11_counts", "12_others", "20_world", *WORLD_STAGES, "60_contested"):
        con.execute(stage(name))
    settle(con)
    con.execute(stage("65_common_total"))
    con.execute(stage("66_page_base"))
    con.execute(stage("70_unfit"))
    if sensitive:
        con.execute(stage("71_sensitive"))
    for name in names("checks"):
        con.execute(_into_odd(statement(name)), {"check_name": check_name(name)})
    con.execute(stage("80_pages"))
    con.execute(stage("82_derived"))
    for name in names("checks/explanations"):
        rank, explanation = check_name(name).split("_", 1)
        con.execute(_into_explained(statement(name)), {"rank": int(rank), "explanation": explanation})
    con.execute(stage("90_severity"))


@without_collecting()
def settle(con: DuckDBPyConnection) -> None:
    """Chooses the world of the contested contests, and works out anew what follows from it."""
    chosen: list[dict[str, Any]] = []
    overtaken: list[int] = []
    another_count: list[int] = []
    for case in cases(con):
        choice = choose(case)
        chosen += [
            {
                "contest_id": case.registry.contest_id,
                "round": r,
                "measure": m,
                "candidate": c,
                "low": str(low),
                "high": str(high),
            }
            for (r, m, c), (low, high) in sorted(choice.world.known.items())
        ]
        overtaken += choice.overtaken
        another_count += choice.another_count
    if not chosen:
        return
    con.execute("DELETE FROM world WHERE contest_id IN (SELECT contest_id FROM todo)")
    con.execute(stage("63_chosen"), {"chosen": json.dumps(chosen)})
    con.execute("INSERT INTO overtaken SELECT unnest($ids::UBIGINT[])", {"ids": overtaken})
    con.execute("INSERT INTO another_count SELECT unnest($ids::UBIGINT[])", {"ids": another_count})
    for name in WORLD_STAGES:
        con.execute(stage(name))


def cases(con: DuckDBPyConnection) -> Iterator[Case]:
    """The contested contests with all that is printed about them."""
    values = con.execute(stage("61_values")).fetchall()
    registered = {row[0]: row[1:] for row in con.execute(stage("62_registry")).fetchall()}
    for contest_id, rows in groupby(values, key=lambda row: row[0]):
        number_elected, multi_round, ceiling, declared, has_others, adds_up, candidates, rounds = registered[contest_id]
        registry = Registry(
            contest_id, frozenset(candidates), number_elected, multi_round, ceiling, tuple(rounds), has_others, adds_up
        )
        yield Case(registry, [_value(row) for row in rows], declared)


def conflicts(con: DuckDBPyConnection) -> list[dict[str, int]]:
    """For each odd value that only several cells together rule out: the others of the smallest conflict."""
    rows = con.execute(stage("94_conflicting")).fetchall()
    if not rows:
        return []
    counts = {
        (contest_id, count): Count(count, frozenset(candidates), *told)
        for contest_id, count, candidates, *told in con.execute(stage("94_conflicting_counts")).fetchall()
    }
    found = []
    for contest_id, same in groupby(rows, key=lambda row: row[0]):
        odd: list[tuple[int, Printed]] = []
        others: list[tuple[int, Printed]] = []
        for _, is_odd, counted_in, *printed in same:
            (odd if is_odd else others).append((counted_in, _printed(printed)))
        for counted_in, one in odd:
            count = counts.get((contest_id, counted_in))
            if count:
                near = [p for _, p in others if _is_of(p, count)]
                found += [
                    {"printed_id": one.printed_id, "other_id": other.printed_id}
                    for other in smallest_conflict(one, near, count)
                ]
    return found


def _is_of(printed: Printed, count: Count) -> bool:
    """Papers of the contest as a whole bound each of its counts; its valid votes only the first."""
    round_, measure, _ = printed.cell
    if round_ == count.round:
        return True
    return round_ == 0 and (
        measure not in ("votes", "vote_share", "valid_votes") or (measure == "valid_votes" and count.round <= 1)
    )


def _printed(row: Sequence[Any]) -> Printed:
    printed_id, round_, measure, candidate, low, high, backing, pages = row
    most = _number(high)
    most = inf if most >= OPEN_END else most
    return Printed(printed_id, (round_, measure, candidate), _number(low), most, backing, frozenset(pages))


def _value(row: tuple[Any, ...]) -> Value:
    """A row of 61_values.sql: its columns are the fields of Value, but for the three that make its cell."""
    _, printed_id, round_, measure, candidate, *numbers = row[:10]
    cell = (round_, measure, candidate)
    fields: list[Any] = [printed_id, cell, *(_number(number) for number in numbers), *row[10:-1], frozenset(row[-1])]
    return Value(*fields)


def _number(text: str) -> Number:
    """Of a decimal as text: whole numbers exactly, or 2^53 were 2^53 + 1."""
    whole, _, places = text.partition(".")
    return float(text) if places.strip("0") else int(whole)


def stage(name: str) -> str:
    return statement(f"{STAGES}/{name}.sql")


def check_name(path: str) -> str:
    """Of `checks/votes_add_up.sql`: votes_add_up."""
    return path.rsplit("/", 1)[-1].removesuffix(".sql")


def _into_odd(query: str) -> str:
    head = "INSERT INTO odd BY NAME SELECT $check_name AS check_name, * FROM (\n"
    return head + _bare(query) + "\n)"


def _into_explained(query: str) -> str:
    head = "INSERT INTO explained SELECT printed_id, $rank, $explanation, min(why) FROM (\n"
    return head + _bare(query) + "\n) GROUP BY printed_id"


def _bare(query: str) -> str:
    return query.rstrip().rstrip(";")
