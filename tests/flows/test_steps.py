"""The verbs of a night by themselves: in order, again, and in a folder that the demo made."""

import json
import shutil
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from archive.exchange import Exchange
from archive.writer import CaptureWriter
from flows.cli import main
from flows.folders import DataFolder
from reports.pictures import missing
from samples.server import serve
from tests.flows.nights import SAMPLE_CONTESTS, derived

pytestmark = pytest.mark.xdist_group("two_nights")


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def copied(two_nights, tmp_path):
    """The data folder of the two nights, to do what one likes with."""
    root = tmp_path / "data"
    shutil.copytree(two_nights.data.root, root, symlinks=True)
    return DataFolder(root)


def test_the_steps_one_by_one_make_what_a_night_makes(tmp_path):
    data = DataFolder(tmp_path / "data")
    whole = DataFolder(tmp_path / "whole")
    pictures = [] if missing() else ["--png", "--site", "https://example.org/tally"]
    with serve() as samples:
        connect = [f"--connect-to={host}={address}" for host, address in samples.connect_to.items()]
        fetching = ["--contests", SAMPLE_CONTESTS, "--delay", 0, *connect]
        assert run("collect", "--data", data.root, *fetching).exit_code == 0
        assert run("nightly", "--data", whole.root, *fetching, *pictures).exit_code == 0
    for verb in ("read", "check", "report"):
        result = run(verb, "--data", data.root)
        assert result.exit_code == 0, result.output
    assert derived(data.snapshot) == derived(whole.snapshot)
    assert (data.reports / "latest" / "index.html").is_file()
    assert bool(list((whole.reports / "latest" / "pictures").glob("*.png"))) == bool(pictures)


def test_a_night_with_pictures_is_refused_before_it_begins_where_they_cannot_be_made(tmp_path, monkeypatch):
    monkeypatch.setattr("reports.pictures.missing", lambda: "Pictures need resvg: found none")
    result = run("nightly", "--png", "--data", tmp_path / "data", "--contests", SAMPLE_CONTESTS)
    assert result.exit_code == 1
    assert "Pictures need resvg" in result.output
    assert not (tmp_path / "data").exists()


def test_a_step_run_again_without_contests_uses_those_of_the_last_run(copied):
    before = derived(copied.snapshot)
    runs = len(list((copied.working / "runs").iterdir()))
    for verb in ("read", "check", "report"):
        result = run(verb, "--data", copied.root)
        assert result.exit_code == 0, result.output
    assert derived(copied.snapshot) == before
    assert len(list((copied.working / "runs").iterdir())) == runs


def test_rebuilding_gives_the_same_warehouse(copied):
    before = derived(copied.snapshot)
    result = run("rebuild", "--data", copied.root, "--contests", SAMPLE_CONTESTS)
    assert result.exit_code == 0, result.output
    assert derived(copied.snapshot) == before


def test_the_demo_leaves_a_folder_alone_that_it_did_not_make(tmp_path):
    (tmp_path / "archive").mkdir()
    result = run("demo", "--data", tmp_path)
    assert result.exit_code == 1
    assert "found data that the demo did not make" in result.output
    assert (tmp_path / "archive").is_dir()


def test_a_night_over_ones_own_contests_makes_a_demo_folder_ones_own(tmp_path):
    data = DataFolder(tmp_path / "data")
    data.root.mkdir()
    data.demo_mark.write_text("{}")
    own = tmp_path / "own.yml"
    own.write_text("contest_id: chair-2031\ntitle: Chair 2031\n")
    assert run("collect", "--data", data.root, "--contests", own).exit_code == 0
    assert not data.demo_mark.exists()


def test_a_dry_run_says_what_would_be_fetched_and_leaves_no_trace(tmp_path):
    result = run("nightly", "--dry-run", "--data", tmp_path / "data", "--contests", SAMPLE_CONTESTS)
    assert result.exit_code == 0
    assert "http://unite-watch.example/" in result.output
    assert not (tmp_path / "data").exists()


def test_a_night_on_the_internet_needs_a_contact(tmp_path):
    own = tmp_path / "own.yml"
    source = {"source_id": "s", "title": "S", "url": "https://site.invalid/", "spider": "pages"}
    own.write_text(json.dumps({"contest_id": "chair-2031", "title": "Chair 2031", "sources": [source]}))
    result = run("nightly", "--data", tmp_path / "data", "--contests", own)
    assert result.exit_code == 1
    assert "no contact, and site.invalid would be asked" in result.output
    assert "--contact" in result.output
    assert not (tmp_path / "data").exists()


