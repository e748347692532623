"""What was kept is found again, by address and moment, however much there is and whoever is writing."""

from __future__ import annotations

import gzip
import random
import re
import zlib
from datetime import timedelta

import brotli
import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.cdxj import capture_from, line_of, urlkey
from archive.errors import NotArchived, PayloadRefused, RecordUnreadable
from archive.index import INDEX, JOURNALS
from archive.record import Record
from archive.store import Archive
from tests.archive.making import START, exchange, keep, not_modified, with_etag, writer

URL = "http://blog.example/2010/11/result"
NIGHT = "20101122T140000Z"


def coded(body, coding):
    return exchange(URL, body, head=b"HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + b"\r\n")


def deflate_without_head(body):
    coder = zlib.compressobj(wbits=-15)
    return coder.compress(body) + coder.flush()


@pytest.mark.parametrize(
    ("coding", "coder"),
    [
        (b"gzip", gzip.compress),
        (b"x-gzip", gzip.compress),
        (b"GZIP", lambda body: gzip.compress(body[:7]) + gzip.compress(body[7:])),
        (b"deflate", zlib.compress),
        (b"deflate", deflate_without_head),
        (b"br", brotli.compress),
        (b"zstd", zstd.compress),
        (b"gzip, br", lambda body: brotli.compress(gzip.compress(body))),
        (b"identity", bytes),
        (b"gzip", bytes),
    ],
    ids=["gzip", "x-gzip", "two members", "zlib", "bare deflate", "br", "zstd", "two codings", "identity", "a lie"],
)
def test_content_codings_are_undone(tmp_path, coding, coder):
    body = "Ballots issued: 1,091,211 — spoilt 5,129".encode() * 50
    capture = keep(tmp_path, coded(coder(body), coding))[0]
    assert Archive(tmp_path).payload(capture).body == body


@pytest.mark.parametrize("coder", [gzip.compress, zlib.compress, brotli.compress, zstd.compress])
def test_a_page_that_breaks_off_gives_what_came_before(tmp_path, coder):
    name = {"brotli": b"br", "zlib": b"deflate", "gzip": b"gzip"}.get(coder.__module__.strip("_"), b"zstd")
    body = random.Random(1).randbytes(60_000)
    cut = coded(coder(body)[:40_000], name)
    capture = keep(tmp_path, type(cut)(URL, cut.request, cut.response, cut.started_at, truncated="disconnect"))[0]
    given = Archive(tmp_path).payload(capture).body
    assert body.startswith(given[:10_000])
    assert given


@pytest.mark.parametrize(
    ("coding", "coder"),
    [(b"gzip", gzip.compress), (b"deflate", zlib.compress), (b"br", brotli.compress), (b"zstd", zstd.compress)],
)
def test_bombs_are_refused(tmp_path, coding, coder):
    capture = keep(tmp_path, coded(coder(bytes(30_000_000)), coding))[0]
    with pytest.raises(PayloadRefused, match="more than 1,000,000 bytes"):
        Archive(tmp_path).payload(capture, limit=1_000_000)


def test_an_unknown_coding_is_refused_with_its_name(tmp_path):
    capture = keep(tmp_path, coded(b"x", b"compress"))[0]
    with pytest.raises(PayloadRefused, match="'compress'"):
        Archive(tmp_path).payload(capture)


def test_gzip_inside_chunks_is_undone(tmp_path):
    packed = gzip.compress(b"<p>Votes: 59,067")
    chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, packed[:9], len(packed) - 9, packed[9:])
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    capture = keep(tmp_path, exchange(URL, chunked, head=head))[0]
    assert Archive(tmp_path).payload(capture).body == b"<p>Votes: 59,067"


def test_a_resource_is_its_own_payload(tmp_path):
    """A file that no server's answer came with, such as a table of results that somebody was sent."""
    fields = (
        ("WARC-Type", "resource"),
        ("WARC-Record-ID", "<urn:uuid:1>"),
        ("WARC-Target-URI", URL),
        ("WARC-Date", "2010-11-21T14:00:00Z"),
        ("Content-Type", "text/csv; charset=cp1252"),
    )
    with writer(tmp_path) as out:
        capture = out.keep([Record(fields, b"candidate,votes\n")])
    payload = Archive(tmp_path).payload(capture)
    assert (payload.body, payload.content_type) == (b"candidate,votes\n", "text/csv; charset=cp1252")
    assert (capture.mime, capture.status) == ("text/csv", 200)


