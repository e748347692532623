"""What others make of our files: pywb replays them, wacz finds them valid, and we can import from pywb."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cdxj import urlkey
from archive.errors import ArchiveError
from archive.fetch import fetch
from archive.index import Index
from archive.memento import Endpoint, MementoImporter
from archive.replay import find_pywb
from archive.store import Archive
from archive.wacz import write_wacz
from flows.commands.archive import command
from tests.archive.making import exchange, keep, not_modified, with_etag, writer

URL = "http://blog.example/2010/11/result"
NIGHTS = ("20101121T140000Z", "20101122T140000Z", "20101123T140000Z")
GZIP = gzip.compress("<p>Ballots issued — 1,091,211".encode(), mtime=0)
CODED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n"
CHUNKS = b"10\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (GZIP[:16], len(GZIP) - 16, GZIP[16:])
ODD = b"HTTP/1.1 200 Fine by me\r\nx-odd: 1\r\nX-Odd: 2\r\ncontent-type:text/html;charset=iso-8859-1\r\n"


def three_nights(folder):
    gone = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n"
    moved = b"HTTP/1.1 301 Moved Permanently\r\nLocation: " + URL.encode() + b"\r\nContent-Length: 0\r\n"
    not_http = exchange(URL + "/odd", minutes=6, error="no status line")
    not_http = type(not_http)(not_http.url, not_http.request, b"\x15\x03", not_http.started_at, error="no status line")
    keep(
        folder,
        exchange(URL, b"<p>Votes: 59,067", head=with_etag(b'"v1"')),
        exchange(URL + "/coded", CHUNKS, head=CODED, minutes=1),
        exchange(URL + "/latin", b"<p>\xa31", head=ODD, minutes=2),
        exchange(URL + "/gone", b"not here", head=gone, minutes=3),
        exchange(URL + "/old", head=moved, minutes=4),
        not_http,
        run_id=NIGHTS[0],
    )
    keep(
        folder,
        not_modified(URL, etag=b'"v1"', minutes=1440),
        exchange(URL + "/coded", CHUNKS, head=CODED, minutes=1441),
        exchange(URL + "/gone", b"not here", head=gone, minutes=1443),
        run_id=NIGHTS[1],
    )
    keep(folder, exchange(URL, b"<p>Votes: 59,076", head=with_etag(b'"v2"'), minutes=2880), run_id=NIGHTS[2])
    return Archive(folder)


REPLAYED = [
    ("20101121140000", URL, 200, b"<p>Votes: 59,067"),
    ("20101122140000", URL, 200, b"<p>Votes: 59,067"),
    ("20101123140000", URL, 200, b"<p>Votes: 59,076"),
    ("20101121140100", URL + "/coded", 200, GZIP),
    ("20101122140100", URL + "/coded", 200, GZIP),
    ("20101121140200", URL + "/latin", 200, b"<p>\xa31"),
    ("20101121140300", URL + "/gone", 404, b"not here"),
    ("20101122140300", URL + "/gone", 404, b"not here"),
]


def assert_replays(base):
    for stamp, url, status, body in REPLAYED:
        answer = fetch(f"{base}{stamp}id_/{url}", {"Accept-Encoding": "gzip"})
        assert (stamp, url, answer.status, answer.body) == (stamp, url, status, body)
    moved = fetch(f"{base}20101121140400id_/{URL}/old", {})
    assert moved.status == 301
    assert moved.get("location").endswith(URL)


@pytest.mark.slow
def test_pywb_replays_every_night_byte_for_byte(tmp_path, serving):
    archive = three_nights(tmp_path / "archive")
    with serving(archive) as base:
        assert_replays(base)
        asked = {"Accept-Datetime": "Mon, 22 Nov 2010 13:00:00 GMT"}
        assert fetch(f"{base}mp_/{URL}", asked).get("memento-datetime") == "Mon, 22 Nov 2010 14:00:00 GMT"
        times = fetch(f"{base}timemap/link/{URL}", {}).body.decode()
        assert times.count('rel="memento"') == 3


@pytest.mark.slow
def test_captures_come_over_from_pywb_and_a_second_import_asks_for_none(tmp_path, serving):
    archive = three_nights(tmp_path / "archive")
    folder = tmp_path / "elsewhere"
    folder.mkdir()

    def take(base, run_id):
        index = Index(folder)
        with writer(folder, run_id, "gone", index=index) as out:
            importer = MementoImporter(
                Endpoint.of(base),
                out,
                index=index,
                fetch=fetch,
                now=lambda: datetime(2026, 1, 1, tzinfo=UTC),
                agent="tests",
                sleep=lambda _: None,
            )
            return importer.run(URL, match="prefix")

    with serving(archive) as base:
        first = take(base, "20101201T000000Z")
        again = take(base, "20101202T000000Z")
    assert (first.unproven, [text for text in first.failed if "/odd" not in text]) == (0, [])
    assert again.captures == 0
    here = Archive(folder)
    for url in (URL, URL + "/coded", URL + "/latin"):
        ours = [archive.payload(capture).body for capture in archive.timemap(url) if not capture.revisit]
        theirs = [here.payload(capture).body for capture in here.timemap(url) if capture.status == 200]
        assert theirs == ours, url
    assert [capture.status for capture in here.timemap(URL + "/old")] == [301]
    assert [capture.status for capture in here.timemap(URL + "/gone")][:1] == [404]


@pytest.mark.slow
@pytest.mark.parametrize("run_id", [None, NIGHTS[1]])
def test_wacz_finds_our_package_valid_and_pywb_opens_it(tmp_path, pywb, serving_collections, run_id):
    wacz, manager = (Path(pywb).with_name(name) for name in ("wacz", "wb-manager"))
    if not wacz.exists():
        pytest.skip("the wacz command is not installed beside pywb (docs/archive.md)")
    archive = three_nights(tmp_path / "archive")
    write_wacz(archive, tmp_path / "captures.wacz", created="2010-11-24T00:00:00Z", software="tests", run_id=run_id)
    checked = subprocess.run([wacz, "validate", "-f", tmp_path / "captures.wacz"], check=False, capture_output=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    subprocess.run([manager, "init", "packed"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    added = [manager, "add", "packed", "captures.wacz", "--unpack-wacz"]
    subprocess.run(added, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with serving_collections(tmp_path) as base:
        if run_id is None:
            assert_replays(f"{base}packed/")
        night = fetch(f"{base}packed/20101122140000id_/{URL}", {})
    assert (night.status, night.body) == (200, b"<p>Votes: 59,067")


@pytest.mark.slow
def test_our_urlkeys_are_pywbs(pywb):
    script = "import sys, json\nfrom pywb.utils.canonicalize import canonicalize\n"
    script += "print(json.dumps([canonicalize(url) for url in json.load(sys.stdin)]))"
    python = Path(pywb).with_name("python")
    asked = [python, "-c", script]
    answered = subprocess.run(
        asked, input=json.dumps(list(KEYS)), capture_output=True, text=True, check=True, timeout=60
    )
    assert dict(zip(KEYS, json.loads(answered.stdout), strict=True)) == KEYS


KEYS = {
    "http://blog.example": "example,blog)/",
    "https://www.Blog.example:443/A/B/": "example,blog)/a/b",
    "http://www2.blog.example:8080/x?b=2&a=1&B=3": "example,blog:8080)/x?a=1&b=2&b=3",
    "http://blog.example/?": "example,blog)/",
    "http://blog.example/a%20b/%7Euser/caf%C3%A9?q=%e2%82%ac+x": "example,blog)/a%20b/~user/caf%c3%a9?q=%e2%82%ac+x",
    "http://blog.example/a/../b/./c//d": "example,blog)/b/c/d",
    "http://blog.example/x?a=1&sid=0123456789abcdef0123456789abcdef&z=2": "example,blog)/x?a=1&z=2",
    "http://blog.example/x?PHPSESSID=0123456789abcdef0123456789abcdef&a=1": "example,blog)/x?a=1",
    "http://127.0.0.1:8080/x/": "1,0,0,127:8080)/x",
    "http://user:pw@blog.example/x#part": "example,blog)/x",
    "http://blog.example/?rest_route=/wp/v2/posts&per_page=100": "example,blog)/?per_page=100&rest_route=/wp/v2/posts",
    "http://blog.example/a%2Fb": "example,blog)/a/b",
    "http://blog.example/a%25b": "example,blog)/a%25b",
    "http://bücher.example/ä?ö": "example,xn--bcher-kva)/%c3%a4?%c3%b6",
    'http://blog.example/"q"<x>{y}|z\\^`': 'example,blog)/"q"<x>{y}|z\\^`',
    "http://blog.example/%zz": "example,blog)/%25zz",
    "http://blog.example/x?a=1&&b=2&": "example,blog)/x?&&a=1&b=2",
    "http://blog.example/(a(4hqa0555fwsecu455xqckv45))/mileg.aspx": "example,blog)/mileg.aspx",
}


@pytest.mark.parametrize("url", KEYS)
def test_urlkeys(url):
    assert urlkey(url) == KEYS[url]


def test_without_pywb_replay_says_how_to_get_it(tmp_path, monkeypatch):
    three_nights(tmp_path / "archive")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("TALLYSHEET_PYWB", str(tmp_path / "none"))
    with pytest.raises(ArchiveError, match="pip install pywb"):
        find_pywb()
    said = CliRunner().invoke(command, ["replay", "--data", str(tmp_path)])
    assert said.exit_code == 1
    assert "ReplayWeb.page" in said.output
    assert shutil.which("wayback") is None
