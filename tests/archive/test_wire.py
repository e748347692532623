"""Whatever bytes a server sends, heads, chunks and codings are read: rightly where right, quietly where not."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from backports import zstd
from hypothesis import example, given
from hypothesis import strategies as st

from archive.coding import decode
from archive.errors import PayloadRefused
from archive.wire import dechunk, payload, read_head

CODERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}


@given(
    pieces=st.lists(st.binary(min_size=1, max_size=60)), extension=st.sampled_from([b"", b";a=b", b' ;q="x"', b"  "])
)
def test_chunks_are_joined(pieces, extension):
    lines = [b"%x%s\r\n%s\r\n" % (len(piece), extension, piece) for piece in pieces]
    assert dechunk(b"".join(lines) + b"0\r\n\r\n") == b"".join(pieces)
    assert dechunk(b"".join(lines) + b"0\r\nTrailer: x\r\n\r\n") == b"".join(pieces)
    if pieces:
        cut = b"".join(lines)[:-3]
        assert b"".join(pieces).startswith(dechunk(cut)), "a body that breaks off gives what came"


@given(body=st.binary(max_size=200))
@example(b"FFFFFFFFFFFFFFFF\r\nx")
@example(b"-1\r\nx\r\n0\r\n\r\n")
@example(b"0x3\r\nabc\r\n0\r\n\r\n")
def test_any_bytes_can_be_asked_for_their_payload(body):
    message = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body
    assert isinstance(payload(message, read_head(message)), bytes)


@given(message=st.binary(max_size=300))
def test_any_bytes_have_a_head(message):
    head = read_head(message)
    assert head.size <= len(message)
    assert payload(message, head) is not None


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"HTTP/1.1 200 OK", 200),
        (b"HTTP/1.0 404", 404),
        (b"HTTP/2 200", 200),
        (b"HTTP/1.1  301 Moved", 301),
        (b"HTTP/1.1 2000 OK", 0),
        (b"ICY 200 OK", 0),
        (b"http/1.1 200 ok", 0),
        (b"<html>", 0),
    ],
)
def test_status_lines(line, status):
    assert read_head(line + b"\r\nA: b\r\n\r\n").status == status


def test_heads_as_odd_servers_send_them():
    head = read_head(
        b"HTTP/1.1 200 OK\nSet-A : 1\nno colon\nX: a\n\tfolded\nset-a: 2\nContent-TYPE: Text/HTML; charset=x\n\nbody"
    )
    assert head.headers[0] == ("Set-A", "1")
    assert head.get("x") == "a folded"
    assert head.all("set-a") == "1, 2"
    assert head.mime == "text/html"
    assert head.size == len(
        b"HTTP/1.1 200 OK\nSet-A : 1\nno colon\nX: a\n\tfolded\nset-a: 2\nContent-TYPE: Text/HTML; charset=x\n\n"
    )


@given(body=st.binary(max_size=400), names=st.lists(st.sampled_from([*CODERS, "identity"]), max_size=4))
def test_codings_are_undone_in_the_order_in_which_they_were_done(body, names):
    coded = body
    for name in names:
        coded = CODERS.get(name, bytes)(coded)
    assert decode(coded, ", ".join(names), where="test") == body


@given(
    body=st.binary(max_size=400), name=st.sampled_from(list(CODERS)), cut=st.integers(0, 500), flip=st.integers(0, 500)
)
def test_damaged_codings_give_something_or_are_refused(body, name, cut, flip):
    coded = bytearray(CODERS[name](body * 20)[: cut + 1])
    coded[flip % len(coded)] ^= 0x55
    for spoiled in (bytes(coded), body):
        try:
            assert isinstance(decode(spoiled, name, where="test", limit=100_000), bytes)
        except PayloadRefused as refused:
            assert "more than 100,000 bytes" in str(refused)  # noqa: PT017


def test_a_pile_of_codings_or_members_is_refused():
    with pytest.raises(PayloadRefused, match="5 content codings"):
        decode(b"", "gzip, gzip, gzip, gzip, gzip", where="test")
    with pytest.raises(PayloadRefused):
        decode(gzip.compress(b"") * 5000, "gzip", where="test")
