"""The main job end to end: from an address in a contest file to a line in the report, two nights long."""

import json
import re

import pytest

from flows import steps
from flows.night import last_night
from flows.options import CrawlOptions
from flows.progress import Silent
from tests.flows.nights import derived

pytestmark = pytest.mark.xdist_group("two_nights")


def texts(two_nights, contest):
    html = (two_nights.data.reports / "latest" / "contests" / f"{contest}.html").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_every_source_gave_what_it_should(two_nights):
    for end in two_nights.ends:
        quiet = {one.source_id: one.detail for one in end.outcomes if one.outcome not in {"collected", "unchanged"}}
        assert not quiet


def test_the_second_night_found_what_was_edited_and_what_was_gone(two_nights):
    edited = two_nights.rows("SELECT count(DISTINCT url) FROM changed_figures")
    assert edited[0][0] >= 1
    gone = two_nights.rows(
        "SELECT count(*) FROM captures WHERE status IN (404, 410) AND run_id = ?", two_nights.ends[1].run_id
    )
    assert gone[0][0] >= 1


def test_most_pages_of_the_second_night_cost_no_body(two_nights):
    second = [status for night, _, _, status in two_nights.requests if night == 2]
    assert second.count(304) > len(second) / 2


def test_hicks_is_printed_with_52000_and_with_53000(two_nights):
    printed = two_nights.rows(
        "SELECT DISTINCT value::BIGINT FROM current_figures "
        "WHERE contest_id = 'unite-gs-2010' AND candidate_id = 'jerry-hicks' AND measure = 'votes'"
    )
    assert {(52000,), (53000,)} <= set(printed)
    found = two_nights.rows(
        "SELECT explanation FROM open_discrepancies WHERE contest_id = 'unite-gs-2010' "
        "AND candidate_id = 'jerry-hicks' AND measure = 'votes'"
    )
    assert ("cut_off",) in found
    text = texts(two_nights, "unite-gs-2010")
    assert "52,000" in text
    assert "53,000" in text


def test_the_readers_45_percent_and_0_9_percent_stand_in_the_report(two_nights):
    odd = two_nights.rows(
        "SELECT d.candidate_id, f.printed FROM open_discrepancies d "
        "JOIN discrepancy_figures s USING (discrepancy_id) JOIN current_figures f USING (figure_id) "
        "WHERE d.contest_id = 'unite-gs-2010' AND d.measure = 'vote_share' AND f.block LIKE 'comment:%'"
    )
    assert {("len-mccluskey", "45%"), ("jerry-hicks", "0.9%")} <= set(odd)
    text = texts(two_nights, "unite-gs-2010")
    assert "45%" in text
    assert "0.9%" in text


def test_45_4_percent_of_2017_is_said_to_be_of_all_ballots_cast(two_nights):
    text = texts(two_nights, "unite-gs-2017")
    assert re.search(r"45\.4% of all papers cast", text), "45.4% and its base are not in the report"


def test_a_number_in_the_report_leads_to_the_archived_page(two_nights):
    folder = two_nights.data.reports / "latest"
    html = (folder / "contests" / "unite-gs-2010.html").read_text(encoding="utf-8")
    links = set(re.findall(r'href="(\.\./evidence/[^"#]+)', html))
    assert links
    for link in links:
        assert (folder / "contests" / link).resolve().is_file()
    evidence = (folder / "contests" / min(links)).resolve().read_text(encoding="utf-8")
    assert ".warc.gz" in evidence
    assert "sha1:" in evidence


def test_the_report_has_its_other_shapes(two_nights):
    folder = two_nights.data.reports / "latest"
    assert json.loads((folder / "discrepancies.json").read_text(encoding="utf-8"))
    for name in ("discrepancies.csv", "discrepancies.md", "figures.csv", "index.html"):
        assert (folder / name).stat().st_size > 100


def test_every_step_run_again_changes_nothing(two_nights):
    before = derived(two_nights.data.snapshot)
    report = (two_nights.data.reports / "latest" / "contests" / "unite-gs-2017.html").read_bytes()
    with last_night(None, two_nights.data, CrawlOptions()) as night:
        counts = steps.read(night, Silent())
        steps.check(night, Silent())
        steps.publish(night, night.started_at)
    assert (counts.captures, counts.pages, counts.figures) == (0, 0, 0)
    assert derived(two_nights.data.snapshot) == before
    steps.report(two_nights.data, Silent())
    again = (two_nights.data.reports / "latest" / "contests" / "unite-gs-2017.html").read_bytes()
    assert again == report


def test_the_archive_verifies(two_nights):
    from archive.verify import verify

    assert not verify(two_nights.data.archive).problems
