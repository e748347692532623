"""What people decide: kept, shown, and forgotten only when the evidence changes."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from flows.commands.review import command
from reports.reviews import Review, append_review, read_reviews
from reports.write import write_report


@pytest.fixture
def room(tmp_path, two_nights):
    room = two_nights(tmp_path)
    room.publish()
    return room


@pytest.fixture
def review(room, monkeypatch):
    """Runs `tallysheet review` over the newsroom's folder."""
    monkeypatch.delenv("TALLYSHEET_REVIEWER", raising=False)

    def run(*arguments: str, exit_code: int = 0) -> str:
        verb, *rest = arguments
        done = CliRunner().invoke(command, [verb, "--data", str(room.folder), *rest])
        assert done.exit_code == exit_code, done.output
        return done.output

    return run


def finding(room, explanation: str) -> str:
    [(name,)] = room.con.execute(
        "SELECT discrepancy_id FROM discrepancies WHERE explanation = ?", [explanation]
    ).fetchall()
    return name


def page(room, contest_id="unite-gs-2017") -> str:
    write_report(room.snapshot, room.folder / "report", reviews=room.folder / "reviews.jsonl")
    return (room.folder / "report" / "contests" / f"{contest_id}.html").read_text(encoding="utf-8")


def test_the_list_begins_with_what_cannot_be_right(review):
    lines = review("list").splitlines()
    assert len(lines) == 5, "the closed one is not listed"
    assert "41.5%" in lines[0]
    assert review("list", "--contest", "unite-gs-2017").count("\n") == 2


def test_a_dismissed_finding_leaves_the_list_and_is_set_aside_in_the_report(room, review):
    name = finding(room, "arithmetic_slip")
    said = review("dismiss", name[:8], "--by", "Ann", "--note", "A quotation of another paper.")
    assert said.startswith(f"dismissed {name}: 41.5% – Gerard Coyne: share of the vote (unite-gs-2017).")
    assert name not in review("list")
    assert f"{name}  2  unite-gs-2017  41.5% – Gerard Coyne: share of the vote  [dismissed by Ann]" in review(
        "list", "--all"
    )
    html = page(room)
    assert html.index("Set aside by a reviewer") < html.index("41.5% – Gerard Coyne")
    assert "A quotation of another paper." in html
    assert "0 figures cannot" not in html
    assert "Nothing: no printed figure is excluded" in html


def test_it_comes_back_when_its_evidence_changes(room, review):
    name = finding(room, "arithmetic_slip")
    review("dismiss", name, "--by", "Ann", "--note", "No.")
    other = room.con.execute("SELECT figure_id FROM figures WHERE printed = '17,143' LIMIT 1").fetchall()[0][0]
    room.con.execute(
        "UPDATE discrepancy_figures SET figure_id = ? WHERE discrepancy_id = ? AND ordinal = 1", [other, name]
    )
    room.publish()
    assert name in review("list")
    html = page(room)
    assert "Set aside by a reviewer" not in html
    assert "<b>Dismissed</b> by" in html, "the old judgement is still shown beside it"


def test_it_stays_away_when_only_the_rest_of_the_page_changes(room, review):
    name = finding(room, "arithmetic_slip")
    review("dismiss", name, "--by", "Ann", "--note", "No.")
    room.con.execute("UPDATE figures SET figure_id = 'new-' || figure_id")
    room.con.execute("UPDATE discrepancy_figures SET figure_id = 'new-' || figure_id")
    room.publish()
    assert name not in review("list")


def test_a_later_word_outweighs_an_earlier_one_and_a_note_decides_nothing(room, review):
    name = finding(room, "arithmetic_slip")
    review("dismiss", name, "--by", "Ann", "--note", "No.")
    review("accept", name, "--by", "Bo")
    review("note", name, "Asked the paper.", "--by", "Cy")
    assert "[accepted by Bo]" in review("list", "--all")
    html = page(room)
    assert "Set aside" not in html
    for said in ("Accepted</b> by <bdi>Bo", "Noted</b> by <bdi>Cy", "Asked the paper."):
        assert said in html


def test_an_id_that_fits_none_or_is_hardly_said_decides_nothing(room, review):
    assert "found 0 open findings whose id begins with 'zzzzzzzz', expected one." in review(
        "accept", "zzzzzzzz", "--by", "Ann", exit_code=2
    )
    for start in ("", finding(room, "cut_off")[:7]):
        said = review("dismiss", start, "--by", "Ann", "--note", "x", exit_code=2)
        assert "its first 8 letters" in " ".join(said.split())
    assert not (room.folder / "reviews.jsonl").exists()


def test_a_contest_that_is_not_there_is_not_an_empty_list(review):
    said = " ".join(review("list", "--contest", "unite-gs-2071", exit_code=2).split())
    assert "found 'unite-gs-2071'" in said
    assert "unite-gs-2017" in said


def test_an_empty_list_says_so(room, review):
    for line in review("list").splitlines():
        review("accept", line.split()[0], "--by", "Ann")
    assert review("list") == "No open findings.\n"


def test_nobody_decides_without_a_name(room, review):
    assert "--by" in review("accept", finding(room, "cut_off"), exit_code=2)


def test_the_file_survives_broken_lines_and_is_ended_before_the_next(tmp_path):
    file = tmp_path / "reviews.jsonl"
    good = Review("d1", "2026-11-21T09:00:00Z", "Ann", "accepted", None, "e")
    append_review(file, good)
    with file.open("a") as journal:
        journal.write('[1, 2]\n{"discrepancy_id": "x"}\n{"discrepancy_id": "d2", "reviewed_at": "2026-')
    append_review(file, good)
    assert read_reviews(file) == (good, good)


def test_two_writers_lose_nothing(tmp_path):
    file = tmp_path / "reviews.jsonl"
    names = [f"d{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(
            pool.map(
                lambda name: append_review(
                    file, Review(name, "2026-11-21T09:00:00Z", "Ann", "noted", "x" * 2000, None)
                ),
                names,
            )
        )
    assert sorted(one.discrepancy_id for one in read_reviews(file)) == sorted(names)
    assert all(json.loads(line) for line in file.read_text().splitlines())
