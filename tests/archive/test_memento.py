"""Importing from an archive elsewhere: at its pace, checked, with provenance, and going on after any stop."""

from __future__ import annotations

import gzip
import json
from email.utils import format_datetime
from itertools import pairwise

import pytest

from archive.capture import read_date
from archive.cdx import Rows, read_rows
from archive.errors import ArchiveError
from archive.fetch import Fetched
from archive.fetch import fetch as real_fetch
from archive.index import Index
from archive.memento import BACK_OFF_SECONDS, CAPTURE_SECONDS, CDX_SECONDS, Endpoint, MementoImporter
from archive.record import sha1
from archive.scan import Found, scan
from archive.store import Archive
from archive.verify import verify
from tests.archive.making import START, writer

PAGE = "http://blog.example/result"


class Elsewhere:
    """An archive with a clock: what it holds by (time stamp, address), and what it answers out of turn first."""

    base = "https://web.archive.org/"

    def __init__(self, held, *, first=(), rows_per_answer=2000):
        self.held = held
        self.asked = []
        self.now = 0.0
        self._first = list(first)
        self._rows_per_answer = rows_per_answer

    def fetch(self, url, headers):
        self.asked.append((self.now, url))
        if self._first:
            answer = self._first.pop(0)
            if isinstance(answer, OSError):
                raise answer
            return answer
        if "/cdx" in url:
            return self.cdx(url)
        stamp, _, address = url.partition("/web/")[2].partition("id_/")
        status, head, body = self.held[stamp, address]
        moment = read_date(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:]}")
        return Fetched(status, (("Memento-Datetime", format_datetime(moment, usegmt=True)), *head), body)

    def cdx(self, url):
        rows = [["timestamp", "original", "statuscode", "digest"]]
        rows += [[stamp, address, str(held[0]), self.digest(held)] for (stamp, address), held in self.held.items()]
        start = int(url.rpartition("resumeKey=")[2]) if "resumeKey=" in url else 0
        chosen = rows[1:][start : start + self._rows_per_answer]
        end = start + len(chosen)
        more = [[], [str(end)]] if end < len(rows) - 1 else []
        return Fetched(200, (), json.dumps([rows[0], *chosen, *more]).encode())

    def digest(self, held):
        return sha1(held[2]).removeprefix("sha1:")

    def sleep(self, seconds):
        self.now += seconds


def take(folder, elsewhere, run_id="20101201T000000Z", tell=lambda _sentence: None, **asked):
    folder.mkdir(exist_ok=True)
    index = Index(folder)
    with writer(folder, run_id, "gone", index=index) as out:
        importer = MementoImporter(
            Endpoint.of(elsewhere.base),
            out,
            index=index,
            fetch=elsewhere.fetch,
            now=lambda: START,
            agent="tests",
            tell=tell,
            sleep=elsewhere.sleep,
            clock=lambda: elsewhere.now,
        )
        return importer.run(PAGE, **asked)


HTML = (("X-Archive-Orig-Content-Type", "text/html; charset=iso-8859-1"), ("X-Archive-Orig-ETag", '"v1"'))


def held(count=4):
    return {(f"2010112{n}140000", PAGE): (200, HTML, b"<p>Votes: %d" % n) for n in range(count)}


def test_captures_are_kept_with_their_own_head_and_time(tmp_path):
    result = take(tmp_path, Elsewhere(held()))
    assert (result.rows, result.captures, result.unproven, result.failed) == (4, 4, 0, [])
    archive = Archive(tmp_path)
    second = archive.timemap(PAGE)[1]
    assert (second.captured_at, second.mime, second.etag) == ("2010-11-21T14:00:00.000000Z", "text/html", '"v1"')
    assert archive.payload(second).body == b"<p>Votes: 1"
    assert archive.payload(second).content_type == "text/html; charset=iso-8859-1"
    assert verify(tmp_path).problems == []


def test_where_a_capture_is_from_stands_beside_it(tmp_path):
    take(tmp_path, Elsewhere(held(1)))
    beside = [piece.record for piece in scan(tmp_path / "20101201T000000Z-gone.warc.gz") if isinstance(piece, Found)][2]
    said = beside.block.decode()
    assert f"imported-from: https://web.archive.org/web/20101120140000id_/{PAGE}\r\n" in said
    assert "(agrees)" in said
    assert "answered: Memento-Datetime: Sat, 20 Nov 2010 14:00:00 GMT" in said


def test_coded_bodies_are_kept_coded_and_compared_as_listed(tmp_path):
    head = (*HTML, ("Content-Encoding", "gzip"), ("X-Archive-Orig-Transfer-Encoding", "chunked"))
    packed = gzip.compress(b"<p>Votes: 59,067")
    elsewhere = Elsewhere({("20101120140000", PAGE): (200, head, packed)})
    assert take(tmp_path, elsewhere).unproven == 0
    archive = Archive(tmp_path)
    assert archive.payload(archive.timemap(PAGE)[0]).body == b"<p>Votes: 59,067"


