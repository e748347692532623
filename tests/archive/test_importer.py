"""What others recorded is taken over byte for byte; what is broken is refused, and costs nothing else."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import subprocess
import zipfile

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import ArchiveError
from archive.importer import import_file
from archive.index import Index
from archive.store import Archive
from archive.verify import verify
from tests.archive.making import START, exchange, keep, not_modified, with_etag, writer

URL = "http://blog.example/2010/11/result"
RUN = "20101201T000000Z"


def take(folder, path, run_id=RUN):
    folder.mkdir(exist_ok=True)
    index = Index(folder)
    with writer(folder, run_id, "import", index=index) as out:
        return import_file(path, out, index=index, at=START)


def recorded(path, count=5, *, is_gzip=True):
    """A file as warcio's users write it."""
    with path.open("wb") as stream:
        out = WARCWriter(stream, gzip=is_gzip)
        out.write_record(out.create_warcinfo_record(path.name, {"software": "another crawler"}))
        for number in range(count):
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = io.BytesIO(b"<p>Votes: %d" % number)
            date = {"WARC-Date": f"2010-11-21T14:00:0{number}Z"}
            response = out.create_warc_record(
                f"{URL}/{number}", "response", payload=body, http_headers=head, warc_headers_dict=date
            )
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "blog.example")], is_http_request=True)
            request = out.create_warc_record(f"{URL}/{number}", "request", http_headers=asked, warc_headers_dict=date)
            out.write_request_response_pair(request, response)
    return path


def bodies(folder):
    archive = Archive(folder)
    return {capture.url[-1]: archive.payload(capture).body for capture in archive.captures()}


ALL = {str(number): b"<p>Votes: %d" % number for number in range(5)}


@pytest.mark.parametrize("is_gzip", [True, False])
def test_a_file_by_another_writer(tmp_path, is_gzip):
    path = recorded(tmp_path / "other.warc", is_gzip=is_gzip)
    imported = take(tmp_path / "archive", path)
    assert (imported.captures, imported.records, imported.refused) == (5, 10, [])
    assert bodies(tmp_path / "archive") == ALL
    assert verify(tmp_path / "archive").problems == []


def test_a_file_compressed_in_one_piece(tmp_path):
    path = recorded(tmp_path / "other.warc", is_gzip=False)
    whole = tmp_path / "whole.warc.gz"
    whole.write_bytes(gzip.compress(path.read_bytes()))
    assert take(tmp_path / "archive", whole).captures == 5
    assert bodies(tmp_path / "archive") == ALL


def test_a_second_import_changes_nothing(tmp_path):
    path = recorded(tmp_path / "other.warc.gz")
    take(tmp_path / "archive", path)
    again = take(tmp_path / "archive", path, "20101202T000000Z")
    assert (again.captures, again.known, again.records) == (0, 5, 0)
    assert len(list((tmp_path / "archive").glob("*.warc.gz"))) == 1


def test_an_import_that_was_cut_short_goes_on(tmp_path):
    path = recorded(tmp_path / "other.warc.gz")
    half = tmp_path / "half.warc.gz"
    half.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    first = take(tmp_path / "archive", half)
    assert 0 < first.captures < 5
    assert first.refused
    second = take(tmp_path / "archive", path, "20101202T000000Z")
    assert second.captures == 5 - first.captures
    assert bodies(tmp_path / "archive") == ALL


@pytest.mark.parametrize("is_gzip", [True, False])
def test_a_changed_page_is_refused_and_the_others_kept(tmp_path, is_gzip):
    path = recorded(tmp_path / "other.warc", is_gzip=False)
    changed = path.read_bytes().replace(b"Votes: 2", b"Votes: 9")
    path.write_bytes(gzip.compress(changed) if is_gzip else changed)
    imported = take(tmp_path / "archive", path)
    assert [sentence for sentence in imported.refused if "digest" in sentence]
    kept = bodies(tmp_path / "archive")
    assert sorted(kept) == ["0", "1", "3", "4"]
    assert verify(tmp_path / "archive").problems == []


