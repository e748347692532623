"""What is handed to the writer is on disk, byte for byte, before it answers; and stays there whatever happens."""

from __future__ import annotations

import gzip
import hashlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from archive.errors import ArchiveError
from archive.record import sha1
from archive.scan import Found, scan
from archive.store import Archive
from archive.verify import verify
from tests.archive.making import exchange, keep, not_modified, with_etag, writer

URL = "http://blog.example/2010/11/result"


def records(folder, file="20101121T140000Z-blog.warc.gz"):
    return [piece.record for piece in scan(folder / file) if isinstance(piece, Found)]


def test_an_exchange_is_a_response_then_its_request_after_one_warcinfo(tmp_path):
    keep(tmp_path, exchange(URL, b"<p>Votes: 59,067"), exchange(URL + "/2", b"<p>39,307", minutes=1))
    found = records(tmp_path)
    assert [record.type for record in found] == ["warcinfo", "response", "request", "response", "request"]
    assert found[1].get("WARC-IP-Address") == "192.0.2.7"
    assert found[2].get("WARC-Concurrent-To") == found[1].get("WARC-Record-ID")
    assert found[1].get("WARC-Date") == "2010-11-21T14:00:00.123456Z"


def test_bytes_are_kept_as_they_came_whatever_they_are(tmp_path):
    odd = b"HTTP/1.1 200 \r\nx-odd:  a\r\nX-ODD: b\r\nContent-type:text/html\r\n folded\r\n\xff\xfe: \xe9\r\n"
    sent = exchange(URL, b"\x00\xff body", head=odd)
    keep(tmp_path, sent)
    _, response, request = records(tmp_path)
    assert response.block == sent.response
    assert request.block == sent.request


def test_the_payload_digest_is_of_the_body_without_its_chunks(tmp_path):
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
    one = exchange(URL, b"5\r\nVotes\r\n3;x=y\r\n: 9\r\n0\r\n\r\n", head=chunked)
    capture, again = keep(tmp_path, one, exchange(URL, b"8\r\nVotes: 9\r\n0\r\n\r\n", head=chunked, minutes=1))
    assert capture.payload_digest == sha1(b"Votes: 9")
    assert again.revisit == "identical-payload-digest", "the same page in other chunks brings nothing new"
    assert Archive(tmp_path).payload(capture).body == b"Votes: 9"


def test_the_same_exchange_gives_the_same_file(tmp_path):
    sizes = []
    for name in ("a", "b"):
        keep(tmp_path / name, exchange(URL, b"<p>Votes: 59,067"))
        sizes.append((tmp_path / name / "20101121T140000Z-blog.warc.gz").read_bytes())
    assert sizes[0] == sizes[1]
    assert records(tmp_path / "a")[1].record_id == "urn:uuid:f15f17e4-0869-5984-a0bb-127b8ce6331e"


def test_a_304_becomes_an_empty_revisit_and_keeps_its_head_beside(tmp_path):
    first = keep(tmp_path, exchange(URL, b"<p>Votes: 59,067", head=with_etag(b'"v1"')))[0]
    answer = not_modified(URL, etag=b'W/"v1"', minutes=60)
    revisit = keep(tmp_path, answer, run_id="20101122T140000Z")[0]
    assert (revisit.status, revisit.revisit, revisit.refers_to) == (304, "server-not-modified", first.capture_id)
    assert revisit.payload_digest == first.payload_digest
    info, record, head = records(tmp_path, "20101122T140000Z-blog.warc.gz")
    assert (info.type, record.block, head.type, head.block) == ("warcinfo", b"", "metadata", answer.response)
    assert record.get("WARC-Refers-To-Target-URI") == URL
    assert record.get("WARC-Refers-To-Date") == first.captured_at
    assert Archive(tmp_path).payload(revisit).body == b"<p>Votes: 59,067"


def test_a_304_to_validators_we_never_had_is_kept_as_it_is(tmp_path):
    keep(tmp_path, exchange(URL, b"<p>Votes: 59,067", head=with_etag(b'"v1"')))
    capture = keep(tmp_path, not_modified(URL, etag=b'"other"', minutes=60), run_id="20101122T140000Z")[0]
    assert (capture.status, capture.revisit) == (304, None)


def test_a_revisit_goes_back_to_the_page_that_the_validator_named(tmp_path):
    """The page changed and changed back: the server's 304 is about the first version."""
    one = exchange(URL, b"<p>Votes: 59,067", head=with_etag(b'"v1"'))
    two = exchange(URL, b"<p>Votes: 59,076", head=with_etag(b'"v2"'), minutes=1)
    first, _ = keep(tmp_path, one, two)
    revisit = keep(tmp_path, not_modified(URL, etag=b'"v1"', minutes=60), run_id="20101122T140000Z")[0]
    assert revisit.refers_to == first.capture_id


