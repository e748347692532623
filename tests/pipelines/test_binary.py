"""Files that are no text are refused with what they are and what to do; text in any encoding is read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from flows.commands import extract
from pipelines.clean import PageRefused, read_page

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "<!doctype html><title>Count</title><article><p>Ann Lee won with 1,204 votes.</p></article>"
CONTESTS = [
    {
        "contest_id": "chair-2031",
        "title": "Chair 2031",
        "candidates": [{"candidate_id": "ann-lee", "name": "Ann Lee"}],
    }
]
WARC = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, PAGE)
    return file.getvalue()


def random_bytes() -> bytes:
    return random.Random(1).randbytes(5000)


@pytest.mark.parametrize(
    ("body", "what", "todo"),
    [
        (gzip.compress(PAGE.encode(), mtime=0), "a gzip file", "Unpack it first"),
        (gzip.compress(WARC, mtime=0), "a WARC file", "tallysheet archive import"),
        (WARC, "a WARC file", "tallysheet archive import"),
        (packed("datapackage.json", "archive/data.warc.gz"), "a WACZ file", "tallysheet archive import"),
        (packed("page.html"), "a zip file", "Unpack it first"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "Excel", "Save it as HTML"),
        (b"%PDF-1.7\nAnn Lee won with 1,204 votes.", "a PDF document", "pdftotext"),
        (b"\x89PNG\r\n\x1a\n" + PAGE.encode(), "a PNG picture", "check --figures"),
        (bz2.compress(PAGE.encode()), "a bzip2 file", "Unpack it first"),
        (lzma.compress(PAGE.encode()), "an xz file", "Unpack it first"),
        (random_bytes(), "bytes that are no text", "Look at it"),
    ],
)
def test_a_file_that_is_no_text_is_refused_by_name(body: bytes, what: str, todo: str) -> None:
    with pytest.raises(PageRefused) as refused:
        read_page(body, content_type="text/html")
    assert what in str(refused.value)
    assert "expected a page" in str(refused.value)
    assert todo in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "ascii"])
def test_text_is_read_in_every_encoding_that_pages_come_in(encoding: str) -> None:
    assert "1,204 votes" in read_page(PAGE.encode(encoding)).passages[0].text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Wählerstimmen für Grün 1,204 votes", "cp1252"), ("得票数 1,204 votes 。選挙管理委員会", "shift_jis")],
)
def test_letters_beyond_ascii_are_no_noise(text: str, encoding: str) -> None:
    page = f'<meta charset="{encoding}"><p>{text}</p>'.encode(encoding)
    assert "1,204 votes" in read_page(page).passages[0].text


def test_a_stray_zero_byte_leaves_a_page_readable() -> None:
    assert "1,204 votes" in read_page(PAGE.replace("</title>", "\x00</title>").encode()).passages[0].text


def test_a_page_that_begins_like_a_word_of_a_format_is_still_a_page() -> None:
    assert read_page(b"BZhang said that 1,204 votes were cast.").passages


def test_extract_says_when_no_page_reports_a_figure(tmp_path: Path) -> None:
    (tmp_path / "contests.json").write_text(json.dumps(CONTESTS))
    (tmp_path / "a.html").write_text("<p>Ann Lee met 31 people in 4 towns.</p>")
    told = ["--contests", str(tmp_path / "contests.json"), str(tmp_path / "a.html")]
    result = CliRunner().invoke(extract.command, told)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "in 1 page" in result.stderr


def test_extract_leaves_files_out_that_are_no_pages_and_reads_the_others(tmp_path: Path) -> None:
    (tmp_path / "contests.json").write_text(json.dumps(CONTESTS))
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(WARC + PAGE.encode()))
    (tmp_path / "b.html").write_text(PAGE)
    (tmp_path / "c.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    files = [str(tmp_path / name) for name in ("a.warc.gz", "b.html", "c.html.gz")]
    result = CliRunner().invoke(extract.command, ["--contests", str(tmp_path / "contests.json"), *files])
    assert result.exit_code == 1
    assert [json.loads(line)["value"] for line in result.stdout.splitlines()] == [1204]
    left_out = result.stderr.splitlines()
    assert len(left_out) == 2
    assert left_out[0].startswith(f"Left out: {files[0]}: found a WARC file (gzip); expected a page")
    assert "archive import" in left_out[0]
    assert "Unpack it first" in left_out[1]