def test_rubbish_between_records_costs_only_itself(tmp_path):
    path = recorded(tmp_path / "other.warc.gz")
    packed = path.read_bytes()
    middle = packed.index(b"\x1f\x8b\x08", len(packed) // 2)
    path.write_bytes(packed[:middle] + b"rubbish \x1f\x8b\x08 rubbish" * 40 + packed[middle:])
    imported = take(tmp_path / "archive", path)
    assert imported.captures == 5
    assert imported.refused


def test_a_record_with_a_wrong_length_costs_only_itself(tmp_path):
    path = recorded(tmp_path / "other.warc", is_gzip=False)
    text = path.read_bytes()
    at = text.index(b"/3\r\n")
    start = text.index(b"Content-Length: ", at)
    end = text.index(b"\r\n", start)
    path.write_bytes(text[:start] + b"Content-Length: 20" + text[end:])
    take(tmp_path / "archive", path)
    assert {"0", "1", "2", "4"} <= set(bodies(tmp_path / "archive"))


@pytest.mark.parametrize("content", [b"", b"<html>no archive", b"\x1f\x8b\x08broken", b"filedesc://x.arc 0.0.0.0"])
def test_what_is_no_archive_is_refused(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match="no whole WARC record"):
        take(tmp_path / "archive", path)
    assert not list((tmp_path / "archive").glob("*.warc.gz"))


def test_a_wacz_whose_file_was_altered_is_read_record_by_record(tmp_path):
    path = recorded(tmp_path / "data.warc.gz")
    wacz = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(wacz, "w") as package:
        package.write(path, "archive/data.warc.gz")
        package.writestr(
            "datapackage.json", '{"resources": [{"path": "archive/data.warc.gz", "hash": "sha256:%s"}]}' % ("0" * 64)
        )
    imported = take(tmp_path / "archive", wacz)
    assert imported.captures == 5
    assert "SHA-256" in imported.noted[0]


def test_revisits_that_name_only_address_and_date_give_their_page(tmp_path):
    """As browsertrix and wget write them: no WARC-Refers-To, and a date to the second."""
    keep(tmp_path / "own", exchange(URL, b"<p>Votes: 59,067", head=with_etag(b'"v1"')))
    keep(tmp_path / "own", not_modified(URL, etag=b'"v1"', minutes=1440), run_id="20101122T140000Z")
    texts = []
    for path in sorted((tmp_path / "own").glob("*.warc.gz")):
        text = gzip.decompress(path.read_bytes())
        texts.append(
            b"".join(line for line in text.splitlines(keepends=True) if not line.startswith(b"WARC-Refers-To: "))
        )
    (tmp_path / "other.warc").write_bytes(b"".join(texts))
    take(tmp_path / "archive", tmp_path / "other.warc")
    archive = Archive(tmp_path / "archive")
    assert [archive.payload(capture).body for capture in archive.timemap(URL)] == [b"<p>Votes: 59,067"] * 2


@pytest.mark.skipif(not shutil.which("wget"), reason="wget is not installed")
@pytest.mark.parametrize("options", [[], ["--no-warc-compression"]])
def test_a_file_by_wget(tmp_path, httpserver, options):
    httpserver.expect_request("/").respond_with_data(b"<a href=/two>two</a>", content_type="text/html")
    httpserver.expect_request("/two").respond_with_data(b"<p>Votes: 2", content_type="text/html")
    command = ["wget", "-q", "-r", "--warc-file=crawl", "--no-proxy", *options, httpserver.url_for("/")]
    subprocess.run(command, cwd=tmp_path, check=False, timeout=60)
    imported = take(tmp_path / "archive", next(tmp_path.glob("crawl.warc*")))
    archive = Archive(tmp_path / "archive")
    assert imported.refused == []
    assert archive.payload(archive.timemap(httpserver.url_for("/two"))[0]).body == b"<p>Votes: 2"
    assert take(tmp_path / "archive", next(tmp_path.glob("crawl.warc*")), "20101202T000000Z").captures == 0
    assert verify(tmp_path / "archive").problems == []


def test_a_package_as_browser_crawlers_make_it(tmp_path):
    """SHA-256 digests, no WARC-Refers-To, a decoded body whose head still says chunked, records of other kinds."""

    def fields(*pairs, block=b""):
        head = b"WARC/1.1\r\n" + b"".join(b"%s: %s\r\n" % (name.encode(), value.encode()) for name, value in pairs)
        return gzip.compress(head + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n")

    body = b"<p>Votes: 59,067"
    block = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n"
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    common = (
        ("WARC-Target-URI", URL),
        ("WARC-Payload-Digest", digest),
        ("Content-Type", "application/http; msgtype=response"),
    )
    warc = fields(("WARC-Type", "warcinfo"), ("WARC-Record-ID", "<urn:uuid:0>"), ("WARC-Date", "2010-11-21T14:00:00Z"))
    warc += fields(
        *(("WARC-Type", "response"), ("WARC-Record-ID", "<urn:uuid:1>"), ("WARC-Date", "2010-11-21T14:00:00.123Z")),
        *(*common, ("WARC-Block-Digest", f"sha256:{hashlib.sha256(block + body).hexdigest()}")),
        block=block + body,
    )
    warc += fields(
        *(("WARC-Type", "resource"), ("WARC-Record-ID", "<urn:uuid:2>"), ("WARC-Date", "2010-11-21T14:00:01Z")),
        *(("WARC-Target-URI", f"urn:pageinfo:{URL}"), ("Content-Type", "application/json")),
        block=b"{}",
    )
    warc += fields(
        *(("WARC-Type", "revisit"), ("WARC-Record-ID", "<urn:uuid:3>"), ("WARC-Date", "2010-11-22T14:00:00.456Z")),
        *(*common, ("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest")),
        *(("WARC-Refers-To-Target-URI", URL), ("WARC-Refers-To-Date", "2010-11-21T14:00:00.123Z")),
        block=b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n",
    )
    wacz = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(wacz, "w") as package:
        package.writestr("archive/rec-0.warc.gz", warc)
        package.writestr("pages/pages.jsonl", "{}\n")
    imported = take(tmp_path / "archive", wacz)
    assert (imported.captures, imported.revisits, imported.records, imported.refused) == (2, 1, 3, [])
    archive = Archive(tmp_path / "archive")
    assert [archive.payload(capture).body for capture in archive.timemap(URL)] == [body, body]
    assert verify(tmp_path / "archive").problems == []
