"""`tallysheet archive` as a person uses it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.commands.archive import command
from tests.archive.making import exchange, keep, not_modified, with_etag

URL = "http://blog.example/2010/11/result"


@pytest.fixture
def data(tmp_path):
    keep(tmp_path / "archive", exchange(URL, b"<p>Votes: 59,067\xff", head=with_etag(b'"v1"')))
    keep(tmp_path / "archive", not_modified(URL, etag=b'"v1"', minutes=1440), run_id="20101122T140000Z")
    keep(tmp_path / "archive", exchange(URL, b"<p>Votes: 59,076", minutes=3000), run_id="20101123T140000Z")
    return tmp_path


def run(data, *words):
    return CliRunner().invoke(command, [*words, "--data", str(data)])


def test_list_has_a_line_a_capture(data):
    lines = run(data, "list").output.splitlines()
    assert lines[1] == f"2010-11-22T14:00:00Z  304  unchanged  {URL}"
    assert len(lines) == 3
    assert len(run(data, "list", URL, "--run", "20101122T140000Z").output.splitlines()) == 1
    row = json.loads(run(data, "list", "--json", "--source", "blog").output.splitlines()[0])
    assert (row["url"], row["file"]) == (URL, "20101121T140000Z-blog.warc.gz")


def test_show_gives_the_page_nearest_to_a_moment_byte_for_byte(data):
    assert run(data, "show", URL).stdout_bytes == b"<p>Votes: 59,076"
    assert run(data, "show", URL, "--at", "2010-11-22T15:00:00Z").stdout_bytes == b"<p>Votes: 59,067\xff"
    assert run(data, "show", URL, "--at", "2010-11-21", "--raw").stdout_bytes.startswith(b"HTTP/1.1 200 OK\r\n")
    assert "etag" in run(data, "show", URL, "--head").output
    row = json.loads(run(data, "list", "--json").output.splitlines()[0])
    assert run(data, "show", f"{row['file']}:{row['offset']}").stdout_bytes == b"<p>Votes: 59,067\xff"
    assert run(data, "show", f"{row['file']}:999999").exit_code == 1


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("show", "http://none.example/"), 1),
        (("show", URL, "--at", "noon"), 2),
        (("import", URL, "--since", "last year"), 2),
    ],
)
def test_what_cannot_be_shown_or_asked_says_why(data, words, status):
    result = run(data, *words)
    assert result.exit_code == status
    assert "found" in result.output
    assert "expected" in result.output


def test_an_archive_that_is_not_there(tmp_path):
    assert "found no folder" in run(tmp_path / "none", "verify").output


def test_index_can_be_made_anew(data):
    assert run(data, "index").output == "3 captures folded into the index.\n"
    assert run(data, "index", "--from-records").output == "3 captures indexed.\n"
    assert run(data, "verify").exit_code == 0


def test_export_and_import_go_round(data, tmp_path):
    wacz = tmp_path / "captures.wacz"
    assert "3 captures of 3 files; 3 pages." in run(data, "export", "--wacz", str(wacz)).output
    other = tmp_path / "other"
    taken = CliRunner().invoke(command, ["import", str(wacz), "--source", "given", "--data", str(other)])
    assert taken.exit_code == 0
    assert taken.output.startswith("3 captures (1 revisit) in 6 records imported, 0 already here")
    assert run(other, "show", URL, "--at", "2010-11-22").stdout_bytes == b"<p>Votes: 59,067\xff"
    assert run(other, "verify").exit_code == 0
    assert json.loads(run(other, "list", "--json").output.splitlines()[0])["source_id"] == "given"


def test_an_import_with_broken_pieces_keeps_the_rest_and_exits_1(data, tmp_path):
    path = next((data / "archive").glob("*.warc.gz"))
    broken = tmp_path / "broken.warc.gz"
    broken.write_bytes(path.read_bytes()[:-40])
    taken = CliRunner().invoke(command, ["import", str(broken), "--data", str(tmp_path / "other")])
    assert taken.exit_code == 1
    assert "Refused: broken.warc.gz at" in taken.output
    assert "1 capture (" in taken.output


def test_a_place_that_is_no_archive_does_not_keep_the_others_back(data, tmp_path):
    other = tmp_path / "page.html"
    other.write_bytes(b"<html>")
    files = [str(other), *map(str, sorted((data / "archive").glob("*.warc.gz")))]
    taken = CliRunner().invoke(command, ["import", *files, "--data", str(tmp_path / "other")])
    assert taken.exit_code == 1
    assert "found no whole WARC record" in taken.output
    assert len(run(tmp_path / "other", "list").output.splitlines()) == 3


def test_an_import_of_nothing(tmp_path):
    for place in (tmp_path / "none.warc.gz", tmp_path):
        taken = CliRunner().invoke(command, ["import", str(place), "--data", str(tmp_path / "data")])
        assert taken.exit_code == 1
        assert "found no" in taken.output
    assert not list((tmp_path / "data" / "archive").glob("*.warc.gz"))


def test_a_url_is_imported_from_the_archive_named(tmp_path, httpserver):
    row = {"timestamp": "20101121140000", "url": URL, "digest": "sha1:X"}
    query = {"url": URL, "output": "json", "matchType": "exact", "from": "2010", "to": "201012"}
    httpserver.expect_request("/coll/cdx", query_string=query).respond_with_data(json.dumps(row))
    httpserver.expect_request(f"/coll/20101121140000id_/{URL}").respond_with_data(
        b"<p>Votes", headers={"Memento-Datetime": "Sun, 21 Nov 2010 14:00:00 GMT", "Content-Type": "text/html"}
    )
    asked = ["import", URL, "--via", httpserver.url_for("/coll/"), "--since", "2010", "--until", "2010-12"]
    taken = run(tmp_path, *asked)
    assert f"Asking {httpserver.url_for('/coll/cdx')} what it has of {URL}" in taken.stderr
    assert "1 capture listed: 1 imported (1 with another digest than listed)" in taken.output, taken.output
    assert run(tmp_path, "show", URL).stdout_bytes == b"<p>Votes"


def test_nobody_elses_archive_is_asked_without_a_contact(tmp_path, monkeypatch):
    monkeypatch.delenv("TALLYSHEET_CONTACT", raising=False)
    asked = CliRunner().invoke(command, ["import", URL, "--data", str(tmp_path)])
    assert asked.exit_code == 1
    assert "found no --contact" in asked.output


def test_every_verb_of_the_archive_is_in_its_page_and_every_verb_shown_exists():
    page = (Path(__file__).parents[2] / "docs" / "archive.md").read_text(encoding="utf-8")
    assert set(re.findall(r"tallysheet archive (\w+)", page)) == set(command.commands)
    options = {name for verb in command.commands.values() for option in verb.params for name in option.opts}
    assert set(re.findall(r"(?<!\w)--[a-z][a-z-]+", page)) <= options
