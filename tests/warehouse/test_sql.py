"""`tallysheet sql`, as people call it, on a published warehouse."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from flows.cli import main
from pipelines.model import OPEN_END, SourceOutcome
from tests.warehouse.conftest import CONTEST, capture, figure, page, unread
from warehouse import db, load
from warehouse.answers import guarded
from warehouse.statements import names, statement


@pytest.fixture
def data(con, put, tmp_path):
    whole = page(
        "McCluskey 101,194 of more than 1,400,000 members", comments=(("Ann", '=HYPERLINK("http://x","y") 52,527'),)
    )
    put(
        capture("http://scrutineer.example/result"),
        whole,
        figure(whole, "101,194"),
        figure(whole, "1,400,000", None, measure="membership", unit="people", high=OPEN_END, qualifier="more_than"),
        figure(
            whole, "52,527", "jerry-hicks", 1, quote=whole.passages[1].text, start=0, end=len(whole.passages[1].text)
        ),
    )
    db.publish(con, tmp_path / "data" / "warehouse.duckdb")
    return tmp_path / "data"


def tallysheet(data, *words, **kwargs):
    return CliRunner().invoke(main, ["sql", "--data", str(data), *words], **kwargs)


def test_a_table_on_the_terminal(data):
    result = tallysheet(data, "SELECT candidate, value FROM current_figures WHERE measure = 'votes' ORDER BY value")
    assert result.exit_code == 0, result.output
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["candidate", "value"],
        ["Jerry", "Hicks", "52527"],
        ["Len", "McCluskey", "101194"],
    ]


def test_json_keeps_numbers_exact_and_has_no_upper_end_as_null(data):
    result = tallysheet(
        data, "SELECT value, high, 0.1::DECIMAL(5, 3) AS share FROM figures ORDER BY 1", "--format", "json"
    )
    assert json.loads(result.stdout)[1:] == [
        {"value": 101194, "high": 101194, "share": 0.1},
        {"value": 1400000, "high": None, "share": 0.1},
    ]


def test_json_of_no_rows_is_an_empty_list(data):
    assert json.loads(tallysheet(data, "SELECT 1 WHERE false", "--format", "json").stdout) == []


def test_columns_of_one_name_are_told_apart(data):
    result = tallysheet(data, "SELECT 1 AS votes, 2 AS votes", "--format", "json")
    assert json.loads(result.stdout) == [{"votes": 1, "votes_2": 2}]


def test_csv_cells_do_not_run_as_formulas(data):
    result = tallysheet(data, "SELECT quote, -3.5 AS swing FROM figures WHERE quote LIKE '=%'", "--format", "csv")
    assert list(csv.reader(io.StringIO(result.stdout))) == [
        ["quote", "swing"],
        ['\'=HYPERLINK("http://x","y") 52,527', "-3.5"],
    ]


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "＝1", "\ufeff=1", "'=1", "-cmd|' /C calc'!A0"],
)
def test_texts_that_spreadsheets_run_are_guarded(cell):
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "Hicks", "-3.5", "+3.6", "-22.9%", "3-2", "a=b", "101,194"])
def test_other_texts_stay_as_they_are(cell):
    assert guarded(cell) == cell


def test_parquet_goes_to_the_file_named_and_nowhere_else(data, tmp_path):
    out = tmp_path / "out" / "figures.parquet"
    result = tallysheet(data, "SELECT printed, value FROM figures", "--format", "parquet", "--output", str(out))
    assert result.exit_code == 0, result.output
    assert duckdb.sql(f"SELECT count(*), max(value) FROM '{out}'").fetchall() == [(3, 1400000)]
    assert [file.name for file in out.parent.iterdir()] == ["figures.parquet"]
    other = tmp_path / "other.parquet"
    sneaky = f"COPY (SELECT 1) TO '{other}'"
    assert tallysheet(data, sneaky, "--format", "parquet", "--output", str(out)).exit_code != 0
    assert not other.exists()


def test_parquet_without_a_file_says_what_is_missing(data):
    result = tallysheet(data, "SELECT 1", "--format", "parquet")
    assert result.exit_code == 2
    assert "--output FILE" in result.stderr


def test_reading_other_files_is_refused_in_words(data):
    result = tallysheet(data, "SELECT * FROM read_text('/etc/hostname')")
    assert result.exit_code == 1
    assert "reaches beyond the warehouse" in result.stderr
    assert "--output" in result.stderr


def test_an_error_in_the_query_shows_its_place(data):
    result = tallysheet(data, "SELECT votes FROM figures")
    assert result.exit_code == 1
    assert "votes" in result.stderr
    assert "--schema" in result.stderr
    assert "Traceback" not in result.stderr


def test_control_characters_of_a_page_do_not_reach_the_terminal(data):
    result = tallysheet(data, "SELECT 'a' || chr(27) || '[31mred' || chr(8238) AS words")
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


def test_markup_in_a_page_is_text(data):
    assert "[bold]x[/bold]" in tallysheet(data, "SELECT '[bold]x[/bold]' AS words").stdout


def test_long_tables_are_cut_and_say_so(data):
    result = tallysheet(data, "FROM range(1000)")
    assert len(result.stdout.splitlines()) == 201
    assert "--format csv" in result.stderr
    assert len(tallysheet(data, "FROM range(1000)", "--format", "csv").stdout.splitlines()) == 1001


def test_the_query_can_come_from_standard_input(data):
    assert tallysheet(data, "-", input="SELECT 7 AS seven").stdout.split() == ["seven", "7"]


def test_blanks_are_filled_as_values_not_as_text(data):
    result = tallysheet(data, "SELECT $name AS said", "--set", "name='; DROP TABLE figures; --", "--format", "json")
    assert json.loads(result.stdout) == [{"said": "'; DROP TABLE figures; --"}]


def test_schema_prints_every_column_with_what_it_holds(data):
    text = tallysheet(data, "--schema").stdout
    assert "view current_figures" in text
    assert "macro as_of(moment)" in text
    assert "Least value that the words allow" in text
    one = tallysheet(data, "--schema", "aliases").stdout
    assert "alias" in one
    assert "current_figures" not in one


def test_no_warehouse_yet_says_what_to_do(tmp_path):
    result = tallysheet(tmp_path, "SELECT 1")
    assert result.exit_code == 1
    assert "tallysheet nightly" in result.stderr


def test_asking_goes_on_while_a_night_is_writing(data, tmp_path):
    """Another process writes the working warehouse and publishes over the snapshot that is being read."""
    night = (
        "import sys; from pathlib import Path; from warehouse import db, load;"
        "con = db.open_working(Path(sys.argv[1])); con.execute('BEGIN');"
        "con.execute(\"INSERT INTO runs (run_id) VALUES ('x')\"); print('writing', flush=True); sys.stdin.readline();"
        "con.execute('COMMIT'); db.publish(con, Path(sys.argv[2])); print('published', flush=True)"
    )
    words = [sys.executable, "-c", night, str(data / "working" / "warehouse.duckdb"), str(data / "warehouse.duckdb")]
    root = Path(db.__file__).parents[1]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout.readline() == "writing\n"
        before = tallysheet(data, "SELECT count(*) AS runs FROM runs").stdout.split()
        reader = db.open_snapshot(data / "warehouse.duckdb")
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "published\n"
        still = reader.execute("SELECT count(*) FROM runs").fetchall()
        reader.close()
        after = tallysheet(data, "SELECT count(*) AS runs FROM runs").stdout.split()
    assert (before, still, after) == (["runs", "0"], [(0,)], ["runs", "1"])


BLANKS = {"contest": CONTEST.contest_id, "discrepancy": "d1", "organisation": "Unite", "moment": "2030-01-01"}


@pytest.fixture
def answered(con, put):
    """A warehouse on which every question has an answer."""
    first = page("McCluskey 101,194 and Hicks 52,527; turnout 15.8; no idea what 39,363 is")
    later = page("McCluskey 101,194 and Hicks 53,000; turnout 15.8; no idea what 39,363 is")

    for at, whole, hicks in (("2010-11-22", first, "52,527"), ("2010-11-23", later, "53,000")):
        put(
            capture("http://scrutineer.example/result", f"{at}T02:00:00Z", at),
            whole,
            figure(whole, "101,194"),
            figure(whole, hicks, "jerry-hicks"),
            figure(whole, "15.8", None, measure="turnout", unit="percent"),
            left=(unread(whole, "39,363"),),
        )
    [(odd, version_id)] = con.execute("SELECT figure_id, version_id FROM figures WHERE printed = '53,000'").fetchall()
    run_id = "20101123T020000Z"
    load.start_run(con, run_id, started_at="2010-11-23T02:00:00Z", reader_version="1.0", software="0")
    load.load_outcomes(
        con, [SourceOutcome(run_id, "scrutineer", "collected", "", "2010-11-23T02:00:00Z", "2010-11-23T02:00:01Z")]
    )
    con.execute(
        """
        INSERT INTO discrepancies BY NAME
        SELECT 'd1' AS discrepancy_id, 'cells' AS check_name, 'unite-gs-2010' AS contest_id,
            'jerry-hicks' AS candidate_id, 'votes' AS measure, 'rounding' AS explanation, 'likely' AS certainty,
            2 AS severity, '53,000 against 52,527' AS text, $run AS first_run, $run AS last_run
        """,
        {"run": run_id},
    )
    con.execute("INSERT INTO discrepancy_figures VALUES ('d1', 1, ?, 'odd')", [odd])
    con.execute(
        "INSERT INTO consensus VALUES ('unite-gs-2010', NULL, 'turnout', NULL, 15.8, 15.75, 15.85, 15.8, 15.8, 1, 1)"
    )
    con.execute("INSERT INTO verdicts SELECT figure_id, contest_id, 'open', version_id, measure FROM figures")
    con.execute(
        "INSERT INTO verdicts SELECT 'other-' || i, 'unite-gs-2010', 'holds', '', 'votes' FROM range(3) AS r(i)"
    )
    con.execute("INSERT INTO copies VALUES (?, ?, 'text', 0.7, 'shared words')", [version_id, version_id])
    load.finish_run(con, run_id, ended_at="2010-11-23T03:00:00Z")
    return con


@pytest.mark.parametrize("file", list(names("queries")))
def test_every_question_that_comes_with_it_has_an_answer(answered, file):
    sql = statement(file)
    blanks = {name: BLANKS[name] for name in set(re.findall(r"\$(\w+)", sql.split("\n", 1)[1]))}
    rows = answered.execute(sql, blanks or None).fetchall()
    if "out_of_line" not in file:  # it asks for five figures and more
        assert rows


def test_questions_are_listed_and_asked_by_name(answered, tmp_path):
    db.publish(answered, tmp_path / "d" / "warehouse.duckdb")
    listed = tallysheet(tmp_path / "d", "--questions").stdout
    assert "02_best_figures" in listed
    result = tallysheet(
        tmp_path / "d", "--question", "02_best_figures", "--set", "contest=unite-gs-2010", "--format", "json"
    )
    assert json.loads(result.stdout)[0]["value"] == 15.8
    bare = tallysheet(tmp_path / "d", "--question", "11_as_known_on", "--set", "contest=unite-gs-2010")
    assert bare.exit_code == 2
    assert "found no value for moment" in bare.output
    assert "--set moment=..." in bare.output
    wrong = tallysheet(tmp_path / "d", "--question", "no_such")
    assert wrong.exit_code == 2
    assert "02_best_figures" in wrong.stderr
