"""The verbs that read pages without a warehouse: extract, read-figures, discover."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.commands import discover, extract, read_figures
from pipelines.contests import parse_contests

PAGE = """<!doctype html><title>Depot union chooses a chair</title><article><h1>Depot union chooses a chair</h1>
<p>Ann Lee 12,480 (50.9%)<br>Sam Okoro just over 8,100<br>Turnout 24.3%</p><p>Lee spent £900.</p></article>"""
CONTESTS = [
    {
        "contest_id": "chair-2031",
        "title": "Election of a chair 2031",
        "candidates": [
            {"candidate_id": "ann-lee", "name": "Ann Lee"},
            {"candidate_id": "sam-okoro", "name": "Sam Okoro"},
        ],
    }
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "contests.json").write_text(json.dumps(CONTESTS), encoding="utf-8")
    return str(tmp_path / "contests.json"), str(tmp_path / "page.html")


def rows(result) -> list[dict]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_extract_prints_a_figure_a_line_with_whole_numbers_and_open_ends(files):
    contests, page = files
    found = rows(CliRunner().invoke(extract.command, ["--contests", contests, page]))
    assert [(f["candidate_id"], f["measure"], f["value"], f["low"], f["high"], f["qualifier"]) for f in found] == [
        ("ann-lee", "votes", 12480, 12480, 12480, "exact"),
        ("ann-lee", "vote_share", 50.9, 50.85, 50.95, "exact"),
        ("sam-okoro", "votes", 8100, 8100, None, "more_than"),
        (None, "turnout", 24.3, 24.25, 24.35, "exact"),
    ]
    assert isinstance(found[0]["value"], int)
    assert {"contest_id", "unit", "stance", "round", "block", "quote", "start", "end", "page"} <= set(found[0])


def test_unread_numbers_and_rules_are_shown_when_asked_for(files):
    contests, page = files
    found = rows(CliRunner().invoke(extract.command, ["--contests", contests, "--unread", "--explain", page]))
    assert ("900", "money") in [(row.get("unread"), row.get("reason")) for row in found]
    assert found[0]["rule"] == "votes: listed"


def test_marked_html_escapes_the_page_and_marks_each_figure(files, tmp_path):
    contests, page = files
    Path(page).write_text(PAGE.replace("Turnout", "&lt;script&gt;alert(1)&lt;/script&gt; Turnout"), encoding="utf-8")
    out = tmp_path / "marked.html"
    rows(CliRunner().invoke(extract.command, ["--contests", contests, "--html", str(out), page]))
    marked = out.read_text(encoding="utf-8")
    assert marked.count("<mark title=") == 4
    assert "<script>" not in marked


def test_a_bad_contest_file_is_told_with_place_and_remedy(files, tmp_path):
    bad = tmp_path / "bad.yml"
    bad.write_text("title: A vote\n", encoding="utf-8")
    result = CliRunner().invoke(extract.command, ["--contests", str(bad), files[1]])
    assert result.exit_code == 1
    assert "bad.yml" in result.output
    assert "contest_id" in result.output


def test_reading_starts_without_orchestrator_crawler_or_database(files):
    contests, page = files
    code = (
        "import sys; from click.testing import CliRunner; from flows.commands.extract import command; "
        f"CliRunner().invoke(command, ['--contests', {contests!r}, {page!r}]); "
        "print(sorted({'prefect', 'scrapy', 'duckdb', 'twisted'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_numbers_alone_are_read_from_json_lines():
    asked = '{"id": "a", "text": "Turnout was nearly 15.2% of 1.4m members"}\n{"id": "b", "text": "It cost £1.6m"}\n'
    answers = rows(CliRunner().invoke(read_figures.command, ["--jsonl"], input=asked))
    assert [(f["value"], f["unit"], f["qualifier"]) for f in answers[0]["figures"]] == [
        (15.2, "percent", "less_than"),
        (1400000, "people", "exact"),
    ]
    assert answers[1] == {"id": "b", "figures": []}


def test_a_line_that_is_no_json_says_which(files):
    result = CliRunner().invoke(read_figures.command, ["--jsonl"], input="nonsense\n")
    assert result.exit_code == 1
    assert "line 1" in result.output


def test_discover_proposes_a_contest_file_that_loads(files):
    result = CliRunner().invoke(discover.command, [files[1]])
    assert result.exit_code == 0, result.output
    (contest,) = parse_contests(result.stdout, "proposed.yml")
    assert [candidate.name for candidate in contest.candidates] == ["Ann Lee", "Sam Okoro"]
    assert contest.title == "Depot union chooses a chair"
    assert "ann-lee votes 12,480" in result.stdout


def test_discover_knows_the_sides_of_a_ballot(tmp_path):
    page = tmp_path / "ballot.html"
    page.write_text("<title>Strike ballot</title><article><p>Yes 5,811</p><p>No 1,170</p></article>", encoding="utf-8")
    result = CliRunner().invoke(discover.command, [str(page)])
    (contest,) = parse_contests(result.stdout, "proposed.yml")
    assert [candidate.candidate_id for candidate in contest.candidates] == ["yes", "no"]