def test_a_body_that_only_says_it_is_chunked_is_given_as_it_is(tmp_path):
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
    capture = keep(tmp_path, exchange(URL, b"<p>Votes", head=head))[0]
    assert Archive(tmp_path).payload(capture).body == b"<p>Votes"


def two_nights(folder):
    first = exchange(URL, b"<p>Votes: 59,067", head=with_etag(b'"v1"'))
    third = exchange(URL, b"<p>Votes: 59,076", head=with_etag(b'"v2"'), minutes=4000)
    return [
        keep(folder, first)[0],
        keep(folder, not_modified(URL, etag=b'"v1"', minutes=1440), run_id=NIGHT)[0],
        keep(folder, third, run_id="20101124T140000Z")[0],
    ]


@pytest.mark.parametrize("is_folded", [False, True])
def test_mementos_and_time_maps(tmp_path, is_folded):
    captures = two_nights(tmp_path)
    archive = Archive(tmp_path)
    if is_folded:
        assert archive.reindex() == 3
    assert archive.timemap(URL) == captures
    assert archive.timemap("https://www.BLOG.example/2010/11/result") == captures, "what a player would show"
    assert archive.memento(URL, "2010-11-22T10:00:00Z") == captures[1]
    assert archive.memento(URL, "1999-01-01") == captures[0]
    assert archive.as_of(URL, START + timedelta(minutes=1441)) == captures[1]
    with pytest.raises(NotArchived, match="no capture up to"):
        archive.as_of(URL, START - timedelta(minutes=1))
    assert archive.memento("http://blog.example/none", "2010-11-22") is None


def test_the_latest_capture_has_the_validators_to_ask_with(tmp_path):
    two_nights(tmp_path)
    archive = Archive(tmp_path)
    assert archive.latest(URL).etag == '"v2"'
    keep(tmp_path, not_modified(URL, etag=b'"v2"', minutes=5000), run_id="20101125T140000Z")
    latest = archive.latest(URL)
    assert (latest.status, latest.revisit, latest.etag) == (304, "server-not-modified", '"v2"')
    gone = exchange(URL, b"gone", head=b"HTTP/1.1 404 Not Found\r\n", minutes=6000)
    keep(tmp_path, gone, run_id="20101126T140000Z")
    assert archive.latest(URL) == latest, "a page that is away for a night is asked for as it last stood"
    assert archive.latest("http://blog.example/none") is None


def test_readers_see_what_a_writer_writes_before_it_closes(tmp_path):
    archive = Archive(tmp_path)
    out = writer(tmp_path)
    capture = out.exchange(exchange(URL, b"<p>Votes"))
    assert archive.timemap(URL) == [capture]
    assert list(archive.captures()) == [capture]
    assert archive.payload(capture).body == b"<p>Votes"
    out.close()
    archive.reindex()
    assert list(archive.captures()) == archive.timemap(URL) == [capture]


def test_captures_of_a_run_and_of_a_source_stand_in_order_of_file_and_offset(tmp_path):
    keep(tmp_path, exchange(URL, b"1"), exchange("http://a.example/", b"2", minutes=1), source_id="b-log")
    keep(tmp_path, exchange(URL + "/x", b"3"), source_id="log")
    keep(tmp_path, exchange(URL + "/y", b"4", minutes=9), run_id=NIGHT, source_id="log")
    keep(tmp_path, exchange(URL + "/z", b"5", minutes=9), run_id=NIGHT, source_id="log-2")
    archive = Archive(tmp_path)
    archive.reindex()
    places = [(capture.file, capture.offset) for capture in archive.captures()]
    assert places == sorted(places)
    assert len(places) == 5
    assert [capture.url for capture in archive.captures(source_id="log")] == [URL + "/x", URL + "/y"]
    assert [capture.source_id for capture in archive.captures(run_id="20101121T140000Z")] == ["b-log", "b-log", "log"]
    assert [capture.url for capture in archive.captures(run_id=NIGHT, source_id="log")] == [URL + "/y"]


def test_the_index_made_from_records_is_the_one_made_while_writing(tmp_path):
    two_nights(tmp_path)
    keep(tmp_path, exchange(URL, b"<p>Votes: 59,076", minutes=5000), run_id="20101125T140000Z", source_id="two")
    archive = Archive(tmp_path)
    archive.reindex()
    folded = (tmp_path / INDEX).read_bytes()
    captures = list(archive.captures())
    for path in (tmp_path / JOURNALS).rglob("*.cdxj"):
        path.unlink()
    (tmp_path / INDEX).write_bytes(b"")
    assert archive.reindex(from_records=True) == 4
    assert (tmp_path / INDEX).read_bytes() == folded
    assert list(archive.captures()) == captures


