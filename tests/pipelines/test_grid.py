"""Tables of results: what heads, captions, signs and rows of words make of the numbers under and beside them."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from pipelines.clean import read_page
from pipelines.figures import read_figures
from pipelines.model import Candidate, Contest
from pipelines.reading.scan.names import Registry
from pipelines.reading.table.columns import Column, settled
from pipelines.reading.table.sections import Section, tells_seats

if TYPE_CHECKING:
    from collections.abc import Sequence

HARBOUR = Contest(
    "harbour-2031",
    "Harbour ward by-election 2031",
    "Saltmere Council",
    "Councillor",
    area="Harbour",
    date="2031-05-01",
    candidates=(
        Candidate("rowan-ash", "Rowan Ash", party="Labour"),
        Candidate("silver-birch", "Silver Birch", party="Green"),
        Candidate("hazel-wood", "Hazel Wood", party="Conservative"),
    ),
)
STRIKE = Contest(
    "strike-2031",
    "Dockers' strike ballot 2031",
    "Dockers' Union",
    "Strike ballot",
    date="2031-06-02",
    candidates=(Candidate("yes", "Yes", ("for",)), Candidate("no", "No", ("against",))),
)
Told = set[tuple[str | None, str, str, int | None]]


def table(rows: Sequence[Sequence[str]], caption: str = "") -> str:
    """Rows as a table, the first of them its heads; "2>Count 2" spans two columns, "3v41%" three rows."""
    lines = []
    for place, row in enumerate(rows):
        tag = "td" if place else "th"
        lines.append("<tr>" + "".join(_cell(tag, words) for words in row) + "</tr>")
    return f"<table>{f'<caption>{caption}</caption>' if caption else ''}{''.join(lines)}</table>"


def _cell(tag: str, words: str) -> str:
    for mark, name in ((">", "colspan"), ("v", "rowspan")):
        if words[:1].isdigit() and words[1:2] == mark:
            return f'<{tag} {name}="{words[0]}">{html.escape(words[2:])}</{tag}>'
    return f"<{tag}>{html.escape(words)}</{tag}>"


def told(body: str, contest: Contest = HARBOUR) -> Told:
    """(candidate, measure, printed, round) of each figure of the page."""
    page = f"<!doctype html><meta charset=utf-8><title>{contest.title}</title><h1>{contest.title}</h1>{body}"
    reading = read_figures(read_page(page.encode()), Registry((contest,)))
    return {(f.candidate_id, f.measure, f.printed, f.round) for f in reading.figures}


def votes(found: Told, turn: int | None) -> set[tuple[str | None, str]]:
    return {(who, printed) for who, measure, printed, said in found if measure == "votes" and said == turn}


# --- counts of preferences ---


def test_what_was_passed_on_is_no_figure_and_the_column_after_it_is_the_total_of_its_count() -> None:
    found = told(
        table(
            [
                ["Candidate", "Count 1", "2>Count 2", "2>Count 3"],
                ["Rowan Ash", "1,204", "+88", "1,292", "+310", "1,602"],
                ["Silver Birch", "998", "+52", "1,050", "+171", "1,221"],
                ["Hazel Wood", "611", "+41", "652", "-652", "0"],
            ]
        )
    )
    assert votes(found, 1) == {("rowan-ash", "1,204"), ("silver-birch", "998"), ("hazel-wood", "611")}
    assert votes(found, 2) == {("rowan-ash", "1,292"), ("silver-birch", "1,050"), ("hazel-wood", "652")}
    assert {("rowan-ash", "1,602"), ("silver-birch", "1,221")} <= votes(found, 3)
    assert not {printed for _, _, printed, _ in found} & {"+88", "88", "+310", "310", "652-", "-652"}


def test_heads_that_name_transfers_give_the_next_total_its_count() -> None:
    found = told(
        table(
            [
                ["Candidate", "First preferences", "Transfer of Elm's votes", "Result"],
                ["Rowan Ash", "1,204", "+88", "1,292"],
                ["Silver Birch", "998", "+52", "1,050"],
            ]
        )
    )
    assert votes(found, 1) == {("rowan-ash", "1,204"), ("silver-birch", "998")}
    assert votes(found, 2) == {("rowan-ash", "1,292"), ("silver-birch", "1,050")}


def test_stages_down_the_side_number_the_counts_and_votes_have_five_places() -> None:
    found = told(
        table(
            [
                ["Stage", "Rowan Ash", "Silver Birch"],
                ["1", "1,402.00000", "780.00000"],
                ["2", "1,322.94190", "831.22570"],
            ]
        )
    )
    assert votes(found, 1) == {("rowan-ash", "1,402.00000"), ("silver-birch", "780.00000")}
    assert votes(found, 2) == {("rowan-ash", "1,322.94190"), ("silver-birch", "831.22570")}


def test_a_count_over_counts_holds_votes() -> None:
    heads = {0: Column("ignore", "Candidate", None), 1: Column("stage", "Count", None)}
    assert settled(heads, {1: ["1,204", "998"]})[1].role == "votes"
    assert settled(heads, {1: ["1", "2", "3"]})[1].role == "stage"


# --- parts and kinds ---


def test_parts_of_a_count_are_left_where_a_total_stands_beside_them() -> None:
    found = told(
        table(
            [
                ["Candidate", "EVM votes", "Postal votes", "Total votes", "%"],
                ["Rowan Ash", "1,100", "104", "1,204", "54.7"],
                ["Silver Birch", "900", "98", "998", "45.3"],
            ]
        )
    )
    assert votes(found, None) == {("rowan-ash", "1,204"), ("silver-birch", "998")}


def test_postal_votes_alone_are_the_votes_of_a_postal_ballot() -> None:
    found = told(table([["Candidate", "Postal votes"], ["Rowan Ash", "1,204"], ["Silver Birch", "998"]]))
    assert votes(found, None) == {("rowan-ash", "1,204"), ("silver-birch", "998")}


def test_the_total_of_the_reasons_for_rejection_is_what_was_rejected() -> None:
    found = told(
        table(
            [
                ["Reason", "Number"],
                ["Want of official mark", "3"],
                ["Unmarked or void for uncertainty", "27"],
                ["Total", "30"],
            ],
            "Ballot papers rejected",
        )
    )
    assert found == {(None, "ballots_rejected", "30", None)}


def test_a_row_of_rejected_ballot_papers_is_not_of_papers() -> None:
    found = told(table([["Details", "Number"], ["Ballot papers rejected", "6"], ["Ballot papers issued", "1,155"]]))
    assert found == {(None, "ballots_rejected", "6", None), (None, "ballots_issued", "1,155", None)}


# --- other votes, other people ---


def test_a_column_headed_by_the_year_of_another_vote_is_left() -> None:
    rows = [["", "Votes", "Share", "(2027)"], ["Rowan Ash", "1,204", "54.7%", "(61.0%)"]]
    assert told(table(rows)) == {("rowan-ash", "votes", "1,204", None), ("rowan-ash", "vote_share", "54.7%", None)}


def test_a_caption_of_another_year_is_of_another_vote() -> None:
    rows = [["Candidate", "Votes"], ["Rowan Ash", "1,204"]]
    assert told(table(rows, "By-election 2027: Harbour")) == set()
    assert votes(told(table(rows, "By-election 2031: Harbour")), None) == {("rowan-ash", "1,204")}


def test_a_party_does_not_make_a_stranger_the_candidate() -> None:
    rows = [["Party", "Candidate", "Votes"], ["Labour", "Aspen Grove", "1,204"], ["Green", "Silver Birch", "998"]]
    assert votes(told(table(rows)), None) == {("silver-birch", "998")}
    assert votes(told(table([["Party", "Votes"], ["Labour", "1,204"], ["Green", "998"]])), None) == {
        ("rowan-ash", "1,204"),
        ("silver-birch", "998"),
    }


def test_how_many_are_chosen_is_no_figure() -> None:
    assert tells_seats("(VOTE FOR)  1")
    assert tells_seats("Number of seats: 3")
    assert not tells_seats("Number of votes 3")
    assert not tells_seats("Vote for Ash 1,204")


def test_a_row_of_words_keeps_the_count_that_it_does_not_name_and_drops_the_rejected_papers() -> None:
    section = Section().under("Rejected papers, first count")
    assert section == Section(1, (), is_rejected=True)
    assert section.under("Votes") == Section(1, (), is_rejected=False)


# --- shapes of tables ---


def test_a_cell_beside_the_rows_of_all_candidates_is_of_the_contest() -> None:
    rows = [
        ["Candidate", "Votes", "Electorate", "Turnout"],
        ["Rowan Ash", "1,204", "3v6,120", "3v46.0%"],
        ["Silver Birch", "998"],
        ["Hazel Wood", "611"],
    ]
    found = told(table(rows))
    assert (None, "electorate", "6,120", None) in found
    assert (None, "turnout", "46.0%", None) in found
    assert votes(found, None) == {("rowan-ash", "1,204"), ("silver-birch", "998"), ("hazel-wood", "611")}


def test_votes_against_somebody_are_not_theirs_nor_is_their_share() -> None:
    rows = [["Candidate", "For", "%", "Against", "%"], ["Rowan Ash", "1,204", "92.5", "98", "7.5"]]
    assert told(table(rows)) == {("rowan-ash", "votes", "1,204", None), ("rowan-ash", "vote_share", "92.5", None)}


def test_rows_of_votes_and_of_nominations_under_candidates() -> None:
    rows = [
        ["", "Rowan Ash", "Silver Birch"],
        ["Age", "41", "52"],
        ["Nominations", "31", "12"],
        ["Votes", "1,204", "998"],
    ]
    assert told(table(rows)) == {
        ("rowan-ash", "nominations", "31", None),
        ("silver-birch", "nominations", "12", None),
        ("rowan-ash", "votes", "1,204", None),
        ("silver-birch", "votes", "998", None),
    }


def test_a_row_a_place_gives_the_figures_of_the_contest_of_that_place() -> None:
    rows = [
        ["Ward", "Electorate", "Ballot papers", "Turnout %"],
        ["Harbour", "6,120", "2,813", "46.0"],
        ["Hill", "5,000", "2,000", "40.0"],
    ]
    assert told(table(rows)) == {
        (None, "electorate", "6,120", None),
        (None, "ballots_cast", "2,813", None),
        (None, "turnout", "46.0", None),
    }


def test_a_sub_total_is_no_total() -> None:
    rows = [["", "Votes"], ["Rowan Ash", "1,204"], ["Sub-total", "2,202"], ["Rejected", "12"], ["Total", "2,214"]]
    found = told(table(rows))
    assert (None, "ballots_cast", "2,214", None) in found
    assert not any(printed == "2,202" for _, _, printed, _ in found)


def test_counts_numbered_in_a_second_row_of_heads_and_a_note_in_one_cell() -> None:
    body = (
        "<table><tr><th rowspan=2>Party</th><th rowspan=2>Candidate</th><th colspan=3>Count</th></tr>"
        "<tr><th>1</th><th>2</th><th>3</th></tr>"
        "<tr><td>Labour</td><td>Rowan Ash</td><td>1,204</td><td>1,292</td><td>1,602</td></tr>"
        "<tr><td>Green</td><td>Silver Birch</td><td>998</td><td>1,050</td><td>1,221</td></tr>"
        "<tr><td colspan=5>Electorate: 6,120 &nbsp; Valid: 2,813 &nbsp; Quota: 1,407 &nbsp; Turnout: 46.3%</td></tr>"
        "</table>"
    )
    found = told(body)
    assert votes(found, 2) == {("rowan-ash", "1,292"), ("silver-birch", "1,050")}
    assert votes(found, 3) == {("rowan-ash", "1,602"), ("silver-birch", "1,221")}
    assert {t for t in found if t[0] is None} == {
        (None, "electorate", "6,120", None),
        (None, "valid_votes", "2,813", None),
        (None, "turnout", "46.3%", None),
    }


def test_a_column_a_vote_and_a_change_in_votes() -> None:
    rows = [["Candidate", "2027", "2031", "Change"], ["Rowan Ash", "1,100", "1,204", "+98"]]
    assert told(table(rows)) == {("rowan-ash", "votes", "1,204", None)}


def test_ranks_ages_and_signatures_are_no_votes() -> None:
    rows = [
        ["No.", "", "Candidate", "Age", "Assentors", "No. of votes"],
        ["7", "1", "Rowan Ash", "44", "10", "1,204"],
        ["3", "2", "Silver Birch", "51", "12", "998"],
    ]
    assert told(table(rows)) == {("rowan-ash", "votes", "1,204", None), ("silver-birch", "votes", "998", None)}


def test_columns_that_add_up_to_the_total_are_its_parts() -> None:
    rows = [
        ["Candidate", "Members", "Affiliates", "Total", "Percentage"],
        ["Rowan Ash", "1,100", "104", "1,204", "54.7"],
        ["Silver Birch", "900", "98", "998", "45.3"],
    ]
    assert votes(told(table(rows)), None) == {("rowan-ash", "1,204"), ("silver-birch", "998")}
    college = [
        ["Candidate", "MPs %", "Members %", "Unions %", "Total %"],
        ["Rowan Ash", "20.1", "18.0", "14.2", "52.3"],
        ["Silver Birch", "13.2", "15.3", "19.2", "47.7"],
    ]
    assert told(table(college)) == {
        ("rowan-ash", "vote_share", "52.3", None),
        ("silver-birch", "vote_share", "47.7", None),
    }


def test_columns_that_do_not_add_up_are_kept() -> None:
    heads = {1: Column("votes", "Votes", None), 2: Column(None, "Other", None), 3: Column("votes", "Total", None)}
    told_heads = settled(heads, {1: ["10", "20"], 2: ["5", "2"], 3: ["15", "23"]})
    assert [told_heads[place].role for place in (1, 2, 3)] == ["votes", None, "votes"]


def test_numbered_precincts_are_parts_of_their_total() -> None:
    rows = [
        ["Precinct", "Rowan Ash", "Silver Birch"],
        ["1", "204", "98"],
        ["2", "1,000", "900"],
        ["Total", "1,204", "998"],
    ]
    assert told(table(rows)) == {("rowan-ash", "votes", "1,204", None), ("silver-birch", "votes", "998", None)}


def test_two_tables_side_by_side_have_a_candidate_each() -> None:
    rows = [["Candidate", "Votes", "Candidate", "Votes"], ["Rowan Ash", "1,204", "Hazel Wood", "611"]]
    assert votes(told(table(rows)), None) == {("rowan-ash", "1,204"), ("hazel-wood", "611")}


def test_a_share_of_the_electorate_is_told_from_a_share_of_the_votes() -> None:
    rows = [["", "Votes", "% of votes", "% of electorate"], ["Yes", "331", "82.5", "51.7"]]
    assert told(table(rows), STRIKE) == {
        ("yes", "votes", "331", None),
        ("yes", "vote_share", "82.5", None),
        ("yes", "electorate_share", "51.7", None),
    }


def test_few_votes_with_a_fraction_are_votes_beside_many() -> None:
    rows = [["Candidate", "Count 3"], ["Rowan Ash", "1,322.94"], ["Hazel Wood", "69.20"]]
    assert votes(told(table(rows)), 3) == {("rowan-ash", "1,322.94"), ("hazel-wood", "69.20")}


# --- without cells ---


def test_in_typed_columns_one_head_stands_over_what_was_passed_on_and_the_total() -> None:
    found = told(
        "<pre>"
        "Candidate          1st count   2nd count      3rd count\n"
        "Rowan Ash             1,204    +88   1,292   +310  1,602\n"
        "Silver Birch            998    +52   1,050   +171  1,221\n"
        "Hazel Wood              611    +41     652   -652      0\n"
        "</pre>"
    )
    assert votes(found, 1) == {("rowan-ash", "1,204"), ("silver-birch", "998"), ("hazel-wood", "611")}
    assert votes(found, 2) == {("rowan-ash", "1,292"), ("silver-birch", "1,050"), ("hazel-wood", "652")}
    assert {("rowan-ash", "1,602"), ("silver-birch", "1,221")} <= votes(found, 3)


def test_money_in_a_typed_title_is_no_count_of_papers() -> None:
    found = told(
        "<pre>"
        "                       Votes     %\n"
        "HARBOUR LOAN $48,500,000\n"
        "(VOTE FOR)  1\n"
        "  Rowan Ash            1,204   54.7\n"
        "  Silver Birch           998   45.3\n"
        "</pre>"
    )
    assert {printed for _, _, printed, _ in found} == {"1,204", "54.7", "998", "45.3"}


def test_values_under_their_labels_and_several_on_a_line() -> None:
    notice = "<dl><dt>Ballot papers sent</dt><dd>640</dd><dt>Votes cast</dt><dd>402</dd>"
    notice += '<dt>Number answering "Yes"</dt><dd>331</dd><dt>Number answering "No"</dt><dd>70</dd>'
    notice += "<dt>Invalid papers</dt><dd>1</dd><dt>Staff of the union</dt><dd>17</dd></dl>"
    assert told(notice, STRIKE) == {
        (None, "ballots_issued", "640", None),
        (None, "ballots_cast", "402", None),
        ("yes", "votes", "331", None),
        ("no", "votes", "70", None),
        (None, "ballots_rejected", "1", None),
    }
    typed = (
        "<pre>            Votes      %\nYes           331   82.5\nNo             70   17.5\n"
        "Ballot papers issued: 640    Turnout: 62.8%\n</pre>"
    )
    assert {(None, "ballots_issued", "640", None), (None, "turnout", "62.8%", None)} <= told(typed, STRIKE)


def test_two_lines_of_heads_over_typed_columns() -> None:
    found = told(
        "<pre>"
        "               First        Second           Third\n"
        "               Stage        Stage            Stage\n"
        "Rowan Ash       1204   +88   1292    +310     1602\n"
        "Silver Birch     998   +52   1050    +171     1221\n"
        "</pre>"
    )
    assert votes(found, 1) == {("rowan-ash", "1204"), ("silver-birch", "998")}
    assert votes(found, 2) == {("rowan-ash", "1292"), ("silver-birch", "1050")}
    assert votes(found, 3) == {("rowan-ash", "1602"), ("silver-birch", "1221")}


def test_typed_columns_without_heads() -> None:
    typed = (
        "<pre>Papers sent                640\nPapers returned            402   62.8%\n"
        "Yes                        331   82.5%\nNo                          70   17.5%\n</pre>"
    )
    assert told(typed, STRIKE) == {
        (None, "ballots_issued", "640", None),
        (None, "ballots_cast", "402", None),
        (None, "turnout", "62.8%", None),
        ("yes", "votes", "331", None),
        ("yes", "vote_share", "82.5%", None),
        ("no", "votes", "70", None),
        ("no", "vote_share", "17.5%", None),
    }


# --- several places ---


def test_rows_under_the_name_of_another_place_are_left() -> None:
    body = (
        "<table><tr><th>Party</th><th>Votes</th></tr><tr><td colspan=2>Harbour</td></tr>"
        "<tr><td>Labour</td><td>1,204</td></tr><tr><td>Green</td><td>998</td></tr>"
        "<tr><td colspan=2>Hill</td></tr><tr><td>Labour</td><td>700</td></tr>"
        "<tr><td>Turnout</td><td>44%</td></tr></table>"
    )
    assert votes(told(body), None) == {("rowan-ash", "1,204"), ("silver-birch", "998")}
    assert not any(printed == "44%" for _, _, printed, _ in told(body))


def test_the_total_of_several_places_is_not_of_one_of_them() -> None:
    rows = [["Ward", "Electorate"], ["Harbour", "6,120"], ["Hill", "5,000"], ["Total", "11,120"]]
    assert told(table(rows)) == {(None, "electorate", "6,120", None)}


# --- cards ---


def test_cards_set_the_figure_over_or_beside_what_it_counts() -> None:
    over = "<div><strong>6,120</strong><br>Electorate</div><div><strong>46.0%</strong><br>Turnout</div>"
    over += "<div><strong>12</strong><br>rejected papers</div>"
    assert told(over) == {
        (None, "electorate", "6,120", None),
        (None, "turnout", "46.0%", None),
        (None, "ballots_rejected", "12", None),
    }
    beside = "<div><span>Electorate</span><b>6,120</b></div><div><b>46.0%</b><span>Turnout</span></div>"
    assert told(beside) == {(None, "electorate", "6,120", None), (None, "turnout", "46.0%", None)}


def test_the_mark_of_a_note_stays_with_its_word() -> None:
    page = read_page(b"<!doctype html><title>x</title><p>The turnout<sup>2</sup> was 46% in H<sub>2</sub>O ward.</p>")
    assert "turnout2 was 46% in H2O ward" in page.passages[0].text


# --- how authorities print ---


def test_a_declaration_with_reasons_for_rejection_under_heads_of_their_own() -> None:
    found = told(
        table(
            [
                ["The number of ballot papers rejected was as follows:", "Number of ballot papers"],
                ["A want of an official mark", "0"],
                ["B voting for more candidates than the voter was entitled to", "3"],
                ["Total", "12"],
            ]
        )
    )
    assert found == {(None, "ballots_rejected", "12", None)}


def test_whose_votes_were_passed_on_is_not_whose_they_became() -> None:
    rows = [
        [
            "Candidate",
            "Stage 1",
            "Stage 2 Surplus of Ash",
            "Stage 2 Total",
            "Stage 3 Exclusion of Wood",
            "Stage 3 Total",
        ],
        ["Rowan Ash", "1,204.00", "-104.00", "1,100.00", "0.00", "1,100.00"],
        ["Silver Birch", "998.00", "40.12", "1,038.12", "100.00", "1,138.12"],
    ]
    found = told(table(rows))
    assert votes(found, 2) == {("rowan-ash", "1,100.00"), ("silver-birch", "1,038.12")}
    assert votes(found, 3) == {("rowan-ash", "1,100.00"), ("silver-birch", "1,138.12")}
    assert len(found) == 6


def test_totals_under_ways_of_voting_are_of_the_column_of_totals() -> None:
    rows = [
        ["Candidate", "Ordinary votes", "Absent votes", "Postal votes", "Total votes", "Total (%)"],
        ["Rowan Ash", "1,004", "100", "100", "1,204", "54.70"],
        ["Formal", "1,700", "250", "252", "2,202", "95.00"],
        ["Informal", "81", "5", "10", "96", "5.00"],
    ]
    assert told(table(rows)) == {
        ("rowan-ash", "votes", "1,204", None),
        ("rowan-ash", "vote_share", "54.70", None),
        (None, "valid_votes", "2,202", None),
        (None, "ballots_rejected", "96", None),
    }


def test_a_row_a_question_with_the_shares_of_both_sides() -> None:
    rows = [["Question", "Yes", "%", "No", "%", "Spoilt", "Turnout"], ["Strike", "331", "83", "70", "17", "1", "62.8%"]]
    assert told(table(rows), STRIKE) == {
        ("yes", "votes", "331", None),
        ("yes", "vote_share", "83", None),
        ("no", "votes", "70", None),
        ("no", "vote_share", "17", None),
        (None, "ballots_rejected", "1", None),
        (None, "turnout", "62.8%", None),
    }


def test_totals_of_a_table_of_employers() -> None:
    rows = [
        ["Employer", "Members", "Votes cast", "Turnout", "Yes", "No"],
        ["Quay", "300", "150", "50%", "100", "50"],
        ["Total", "640", "402", "62.8%", "331", "70"],
    ]
    assert told(table(rows), STRIKE) == {
        (None, "membership", "640", None),
        (None, "ballots_cast", "402", None),
        (None, "turnout", "62.8%", None),
        ("yes", "votes", "331", None),
        ("no", "votes", "70", None),
    }


def test_a_total_of_the_candidates_is_no_count_of_papers_beside_one() -> None:
    rows = [
        ["Candidate", "Votes", "%"],
        ["Rowan Ash", "1,204", "54.70"],
        ["Total", "2,202", "100.00"],
        ["Valid votes", "2,202", "99.46"],
        ["Invalid/blank votes", "12", "0.54"],
        ["Total votes", "2,214", "100.00"],
        ["Registered voters/turnout", "6,120", "36.18"],
    ]
    assert {t for t in told(table(rows)) if t[0] is None} == {
        (None, "valid_votes", "2,202", None),
        (None, "ballots_rejected", "12", None),
        (None, "ballots_cast", "2,214", None),
        (None, "electorate", "6,120", None),
        (None, "turnout", "36.18", None),
    }


def test_a_scrutineers_list_of_votes_found_to_be_invalid_and_cast_in_several_ways() -> None:
    rows = [
        ["Votes cast by post:", "2,000"],
        ["Votes cast online:", "214"],
        ["Total number of votes cast:", "2,214"],
        ["Total number of votes found to be invalid:", "12"],
        ["Total number of valid votes to be counted:", "2,202"],
    ]
    assert told(table(rows)) == {
        (None, "ballots_cast", "2,214", None),
        (None, "ballots_rejected", "12", None),
        (None, "valid_votes", "2,202", None),
    }


def test_columns_parted_by_bars() -> None:
    found = told(
        "<pre>\n"
        "| Candidate    | Party  | Votes | %    |\n"
        "|--------------|--------|-------|------|\n"
        "| Rowan Ash    | Labour | 1,204 | 54.7 |\n"
        "| Silver Birch | Green  |   998 | 45.3 |\n"
        "</pre>"
    )
    assert votes(found, None) == {("rowan-ash", "1,204"), ("silver-birch", "998")}
    assert ("rowan-ash", "vote_share", "54.7", None) in found


def test_figures_beside_the_candidates_of_a_ward_are_of_that_ward() -> None:
    body = (
        "<table><tr><th>Ward</th><th>Candidate</th><th>Votes</th><th>Turnout</th></tr>"
        "<tr><td rowspan=2>Harbour</td><td>Rowan Ash</td><td>1,204</td><td rowspan=2>36%</td></tr>"
        "<tr><td>Silver Birch</td><td>998</td></tr></table>"
    )
    assert (None, "turnout", "36%", None) in told(body)
    assert (None, "turnout", "36%", None) not in told(body.replace("Harbour", "Hill"))


def test_the_head_of_the_names_holds_no_number() -> None:
    found = told(
        "<pre>Candidate      1st count   2nd count\n"
        "Rowan Ash        1,204   +88   1,292\n"
        "Silver Birch       998   +52   1,050\n</pre>"
    )
    assert votes(found, 1) == {("rowan-ash", "1,204"), ("silver-birch", "998")}
    assert votes(found, 2) == {("rowan-ash", "1,292"), ("silver-birch", "1,050")}
