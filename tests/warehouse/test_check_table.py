"""`tallysheet check --figures`: anybody's own table."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from flows.commands.check import command
from warehouse.crosscheck.given import UnusableError, figure_row, span
from warehouse.crosscheck.table import usable
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


KNOWN = {"made": frozenset({"ann", "bob"})}


@pytest.fixture
def run(tmp_path):
    (tmp_path / "contests.json").write_text(json.dumps([CONTEST]))

    def check(text: str | bytes, name: str = "figures.jsonl", *options: str):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        figures, contests = str(tmp_path / name), str(tmp_path / "contests.json")
        return CliRunner().invoke(command, ["--figures", figures, "--contests", contests, *options])

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
        json.dumps({**ROWS[0], "id": "x6", "candidate_id": "anne"}),
        json.dumps({**ROWS[0], "id": "x7", "source": " "}),
        json.dumps({**ROWS[0], "id": "x8", "value": -4712}),
        json.dumps({**ROWS[0], "id": "x9", "measure": "turnout", "candidate_id": None, "value": -1}),
    ]
    done = run(_lines(ROWS) + "\n".join(bad) + "\n")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 1
    *named, counted = done.stderr.splitlines()
    assert len(named) == len(bad)
    assert counted.endswith(f"used {len(ROWS)} rows, set aside {len(bad)}")
    assert "figures.jsonl:4: found no JSON" in done.stderr
    assert "measure: found 'applause', expected one of" in done.stderr
    assert "candidate_id: found 'anne', expected one of ann, bob" in done.stderr
    assert "value: found -4712, expected nought or more" in done.stderr
    assert all(line.endswith("the row was set aside") for line in named)


def test_nothing_but_bad_rows_is_a_failure(run):
    done = run("nonsense\n")
    assert done.exit_code == 1
    assert "found no usable row" in done.stderr


def test_a_table_without_rows_is_no_failure_and_says_so(run):
    for text, name in (("", "figures.jsonl"), ("source,contest_id,measure,value\n", "figures.csv")):
        done = run(text, name)
        assert (done.exit_code, done.stdout) == (0, "")
        assert "found no rows" in done.stderr


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "found as columns nothing"),
        ("\n\n", "found as columns nothing"),
        ("name;votes\nann;4712\n", "found as columns name;votes"),
        ("id,contest_id,candidate_id,measure,value\na1,made,ann,votes,4712\n", "put source into the header"),
    ],
)
def test_a_csv_without_the_needed_columns_is_refused(run, text, found):
    done = run(text, "figures.csv")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert found in done.stderr
    assert "expected at least source, contest_id, measure and value" in done.stderr


@pytest.mark.parametrize("name", ["figures.csv", "figures.jsonl"])
def test_what_is_no_text_is_refused_once(run, name):
    for body in (bytes(range(256)) * 400, "source,contest_id,measure,value\n".encode("utf-16")):
        done = run(body, name)
        assert done.exit_code == 2
        assert done.stderr.count("found bytes that are no text") == 1
        assert len(done.stderr.splitlines()) < 6


def test_a_letter_of_another_encoding_spoils_no_table(run):
    rows = "".join(",".join(str(v) for v in row.values()) + "\n" for row in ROWS)
    head = "id,source,contest_id,candidate_id,measure,value\n"
    done = run((head + rows + "d1,caf\u00e9,made,ann,votes,4712\n").encode("latin-1"), "figures.csv")
    assert done.exit_code == 0
    assert [len(json.loads(line)["figures"]) for line in done.stdout.splitlines()] == [4]


def test_a_number_with_a_comma_outside_quotes_is_not_cut_at_the_comma(run):
    head = "id,source,contest_id,candidate_id,measure,value\n"
    rows = "".join(",".join(str(v) for v in row.values()) + "\n" for row in ROWS)
    done = run(head + "x1,d,made,ann,votes,4,999\n" + rows, "figures.csv")
    assert len(done.stdout.splitlines()) == 1
    assert "figures.csv:2: found 7 cells, expected 6" in done.stderr


def test_of_many_bad_rows_some_are_named_and_all_counted(run):
    done = run(_lines(ROWS) + "nonsense\n" * 500)
    assert done.exit_code == 0
    assert len(done.stderr.splitlines()) < 30
    assert "used 3 rows, set aside 500" in done.stderr


def test_somebody_nominated_need_not_have_stood(run):
    rows = [
        {**ROWS[0], "id": f"n{n}", "source": s, "candidate_id": "cy", "measure": "nominations", "value": v}
        for n, (s, v) in enumerate((("a", 270), ("b", 328)))
    ]
    done = run(_lines(rows))
    assert (done.stderr, len(done.stdout.splitlines())) == ("", 1)


def test_the_order_of_the_rows_does_not_matter(run):
    assert run(_lines(ROWS)).stdout == run(_lines(reversed(ROWS))).stdout


def test_the_granularity_is_read_from_the_printed_token():
    row = {**ROWS[0], "measure": "vote_share", "value": 61.8, "printed": "61.80%"}
    assert Decimal(figure_row(row, KNOWN)["granularity"]) == Decimal("0.01")


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
        figure_row({**ROWS[0], "value": "1e17"}, KNOWN)


def test_rows_without_an_id_go_by_their_line(tmp_path):
    file = tmp_path / "figures.jsonl"
    file.write_text(_lines([{k: v for k, v in ROWS[0].items() if k != "id"}]))
    rows, set_aside = usable(file, KNOWN)
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


def _sensitive(share: str, rejected: int | None):
    votes = [
        {"source": "a", "contest_id": "made", "candidate_id": c, "measure": "votes", "value": v, "id": f"a-{c}"}
        for c, v in (("ann", 20115), ("bob", 18301))
    ]
    share_of = {"source": "b", "contest_id": "made", "candidate_id": "ann", "measure": "vote_share"}
    rows = [*votes, {**share_of, "id": "b-ann", "value": share, "printed": f"{share}%"}]
    if rejected is not None:
        rows.append(
            {"source": "a", "contest_id": "made", "measure": "ballots_rejected", "value": rejected, "id": "a-r"}
        )
    return _lines(rows)


def test_the_sensitive_setting_adds_what_only_unknown_rejected_papers_explain(run):
    usual, more = run(_sensitive("51.4", None)), run(_sensitive("51.4", None), "figures.jsonl", "--sensitive")
    told = [json.loads(line) for line in more.stdout.splitlines()]
    assert usual.stdout.splitlines() == more.stdout.splitlines()[:1]
    assert [(d["explanation"], d.get("setting")) for d in told] == [("base", None), ("digit", "sensitive")]
    assert told[1]["certainty"] == "open"
    assert told[1]["text"].endswith("Or some papers were rejected, which no page says.")


@pytest.mark.parametrize(("share", "rejected"), [("52.4", None), ("51.7", 512), ("52.36", 512)])
def test_the_sensitive_setting_adds_nothing_to_what_holds(run, share, rejected):
    told = _sensitive(share, rejected)
    assert run(told, "figures.jsonl", "--sensitive").stdout == run(told).stdout


def test_what_is_certain_is_not_said_twice(run):
    assert run(_lines(ROWS), "figures.jsonl", "--sensitive").stdout == run(_lines(ROWS)).stdout


@pytest.mark.parametrize("name", ["figures.jsonl", "figures.csv"])
def test_huge_counts_keep_their_last_digit_from_the_file_to_the_sentence(run, name):
    huge = 2**53 + 1
    rows = [{**row, "value": value} for row, value in zip(ROWS, (huge, huge, huge - 1), strict=True)]
    head = ",".join(rows[0]) + "\n"
    table = head + "".join(",".join(str(v) for v in row.values()) + "\n" for row in rows)
    (found,) = [
        json.loads(line) for line in run(table if name.endswith("csv") else _lines(rows), name).stdout.splitlines()
    ]
    assert found["figures"] == ["c1", "a1", "b1"]
    assert "9,007,199,254,740,992" in found["text"]
    assert "9,007,199,254,740,993" in found["text"]


def test_columns_left_empty_say_nothing(run):
    rows = [{**row, "printed": None, "round": "", "status": None, "base": None, "published_at": ""} for row in ROWS]
    assert run(_lines(rows)).stdout == run(_lines(ROWS)).stdout
