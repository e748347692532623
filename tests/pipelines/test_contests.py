"""Contest files: what is read, and what a user is told about what is not."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contests import ContestError, load_contests, parse_contests, read_contests, sources_of

GOOD = """\
contest_id: harbour-chair-2031
title: Harbour Workers chair 2031
date: 2031-05-02
candidates:
  - {candidate_id: ann-lee, name: Ann Lee, aliases: [Lee]}
  - {candidate_id: no, name: no}
sources:
  - source_id: the-quay
    title: The Quay
    url: http://quay.example/
    spider: pages
    urls: [http://quay.example/result]
    kind: blog
    standing: supporter
"""


def problems_of(text, name="c.yml"):
    with pytest.raises(ContestError) as error:
        parse_contests(text, name)
    return [str(problem) for problem in error.value.problems]


def test_reads_a_contest_and_leaves_dates_and_no_as_written():
    (contest,) = parse_contests(GOOD, "c.yml")
    assert contest.date == "2031-05-02"
    assert [candidate.name for candidate in contest.candidates] == ["Ann Lee", "no"]
    assert contest.sources[0].urls == ("http://quay.example/result",)


def test_a_source_of_pages_that_names_none_is_the_page_at_its_address():
    (contest,) = parse_contests(GOOD.replace("    urls: [http://quay.example/result]\n", ""), "c.yml")
    assert contest.sources[0].urls == ("http://quay.example/",)


def test_names_file_line_column_key_found_and_expected():
    (problem,) = problems_of(GOOD.replace("spider: pages", "spider: spyder"))
    assert problem.startswith("c.yml:11:13: sources.0.spider: found 'spyder', expected 'pages', 'section'")


def test_names_every_problem_at_once():
    broken = GOOD.replace("2031-05-02", "2 May").replace("title: The Quay", "titel: The Quay")
    lines = problems_of(broken)
    assert len(lines) == 3
    assert any("titel" in line and "a key that is not known" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("contest_id: a\ncontest_id: b\ntitle: x\n", "a second time"),
        ("contest_id: a\n\ttitle: x\n", "YAML"),
        ("", "found an empty file, expected a contest"),
        ("# only a comment\n", "found an empty file, expected a contest"),
        ("contest_id: *other\n", "c.yml:1:13: found a value that begins with * and names nothing"),
        ("contest_id: 'open\n", "found the end of the file within a quotation"),
        ("contest_id: a\ntitle: One: two\n", "c.yml:2:11: found a colon where no key can stand"),
        ("{contest_id: a", "found no ',' or '}', expected YAML"),
        (GOOD.replace("title:", "titel:"), "did you mean title?"),
        (GOOD.replace("date: 2031-05-02", "date: 2031-02-30"), "a day that there is"),
        ("[1, 2]", "a contest"),
        ("contest_id: [\n", "YAML"),
        (GOOD.replace("candidate_id: no,", "candidate_id: ann-lee,"), "ann-lee twice"),
        (GOOD + "    page: nosuch\n", "a page kind: liveblog, moderngov"),
        (GOOD.replace("name: no}", "name: no, aliases: [lee]}"), "a name that ann-lee does not have too"),
        (GOOD + "    candidate_id: nobody\n", "one of ['ann-lee', 'no']"),
        (GOOD.replace("date: 2031-05-02", "date: 2031-05-02\ndeclared: 2031-05-01"), "2031-05-02 or later"),
    ],
)
def test_says_what_is_not_right(text, words):
    assert words in "\n".join(problems_of(text))


def test_one_bad_file_never_loses_the_others(tmp_path):
    (tmp_path / "good.yml").write_text(GOOD)
    (tmp_path / "bad.yml").write_text("contest_id: Bad Id\n")
    contests, problems = read_contests(tmp_path)
    assert [contest.contest_id for contest in contests] == ["harbour-chair-2031"]
    assert {problem.file for problem in problems} == {str(tmp_path / "bad.yml")}


def test_a_source_of_two_contests_is_collected_once_with_the_addresses_of_both(tmp_path):
    (tmp_path / "a.yml").write_text(GOOD)
    (tmp_path / "b.yml").write_text(GOOD.replace("2031", "2034").replace("/result", "/second"))
    (source,) = sources_of(load_contests(tmp_path))
    assert source.urls == ("http://quay.example/result", "http://quay.example/second")


def test_a_source_described_in_two_ways_is_a_problem(tmp_path):
    (tmp_path / "a.yml").write_text(GOOD)
    (tmp_path / "b.yml").write_text(GOOD.replace("2031", "2034").replace("kind: blog", "kind: forum"))
    _, (problem,) = read_contests(tmp_path)
    assert "the-quay.kind: found 'forum', expected 'blog' as in harbour-chair-2031" in str(problem)


def test_reads_tables_made_elsewhere_that_say_id_and_seats():
    rows = [{"id": "a", "title": "A", "seats": 3, "candidates": [{"id": "yes", "name": "Yes"}]}]
    (contest,) = parse_contests(json.dumps(rows), "c.json")
    assert (contest.contest_id, contest.number_elected) == ("a", 3)
    assert contest.candidates[0].candidate_id == "yes"


@given(st.text(max_size=200))
def test_any_text_is_a_contest_or_a_contest_error(text):
    for name in ("c.yml", "c.json"):
        with contextlib.suppress(ContestError):
            parse_contests(text, name)
