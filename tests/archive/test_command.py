"""`tallysheet archive` as a person uses it."""

from __future__ import annotations

import json

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


@pytest.mark.parametrize("words", [("show", "http://none.example/"), ("show", URL, "--at", "noon")])
def test_what_cannot_be_shown_says_why(data, words):
    result = run(data, *words)
    assert result.exit_code == 1
    assert "found" in result.output
    assert "expected" in result.output


def test_an_archive_that_is_not_there(tmp_path):
    assert "found no folder" in run(tmp_path / "none", "verify").output


def test_index_can_be_made_anew(data):
    assert run(data, "index").output == "3 captures folded into the index.\n"
    assert run(data, "index", "--from-records").output == "3 captures indexed.\n"
    assert run(data, "verify").exit_code == 0
