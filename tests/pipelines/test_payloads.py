"""Feeds, REST answers, wiki revisions and plain text."""

# ruff: noqa: E501 - mark-up stands as engines write it

from __future__ import annotations

import json

import pytest

from pipelines.clean import PageRefused, read_page


def test_wordpress_rest_posts_are_posts_with_title_and_utc_time() -> None:
    body = json.dumps(
        [
            {
                "title": {"rendered": "Ash &amp; Birch"},
                "content": {"rendered": "<p>Ash 1,204<br>Birch 998</p>"},
                "date": "2017-04-21T19:02:00",
                "date_gmt": "2017-04-21T18:02:00",
                "modified_gmt": "2017-04-22T08:00:00",
            },
            {
                "title": {"rendered": "Recount"},
                "content": {"rendered": "<p>Ash 1,240</p>"},
                "date": "2017-04-23T10:00:00",
            },
        ]
    )
    page = read_page(body.encode(), content_type="application/json; charset=utf-8")
    assert page.title == "Ash & Birch"
    assert page.published_at == "2017-04-21T18:02:00Z"
    assert [(p.post, p.text, p.heading) for p in page.passages] == [
        (1, "Ash 1,204\nBirch 998", "Ash & Birch"),
        (2, "Ash 1,240", "Recount"),
    ]


def test_wordpress_rest_comments_are_comments() -> None:
    body = json.dumps(
        [
            {
                "post": 5,
                "author_name": "Hazel",
                "date_gmt": "2017-04-21T18:02:00",
                "content": {"rendered": "<p>Only 12%.</p>"},
            }
        ]
    )
    (passage,) = read_page(body.encode(), content_type="application/json").passages
    assert (passage.block, passage.author, passage.published_at, passage.text) == (
        "comment:1",
        "Hazel",
        "2017-04-21T18:02:00Z",
        "Only 12%.",
    )


@pytest.mark.parametrize(
    "feed",
    [
        """<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title><item><title>Ash wins</title>
        <dc:creator>Hazel</dc:creator><pubDate>Fri, 21 Apr 2017 18:02:00 +0000</pubDate><description>short</description>
        <content:encoded><![CDATA[<p>Ash 1,204</p>]]></content:encoded></item></channel></rss>""",
        """<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title><entry><title>Ash wins</title><author><name>Hazel</name></author>
        <published>2017-04-21T18:02:00Z</published><content type="html">&lt;p&gt;Ash 1,204&lt;/p&gt;</content></entry></feed>""",
    ],
    ids=["rss", "atom"],
)
def test_feed_entries_are_posts(feed: str) -> None:
    page = read_page(feed.encode(), content_type="application/xml")
    (passage,) = page.passages
    assert (page.title, passage.text, passage.author) == ("Ash wins", "Ash 1,204", "Hazel")
    assert (passage.published_at or "").startswith("2017-04-21T18:02")


def test_a_feed_of_comments_is_read_as_comments() -> None:
    feed = """<rss><channel><item><title>By: Hazel</title><link>http://a.example/p#comment-9</link><dc:creator>Hazel</dc:creator>
    <pubDate>Fri, 21 Apr 2017 18:02:00 +0000</pubDate><description>Only 12%.</description></item></channel></rss>"""
    (passage,) = read_page(feed.encode()).passages
    assert (passage.block, passage.author, passage.text) == ("comment:1", "Hazel", "Only 12%.")


def test_columns_in_plain_text_are_a_table_with_cells() -> None:
    text = "RESULT OF THE BALLOT\n\nRowan Ash        1,204   54.7%\nSilver Birch       998   45.3%\n"
    (passage,) = read_page(text.encode(), content_type="text/plain").passages
    assert passage.kind == "table"
    cells = [(c.row, c.column, passage.text[c.start : c.end]) for c in passage.cells]
    assert cells[1:] == [
        (1, 0, "Rowan Ash"),
        (1, 1, "1,204"),
        (1, 2, "54.7%"),
        (2, 0, "Silver Birch"),
        (2, 1, "998"),
        (2, 2, "45.3%"),
    ]


def test_plain_prose_is_body() -> None:
    (passage,) = read_page(b"Ash won with 1,204 votes.\nBirch had 998.\n", content_type="text/plain").passages
    assert (passage.kind, passage.text) == ("body", "Ash won with 1,204 votes.\nBirch had 998.")


def test_mediawiki_revisions_are_read_as_text() -> None:
    body = json.dumps(
        {
            "query": {
                "pages": [
                    {
                        "title": "Ballot",
                        "revisions": [
                            {
                                "user": "Hazel",
                                "timestamp": "2017-04-21T18:02:00Z",
                                "slots": {"main": {"content": "Ash had 1,204."}},
                            }
                        ],
                    }
                ]
            }
        }
    )
    page = read_page(body.encode(), content_type="application/json")
    assert (page.title, page.passages[0].text) == ("Ballot", "Ash had 1,204.")


@pytest.mark.parametrize("body", ['{"votes": 3}', '{"broken": '])
def test_other_json_is_refused_and_says_what_would_do(body: str) -> None:
    with pytest.raises(PageRefused, match=r"http://a\.example/x: JSON .*expected"):
        read_page(body.encode(), url="http://a.example/x", content_type="application/json")


def test_a_page_that_only_begins_like_json_is_read_as_a_page() -> None:
    (passage,) = read_page(b"[Ash 1,204 votes]").passages
    assert passage.text == "[Ash 1,204 votes]"
