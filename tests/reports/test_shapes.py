"""CSV, JSON, Markdown, Atom and the search index of the two nights."""

from __future__ import annotations

import csv
import json
from xml.etree import ElementTree as ET

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def found(report):
    return json.loads((report / "discrepancies.json").read_text(encoding="utf-8"))


def test_json_is_as_its_schema_says(report, found):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((report / "assets" / "discrepancies-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(found)


def test_json_gives_every_side_with_quote_and_evidence(report, found):
    one = next(d for d in found["discrepancies"] if d["explanation"] == "arithmetic_slip")
    assert [(side["role"], side["printed"]) for side in one["figures"]] == [
        ("odd", "41.5%"),
        ("against", "53,544"),
        ("against", "130071"),
    ]
    for side in one["figures"]:
        path, _, place = side["evidence"].partition("#")
        assert f'id="{place}"' in (report / path).read_text(encoding="utf-8")
        assert side["printed"] in side["quote"]
    page, _, place = one["page"].partition("#")
    assert f'id="{place}"' in (report / page).read_text(encoding="utf-8")


def test_findings_closed_by_the_latest_run_are_in_the_data(found):
    assert {one["state"] for one in found["discrepancies"]} == {"opened", "open", "closed"}


def test_csv_has_a_line_a_finding(report, found):
    with (report / "discrepancies.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["discrepancy_id"] for line in lines] == [one["discrepancy_id"] for one in found["discrepancies"]]
    slip = next(line for line in lines if line["explanation"] == "arithmetic_slip")
    assert (slip["printed"], slip["against"], slip["severity"]) == ("41.5%", "53,544 | 130071", "2")


def test_figures_csv_has_the_current_figures_with_interval_and_record(report):
    with (report / "figures.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    hicks = [
        line
        for line in lines
        if line["contest_id"] == "unite-gs-2010"
        and line["candidate_id"] == "jerry-hicks"
        and line["measure"] == "votes"
    ]
    assert {(line["source_id"], line["printed"], line["low"], line["high"]) for line in hicks} == {
        ("branch-diary", "52,000", "51500", "52500"),
        ("dock-road", "53,000", "52500", "53500"),
        ("hicks-campaign", "52,527", "52527", "52527"),
    }
    assert all(line["warc_file"].endswith(".warc.gz") and line["payload_digest"].startswith("sha1:") for line in lines)
    assert not [line for line in lines if line["printed"] == "47,000"], "the earlier version is not current"


def test_markdown_says_what_cannot_be_right_with_its_quotes(report):
    text = (report / "discrepancies.md").read_text(encoding="utf-8")
    assert text.startswith("# Reported figures and where they disagree, run 20261121T021500Z\n")
    assert "### Cannot be right as printed" in text
    assert "**41.5% – Gerard Coyne: share of the vote** **(new)**" in text
    assert "<http://city-paper.example/unite-2017>" in text


def test_the_feed_has_an_entry_for_what_opened_and_what_closed(report):
    feed = ET.fromstring((report / "feed.xml").read_bytes())
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert titles[0].startswith(("New: ", "Closed: "))
    assert sum(title.startswith("Closed: ") for title in titles) == 1
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    stamps = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert stamps == sorted(stamps, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == "2026-11-21T02:15:40Z"


def test_one_line_sums_up(report, found):
    line = (report / "summary.txt").read_text(encoding="utf-8")
    assert line == (
        "3 contests, 39 figures: 2 cannot be right as printed, 2 only look different, of 1 we cannot tell; "
        "2 new, 1 closed.\n"
    )
    assert found["summary"] == line.strip()


def test_the_search_index_is_a_script_of_plain_data(report):
    script = (report / "assets" / "search-index.js").read_text(encoding="utf-8")
    entries = json.loads(script.removeprefix("globalThis.TALLYSHEET_INDEX = ").removesuffix(";\n"))
    assert ["contest", "contests/quiet-2007.html", "Quiet contest 2007", "Yes, No"] in entries
    assert any(kind == "source" and path == "sources/dock-road.html" for kind, path, _, _ in entries)


def test_pages_are_small_and_their_links_lead_somewhere(report):
    import re

    names = {path.relative_to(report).as_posix() for path in report.rglob("*") if path.is_file()}
    for path in report.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert len(html) < 300_000
        for link in re.findall(r'(?:href|src)="([^"#]+)', html):
            if "://" not in link:
                target = (path.parent / link).resolve().relative_to(report.resolve()).as_posix()
                assert target in names, f"{path.name} links to {link}"
