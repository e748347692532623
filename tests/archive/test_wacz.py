"""A package holds what it says, its index is true of its bytes, and it can be taken into another archive."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
import zlib

import pytest

from archive.cdxj import capture_from
from archive.errors import ArchiveError
from archive.importer import import_file
from archive.index import Index
from archive.record import parse
from archive.store import Archive
from archive.verify import verify
from archive.wacz import REFERRED_TO, write_wacz
from tests.archive.making import START, exchange, keep, not_modified, with_etag, writer

URL = "http://blog.example/2010/11/result"
NIGHT = "20101122T140000Z"
PAGE = "<html><head><TITLE>Result\n of the £ ballot &amp; more</TITLE><p>Votes: 59,067".encode()


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "archive"
    odd = exchange(URL + "/odd", minutes=3, error="no status line")
    odd = type(odd)(odd.url, odd.request, b"not http", odd.started_at, error=odd.error)
    latin = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n"
    first = exchange(URL, PAGE, head=with_etag(b'"v1"', b"text/html; charset=utf-8"))
    keep(folder, first, exchange(URL + "/2", b"<title>caf\xe9</title>", head=latin, minutes=1), odd)
    picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"
    keep(folder, exchange(URL + "/p", b"png", head=picture, minutes=2), source_id="other")
    keep(folder, not_modified(URL, etag=b'"v1"', minutes=1440), run_id=NIGHT)
    archive = Archive(folder)
    archive.reindex()
    return archive


def pack(archive, out, **chosen):
    return write_wacz(archive, out, created="2010-11-23T00:00:00Z", software="tests", **chosen)


def index_lines(package):
    return gzip.decompress(package.read("indexes/index.cdx.gz")).splitlines()


def test_every_line_of_the_index_leads_to_its_record(archive, tmp_path):
    packed = pack(archive, tmp_path / "all.wacz")
    with zipfile.ZipFile(tmp_path / "all.wacz") as package:
        lines = index_lines(package)
        assert lines == sorted(lines)
        assert len(lines) == packed.captures == 4, "what is not HTTP has no place in a player"
        for line in lines:
            fields = json.loads(line[line.index(b" {") :])
            stored = package.read(f"archive/{fields['filename']}")
            start = int(fields["offset"])
            record = parse(zlib.decompressobj(31).decompress(stored[start : start + int(fields["length"])]))
            assert record.url == fields["url"]


def test_the_table_of_contents_leads_to_blocks_of_the_index(archive, tmp_path):
    pack(archive, tmp_path / "all.wacz")
    with zipfile.ZipFile(tmp_path / "all.wacz") as package:
        head, *blocks = package.read("indexes/index.idx").decode().splitlines()
        assert head.startswith("!meta 0 ")
        packed = package.read("indexes/index.cdx.gz")
    place = json.loads(blocks[0].split(" ", 2)[2])
    piece = packed[place["offset"] : place["offset"] + place["length"]]
    assert place["digest"] == "sha256:" + hashlib.sha256(piece).hexdigest()
    assert gzip.decompress(piece).startswith(blocks[0].rsplit(" {", 1)[0].encode())


def test_hashes_and_sizes_are_those_of_the_parts(archive, tmp_path):
    pack(archive, tmp_path / "all.wacz")
    with zipfile.ZipFile(tmp_path / "all.wacz") as package:
        text = package.read("datapackage.json")
        digest = json.loads(package.read("datapackage-digest.json"))
        assert digest["hash"] == "sha256:" + hashlib.sha256(text).hexdigest()
        listed = {part["path"]: part for part in json.loads(text)["resources"]}
        assert set(package.namelist()) - set(listed) == {"datapackage.json", "datapackage-digest.json"}
        for path, part in listed.items():
            assert part["hash"] == "sha256:" + hashlib.sha256(package.read(path)).hexdigest()
            assert part["bytes"] == len(package.read(path))
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_STORED}


def test_pages_have_titles_in_their_own_charset(archive, tmp_path):
    pack(archive, tmp_path / "all.wacz")
    with zipfile.ZipFile(tmp_path / "all.wacz") as package:
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()[1:]]
    assert [(page["url"], page["ts"][:10], page["title"]) for page in pages] == [
        (URL, "2010-11-21", "Result of the £ ballot & more"),
        (URL, "2010-11-22", "Result of the £ ballot & more"),
        (URL + "/2", "2010-11-21", "café"),
    ]


def test_a_night_alone_brings_what_its_revisits_refer_to(archive, tmp_path):
    packed = pack(archive, tmp_path / "night.wacz", run_id=NIGHT)
    assert packed.referred_to == 1
    with zipfile.ZipFile(tmp_path / "night.wacz") as package:
        captures = [capture_from(line) for line in index_lines(package) if b'"status"' in line]
        member = package.read(f"archive/{REFERRED_TO}")
    assert [(capture.file, capture.offset) for capture in captures] == [(REFERRED_TO, 0)]
    assert parse(gzip.decompress(member)).block.endswith(PAGE)


def test_a_package_taken_into_another_archive_gives_the_same_pages(archive, tmp_path):
    pack(archive, tmp_path / "night.wacz", run_id=NIGHT)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    index = Index(folder)
    with writer(folder, "20101201T000000Z", "import", index=index) as out:
        imported = import_file(tmp_path / "night.wacz", out, index=index, at=START)
    assert (imported.captures, imported.revisits, imported.refused, imported.noted) == (2, 1, [], [])
    other = Archive(folder)
    bodies = [other.payload(capture).body for capture in other.timemap(URL)]
    assert bodies == [PAGE, PAGE]
    assert verify(folder).problems == []


def test_the_same_captures_give_the_same_file(archive, tmp_path):
    for name in ("a.wacz", "b.wacz"):
        pack(archive, tmp_path / name)
    assert (tmp_path / "a.wacz").read_bytes() == (tmp_path / "b.wacz").read_bytes()


def test_a_record_that_cannot_be_read_is_left_out_of_the_pages_and_said(archive, tmp_path):
    capture = archive.timemap(URL + "/2")[0]
    path = archive.folder / capture.file
    spoiled = bytearray(path.read_bytes())
    spoiled[capture.offset + 30] ^= 255
    path.write_bytes(spoiled)
    packed = pack(archive, tmp_path / "all.wacz")
    assert packed.pages == 2
    assert len(packed.left_out) == 1


def test_nothing_to_pack_is_an_error_and_leaves_no_file(archive, tmp_path):
    with pytest.raises(ArchiveError, match="no captures of that run"):
        pack(archive, tmp_path / "none.wacz", run_id="20990101T000000Z")
    assert not list(tmp_path.glob("none*"))
