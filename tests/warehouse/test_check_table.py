"""`tallysheet check --figures`: anybody's own table."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from flows.commands.check import command
from warehouse.crosscheck.given import UnusableError, figure_row, span, usable
from warehouse.crosscheck.value import is_one_digit, meet

CONTEST = {
    "contest_id": "made",
    "title": "Made",
    "candidates": [{"candidate_id": "ann", "name": "Ann"}, {"candidate_id": "bob", "name": "Bob"}],
}
ROWS = [
    {"id": "a1", "source": "a", "contest_id": "made", "candidate_id": "ann", "measure": "votes", "value": 4712},
    {"id": "b1", "source": "b", "contest_id": "made", "candidate_id": "ann", "measure": "votes", "value": 4712},
    {"id": "c1", "source": "c", "contest_id": "made", "candidate_id": "ann", "measure": "votes", "value": 4172},
]


@pytest.fixture
def run(tmp_path):
    (tmp_path / "contests.json").write_text(json.dumps([CONTEST]))

    def check(text: str, name: str = "figures.jsonl"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        figures, contests = str(tmp_path / name), str(tmp_path / "contests.json")
        return CliRunner().invoke(command, ["--figures", figures, "--contests", contests])

    return check


def _lines(rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_json_lines_give_one_object_a_finding(run):
    done = run(_lines(ROWS))
    assert done.exit_code == 0
    (found,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert found["figures"] == ["c1", "a1", "b1"]
    assert (found["check"], found["explanation"], found["measure"], found["candidate_id"]) == (
        "reported_apart",
        "digit",
        "votes",
        "ann",
    )


def test_csv_gives_the_same(run):
    head = "id,source,contest_id,candidate_id,measure,value\n"
    done = run(head + "".join(",".join(str(v) for v in row.values()) + "\n" for row in ROWS), "figures.csv")
    assert [json.loads(line)["figures"] for line in done.stdout.splitlines()] == [["c1", "a1", "b1"]]


def test_bad_rows_are_named_and_the_good_ones_checked(run):
    bad = [
        '{"id": "x"',
        '["x"]',
        json.dumps({**ROWS[0], "id": "x1", "measure": "applause"}),
        json.dumps({**ROWS[0], "id": "x2", "value": "4,712"}),
        json.dumps({**ROWS[0], "id": "x3", "contest_id": "other"}),
        json.dumps({**ROWS[0], "id": "a1"}),
        json.dumps({**ROWS[0], "id": "x4", "value": float("nan")}),
        json.dumps({**ROWS[0], "id": "x5", "round": "second"}),
    ]
    done = run(_lines(ROWS) + "\n".join(bad) + "\n")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 1
    assert len(done.stderr.splitlines()) == len(bad)
    assert "figures.jsonl:4: found no JSON" in done.stderr
    assert "measure: found 'applause', expected one of" in done.stderr
    assert all(line.endswith("the row was set aside") for line in done.stderr.splitlines())


def test_nothing_but_bad_rows_is_a_failure(run):
    done = run("nonsense\n")
    assert done.exit_code == 1
    assert "found no usable row" in done.stderr


def test_an_empty_table_is_no_failure(run):
    done = run("")
    assert (done.exit_code, done.stdout) == (0, "")


def test_the_order_of_the_rows_does_not_matter(run):
    assert run(_lines(ROWS)).stdout == run(_lines(reversed(ROWS))).stdout


def test_the_granularity_is_read_from_the_printed_token():
    row = {**ROWS[0], "measure": "vote_share", "value": 61.8, "printed": "61.80%"}
    assert Decimal(figure_row(row, {"made"})["granularity"]) == Decimal("0.01")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2010", ("2010-01-01 00:00:00", "2010-12-31 23:59:59")),
        ("2010-11-23", ("2010-11-23 00:00:00", "2010-11-23 23:59:59")),
        ("2010-11-23T13:00:00+01:00", ("2010-11-23 12:00:00", "2010-11-23 12:00:00")),
        ("last week", None),
        ("2010-13-01", None),
    ],
)
def test_a_date_lasts_as_long_as_it_is_vague(text, expected):
    found = span(text)
    assert (tuple(map(str, found)) if found else None) == expected


def test_what_no_figure_says_is_refused():
    with pytest.raises(UnusableError, match="value: found '1e17'"):
        figure_row({**ROWS[0], "value": "1e17"}, {"made"})


def test_rows_without_an_id_go_by_their_line(tmp_path):
    file = tmp_path / "figures.jsonl"
    file.write_text(_lines([{k: v for k, v in ROWS[0].items() if k != "id"}]))
    rows, set_aside = usable(file, {"made"})
    assert [row["id"] for row in rows] == ["line 1"]
    assert not set_aside


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_one_digit_is_told_from_both_sides(a, b):
    assert is_one_digit(a, b) == is_one_digit(b, a)


@given(st.integers(100, 10**9), st.data())
def test_a_mistyped_digit_is_one_digit(number, data):
    text = str(number)
    place = data.draw(st.integers(1, len(text) - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    assert is_one_digit(number, int(text[:place] + digit + text[place + 1 :]))


@given(st.integers(0, 10**18), st.integers(0, 10**18))
def test_points_meet_only_when_equal(a, b):
    assert meet((a, a), (b, b)) == (a == b)


def test_word_against_word_accuses_nobody_for_certain(run):
    (found,) = [json.loads(line) for line in run(_lines(ROWS[1:])).output.splitlines()]
    assert found["certainty"] == "open"
    assert "we cannot tell which" in found["text"]


def test_two_against_one_names_the_one(run):
    (found,) = [json.loads(line) for line in run(_lines(ROWS)).output.splitlines()]
    assert found["certainty"] != "open"
    assert found["figures"][0] == "c1"