def test_a_file_whose_writer_died_is_mended_and_folded(tmp_path):
    """The journal a line short, the file torn: as a kill between two writes leaves them."""
    out = writer(tmp_path)
    out.exchange(exchange(URL, b"one"))
    out.exchange(exchange(URL + "/2", b"two", minutes=1))
    journal = tmp_path / JOURNALS / f"{out.stem}.open"
    archive = Archive(tmp_path)
    assert archive.reindex() == 0, "a file that is being written is left alone"
    import os

    os.close(out._warc)  # as the end of its process would
    path = tmp_path / out.file
    path.write_bytes(path.read_bytes()[:-20])
    journal.write_bytes(journal.read_bytes().split(b"\n")[0] + b"\n")
    assert archive.reindex() == 2
    assert [capture.url for capture in archive.captures()] == [URL, URL + "/2"]


def test_folding_twice_changes_nothing(tmp_path):
    two_nights(tmp_path)
    archive = Archive(tmp_path)
    archive.reindex()
    before = (tmp_path / INDEX).read_bytes()
    folded = tmp_path / JOURNALS / "folded"
    for path in list(folded.iterdir()):  # as if the process had died before the journals were moved
        path.rename(folded.parent / path.name)
    archive.reindex()
    assert (tmp_path / INDEX).read_bytes() == before
    assert len(archive.timemap(URL)) == 3


def test_look_ups_among_many_lines_find_each_and_only_each(tmp_path):
    """A thousand addresses of lengths that put lines at every kind of boundary."""
    shape = random.Random(7)
    template = keep(tmp_path, exchange(URL, b"x"))[0]
    from dataclasses import replace

    urls = sorted({f"http://s{shape.randrange(50)}.example/{'p' * shape.randrange(90)}" for _ in range(1000)})
    captures = [replace(template, url=url, capture_id=f"{number:016}") for number, url in enumerate(urls)]
    (tmp_path / INDEX).write_bytes(b"".join(sorted(line_of(capture) + b"\n" for capture in captures)))
    archive = Archive(tmp_path)
    for capture in captures:
        assert archive.timemap(capture.url) == [capture]
    for url in ("http://a.example/", "http://zzz.example/", "http://s1.example/pp?", URL + "x"):
        assert [found.url for found in archive.timemap(url) if found.url == url] == []


def test_lines_are_read_back_as_they_were(tmp_path):
    for capture in two_nights(tmp_path):
        assert capture_from(line_of(capture)) == capture


def test_a_record_that_was_altered_is_not_given(tmp_path):
    capture = keep(tmp_path, exchange(URL, b"one"))[0]
    path = tmp_path / capture.file
    spoiled = bytearray(path.read_bytes())
    spoiled[capture.offset + 30] ^= 255
    path.write_bytes(spoiled)
    with pytest.raises(RecordUnreadable, match="archive verify"):
        Archive(tmp_path).payload(capture)


ADDRESSES = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.one_of(
        st.sampled_from(["blog.example", "192.0.2.7:8080", "[2001:db8::1]", "a b", "bücher.example", ""]),
        st.text(max_size=9),
    ),
    st.one_of(st.just(""), st.text(max_size=20).map("/".__add__)),
)


@settings(max_examples=60, deadline=None)
@given(url=ADDRESSES)
def test_any_address_can_be_kept_and_found(tmp_path_factory, url):
    """Spiders meet addresses that nobody would type; none may break a line of the index."""
    folder = tmp_path_factory.mktemp("any")
    assert re.fullmatch(rb"[!-~]+", urlkey(url).encode()), urlkey(url)
    capture = keep(folder, exchange(url, b"page"))[0]
    archive = Archive(folder)
    assert archive.timemap(capture.url) == [capture]
    archive.reindex()
    assert archive.timemap(capture.url) == [capture]
    assert archive.reindex(from_records=True) == 1
    assert archive.timemap(capture.url) == [capture]


def test_captures_come_by_offset_whatever_the_order_of_the_journal(tmp_path):
    keep(tmp_path, *(exchange(f"http://a.example/{n}", b"%d" % n, minutes=n) for n in range(4)))
    (journal,) = (tmp_path / "journals").rglob("*.cdxj")
    lines = journal.read_bytes().splitlines(keepends=True)
    in_order = [capture.url for capture in Archive(tmp_path).captures()]
    assert in_order == [f"http://a.example/{n}" for n in range(4)]
    journal.write_bytes(b"".join(reversed(lines)) + lines[0][:-9])
    assert [capture.url for capture in Archive(tmp_path).captures()] == in_order
