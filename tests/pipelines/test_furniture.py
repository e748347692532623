"""What is left out around an article, and what must not be."""

# ruff: noqa: E501 - mark-up stands as engines write it

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.clean import read_page

if TYPE_CHECKING:
    from pipelines.model import Page

STORY = (
    "<p>Rowan Ash won the ballot with 1,204 votes, the scrutineer announced on Friday evening in the union's hall.</p>"
    "<p>Silver Birch came second with 998 votes; the turnout was 12.2 per cent, lower than three years before.</p>"
)


def page_of(body: str, title: str = "Ash wins the ballot") -> Page:
    return read_page(f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode())


def text_of(body: str) -> str:
    return "\n".join(passage.text for passage in page_of(body).passages)


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><ul><li><a href=/>Home 7071</a></li><li><a href=/n>News</a></li></ul></nav>",
        '<div class="related-posts"><h3>Related</h3><ul><li><a href=/x>Elm took 7071 votes in May</a></li></ul></div>',
        "<h3>You may also like</h3><ul><li><a href=/x>Elm took 7071 votes in May</a><li><a href=/y>More on the ballot</a></ul>",
        '<div class="sidebar"><h4>Most read</h4><ol><li>Elm on 7071 votes <b>740</b></li></ol></div>',
        '<div class="share-buttons"><span>7071</span> shares</div>',
        '<div class="poll widget"><p>Who should win? Ash 70% Birch 30% (7071 taken)</p></div>',
        '<aside class="newsletter">Join 7071 readers</aside>',
        "<footer>Call 020 7071 7071. Copyright 2017.</footer>",
        '<p class="tags">Tags: <a href=/t>ballot 7071</a></p>',
        "<p>READ NEXT: <a href=/x>Elm took 7071 votes in the May election of the branch</a></p>",
        '<p style="display:none">7071 hidden votes</p>',
        "<p>Ash took <s>7071</s> votes.</p>",
        "<p>Ash took <del>7071</del> votes.</p>",
        "<script>var votes = 7071;</script><style>.v7071{}</style>",
        '<div class="post-navigation"><a href=/x>Previous: 7071 votes</a></div>',
        "<form><label>Votes <input value=7071></label><select><option>7071</option></select></form>",
        '<p class="comment-count">7071 comments</p>',
    ],
)
def test_furniture_inside_the_article_is_left_out(furniture: str) -> None:
    text = text_of(f"<main><article><h1>Ash wins the ballot</h1>{STORY}{furniture}</article></main>")
    assert "1,204" in text
    assert "12.2 per cent" in text
    assert "7071" not in text


@pytest.mark.parametrize(
    "result",
    [
        "<p>Ash 1,305<br>Birch 998</p>",
        "<p>Ash 1,305</p><p>Birch 998</p>",
        "<table><tr><td>Ash<td>1,305<tr><td>Birch<td>998</table>",
        "<pre>Ash     1,305\nBirch     998</pre>",
        "<ul><li>Ash 1,305<li>Birch 998</ul>",
        "<dl><dt>Ash<dd>1,305<dt>Birch<dd>998</dl>",
        "<div class=grid><div>Ash</div><div>1,305</div><div>Birch</div><div>998</div></div>",
        "<div class='results widget'><span>Ash</span> <span>1,305</span></div>",
        "<h3>Ash 1,305</h3><h3>Birch 998</h3>",
        "<blockquote>Ash had 1,305 in the end.</blockquote>",
        "<figure><img src=x><figcaption>Ash, with 1,305 votes</figcaption></figure>",
        "<ul><li><a href=/ash>Ash</a> 1,305<li><a href=/birch>Birch</a> 998</ul>",
        "<center><font size=2><b>Ash 1,305</b></font></center>",
        "<details><summary>Result</summary><p>Ash 1,305</p></details>",
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        "<div id=main><div class='post hentry'><h3 class=post-title>Ash wins the ballot</h3><div class='post-body entry-content'>{}</div></div></div>",
        "<article class=post><h1>Ash wins the ballot</h1><div class=entry-content>{}</div></article>",
        "<table width=100%><tr><td><a href=/>Home</a><td><h1>Ash wins the ballot</h1>{}</table>",
        "<h1>Ash wins the ballot</h1>{}",
    ],
    ids=["blogger", "wordpress", "layout table", "plain"],
)
def test_results_in_any_shape_stay(frame: str, result: str) -> None:
    assert "1,305" in text_of(frame.format(STORY + result))


