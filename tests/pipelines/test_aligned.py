"""Columns set with spaces, dots or bars."""

from __future__ import annotations

import pytest

from pipelines.cleaning.aligned import fields_of, is_tabular

SPACES = [
    "Name            Votes    %",
    "Rowan Ash       1,204   54.7",
    "Silver Birch      998   45.3",
    "",
    "Total           2,202",
]


def rows_of(lines: list[str]) -> list[list[tuple[int, str]]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for field in fields_of(lines):
        rows.setdefault(field.row, []).append((field.column, lines[field.row][field.start : field.end]))
    return list(rows.values())


def test_fields_stand_in_the_column_above_or_below_which_they_are_printed() -> None:
    assert rows_of(SPACES) == [
        [(0, "Name"), (1, "Votes"), (2, "%")],
        [(0, "Rowan Ash"), (1, "1,204"), (2, "54.7")],
        [(0, "Silver Birch"), (1, "998"), (2, "45.3")],
        [(0, "Total"), (1, "2,202")],
    ]


def test_a_missing_field_leaves_its_column_empty() -> None:
    lines = ["Ash      12    40%", "Birch          60%"]
    assert rows_of(lines)[1] == [(0, "Birch"), (2, "60%")]


@pytest.mark.parametrize(
    "lines",
    [
        SPACES,
        ["Ash......... 8,559 (31.6%)", "Birch....... 7,957 (29.4%)"],
        ["Ash . . . . 12", "Birch . . . 9"],
        ["| Ash | 12 |", "|-----|----|", "| Birch | 9 |"],
        ["Ash\t12", "Birch\t9"],
    ],
)
def test_columns_of_figures_are_a_table(lines: list[str]) -> None:
    assert is_tabular(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["Ash had 1,204 votes in the end, and nobody", "in the hall believed that it would be so many."],
        ["Dear members,", "", "the count  is over.", "Ash 12"],
        ["one  two", "three  four"],
    ],
)
def test_prose_is_none(lines: list[str]) -> None:
    assert not is_tabular(lines)
