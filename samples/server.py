"""All sample sites on one loopback port, told apart by the Host header: a real HTTP/1.1 server, two nights deep.

    with serve(night=1) as samples:
        samples.base           # "http://127.0.0.1:41234"
        samples.connect_to     # {"unite-watch.example": "127.0.0.1:41234", ...}, as curl's --connect-to
        samples.night = 2      # the next morning: some pages edited, one added, two gone, most as they were

Answers are the same in every run, apart from the Date header: validators come from the bytes and from the night.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
import traceback
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from samples.sites import Answer, Site, load_sites

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LAST_MODIFIED = {1: "Mon, 05 Jan 2026 03:00:00 GMT", 2: "Tue, 06 Jan 2026 03:00:00 GMT"}
_WORTH_PACKING = 400  # bytes; below this gzip makes an answer longer
_CHUNK = 4096


class Request(NamedTuple):
    """One request as the server saw it, and the status it answered."""

    night: int
    method: str
    host: str
    target: str
    status: int


class Samples:
    """The running server. `requests` grows by one with every answer, in the order of answering."""

    def __init__(self, night: int | Callable[[], int], port: int, sites: Mapping[str, Site]) -> None:
        self._night = night
        self.sites = sites
        self.site_of = {host: site for site in sites.values() for host in _hosts(site)}
        self.requests: list[Request] = []
        self.server = _Server(("127.0.0.1", port), _Visit)
        self.server.samples = self
        self.address = f"127.0.0.1:{self.server.server_address[1]}"
        self.base = f"http://{self.address}"
        self.connect_to = dict.fromkeys(self.site_of, self.address)

    @property
    def night(self) -> int:
        return self._night() if callable(self._night) else self._night

    @night.setter
    def night(self, night: int) -> None:
        self._night = night


@contextmanager
def serve(night: int | Callable[[], int] = 1, port: int = 0) -> Iterator[Samples]:
    """Serve all sample sites until the block ends. `night` is 1, 2 or something to ask at every request.

    Port 0 takes any that is free. Raises OSError where the port is taken.
    """
    samples = Samples(night, port, load_sites())
    thread = threading.Thread(target=samples.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield samples
    finally:
        samples.server.shutdown()
        thread.join()
        samples.server.server_close()


def _hosts(site: Site) -> list[str]:
    return [site.host, *site.settings.get("also_at", [])]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a visitor that keeps its connection open must not hold up the end of a test
    request_queue_size = 64
    samples: Samples

    def server_bind(self) -> None:
        """Not the base class's, which asks for this machine's name: that can take seconds where there is no DNS."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]


class _Visit(BaseHTTPRequestHandler):
    """One connection; HTTP/1.1 keeps it open from request to request."""

    protocol_version = "HTTP/1.1"
    server_version = "Samples/1"
    sys_version = ""
    timeout = 60
    wbufsize = -1  # head and body leave together; unbuffered, the second waits for a delayed acknowledgement
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        samples = self.server.samples
        night = samples.night
        host = _bare_host(self.headers.get("Host", ""))
        site = samples.site_of.get(host)
        if site is None:
            self._send(_welcome(samples, host), night, None)
        elif host != site.host:
            self._send(Answer(301, "text/plain", b"", f"http://{site.host}{self.path}"), night, site)
        else:
            self._send(self._answer(site, night), night, site)

    do_HEAD = do_GET  # noqa: N815  the base class looks methods up by these names

    def _answer(self, site: Site, night: int) -> Answer:
        try:
            return _ask(site, self.path, night)
        except Exception:  # noqa: BLE001  a mistake in a template is answered as a web server answers it, and shown
            traceback.print_exc()
            return Answer(500, "text/plain; charset=UTF-8", b"The template of this page has a mistake: see the log.\n")

    def _send(self, answer: Answer, night: int, site: Site | None) -> None:
        settings = site.settings if site else {}
        body, packed = answer.body, False
        if (
            settings.get("gzip") != "no"
            and _accepts_gzip(self.headers.get("Accept-Encoding", ""))
            and len(body) >= _WORTH_PACKING
        ):
            body, packed = gzip.compress(body, mtime=0), True
        validators: dict[str, str] = {}
        if site is not None and answer.status == HTTPStatus.OK and settings.get("validators") != "no":
            validators = {"ETag": _etag(body), "Last-Modified": _last_modified(site, self.path, night, answer)}
        if validators and self._has_it(validators):
            self._end(HTTPStatus.NOT_MODIFIED, {**validators, "Vary": "Accept-Encoding"}, None, night)
            return
        headers = {"Content-Type": answer.content_type, "Vary": "Accept-Encoding", **validators, **dict(answer.headers)}
        if packed:
            headers["Content-Encoding"] = "gzip"
        if answer.location:
            headers["Location"] = answer.location
        chunked = settings.get("transfer") == "chunked" and self.request_version == "HTTP/1.1"
        headers |= {"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": str(len(body))}
        self._end(answer.status, headers, _chunks(body) if chunked else body, night)

    def _has_it(self, validators: Mapping[str, str]) -> bool:
        """RFC 9110, 13.2.2: If-None-Match decides alone where it is given."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            return known.strip() == "*" or validators["ETag"] in [tag.strip() for tag in known.split(",")]
        return self.headers.get("If-Modified-Since") == validators["Last-Modified"]

    def _end(self, status: int, headers: Mapping[str, str], body: bytes | None, night: int) -> None:
        host = _bare_host(self.headers.get("Host", ""))
        self.server.samples.requests.append(Request(night, self.command, host, self.path, status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if body is not None and self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the base class's
        """`Samples.requests` keeps the record."""


def _ask(site: Site, target: str, night: int) -> Answer:
    parts = urlsplit(target)
    return site.answer(unquote(parts.path) or "/", dict(parse_qsl(parts.query, keep_blank_values=True)), night)


def _bare_host(host: str) -> str:
    """The Host header without port, and without the ".localhost" by which a browser finds a site on this machine."""
    return host.rsplit(":", 1)[0].lower().removesuffix(".localhost")


def _accepts_gzip(accepted: str) -> bool:
    codings = [coding.replace(" ", "").lower() for coding in accepted.split(",")]
    return any(coding.split(";")[0] == "gzip" and not coding.endswith(";q=0") for coding in codings)


def _etag(body: bytes) -> str:
    """Over the coded bytes: the packed and the plain form of a page are two representations with a tag each."""
    return f'"{hashlib.sha256(body).hexdigest()[:20]}"'


def _last_modified(site: Site, target: str, night: int, answer: Answer) -> str:
    earliest = min(LAST_MODIFIED)
    is_changed = night != earliest and _ask(site, target, earliest) != answer
    return LAST_MODIFIED[night if is_changed else earliest]


def _chunks(body: bytes) -> bytes:
    pieces = [body[start : start + _CHUNK] for start in range(0, len(body), _CHUNK)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def _welcome(samples: Samples, host: str) -> Answer:
    """For a person who opens the bare address; a Host that is none of ours is told so with 421."""
    port = samples.address.rsplit(":", 1)[1]
    links = [f'<li><a href="http://{name}.localhost:{port}/">{name}</a></li>' for name in sorted(samples.sites)]
    heading = f"<title>Sample sites</title>\n<h1>Sample sites, night {samples.night}</h1>"
    text = "\n".join(["<!DOCTYPE html>", heading, "<ul>", *links, "</ul>", ""])
    status = HTTPStatus.OK if host in {"127.0.0.1", "localhost", ""} else HTTPStatus.MISDIRECTED_REQUEST
    return Answer(status, "text/html; charset=UTF-8", text.encode())
