"""Bytes to text: declared, undeclared, and wrongly declared."""

from __future__ import annotations

import pytest

from pipelines.clean import read_page
from pipelines.cleaning.charset import to_utf8

NAME = "Seán Ó Muirí – 59 067 €"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("cp1252", '<meta charset="windows-1252">'),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("cp1252", '<meta charset="utf-8">'),
        ("cp1252", ""),
        ("utf-8-sig", '<meta charset="latin-1">'),
        ("utf-16", ""),
    ],
)
def test_names_survive_declarations_true_false_and_missing(encoding: str, declared: str) -> None:
    body = f"<html><head>{declared}</head><body><p>{NAME} votes</p></body></html>".encode(encoding)
    (passage,) = read_page(body).passages
    assert passage.text == f"{NAME} votes"


def test_the_header_counts_before_the_meta() -> None:
    body = '<meta charset="utf-8"><p>Łódź 120</p>'.encode("iso-8859-2")
    assert read_page(body, content_type="text/html; charset=iso-8859-2").passages[0].text == "Łódź 120"


def test_characters_that_nobody_sees_are_left_out_of_the_text() -> None:
    (passage,) = read_page("<p>McClus\u00adkey\u200b 59\u00a0067</p>".encode()).passages
    assert passage.text == "McCluskey 59\u00a0067"


def test_bytes_that_are_utf8_already_are_not_copied() -> None:
    body = "<p>Ó 120</p>".encode()
    assert to_utf8(body) is body


def test_a_page_encoded_twice_is_decoded_twice() -> None:
    meant = "Hicks’s votes – 52,527 “in all”, said José; it wasn’t close"
    twice = "".join(
        chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252") for b in meant.encode()
    )
    assert to_utf8(twice.encode()).decode() == meant


def test_one_sign_of_double_encoding_may_be_a_quotation() -> None:
    quoted = "The page printed â€™ for an apostrophe, and a façade stays one".encode()
    assert to_utf8(quoted) == quoted