def test_an_equal_payload_becomes_a_revisit_with_the_new_head_and_no_request(tmp_path):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nDate: Mon, 22 Nov 2010 14:00:00 GMT\r\n"
    first = keep(tmp_path, exchange(URL, b"<p>Votes: 59,067"))[0]
    revisit = keep(tmp_path, exchange(URL, b"<p>Votes: 59,067", head=head, minutes=60), run_id="20101122T140000Z")[0]
    assert (revisit.revisit, revisit.refers_to) == ("identical-payload-digest", first.capture_id)
    found = records(tmp_path, "20101122T140000Z-blog.warc.gz")
    assert [record.type for record in found] == ["warcinfo", "revisit"]
    assert found[1].block == head + b"\r\n"


def test_a_server_that_moved_to_other_etags_is_still_understood(tmp_path):
    """The same page under a new ETag is a revisit; a 304 to that ETag is about the page all the same."""
    first = keep(tmp_path, exchange(URL, b"<p>Votes: 59,067", head=with_etag(b'"v1"')))[0]
    keep(tmp_path, exchange(URL, b"<p>Votes: 59,067", head=with_etag(b'"new"'), minutes=60), run_id="20101122T140000Z")
    revisit = keep(tmp_path, not_modified(URL, etag=b'"new"', minutes=120), run_id="20101123T140000Z")[0]
    assert (revisit.revisit, revisit.refers_to) == ("server-not-modified", first.capture_id)
    assert Archive(tmp_path).latest(URL).etag == '"new"'


def test_revisits_never_point_at_revisits(tmp_path):
    first = keep(tmp_path, exchange(URL, b"<p>Votes: 59,067", head=with_etag(b'"v1"')))[0]
    for night in range(2, 6):
        run = f"2010112{night}T140000Z"
        revisit = keep(tmp_path, not_modified(URL, etag=b'"v1"', minutes=1440 * night), run_id=run)[0]
        assert revisit.refers_to == first.capture_id


@pytest.mark.parametrize(
    "other",
    [
        exchange("http://blog.example/mirror", b"<p>Votes: 59,067", minutes=1),
        exchange(URL, b"<p>Votes: 59,067", head=b"HTTP/1.1 404 Not Found\r\n", minutes=1),
        exchange(URL, b"<p>Votes: 59,067", minutes=1, truncated="length"),
    ],
    ids=["another address", "another status", "cut off"],
)
def test_an_equal_payload_elsewhere_or_otherwise_is_kept_whole(tmp_path, other):
    assert keep(tmp_path, exchange(URL, b"<p>Votes: 59,067"), other)[1].revisit is None


def test_a_page_whose_earlier_record_is_gone_is_kept_whole(tmp_path):
    keep(tmp_path, exchange(URL, b"<p>Votes: 59,067"))
    (tmp_path / "20101121T140000Z-blog.warc.gz").unlink()
    assert keep(tmp_path, exchange(URL, b"<p>Votes: 59,067"), run_id="20101122T140000Z")[0].revisit is None


def test_what_is_not_http_is_kept_where_no_reader_trips_over_it(tmp_path):
    odd = exchange(URL, minutes=1, error="the answer does not begin with HTTP/")
    odd = type(odd)(URL, odd.request, b"\x15\x03\x01 not http", odd.started_at, error=odd.error)
    captures = keep(tmp_path, exchange(URL, b"before"), odd, exchange(URL, b"after", minutes=2))
    assert [capture.status for capture in captures] == [200, 0, 200]
    assert b"does not begin with HTTP/" in records(tmp_path)[5].block
    with (tmp_path / captures[0].file).open("rb") as stream:
        assert len(list(ArchiveIterator(stream))) == 8


def test_truncation_is_said_in_the_record(tmp_path):
    capture = keep(tmp_path, exchange(URL, b"<p>Vot", truncated="disconnect"))[0]
    assert capture.truncated == "disconnect"
    assert records(tmp_path)[1].get("WARC-Truncated") == "disconnect"


def test_a_second_writer_of_the_same_file_is_refused(tmp_path):
    with writer(tmp_path), pytest.raises(ArchiveError, match="only writer"):
        writer(tmp_path)


@pytest.mark.parametrize("name", ["../x", "a/b", "", "-rf", ".hidden"])
def test_a_source_cannot_name_a_file_elsewhere(tmp_path, name):
    with pytest.raises(ArchiveError, match="letters, digits"):
        writer(tmp_path, source_id=name)


def test_a_writer_without_exchanges_leaves_no_file(tmp_path):
    writer(tmp_path).close()
    assert not list(tmp_path.glob("*.warc.gz"))
    assert list(Archive(tmp_path).captures()) == []


@pytest.mark.parametrize("left", [1, 60, 200])
def test_a_torn_end_is_cut_and_the_run_goes_on(tmp_path, left):
    first, second = keep(tmp_path, exchange(URL, b"one"), exchange(URL + "/2", b"two", minutes=1))
    path = tmp_path / first.file
    whole = path.read_bytes()
    path.write_bytes(whole[: second.offset + left])
    third = keep(tmp_path, exchange(URL + "/3", b"three", minutes=2))[0]
    archive = Archive(tmp_path)
    assert third.offset == second.offset
    assert [capture.url for capture in archive.captures()] == [URL, URL + "/3"]
    assert archive.payload(third).body == b"three"
    assert len(gzip.decompress(path.read_bytes())) > 0, "every member is whole"


