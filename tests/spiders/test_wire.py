"""What servers really send: every byte is kept, and no server, however broken, ends a crawl."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import hashlib
import zlib
from typing import TYPE_CHECKING

import pytest

from archive.store import Archive
from tests.spiders.local_site import HOST, Nights, Site, ok, page, source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BODY = "<title>Zählung</title><p>101,000 votes were cast for her.</p>" * 20
PLAIN = BODY.encode()
RAW_DEFLATE = zlib.compressobj(wbits=-15)
INFLATED = RAW_DEFLATE.compress(PLAIN) + RAW_DEFLATE.flush()


def chunked(body: bytes, size: int = 97, *, extension: bytes = b"", trailer: bytes = b"") -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    joined = b"".join(b"%x%s\r\n%s\r\n" % (len(piece), extension, piece) for piece in pieces)
    return joined + b"0\r\n" + trailer + b"\r\n"


def head(*lines: str | bytes, status: str = "HTTP/1.1 200 OK", end: bytes = b"\r\n") -> bytes:
    raw = [line.encode() if isinstance(line, str) else line for line in (status, "Content-Type: text/html", *lines)]
    return end.join(raw) + end + end


SIZE = f"Content-Length: {len(PLAIN)}"

ODD_PAGES = {
    "gzip": ok(gzip.compress(PLAIN, mtime=0), more="Content-Encoding: gzip\r\n"),
    "deflate": ok(zlib.compress(PLAIN), more="Content-Encoding: deflate\r\n"),
    "raw-deflate": ok(INFLATED, more="Content-Encoding: deflate\r\n"),
    "chunked": head("Transfer-Encoding: chunked") + chunked(PLAIN),
    "gzip-chunked": head("Transfer-Encoding: chunked", "Content-Encoding: gzip")
    + chunked(gzip.compress(PLAIN, mtime=0)),
    "chunk-extensions": head("Transfer-Encoding: chunked") + chunked(PLAIN, extension=b";a=b", trailer=b"X-Sum: 1\r\n"),
    "reason": head(SIZE, status="HTTP/1.1 200 Alles In Ordnung") + PLAIN,
    "no-reason": head(SIZE, status="HTTP/1.1 200 ") + PLAIN,
    "latin-1-header": head(SIZE, b"X-Ort: M\xfcnchen") + PLAIN,
    "folded-header": head(SIZE, "X-Long: one\r\n two") + PLAIN,
    "empty-header": head(SIZE, "X-Empty:") + PLAIN,
    "lower-case": head(SIZE.lower(), "x-MiXeD: 1", "Set-Cookie: a=1", "Set-Cookie: b=2") + PLAIN,
    "line-feeds": head(SIZE, end=b"\n") + PLAIN,
    "latin-1-page": ok(
        gzip.compress(BODY.encode("latin-1"), mtime=0),
        "text/html; charset=iso-8859-1",
        more="Content-Encoding: gzip\r\n",
    ),
    "no-type": f"HTTP/1.1 200 OK\r\n{SIZE}\r\n\r\n".encode() + PLAIN,
}


def wire(nights: Nights) -> dict[str, dict[str, list[bytes]]]:
    """Path -> the request and response blocks that are archived, read by warcio without decoding."""
    from warcio.archiveiterator import ArchiveIterator

    found: dict[str, dict[str, list[bytes]]] = {}
    for path in nights.archive.glob("*.warc.gz"):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, no_record_parse=True):
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                blocks = found.setdefault(url.removeprefix(f"http://{HOST}/"), {})
                blocks.setdefault(record.rec_type, []).append(record.raw_stream.read())
    return found


def test_odd_pages_are_archived_to_the_byte_and_read_right(site: Site, nights: Nights) -> None:
    site.answers |= {f"/{name}": answer for name, answer in ODD_PAGES.items()}
    urls = tuple(f"http://{HOST}/{name}" for name in ODD_PAGES)
    outcome = nights.crawl(site, source("pages", urls=urls))
    assert (outcome.pages, outcome.errors) == (len(ODD_PAGES), 0)
    kept = wire(nights)
    for asked in site.asked:
        blocks = kept[asked.path[1:]]
        assert [hashlib.sha1(asked.raw).digest()] == [hashlib.sha1(block).digest() for block in blocks["request"]]
        assert [hashlib.sha1(asked.answer).digest()] == [hashlib.sha1(block).digest() for block in blocks["response"]]
    archive = Archive(nights.archive)
    for url in urls:
        capture = archive.timemap(url)[-1]
        assert "101,000 votes" in archive.payload(capture).body.decode("latin-1"), url


def test_interim_answers_are_left_out(site: Site, nights: Nights) -> None:
    whole = ok(BODY)
    site.answers["/hints"] = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + whole
    assert nights.crawl(site, source("pages", "/hints")).pages == 1
    assert wire(nights)["hints"]["response"] == [whole]


def test_what_follows_an_answer_is_no_part_of_it(site: Site, nights: Nights) -> None:
    site.answers["/extra"] = ok(BODY) + b"and more"
    site.closing.add("/extra")
    assert nights.crawl(site, source("pages", "/extra")).pages == 1
    assert wire(nights)["extra"]["response"] == [ok(BODY)]


def test_redirects_and_errors_are_archived_too(site: Site, nights: Nights) -> None:
    site.answers["/old"] = ok("", status="301 Moved", more="Location: /new\r\n")
    site.answers["/new"] = page("New")
    outcome = nights.crawl(site, source("pages", urls=(f"http://{HOST}/old", f"http://{HOST}/gone")))
    assert (outcome.pages, outcome.errors) == (1, 1)
    assert set(wire(nights)) >= {"old", "new", "gone", "robots.txt"}


READABLE = {
    "no-colon": head("this is no header", SIZE) + PLAIN,
    "space-before-colon": head(SIZE.replace(":", " :")) + PLAIN,
    "nul-in-header": head(SIZE, b"X-Odd: a\x00b") + PLAIN,
    "equal-lengths": head(SIZE, SIZE) + PLAIN,
    "length-and-chunked": head("Content-Length: 5", "Transfer-Encoding: chunked") + chunked(PLAIN),
    "old-protocol": head(status="HTTP/1.0 200 OK") + PLAIN,
    "to-the-end": head("Connection: close") + PLAIN,
    "cut-short": head(f"Content-Length: {len(PLAIN) + 50}") + PLAIN,
    "cut-chunk": head("Transfer-Encoding: chunked") + chunked(PLAIN)[:-40],
    "wrong-gzip-name": ok(PLAIN, "text/html", more="Content-Encoding: identity\r\n"),
}

HOPELESS = {
    "banner": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "no-head": PLAIN,
    "half-a-head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "two-lengths": head("Content-Length: 5", "Content-Length: 7") + b"hello",
    "negative-length": head("Content-Length: -1") + PLAIN,
    "word-length": head("Content-Length: many") + PLAIN,
    "bad-chunk": head("Transfer-Encoding: chunked") + b"zz\r\nhello\r\n0\r\n\r\n",
    "unknown-coding": head("Transfer-Encoding: sdch") + PLAIN,
    "radio": b"ICY 200 OK\r\n\r\n" + PLAIN,
    "odd-status": head(SIZE, status="HTTP/1.1 2000 OK") + PLAIN,
    "low-status": head(SIZE, status="HTTP/1.1 42 OK") + PLAIN,
    "other-protocol": head("Upgrade: h2c", "Connection: upgrade", status="HTTP/1.1 101 Switching Protocols")
    + b"\x00\x00",
    "only-interim": b"HTTP/1.1 100 Continue\r\n\r\n",
    "vast-head": head("X-Vast: " + "x" * 400_000, SIZE) + PLAIN,
    "second-protocol": b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80",
    "broken-gzip": ok(b"\x1f\x8b\x08not gzip at all", more="Content-Encoding: gzip\r\n"),
}


def test_a_crawl_survives_every_broken_server(site: Site, nights: Nights) -> None:
    broken = READABLE | HOPELESS
    site.answers |= {f"/{name}": answer for name, answer in broken.items()} | {"/": page("Good"), "/nothing": b""}
    site.closing |= {f"/{name}" for name in broken} | {"/nothing"}
    sources = [source("pages", f"/{name}", source_id=name) for name in (*broken, "nothing")]
    outcomes = {
        outcome.source_id: outcome for outcome in nights.crawl(site, *sources, source("pages", "/", source_id="good"))
    }
    assert outcomes["good"].pages == 1
    assert {name for name in READABLE if outcomes[name].pages != 1} == set()
    kept = wire(nights)
    for name, sent in broken.items():
        assert outcomes[name].outcome != "crashed", name
        blocks = [block for kind, blocks in kept.get(name, {}).items() if kind != "request" for block in blocks]
        if name == "vast-head":
            assert any(len(block) > 250_000 and sent.startswith(block) for block in blocks)
        elif name != "only-interim":  # left out, and nothing came after it
            assert sent in blocks, name


@pytest.mark.parametrize(("name", "word"), [("banner", "parse"), ("vast-head", "parse"), ("bad-chunk", "parse")])
def test_hopeless_answers_are_flagged(site: Site, nights: Nights, name: str, word: str) -> None:
    site.answers[f"/{name}"] = HOPELESS[name]
    site.closing.add(f"/{name}")
    outcome = nights.crawl(site, source("pages", f"/{name}"))
    assert (outcome.outcome, outcome.captures) == (word, 2)
    assert f"http://{HOST}/{name}" in outcome.detail


def test_an_answer_over_the_limit_is_kept_as_far_as_it_goes(
    site: Site, nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spiders.settings.MAX_BYTES", 200_000)
    site.answers["/vast"] = ok(b"x" * 3_000_000)
    outcome = nights.crawl(site, source("pages", "/vast"))
    assert outcome.outcome == "too_large"
    capture = Archive(nights.archive).timemap(f"http://{HOST}/vast")[0]
    assert capture.truncated == "length"


def test_a_decompression_bomb_is_kept_and_not_opened(
    site: Site, nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spiders.settings.MAX_BYTES", 200_000)
    site.answers["/bomb"] = ok(gzip.compress(b"\0" * 50_000_000, mtime=0), more="Content-Encoding: gzip\r\n")
    outcome = nights.crawl(site, source("pages", "/bomb"))
    assert outcome.outcome == "too_large"
    assert Archive(nights.archive).timemap(f"http://{HOST}/bomb")[0].status == 200


def test_connections_are_kept_and_a_stale_one_is_made_anew(site: Site, nights: Nights) -> None:
    site.answers |= {f"/{number}": page(str(number)) for number in range(6)}
    site.closing.add("/2")
    outcome = nights.crawl(site, source("pages", urls=tuple(f"http://{HOST}/{number}" for number in range(6))))
    assert (outcome.pages, outcome.errors) == (6, 0)
    assert site.connections == 2


def test_a_password_for_a_proxy_is_no_evidence(
    site: Site, nights: Nights, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The site stands in for a proxy: it sees the absolute form, and the credentials, which are not archived."""
    site.answers |= {"http://far.example/robots.txt": ok("", "text/plain"), "http://far.example/page": page("Far")}
    monkeypatch.setenv("http_proxy", f"http://me:secret@127.0.0.1:{site.port}")
    monkeypatch.setenv("no_proxy", "")
    outcome = nights.crawl(
        site, source("pages", url="http://far.example/page"), connect_to={}, contact="mailto:desk@example.org"
    )
    assert outcome.pages == 1
    assert "proxy-authorization" in site.asked[0].headers
    assert b"roxy-" not in b"".join(
        block for kinds in wire(nights).values() for blocks in kinds.values() for block in blocks
    )


