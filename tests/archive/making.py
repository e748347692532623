"""Exchanges for the tests, as servers send them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from archive.exchange import Exchange
from archive.writer import CaptureWriter

START = datetime(2010, 11, 21, 14, 0, 0, 123456, tzinfo=UTC)
SOFTWARE = "tallysheet tests"


def exchange(url, body=b"", *, head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", asked=b"", minutes=0, **more):
    """A GET and its answer; `head` without the blank line, `asked` further request lines."""
    request = b"GET / HTTP/1.1\r\nHost: blog.example\r\n" + asked + b"\r\n"
    started = START + timedelta(minutes=minutes)
    return Exchange(url, request, head + b"\r\n" + body, started, ip="192.0.2.7", **more)


def not_modified(url, *, etag, minutes, head=b"HTTP/1.1 304 Not Modified\r\n"):
    return exchange(url, head=head, asked=b"If-None-Match: " + etag + b"\r\n", minutes=minutes)


def with_etag(etag, content_type=b"text/html"):
    return b"HTTP/1.1 200 OK\r\nContent-Type: " + content_type + b"\r\nETag: " + etag + b"\r\n"


def writer(folder, run_id="20101121T140000Z", source_id="blog", **more):
    return CaptureWriter(folder, run_id=run_id, source_id=source_id, software=SOFTWARE, **more)


def keep(folder, *exchanges, run_id="20101121T140000Z", source_id="blog"):
    """The captures of a whole file."""
    with writer(folder, run_id, source_id) as out:
        return [out.exchange(one) for one in exchanges]