def test_a_short_official_page_keeps_its_only_lines() -> None:
    text = text_of(
        "<div class=header><a href=/>Council</a></div><div id=content><h1>Declaration of result</h1>"
        "<p>Ash, Rowan: 120</p><p>Birch, Silver: 98</p></div>"
    )
    assert "Ash, Rowan: 120" in text
    assert "Birch, Silver: 98" in text


def test_an_article_in_a_column_with_a_furniture_name_is_read_all_the_same() -> None:
    assert "1,204" in text_of(f"<div class='sidebar-left widget'><h1>Ash wins the ballot</h1>{STORY}</div>")


def test_date_lines_and_counters_are_no_text_but_figures_alone_on_a_line_are() -> None:
    text = text_of(
        f"<article><h1>Ash wins the ballot</h1><p>By Hazel Rowan, 21 April 2017, 18:02 BST</p>{STORY}<p>3 of 7</p><p>519</p></article>"
    )
    assert "Hazel" not in text
    assert "3 of 7" not in text
    assert text.endswith("519")


def test_the_headline_is_the_title_and_the_heading_of_what_follows() -> None:
    page = page_of(
        f"<div id=head><h1>The Branch Gazette</h1></div><article><h1>Ash wins the ballot</h1>{STORY}</article>"
    )
    assert page.title == "Ash wins the ballot"
    assert page.passages[0].heading == "Ash wins the ballot"
    assert "Gazette" not in page.passages[0].text


def test_an_embedded_post_is_a_quote_even_in_a_box_named_social() -> None:
    page = page_of(
        f"<article><h1>Ash wins the ballot</h1>{STORY}<div class='social-embed widget'><blockquote>"
        "<p>We make it 1,305 for Ash.</p>&mdash; Count Watch (@countwatch)</blockquote></div></article>"
    )
    assert [passage.text for passage in page.passages if passage.kind == "quote"] == [
        "We make it 1,305 for Ash.\n\n— Count Watch (@countwatch)"
    ]


CARD = "<div class=card><h3>Ash</h3><div>Votes</div><div>1,305</div><div>Share</div><div>41.2%</div></div>"


def test_a_label_share_is_no_button_where_its_figure_stands_beside_it() -> None:
    text = text_of(f"<article><h1>Ash wins the ballot</h1>{STORY}{CARD}</article>")
    assert text.endswith("Votes\n\n1,305\n\nShare\n\n41.2%")


def test_a_button_share_and_its_count_are_left_out() -> None:
    text = text_of(f"<article><h1>Ash wins the ballot</h1>{STORY}<div>Share</div><div>1,877</div></article>")
    assert "1,877" not in text


@pytest.mark.parametrize("name", ["share", "vote-share", "shareOfVote"])
def test_a_percentage_named_share_is_a_result(name: str) -> None:
    row = "<div><b>Ash</b> <span class={0}>41.2%</span></div><div><b>Birch</b> <div class={0}>33.9 %</div></div>"
    text = text_of(f"<article><h1>Ash wins the ballot</h1>{STORY}{row.format(name)}</article>")
    assert "41.2%" in text
    assert "33.9 %" in text


BOX = "<div class={}><div>Stage two</div><div><i>Ash</i> <i>1,305</i> <i>54.1%</i></div><div><i>Birch</i> <i>1,107</i> <i>45.9%</i></div></div>"


@pytest.mark.parametrize("name", ["count-widget", "stv_widget", "carousel"])
def test_a_box_of_results_among_the_paragraphs_stays_whatever_it_looks_like(name: str) -> None:
    assert "45.9%" in text_of(f"<main><h1>Ash wins the ballot</h1>{STORY}{BOX.format(name)}{STORY}</main>")


