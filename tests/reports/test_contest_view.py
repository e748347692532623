from __future__ import annotations

import pytest

from reports.contest_view import _end_of, contest_view, figure_marks
from reports.read import open_for_report, read_contests, read_reports, read_speakers


@pytest.fixture(scope="module")
def views(snapshot):
    with open_for_report(snapshot) as con:
        return {
            report.contest.contest_id: contest_view(report)
            for report in read_reports(con, read_contests(con), read_speakers(con), "20261121T021500Z")
        }


def test_the_top_line_gives_result_range_and_backing(views):
    assert views["unite-gs-2010"].lead == (
        "Len McCluskey: 101,194 votes (42.19%); printed as 101,000 to 101,194, backed by 4 independent origins."
    )


def test_one_sentence_sums_up(views):
    assert views["unite-gs-2010"].sentence == (
        "4 pages from 4 independent origins: 1 figure cannot be right as printed, 1 only looks different and of 1 "
        "we cannot tell."
    )


def test_a_contest_without_figures_says_so(views):
    assert views["quiet-2007"].lead == "No vote count is established."
    assert views["quiet-2007"].sentence.startswith("No page collected so far")
    assert views["quiet-2007"].timeline is None


def test_the_range_leaves_out_what_cannot_be_right(views):
    hicks = views["unite-gs-2010"].result[1]
    assert (hicks.name, hicks.printed_low, hicks.printed_high) == ("Jerry Hicks", 52000, 53000)


def test_findings_stand_in_their_sections(views):
    sections = views["unite-gs-2010"].sections
    assert [one.finding.explanation for one in sections["cannot_be_right"]] == ["derived_from_rounded"]
    assert [one.finding.explanation for one in sections["only_looks_different"]] == ["cut_off"]
    assert [one.finding.explanation for one in sections["cannot_tell"]] == ["loose_talk"]
    assert sorted(one.finding.state for one in views["unite-gs-2010"].changes) == ["closed", "opened"]


def test_marks_say_how_each_figure_stands(views):
    report = views["unite-gs-2010"].facts
    marks = figure_marks(report)
    named = {(f.source_id, f.printed, f.is_current): marks[f.figure_id] for f in report.figures}
    assert named["branch-diary", "52,000", True] == "cut"
    assert named["branch-diary", "52,000", False] == "superseded"
    assert named["hicks-campaign", "52,527", True] == "same"
    assert named["dock-road", "101,000", True] == "within"
    assert named["left-notes", "42.4%", True] == "fails"
    assert named["branch-diary", "45%", True] == "unclear"
    assert named["left-notes", "16.4%", True] == "unchecked"


def test_tables_keep_the_printed_token_and_earlier_versions_below_their_page(views):
    votes = views["unite-gs-2010"].tables[0]
    assert [column.title for column in votes.columns] == [
        "Len McCluskey",
        "Jerry Hicks",
        "Les Bayliss",
        "Gail Cartmail",
    ]
    assert [(row.title, row.is_current) for row in votes.rows[:2]] == [("Branch Diary", True), ("Branch Diary", False)]
    assert votes.rows[0].cells[2][0].figure.printed == "46,000"
    assert votes.rows[1].cells[2][0].figure.printed == "47,000"


def test_a_reader_has_a_line_of_his_own(views):
    shares = views["unite-gs-2010"].tables[1]
    assert [row.detail for row in shares.rows if "comment" in row.detail] == ["21 November 2010, comment 1"]


def test_pages_of_one_origin_make_one_entry(views):
    [base] = views["unite-gs-2017"].sections["only_looks_different"]
    assert [saying.figure.source_id for saying in base.odd_sayings] == ["allinson-campaign", "city-paper"]


def test_a_page_whose_figures_share_no_total_is_named(views):
    plots = {plot.title: plot.alternative for plot in views["unite-gs-2017"].implied}
    assert plots["City Paper"].startswith("No total fits all of them")
    assert plots["Ian Allinson’s campaign"].startswith("All allow a total of 129,960 to 130,119")


def test_what_nobody_prints_is_named(views):
    assert "would settle the turnout" in views["unite-gs-2010"].unchecked[0]
    assert views["unite-gs-2017"].unchecked == ()


def test_figures_of_other_cells_stand_apart_and_say_what_they_are_of(views):
    findings = [one for view in views.values() for one in view.findings if one.basis_sayings]
    assert findings
    for one in findings:
        own = (one.finding.measure, one.finding.candidate_id)
        assert all((s.figure.measure, s.figure.candidate_id) != own and s.of for s in one.basis_sayings)
        assert all((s.figure.measure, s.figure.candidate_id) == own and not s.of for s in one.against_sayings)


def test_other_readings_are_readings(views):
    for view in views.values():
        for one in view.findings:
            assert not {"no explanation fits", "said in passing"} & set(one.also)


@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("http://a.example/x", "a.example/x"),
        ("http://forum.example/threads/unite-2017-result.118/", "\u2026/unite-2017-result.118"),
        (
            "http://paper.example/2017/04/21/a-name-longer-than-all-the-room-there-is.html",
            "\u2026all-the-room-there-is.html",
        ),
    ],
)
def test_a_long_address_is_cut_between_its_steps(url, end):
    assert _end_of(url).endswith(end.removeprefix("\u2026"))
    assert ("\u2026" in _end_of(url)) == ("\u2026" in end)
