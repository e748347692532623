"""Pages made to exhaust a reader end in a refusal or a page, never in a hang or another exception."""

# ruff: noqa: E501 - mark-up stands in one line

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.clean import PageRefused, read_page

MANY = 100_000


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote", "span", "font size=1", "article"])
def test_a_hundred_thousand_nested_tags_are_refused(tag: str) -> None:
    with pytest.raises(PageRefused, match=r"expected fewer\. (?:Repair|Leave)"):
        read_page((f"<{tag}>" * MANY + "x").encode())


@pytest.mark.parametrize(
    "markup",
    [
        '<div title="</div>">' * MANY,
        "<div><table><td></div></table>" * 30_000,
        "<!-- --><div><!--</div>-->" * 40_000,
        "".join(f"<font size={n}>" for n in range(5000)) + "<p>x</p>" * 5000,
    ],
    ids=["end tags in attributes", "end tags out of scope", "end tags in comments", "formatting opened again"],
)
def test_end_tags_that_close_nothing_do_not_hide_the_nesting(markup: str) -> None:
    with pytest.raises(PageRefused):
        read_page(markup.encode())


@pytest.mark.parametrize(
    "markup", ["<" * 200_000, "<a " * 200_000, '<a "' * 200_000, "<!--" * 200_000, "x<br>" * 50_000]
)
def test_broken_markup_without_end_is_read_in_one_go(markup: str) -> None:
    assert len(read_page(markup.encode()).passages) <= 1


def test_more_tags_than_the_limit_are_refused() -> None:
    with pytest.raises(PageRefused, match="tags; expected at most"):
        read_page(b"<p>x" * 300_001)


TAGS = st.sampled_from(
    "<p> </p> <div> </div> <table> <tr> <td> <td\x20colspan=3> </table> <ul> <li> </ul> <pre> </pre> <br> <b> </b> <blockquote> "
    "</blockquote> <article> <h1> </h1> <nav> </nav> <a\x20href=x> </a> <li\x20class=comment\x20id=c12> <time> <s> </s> <ol\x20start=4>".replace(
        "\x20", "\x00"
    ).split()
)
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\f\r")
"""Without control characters: a beginning full of them is refused as no text."""
PIECES = st.one_of(TAGS.map(lambda tag: tag.replace("\x00", " ")), st.text(LETTERS, max_size=12), st.just("Ash 1,204"))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_markup_gives_passages_whose_lines_and_cells_lie_in_their_text(markup: str) -> None:
    body = markup.encode("utf-8", "replace")
    page = read_page(body)
    assert page == read_page(body)
    assert [passage.ordinal for passage in page.passages] == list(range(len(page.passages)))
    for passage in page.passages:
        assert passage.text
        for line in passage.lines:
            assert "\n" not in passage.text[line.start : line.end]
            assert passage.text[line.start : line.end]
        assert passage.lines[-1].end == len(passage.text)
        for cell in passage.cells:
            assert 0 <= cell.start <= cell.end <= len(passage.text)


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from([None, "text/html", "text/plain", "application/json", "application/xml"])
)
def test_any_bytes_give_a_page_or_a_refusal(body: bytes, content_type: str | None) -> None:
    try:
        read_page(body, content_type=content_type)
    except PageRefused as refusal:
        assert "expected" in str(refusal)  # noqa: PT017 - both outcomes are right
