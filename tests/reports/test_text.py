from __future__ import annotations

import csv
import io
import re
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import text

RLO, LRI, PDF = "\u202e", "\u2066", "\u202c"


def test_characters_that_reorder_are_shown_by_name():
    assert text.visible(f"52,000{RLO}000,53") == "52,000⟨U+202E⟩000,53"


def test_joiners_of_real_words_stay():
    assert text.visible("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text())
def test_nothing_hidden_is_left(raw):
    shown = text.visible(raw)
    assert not set(shown) & set(
        map(chr, (0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200F, 0, 7, 27))
    )


def test_a_megabyte_is_cut():
    assert len(text.one_line("x" * 1_000_000, 300)) < 310
    before, token, after = text.sentence_around("x " * 250_000 + "52,000" + " y" * 250_000, 500_000, 500_006, 300)
    assert token == "52,000"
    assert len(before + after) < 310


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//host/x",
        "http:",
        "http://[",
        "",
        None,
        "http://a/\u202e",
    ],
)
def test_only_addresses_of_pages_become_links(url):
    assert text.safe_link(url) is None


def test_an_ordinary_address_becomes_a_link():
    assert text.safe_link("https://branch-diary.example/2010?x=1") == "https://branch-diary.example/2010?x=1"


@pytest.mark.parametrize(
    "raw", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "＝1", '"=1"', "|x", "%0A"]
)
def test_a_cell_never_begins_a_formula(raw):
    assert text.csv_cell(raw).startswith("'")


@pytest.mark.parametrize("raw", ["-3.5", "+3.5", "59067", "41.5%", "Con +3"])
def test_plain_numbers_and_words_stay(raw):
    assert text.csv_cell(raw) == raw


@given(st.text())
def test_no_text_at_all_begins_a_formula(raw):
    cell = text.csv_cell(raw)
    line = io.StringIO()
    csv.writer(line).writerow([cell])
    assert next(csv.reader(io.StringIO(line.getvalue())), [""]) == [cell]
    assert not cell.strip().startswith(("=", "@", "\t")) or cell.startswith("'")


def test_markdown_stays_text():
    shown = text.markdown("<img src=x> **bold** [a](javascript:x) | @somebody #12 `code`\nnext")
    assert "<" not in shown.replace("\\<", "")
    assert "@\u2060somebody" in shown
    assert "\\|" in shown
    assert "\n" not in shown


@pytest.mark.parametrize(
    ("raw", "shown"), [("- x", "\\- x"), ("1. x", "1\\. x"), ("# x", "\\# x"), ("41.5% (see -3)", "41.5% (see -3)")]
)
def test_markdown_begins_no_list_and_leaves_plain_text_plain(raw, shown):
    assert text.markdown(raw) == shown


@given(st.text())
def test_a_shell_sees_one_word(raw):
    assert len(shlex.split(text.shell_word(raw))) == 1


@given(st.text(max_size=3000), st.integers(0, 3000), st.integers(0, 60))
def test_a_quoted_sentence_keeps_its_token_and_a_length(raw, start, length):
    start = min(start, len(raw))
    end = min(start + length, len(raw))
    before, token, after = text.sentence_around(raw, start, end, 300)
    assert token == text.visible(re.sub(r"\s+", " ", raw[start:end].replace("\t", " │ ")))
    assert not set("\n\t") & set(before + token + after)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("It rained. He took 101,000 votes, they say. Nobody cared.", ("He took ", "101,000", " votes, they say.")),
        ("Hicks\t52,527\nBayliss\t101,000\nrest", ("Bayliss │ ", "101,000", "")),
        ("x " * 400 + "101,000" + " y" * 400, ("… " + "x " * 74, "101,000", " y" * 74 + " …")),
    ],
)
def test_a_quote_is_the_sentence_or_the_row_or_cut_at_words(said, shown):
    start = said.index("101,000")
    assert text.sentence_around(said, start, start + 7, 300) == shown
