"""Cleaning a page: passages in page order, comments apart, furniture left out, limits kept."""

from __future__ import annotations

import pytest

from pipelines.clean import PageRefused, read_page


def test_br_lines_follow_closely_and_paragraphs_are_parted_by_a_blank_line() -> None:
    page = read_page(b"<article><p>Votes cast:</p><p>Smith 101<br>Jones 52</p></article>")
    assert [passage.text for passage in page.passages] == ["Votes cast:\n\nSmith 101\nJones 52"]


def test_lines_cover_the_text_they_point_at() -> None:
    page = read_page(b"<h1>Count</h1><p>First.</p><ol start=3><li>Smith 10<li>Jones 9</ol>")
    (passage,) = page.passages
    assert [(line.kind, passage.text[line.start : line.end], line.number) for line in passage.lines] == [
        ("heading", "Count", None),
        ("paragraph", "First.", None),
        ("item", "Smith 10", 3),
        ("item", "Jones 9", 4),
    ]


def test_a_page_beyond_the_size_limit_is_refused_with_what_was_found_and_expected() -> None:
    with pytest.raises(PageRefused, match=r"http://a\.example/: 50,000,000 bytes; expected at most"):
        read_page(b"x" * 50_000_000, url="http://a.example/")


def test_a_date_over_the_posts_of_a_day_is_the_date_of_each() -> None:
    def post(title: str) -> str:
        words = "The count went on until the evening, and the hall was full of people who had come to hear the result."
        return f'<div class="post"><h3>{title}</h3><div class="post-body"><p>{words}</p></div></div>'

    body = f"""<title>A log</title><body><h2 class="date-header"><span>Monday, 22 November 2010</span></h2>
    {post("Counted")}{post("Declared")}<h2 class="date-header"><span>15 April 2013</span></h2>{post("Once more")}"""
    page = read_page(body.encode())
    assert [(passage.post, passage.published_at) for passage in page.passages] == [
        (1, "2010-11-22"),
        (2, "2010-11-22"),
        (3, "2013-04-15"),
    ]


ENTRIES = [
    ("4 May 2015", "The count went on until the evening, and Rowan Ash was ahead by 206 votes when the hall closed."),
    ("3 May 2015", "Ballot papers go back to the scrutineer today; nobody knows how many of the 6,120 have been used."),
]


@pytest.mark.parametrize(
    "shape", ["<b>{0}</b><br>{1}<hr>", "<p>{0}</p><p>{1}</p><hr>", "{1}<p>{0}</p><hr>", "<h3>{0}</h3>{1}<hr>"]
)
def test_dated_entries_parted_by_rules_are_posts(shape: str) -> None:
    entries = "".join(shape.format(*entry) for entry in ENTRIES)
    page = read_page(f"<title>Diary</title><body><h1>Diary of a count</h1>{entries}<p>Ash 1,204</p></body>".encode())
    assert [(p.post, p.published_at) for p in page.passages] == [(1, "2015-05-04"), (2, "2015-05-03")]
    assert "206 votes" in page.passages[0].text
    assert page.passages[1].text.endswith("Ash 1,204")


def test_rules_that_part_one_article_part_no_posts() -> None:
    entries = "<hr>".join(f"<p>{words}</p>" for _, words in ENTRIES)
    page = read_page(f"<body><h1>Diary</h1><p>4 May 2015</p>{entries}</body>".encode())
    assert {passage.post for passage in page.passages} == {1}


def test_a_date_within_the_words_of_a_post_is_its_own() -> None:
    words = '<div class="entry-content"><p>{1}</p><p>Posted by Hazel on {0}</p></div>'
    post = f"<article><h2>{{0}} counted</h2>{words}</article>"
    page = read_page(f"<body>{''.join(post.format(*entry) for entry in ENTRIES)}</body>".encode())
    assert [(p.post, p.published_at) for p in page.passages] == [(1, "2015-05-04"), (2, "2015-05-03")]


@pytest.mark.parametrize(
    ("markup", "text", "cuts"),
    [
        ("<p>Turnout was only <strike>12</strike>14.4 per cent.</p>", "Turnout was only 14.4 per cent.", (16,)),
        (
            "<p>Turnout was <s>12%</s> 14.4%, <b>not <del>9</del></b> less.</p>",
            "Turnout was 14.4%, not less.",
            (11, 22),
        ),
        ("<p>One.</p><p><s>Two.</s></p><p>Ash <s>99</s>120</p>", "One.\n\nAsh 120", (9,)),
    ],
)
def test_struck_out_words_leave_only_their_place(markup: str, text: str, cuts: tuple[int, ...]) -> None:
    (passage,) = read_page(f"<article>{markup}</article>".encode()).passages
    assert (passage.text, passage.cuts) == (text, cuts)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"])
def test_signs_that_end_a_line_are_white_space(mark: str) -> None:
    page = read_page(f"<article><p>Ash{mark}120, caf\u00e9</p><pre>Birch 98{mark}Elm 7</pre></article>".encode())
    assert page.passages[0].text == "Ash 120, caf\u00e9\n\nBirch 98\nElm 7"
