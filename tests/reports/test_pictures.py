from __future__ import annotations

import os
import re

import pytest
from click.testing import CliRunner

from flows.commands.report import command
from reports import pictures
from reports.contest_view import contest_view
from reports.pictures import Pictures, picture_svg, to_png
from reports.read import open_for_report, read_contests, read_reports, read_speakers
from reports.write import write_report
from tests.reports.pixels import colours

pytest.importorskip("resvg_py", reason="the extra `png` is not installed")
pytestmark = pytest.mark.skipif(pictures.missing() is not None, reason=f"no pictures here: {pictures.missing()}")


@pytest.fixture(scope="module")
def views(snapshot):
    with open_for_report(snapshot) as con:
        found = read_reports(con, read_contests(con), read_speakers(con), "20261121T021500Z")
        return {report.contest.contest_id: contest_view(report) for report in found}


def test_a_picture_has_the_size_of_shared_pictures_and_ink_bars_and_paper_on_it(views):
    width, height, counted = colours(to_png(picture_svg(views["unite-gs-2010"])))
    assert (width, height) == (1200, 630)
    assert counted[0xFD, 0xFC, 0xF9] > width * height / 2, "paper"
    assert counted[0x1B, 0x1A, 0x18] > 5000, "words"
    assert counted[0x2D, 0x6A, 0x4F] > 500, "a bar of a figure that agrees"


def test_a_contest_without_figures_has_a_picture_too(views):
    width, height, counted = colours(to_png(picture_svg(views["quiet-2007"])))
    assert (width, height) == (1200, 630)
    assert counted[0x1B, 0x1A, 0x18] > 2000


def test_the_words_of_the_picture_are_those_of_the_page(views):
    view = views["unite-gs-2010"]
    said = " ".join(re.findall(r">([^<>]+)</text>", picture_svg(view)))
    for sentence in (view.facts.contest.title, view.lead, view.sentence):
        assert sentence in said


def test_what_strangers_write_is_only_text_in_a_picture(hostile_newsroom, tmp_path):
    evil = '<script>window.hacked=1</script><image href="file:///etc/passwd"/>\'"]]>&<svg onload=alert(1)>'
    room, _ = hostile_newsroom(tmp_path, evil, "<b>" * 1000)
    with open_for_report(room.publish()) as con:
        for report in read_reports(con, read_contests(con), read_speakers(con), None):
            drawn = picture_svg(contest_view(report))
            assert not re.search(r"<(script|image|b)\b", drawn)
            assert drawn.count("<svg") == 1
            assert to_png(drawn).startswith(b"\x89PNG")


def test_pages_name_their_picture_only_when_it_was_made(snapshot, tmp_path):
    write_report(snapshot, tmp_path)
    page = tmp_path / "contests" / "unite-gs-2010.html"
    assert "og:image" not in page.read_text()
    assert not (tmp_path / "pictures").exists()

    write_report(snapshot, tmp_path, pictures=Pictures("https://news.example/tally/"))
    assert 'content="https://news.example/tally/pictures/unite-gs-2010.png"' in page.read_text()
    assert sorted(p.stem for p in (tmp_path / "pictures").iterdir()) == sorted(
        p.stem for p in (tmp_path / "contests").iterdir() if p.stem != "index"
    )

    write_report(snapshot, tmp_path)
    assert "og:image" not in page.read_text()
    assert list((tmp_path / "pictures").iterdir()) == []


def test_only_changed_contests_are_drawn_again(snapshot, tmp_path, monkeypatch):
    write_report(snapshot, tmp_path, pictures=Pictures())
    before = {path.name: path.read_bytes() for path in (tmp_path / "pictures").iterdir()}
    (tmp_path / "pictures" / "quiet-2007.png").unlink()
    drawn = []
    real = pictures.to_png
    monkeypatch.setattr(pictures, "to_png", lambda svg: drawn.append(svg) or real(svg))
    write_report(snapshot, tmp_path, pictures=Pictures())
    assert len(drawn) == 1, "the one that was not there"
    assert {path.name: path.read_bytes() for path in (tmp_path / "pictures").iterdir()} == before


def test_the_verb_says_how_to_get_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = CliRunner().invoke(command, ["--png", "--data", os.fspath(tmp_path)])
    assert done.exit_code == 1
    assert "pip install 'resvg-py" in done.output


def test_a_computer_without_fonts_is_told_so(monkeypatch):
    monkeypatch.setattr(pictures, "to_png", lambda svg: b"no letters")
    assert "fonts-dejavu-core" in (pictures.missing() or "")


def test_an_address_without_pictures_is_a_slip(tmp_path):
    done = CliRunner().invoke(command, ["--data", str(tmp_path), "--site", "https://news.example/"])
    assert done.exit_code == 2
    assert "--png" in done.output
