"""verify finds each kind of damage, names the record, and finds nothing where nothing is wrong."""

from __future__ import annotations

import gzip

import pytest
from click.testing import CliRunner

from archive.digest import same_digest
from archive.index import INDEX
from archive.record import Record, member, sha1
from archive.store import Archive
from archive.verify import verify
from flows.commands.archive import command
from tests.archive.making import exchange, keep, not_modified, with_etag, writer

URL = "http://blog.example/2010/11/result"
FILE = "20101121T140000Z-blog.warc.gz"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "archive"
    first = exchange(URL, b"<p>Votes: 59,067", head=with_etag(b'"v1"'))
    chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
    keep(folder, first, exchange(URL + "/2", b"3\r\nabc\r\n0\r\n\r\n", head=chunks, minutes=1))
    keep(folder, not_modified(URL, etag=b'"v1"', minutes=1440), run_id="20101122T140000Z")
    Archive(folder).reindex()
    return folder


def rewrite(path, capture, change):
    """The record's member replaced by one whose text was changed; the index keeps its old places."""
    packed = path.read_bytes()
    start, end = capture.offset, capture.offset + capture.length
    text = change(gzip.decompress(packed[start:end]))
    path.write_bytes(packed[:start] + gzip.compress(text, mtime=0) + packed[end:])


def test_a_sound_archive_has_no_problems(folder):
    result = verify(folder)
    assert result.problems == []
    assert (result.files, result.captures, result.revisits) == (2, 3, 1)
    run = CliRunner().invoke(command, ["verify", "--data", str(folder.parent)])
    assert run.exit_code == 0
    assert "0 problems" in run.output


def test_a_changed_figure_is_found_and_its_record_named(folder):
    capture = next(Archive(folder).captures())
    rewrite(folder / FILE, capture, lambda text: text.replace(b"59,067", b"59,076"))
    texts = [str(problem) for problem in verify(folder).problems]
    assert any("WARC-Block-Digest" in text and "urn:uuid" in text for text in texts)
    assert any("WARC-Payload-Digest" in text for text in texts)
    run = CliRunner().invoke(command, ["verify", "--data", str(folder.parent)])
    assert run.exit_code == 1


def test_a_changed_head_is_found(folder):
    capture = next(Archive(folder).captures())
    rewrite(folder / FILE, capture, lambda text: text.replace(b"text/html", b"text/HTML"))
    assert any("WARC-Block-Digest" in problem.text for problem in verify(folder).problems)


def test_a_revisit_of_a_file_that_is_gone(folder):
    (folder / FILE).unlink()
    texts = [problem.text for problem in verify(folder).problems]
    assert any(text.startswith(f"found a revisit of {URL} as of 2010-11-21T14:00:00.123456Z") for text in texts)
    assert sum("that this place does not bear out" in text for text in texts) == 2


def test_a_torn_end(folder):
    path = folder / FILE
    path.write_bytes(path.read_bytes()[:-30])
    assert any("breaks off" in problem.text and problem.offset for problem in verify(folder).problems)


def test_damage_in_the_middle(folder):
    capture = next(Archive(folder).captures())
    path = folder / FILE
    spoiled = bytearray(path.read_bytes())
    spoiled[capture.offset + 20 : capture.offset + 40] = bytes(20)
    path.write_bytes(spoiled)
    places = [(problem.file, problem.offset) for problem in verify(folder).problems]
    assert (FILE, capture.offset) in places


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[::-1], "out of order"),
        (lambda lines: lines[1:], "no line for it in the index"),
        (lambda lines: [lines[0].replace(b'"offset":"', b'"offset":"9'), *lines[1:]], "does not bear out"),
        (lambda lines: [*lines, b"zz not a line"], "expected a CDXJ line"),
        (lambda lines: [lines[0], *lines], "out of order"),
    ],
    ids=["unsorted", "a line missing", "a wrong offset", "not a line", "a line twice"],
)
def test_an_index_that_does_not_fit_its_files(folder, change, said):
    path = folder / INDEX
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"".join(line + b"\n" for line in change(lines)))
    assert any(said in problem.text for problem in verify(folder).problems)


def test_a_record_twice_and_a_companion_that_is_not_there(folder):
    path = folder / FILE
    capture = next(Archive(folder).captures())
    packed = path.read_bytes()
    alone = (
        ("WARC-Type", "metadata"),
        ("WARC-Record-ID", "<urn:uuid:1>"),
        ("WARC-Date", "2010-11-21T14:00:00Z"),
        ("WARC-Concurrent-To", "<urn:uuid:nowhere>"),
    )
    path.write_bytes(packed + packed[capture.offset : capture.offset + capture.length] + member(Record(alone, b"x")))
    texts = [problem.text for problem in verify(folder).problems]
    assert any("twice in the file" in text for text in texts)
    assert any("urn:uuid:nowhere" in text for text in texts)


def test_the_end_of_a_file_that_is_being_written_is_not_judged(folder):
    with writer(folder, "20101123T140000Z") as out:
        out.exchange(exchange(URL + "/3", b"three", minutes=3000))
        path = folder / out.file
        whole = path.read_bytes()
        path.write_bytes(whole[:-10])
        result = verify(folder)
        path.write_bytes(whole)
    assert result.being_written == [out.file]
    assert result.problems == []


@pytest.mark.parametrize(
    "said",
    [
        sha1(b"x"),
        sha1(b"x").removeprefix("sha1:"),
        "sha1:11F6AD8EC52A2984ABAAFD7C3B516503785C2072",
        "sha-256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        "md5:9dd4e461268c8034f5c8564e155c67a6",
    ],
)
def test_digests_in_the_forms_in_which_crawlers_write_them(said):
    assert same_digest(said, b"x") is True
    assert same_digest(said, b"y") is False
    assert same_digest("blake9:AAAA", b"x") is None