def test_zeros_at_the_end_as_a_power_failure_leaves_them_are_cut(tmp_path):
    first = keep(tmp_path, exchange(URL, b"one"))[0]
    path = tmp_path / first.file
    path.write_bytes(path.read_bytes() + bytes(5000))
    again = keep(tmp_path, exchange(URL + "/2", b"two", minutes=1))[0]
    assert Archive(tmp_path).payload(again).body == b"two"
    assert b"\x00" * 100 not in path.read_bytes()


def test_damage_inside_a_file_costs_no_record_after_it(tmp_path):
    captures = keep(tmp_path, *[exchange(f"{URL}/{n}", b"page %d" % n, minutes=n) for n in range(5)])
    path = tmp_path / captures[0].file
    spoiled = bytearray(path.read_bytes())
    spoiled[captures[2].offset + 40 : captures[2].offset + 60] = bytes(20)
    path.write_bytes(spoiled)
    keep(tmp_path, exchange(URL + "/5", b"page 5", minutes=5))
    assert [capture.url[-1] for capture in Archive(tmp_path).captures()] == ["0", "1", "3", "4", "5"]
    assert len(path.read_bytes()) > len(spoiled)


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path):
    """A limit on the size of files stands for the disk: it too takes the beginning of a write and then no more."""
    out = writer(tmp_path)
    kept = out.exchange(exchange(URL, b"one"))
    path = tmp_path / out.file
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 500, hard))
    try:
        with pytest.raises(ArchiveError, match=r"room for 500 of .* Make room"):
            out.exchange(exchange(URL + "/2", os.urandom(1000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    more = out.exchange(exchange(URL + "/3", b"three"))
    out.close()
    archive = Archive(tmp_path)
    assert [archive.payload(capture).body for capture in (kept, more)] == [b"one", b"three"]
    assert verify(tmp_path).problems == []


def test_everything_is_made_durable_every_five_seconds(tmp_path, monkeypatch):
    synced = []
    now = [0.0]
    out = writer(tmp_path, clock=lambda: now[0])
    monkeypatch.setattr(os, "fsync", synced.append)
    for second in (0, 2, 4, 6, 8):
        now[0] = float(second)
        out.exchange(exchange(f"{URL}/{second}", b"x"))
    assert len(synced) == 1
    monkeypatch.undo()
    out.close()


KILLED = """
import os, random, signal, sys
sys.path[:0] = [{root!r}]
from pathlib import Path
from tests.archive.making import exchange, writer
folder, shape = Path({folder!r}), random.Random(5)
number = 0
for trial in range(50):
    dies_in, dies_at, pipe = shape.randrange(9), shape.random(), os.pipe()
    if not os.fork():
        real, count = os.write, 0
        def write(target, block):
            global count
            count += 1
            if count <= dies_in:
                return real(target, block)
            real(target, block[: int(len(block) * dies_at)])
            os.kill(os.getpid(), signal.SIGKILL)
        out = writer(folder)
        os.write = write
        while True:
            out.exchange(exchange(f"http://blog.example/{{number}}", b"page %d " % number * 200, minutes=number))
            real(pipe[1], b"x")  # what a spider has seen
            number += 1
    os.close(pipe[1])
    os.wait()
    for _ in os.read(pipe[0], 100):
        print(f"http://blog.example/{{number}}")
        number += 1
    number += 1  # the one that was under way
    os.close(pipe[0])
"""


def test_what_was_handed_on_before_a_kill_is_there_and_the_run_resumes(tmp_path):
    """Fifty kills inside a write of the same run, at any byte of a record or of a journal line."""
    script = KILLED.format(root=str(Path(__file__).parents[2]), folder=str(tmp_path))
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    seen = set(ran.stdout.split())
    archive = Archive(tmp_path)
    archive.reindex()
    kept = {capture.url for capture in archive.captures(run_id="20101121T140000Z", source_id="blog")}
    assert len(seen) > 50
    assert seen <= kept
    for capture in archive.captures():
        assert archive.payload(capture).body.startswith(b"page ")
    assert verify(tmp_path).problems == []


@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=3000), head=st.binary(max_size=120), request=st.binary(max_size=200))
def test_any_bytes_are_read_back_by_us_and_by_warcio(tmp_path_factory, body, head, request):
    folder = tmp_path_factory.mktemp("any")
    sent = exchange(URL, body, head=b"HTTP/1.1 200 OK\r\n" + head)
    sent = type(sent)(URL, b"GET / HTTP/1.1\r\n" + request, sent.response, sent.started_at)
    capture = keep(folder, sent)[0]
    assert Archive(folder).record(capture).block == sent.response
    with (folder / capture.file).open("rb") as stream:
        blocks = [record.raw_stream.read() for record in ArchiveIterator(stream, no_record_parse=True)]
    assert blocks[1:] == [sent.response, sent.request]
    assert hashlib.sha1(blocks[1]).digest() == hashlib.sha1(sent.response).digest()