@pytest.mark.parametrize("name", ["poll-widget", "vote-widget", "related-widget", "newsletter"])
def test_a_box_that_says_its_purpose_goes_even_with_figures(name: str) -> None:
    assert "45.9%" not in text_of(f"<main><h1>Ash wins the ballot</h1>{STORY}{BOX.format(name)}{STORY}</main>")


ROWS = "".join(f"<tr><td>Contender {n}</td><td>{n},305</td></tr>" for n in range(1, 60))


@pytest.mark.parametrize(
    "frame",
    [
        "<h1>Ash wins the ballot</h1><table>{}</table>{}",
        "<div class=content><h1>Ash wins the ballot</h1><table>{}</table></div>{}",
        "<table>{}</table><div><div>{}</div></div>",
    ],
    ids=["beside", "beside its box", "in boxes"],
)
def test_a_short_sentence_after_a_large_table_stays(frame: str) -> None:
    assert "Ash is elected." in text_of(frame.format(ROWS, "<p>Ash is elected.</p>"))


NAMES = ["Rowan Ash of the Green Alliance", "Silver Birch of the River Party", "Alder Elm, not of any party"]


@pytest.mark.parametrize(
    ("row", "frame"),
    [
        ("<li><a href=/{0}>{1}</a> {0},305</li>", "<ul>{}</ul>"),
        ("<tr><td><a href=/{0}>{1}</a></td><td>{0},305</td></tr>", "<table>{}</table>"),
        ("<div><a href=/{0}>{1}</a><span>{0},305</span></div>", "<div class=cards>{}</div>"),
        ("<div><a href=/{0}>{1}</a><span>{0}1.2%</span></div>", "<div>{}</div>"),
    ],
    ids=["list", "table", "cards", "shares"],
)
def test_candidates_with_pages_of_their_own_stay_with_their_figures(row: str, frame: str) -> None:
    rows = "".join(row.format(number, name) for number, name in enumerate(NAMES, 1))
    assert NAMES[2] in text_of(f"<main><h1>Ash wins the ballot</h1>{STORY}{frame.format(rows)}</main>")


def test_links_to_other_pages_go_with_what_readers_did_there() -> None:
    rows = "".join(f"<li><a href=/{name}>{name} speaks to the branch</a> 7,071 views</li>" for name in NAMES)
    assert "7,071" not in text_of(f"<main><h1>Ash wins the ballot</h1>{STORY}<ul>{rows}</ul></main>")


def test_a_lead_called_tagline_stays_where_it_tells_figures() -> None:
    lead = "<p class=tagline>Ash took 1,305 votes in the end.</p>"
    assert "1,305" in text_of(f"<main><h1>Ash wins the ballot</h1>{lead}{STORY}</main>")
    author = "<p class=author>Hazel Rowan has 1,877 followers and 402 posts.</p>"
    assert "1,877" not in text_of(f"<main><h1>Ash wins the ballot</h1>{author}{STORY}</main>")


def test_a_box_set_into_the_text_stays_and_a_side_column_goes() -> None:
    box = "<aside><h4>Result</h4><ul><li>Ash 1,305</li><li>Birch 1,107</li></ul></aside>"
    assert "1,107" in text_of(f"<article><h1>Ash wins the ballot</h1>{STORY}{box}{STORY}</article>")
    assert "1,107" not in text_of(f"<main><h1>Ash wins the ballot</h1>{STORY}{box}</main>")


@pytest.mark.parametrize("foot", ["<footer>{}</footer>", "<div class=entry-footer>{}</div>"])
def test_a_correction_in_the_foot_of_an_article_stays(foot: str) -> None:
    said = "<p>Correction: Ash had 1,305 votes, and not 1,204 as we wrote before.</p>"
    assert "1,305" in text_of(f"<article><h1>Ash wins the ballot</h1>{STORY}{foot.format(said)}</article>")
    assert "7071" not in text_of(
        f"<article><h1>Ash wins</h1>{STORY}{foot.format('<p>Call us on 7071 7071.</p>')}</article>"
    )