def test_a_body_coded_only_for_the_way_is_kept_as_it_was_recorded(tmp_path):
    packed = gzip.compress(b"<p>Votes: 59,067")
    elsewhere = Elsewhere({("20101120140000", PAGE): (200, (*HTML, ("Content-Encoding", "gzip")), packed)})
    elsewhere.digest = lambda _: sha1(b"<p>Votes: 59,067")
    assert take(tmp_path, elsewhere).unproven == 0
    capture = Archive(tmp_path).timemap(PAGE)[0]
    assert capture.payload_digest == sha1(b"<p>Votes: 59,067")
    assert b"Content-Encoding" not in Archive(tmp_path).record(capture).block


def test_a_failed_capture_does_not_stand_for_the_next_with_its_digest(tmp_path):
    same = {(f"2010112{n}140000", PAGE): (200, HTML, b"<p>Votes: 1") for n in range(3)}
    elsewhere = Elsewhere(same)
    serve = elsewhere.fetch
    elsewhere.fetch = lambda url, headers: Fetched(500, (), b"") if "20101120" in url else serve(url, headers)
    result = take(tmp_path, elsewhere)
    assert (result.captures, result.same, len(result.failed)) == (1, 1, 1)


def test_another_digest_is_kept_counted_and_said(tmp_path):
    elsewhere = Elsewhere(held(2))
    elsewhere.digest = lambda held: "A" * 32 if held[2].endswith(b"1") else sha1(held[2])
    result = take(tmp_path, elsewhere)
    assert (result.captures, result.unproven) == (2, 1)


def test_requests_keep_the_pace(tmp_path):
    elsewhere = Elsewhere(held(), rows_per_answer=1)
    take(tmp_path, elsewhere)
    for kind, seconds in (("/cdx", CDX_SECONDS), ("id_/", CAPTURE_SECONDS)):
        times = [at for at, url in elsewhere.asked if kind in url]
        assert len(times) == 4
        assert all(later - earlier >= seconds for earlier, later in pairwise(times))


@pytest.mark.parametrize("when", ["300", "Sun, 21 Nov 2010 14:05:01 GMT"])
def test_being_told_to_wait_is_heeded(tmp_path, when):
    slow = Fetched(429, (("Retry-After", when),), b"")
    elsewhere = Elsewhere(held(1), first=[slow, Fetched(503, (), b""), OSError("reset")])
    assert take(tmp_path, elsewhere).captures == 1
    times = [at for at, _ in elsewhere.asked]
    assert times[1] - times[0] >= 300
    assert times[2] - times[1] >= 2 * BACK_OFF_SECONDS


def test_an_archive_that_does_not_answer_stops_the_import_and_the_next_goes_on(tmp_path):
    elsewhere = Elsewhere(held())
    serve = elsewhere.fetch

    def failing(url, headers):
        if "20101122" in url:
            elsewhere.asked.append((elsewhere.now, url))
            raise OSError("no route")
        return serve(url, headers)

    elsewhere.fetch = failing
    result = take(tmp_path, elsewhere)
    assert (result.captures, result.is_complete) == (2, False)
    assert "no route, 4 times; expected an answer" in result.failed[0]
    assert str(result.stopped_by) == "no route"
    elsewhere.fetch = serve
    again = take(tmp_path, elsewhere, "20101202T000000Z")
    assert (again.captures, again.known, again.is_complete) == (2, 2, True)
    assert len(Archive(tmp_path).timemap(PAGE)) == 4


@pytest.mark.parametrize(("error", "tries"), [(ConnectionRefusedError("closed"), 2), (TimeoutError("silent"), 1)])
def test_an_archive_that_never_answered_is_not_waited_for(tmp_path, error, tries):
    elsewhere = Elsewhere(held(), first=[error] * 9)
    said = []
    result = take(tmp_path, elsewhere, tell=said.append)
    assert (len(elsewhere.asked), result.stopped_by) == (tries, error)
    assert elsewhere.now <= 10
    assert said[0].startswith("Asking https://web.archive.org/cdx/search/cdx what it has of")
    assert ["asked again in 5 s" in sentence for sentence in said[1:]] == [True] * (tries - 1)


def test_a_long_import_says_how_it_goes(tmp_path):
    many = {
        (f"201011{day:02}{hour:02}0000", PAGE): (200, HTML, b"%d" % (day * 24 + hour))
        for day in range(1, 9)
        for hour in range(7)
    }
    said = []
    take(tmp_path, Elsewhere(many, first=[Fetched(503, (), b"")]), tell=said.append)
    assert "found status 503; asked again in 60 s" in said[1]
    assert [sentence.partition(" ")[0] for sentence in said[2:]] == ["25", "50"]