def test_a_night_that_is_refused_leaves_the_demo_and_its_last_run_as_they_were(copied, tmp_path):
    copied.demo_mark.write_text("{}")
    own = tmp_path / "own.yml"
    source = {"source_id": "s", "title": "S", "url": "https://site.invalid/", "spider": "pages"}
    own.write_text(json.dumps({"contest_id": "chair-2031", "title": "Chair 2031", "sources": [source]}))
    for verb in ("nightly", "collect"):
        assert run(verb, "--data", copied.root, "--contests", own).exit_code == 1
    assert copied.demo_mark.exists()
    assert not copied.unfinished.exists()
    before = derived(copied.snapshot)
    assert run("rebuild", "--data", copied.root).exit_code == 0
    assert derived(copied.snapshot) == before


def test_verbs_beside_the_night_know_the_contests_of_the_last_run(copied, tmp_path):
    replayed = run("source", "replay", "branch-diary", "--data", copied.root)
    assert replayed.exit_code == 0, replayed.output
    assert '"outcome": "collected"' in replayed.output
    table = tmp_path / "results.csv"
    table.write_text(
        "county,precinct,office,district,party,candidate,votes\n"
        "All,,General Secretary,,,Sharon Graham,46696\nAll,,General Secretary,,,Howard Beckett,42984\n"
    )
    taken = run("import-results", table, "--source", "ballot-returns", "--data", copied.root)
    assert taken.exit_code == 0, taken.output
    assert "2 figures" in taken.output


def test_reading_in_bulk_passes_over_pages_that_name_nobody(tmp_path):
    data = DataFolder(tmp_path / "data")
    pages = {"/result": "Ann Lee won with 1,204 votes.", "/garden": "The roses had 1,204 visitors."}
    with CaptureWriter(data.archive, run_id="20310502T020000Z", source_id="quay", software="test") as writer:
        for path, text in pages.items():
            body = f"<html><body><p>{text}</p></body></html>".encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            request = f"GET {path} HTTP/1.1\r\nHost: quay.example\r\n\r\n".encode()
            moment = datetime(2031, 5, 2, 2, tzinfo=UTC)
            writer.exchange(Exchange(f"http://quay.example{path}", request, head + body, moment, None, None, None))
    own = tmp_path / "own.yml"
    own.write_text("contest_id: chair-2031\ntitle: Chair\ncandidates: [{candidate_id: ann-lee, name: Ann Lee}]\n")
    bulk = run("read", "--data", data.root, "--contests", own, "--bulk")
    assert "1 page read, 1 passed over, 1 figure" in bulk.output
    rest = run("read", "--data", data.root, "--contests", own)
    assert "1 page read, 0 figures" in rest.output


def test_the_end_of_a_night_names_what_went_quiet_and_since_when(tmp_path):
    data = DataFolder(tmp_path / "data")
    own = tmp_path / "own.yml"
    source = {"source_id": "quay", "title": "Quay", "url": "http://unite-watch.example/", "spider": "pages"}
    own.write_text(json.dumps({"contest_id": "chair-2031", "title": "Chair 2031", "sources": [source]}))
    with serve() as samples:
        there = f"unite-watch.example={samples.address}"
        good = run("nightly", "--data", data.root, "--contests", own, "--delay", 0, "--connect-to", there)
    assert "quiet" not in good.output
    quiet = run("nightly", "--data", data.root, "--contests", own, "--delay", 0, "--connect-to", there)
    assert quiet.exit_code == 0
    assert f"quiet         quay (refused, last good {datetime.now(UTC):%Y-%m-%d})" in quiet.output


def test_a_night_without_a_network_says_so(tmp_path):
    (tmp_path / "c.yml").write_text(
        "contest_id: c\ntitle: C\ncandidates: [{candidate_id: a, name: A}]\nsources:\n"
        "  - {source_id: one, title: One, url: 'http://one.example/', spider: pages}\n"
        "  - {source_id: two, title: Two, url: 'http://two.example/', spider: feed}\n"
    )
    places = [f"--connect-to={host}.example=127.0.0.1:1" for host in ("one", "two")]
    result = run("nightly", "--contests", tmp_path / "c.yml", "--data", tmp_path / "d", "--delay", 0, *places)
    assert result.exit_code == 0, result.output
    assert "none of 2 sources could be reached" in result.output
    told = next(line for line in result.output.splitlines() if line.startswith("quiet         one"))
    assert "one.example:80: 127.0.0.1: Connection refused; expected a connection; the server takes no" in told
    assert told.count("expected") == 1
