"""Whatever a page, a name or a comment holds: harmless in every shape."""

from __future__ import annotations

import csv
import html.parser
import json
from xml.etree import ElementTree as ET

import pytest

from reports.reviews import Review, append_review
from reports.write import write_report

RLO, LRI = "\u202e", "\u2066"
SCRIPT = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
MARKUP = "<b><i><svg onload=window.hacked=1>" * 30_000
EVIL = f"{FORMULA}{SCRIPT}'\"><!-- ]]> {{{{7*7}}}} {{% raw %}} {RLO}drawkcab{LRI}\x00\x07\u2028"
FORBIDDEN_TAGS = {"img", "iframe", "object", "embed", "form", "base", "style", "video", "audio", "i"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, hostile_newsroom):
    room, finding = hostile_newsroom(tmp_path_factory.mktemp("hostile"), EVIL, MARKUP)
    reviews = room.folder / "reviews.jsonl"
    append_review(reviews, Review(finding, "2026-11-21T09:00:00Z", EVIL, "noted", EVIL, None))
    out = tmp_path_factory.mktemp("hostile-report")
    write_report(room.publish(), out, reviews=reviews)
    return out


class Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def pages(folder):
    found = sorted(folder.rglob("*.html"))
    assert len(found) > 8
    return found


def test_no_markup_of_theirs_reaches_a_page(folder):
    for path in pages(folder):
        tags = Tags()
        tags.feed(path.read_text(encoding="utf-8"))
        for tag, attributes in tags.found:
            assert tag not in FORBIDDEN_TAGS, (path.name, tag)
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (
                path.name,
                attributes,
            )
            assert tag != "script" or set(attributes) == {"src", "defer"}
            for name in ("href", "src"):
                address = attributes.get(name) or ""
                assert not address.lower().startswith(("javascript:", "data:", "vbscript:"))


def test_every_page_forbids_scripts_that_are_not_ours(folder):
    for path in pages(folder):
        text = path.read_text(encoding="utf-8")
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in text
        assert text.index("Content-Security-Policy") < text.index("<title>"), (
            "the policy comes before anything of theirs"
        )


def test_nothing_reorders_or_hides_text_in_any_shape(folder):
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            text = path.read_text(encoding="utf-8")
            assert not set(text) & {RLO, LRI, "\x00", "\x07", "\u2028", "\u202d"}, path.name


def test_pages_stay_small(folder):
    assert max(path.stat().st_size for path in pages(folder)) < 300_000


def test_the_evidence_shows_the_figure_of_a_megabyte_of_text(folder):
    marked = [path.read_text(encoding="utf-8") for path in (folder / "evidence").iterdir()]
    assert any("characters not shown" in text and ">52,000</mark>" in text for text in marked)


@pytest.mark.parametrize("name", ["discrepancies.csv", "figures.csv"])
def test_no_cell_runs_as_a_formula(folder, name):
    csv.field_size_limit(10_000_000)
    with (folder / name).open(encoding="utf-8", newline="") as file:
        cells = [cell for line in csv.reader(file) for cell in line]
    assert len(cells) > 30
    assert not [
        cell
        for cell in cells
        if cell.strip().startswith(("=", "@", "+", "-", "\t")) and not cell.lstrip("+-").replace(".", "").isdigit()
    ]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)


def test_json_parses_to_the_very_text_and_is_safe_inside_a_page(folder):
    raw = (folder / "discrepancies.json").read_text(encoding="utf-8")
    assert "<" not in raw
    found = json.loads(raw)["discrepancies"]
    assert any(FORMULA in side["source"] for one in found for side in one["figures"])


def test_markdown_has_no_markup_of_theirs(folder):
    text = (folder / "discrepancies.md").read_text(encoding="utf-8")
    assert "<script" not in text.replace("\\<", "")
    assert "<img" not in text.replace("\\<", "")
    assert len(text) <= 65_000


def test_the_feed_is_well_formed_and_its_text_is_text(folder):
    feed = ET.fromstring((folder / "feed.xml").read_bytes())
    contents = feed.findall(".//{http://www.w3.org/2005/Atom}content")
    assert contents
    assert all(content.get("type") == "text" and len(content) == 0 for content in contents)


def test_the_search_index_ends_no_script(folder):
    script = (folder / "assets" / "search-index.js").read_text(encoding="utf-8")
    assert "<" not in script
    json.loads(script.removeprefix("globalThis.TALLYSHEET_INDEX = ").removesuffix(";\n"))


def test_templates_never_switch_escaping_off():
    from importlib import resources

    for template in (resources.files("reports") / "templates").iterdir():
        text = template.read_text(encoding="utf-8")
        assert "|safe" not in text
        assert "| safe" not in text
        assert "autoescape" not in text