def test_a_payload_that_stands_already_is_not_asked_for_again(tmp_path):
    same = {(f"2010112{n}140000", PAGE): (200, HTML, b"<p>Votes: 1") for n in range(5)}
    elsewhere = Elsewhere(same)
    result = take(tmp_path, elsewhere)
    assert (result.captures, result.same) == (1, 4)
    assert sum("id_/" in url for _, url in elsewhere.asked) == 1


def test_archived_failures_are_captures_and_the_archives_own_are_not(tmp_path):
    pages = held(2)
    pages["20101122140000", PAGE] = (404, (), b"gone")
    elsewhere = Elsewhere(pages)
    serve = elsewhere.fetch
    elsewhere.fetch = lambda url, headers: (
        Fetched(404, (), b"not in this archive") if "20101121" in url else serve(url, headers)
    )
    result = take(tmp_path, elsewhere)
    assert [capture.status for capture in Archive(tmp_path).timemap(PAGE)] == [200, 404]
    assert "no Memento-Datetime" in result.failed[0]


def test_a_body_cut_short_on_the_way_is_asked_for_next_time(tmp_path):
    elsewhere = Elsewhere(held(1))
    serve = elsewhere.fetch

    def cut(url, headers):
        answer = serve(url, headers)
        return (
            Fetched(answer.status, answer.headers, answer.body[:3], is_whole="/cdx" in url) if "id_" in url else answer
        )

    elsewhere.fetch = cut
    assert take(tmp_path, elsewhere).captures == 0
    elsewhere.fetch = serve
    assert take(tmp_path, elsewhere, "20101202T000000Z").captures == 1


def test_a_redirect_to_the_nearest_capture_is_followed_within_the_archive_only(tmp_path):
    elsewhere = Elsewhere(held(2))
    serve = elsewhere.fetch
    near = Fetched(302, (("Location", f"/web/20101121140000id_/{PAGE}"),), b"")
    away = Fetched(302, (("Location", "http://192.0.2.1/secret"),), b"")

    for answer, captures in ((near, 1), (away, 0)):
        elsewhere.fetch = lambda url, headers, answer=answer: answer if "20101120" in url else serve(url, headers)
        folder = tmp_path / str(captures)
        result = take(folder, elsewhere)
        assert result.captures == 1, "the nearest is the other row's capture: kept once"
        assert (result.known, len(result.failed)) == ((1, 0) if captures else (0, 1))
    assert not any("secret" in url for _, url in elsewhere.asked)


@pytest.mark.parametrize("body", [b"", b"[]", b'[["timestamp","original"]]', b"{}"])
def test_an_answer_without_rows(body):
    assert read_rows(body) == Rows([])


@pytest.mark.parametrize(
    "body",
    [
        b'{"timestamp": "20101121140000", "url": "http://a.example/"}\n<b>oops\n3\n{"timestamp": "x"}\n',
        b'[["timestamp", "original"], ["20101121140000", "http://a.example/"], 3, null, ["x"]]',
    ],
)
def test_rows_that_make_no_sense_cost_no_others(body):
    found = read_rows(body)
    assert [row.url for row in found.rows] == ["http://a.example/"]
    assert found.unread == 2


def test_rows_of_both_shapes():
    lines = b'{"urlkey": "x", "timestamp": "20101121140000", "url": "http://a.example/", "digest": "sha1:X"}\n'
    table = (
        b'[["urlkey","timestamp","original","statuscode","digest"],["x","20101121140000","http://a.example/","-","X"]]'
    )
    (one,) = read_rows(lines).rows
    (two,) = read_rows(table).rows
    assert (one.timestamp, one.url, one.status, one.digest) == ("20101121140000", "http://a.example/", "-", "sha1:X")
    assert (two.timestamp, two.url, two.status, two.digest) == ("20101121140000", "http://a.example/", "-", "X")


@pytest.mark.parametrize("answer", [Fetched(200, (), b"<html>"), Fetched(500, (), b"oops"), Fetched(200, (), b"[1]")])
def test_an_answer_that_is_no_index_says_so(tmp_path, answer):
    with pytest.raises(ArchiveError, match="expected a CDX answer"):
        take(tmp_path, Elsewhere({}, first=[answer]))


def test_a_name_that_does_not_resolve_is_no_reason_to_ask_again():
    with pytest.raises(ArchiveError, match="no address of that name"):
        real_fetch("http://no-such-archive.invalid/cdx", {})


def test_the_plain_fetch_follows_nothing_and_decodes_nothing(httpserver):
    packed = gzip.compress(b"page")
    httpserver.expect_request("/a").respond_with_data(b"", status=302, headers={"Location": "/b"})
    httpserver.expect_request("/b").respond_with_data(packed, status=404, headers={"Content-Encoding": "gzip"})
    assert real_fetch(httpserver.url_for("/a"), {}).get("location") == "/b"
    answer = real_fetch(httpserver.url_for("/b"), {})
    assert (answer.status, answer.body, answer.is_whole) == (404, packed, True)
    with pytest.raises(ArchiveError, match="no web address"):
        real_fetch("file:///etc/passwd", {})