class Tunnels:
    """A proxy that only makes tunnels, all to one port, and remembers what it was asked for."""

    def __init__(self, port: int) -> None:
        self.target, self.port, self.heads = port, 0, []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heads.append(await reader.readuntil(b"\r\n\r\n"))
        onward = await asyncio.open_connection("127.0.0.1", self.target)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(self._pipe(reader, onward[1]), self._pipe(onward[0], writer))

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                writer.write(data)
            writer.close()


def test_https_goes_through_a_proxys_tunnel_and_is_verified(
    serve: Callable[..., Site], nights: Nights, certificate: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = serve(ssl=certificate("far.example"))
    site.answers |= {"/a": page("A"), "/b": page("B")}
    proxy = serve(Tunnels(site.port))
    monkeypatch.setenv("https_proxy", f"http://me:secret@127.0.0.1:{proxy.port}")
    monkeypatch.setattr("spiders.politeness.POLITE_DELAY", 0.0)
    monkeypatch.setattr("spiders.settings.POLITE_DELAY", -0.4)
    urls = ("https://far.example/a", "https://far.example/b")
    outcome = nights.crawl(site, source("pages", urls=urls), connect_to={}, contact="mailto:desk@example.org")
    assert (outcome.pages, outcome.errors) == (2, 0), outcome.detail
    assert site.paths() == ["/robots.txt", "/a", "/b"]
    assert proxy.heads[0].startswith(b"CONNECT far.example:443 HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic" in proxy.heads[0]
    assert not any(b"secret" in asked.raw or b"roxy" in asked.raw for asked in site.asked)


def test_an_inner_address_is_refused_behind_a_proxy_too(
    site: Site, nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{site.port}")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setattr("spiders.politeness.POLITE_DELAY", 0.0)
    monkeypatch.setattr("spiders.settings.POLITE_DELAY", -0.4)
    for url in ("http://169.254.169.254/latest", "http://2130706433/", "http://localhost/"):
        outcome = nights.crawl(site, source("pages", url=url), connect_to={}, contact="mailto:desk@example.org")
        assert outcome.outcome == "refused", url
    assert site.asked == []


def test_an_archive_of_broken_servers_verifies(site: Site, nights: Nights) -> None:
    from archive.verify import verify

    site.answers |= {f"/{name}": answer for name, answer in (READABLE | HOPELESS | ODD_PAGES).items()}
    site.closing |= {f"/{name}" for name in READABLE | HOPELESS}
    for night in (1, 2):
        nights.crawl(
            site,
            *(source("pages", f"/{name}", source_id=name) for name in (*READABLE, *HOPELESS, *ODD_PAGES)),
            night=night,
        )
    assert verify(nights.archive).problems == []
