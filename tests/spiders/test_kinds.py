"""Every kind of source, against a local site that answers as such sites do."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from archive.store import Archive
from spiders.kinds import kinds, spider_class
from spiders.kinds.thread import thread_of
from spiders.plan import PlannedSource, archive_and_page, plans
from tests.spiders.local_site import HOST, ok, page, source

if TYPE_CHECKING:
    from tests.spiders.local_site import Nights, Site

BASE = f"http://{HOST}"


def told(rows: Any, more: str = "") -> bytes:
    return ok(json.dumps(rows), "application/json; charset=UTF-8", more=more)


class Answers(dict[str, Any]):
    """A site's answers, by path without query; a callable is given the query and gives the answer."""

    def get(self, path: str, default: Any = None) -> Any:
        parts = urlsplit(path)
        found = super().get(parts.path, default)
        if callable(found):
            return found({key: values[0] for key, values in parse_qs(parts.query).items()})
        return found


def entry(path: str, day: str, replies: str = "") -> str:
    more = f'<link rel="replies" type="application/atom+xml" href="{BASE}{replies}"/>' if replies else ""
    return (
        f'<entry><id>{path}</id><link rel="alternate" href="{BASE}{path}"/>{more}'
        f"<published>{day}T10:00:00Z</published><updated>{day}T10:00:00Z</updated></entry>"
    )


def atom(*entries: str, onward: str = "") -> bytes:
    more = f'<link rel="next" href="{BASE}{onward}"/>' if onward else ""
    return ok(f'<feed xmlns="http://www.w3.org/2005/Atom">{more}{"".join(entries)}</feed>', "application/atom+xml")


def rss(*paths: str) -> bytes:
    items = "".join(f"<item><link>{BASE}{path}</link></item>" for path in paths)
    return ok(f"<rss><channel>{items}</channel></rss>", "application/rss+xml")


# --- WordPress ---------------------------------------------------------------------------------------------------


@pytest.fixture
def wordpress(site: Site) -> Site:
    """203 posts, 101 comments of the first, as REST of 6.1 answers."""
    posts = [
        {
            "id": n,
            "link": f"{BASE}/2010/11/post-{n}/",
            "date_gmt": "2010-11-21T13:00:00",
            "modified_gmt": "2010-11-21T13:00:00",
        }
        for n in range(203)
    ]
    comments = [
        {
            "id": n,
            "post": 0,
            "link": f"{BASE}/2010/11/post-0/comment-page-1/#comment-{n}",
            "date_gmt": "2010-11-22T08:00:00",
        }
        for n in range(101)
    ]

    def of(rows: list[dict[str, Any]], *, past_end: bytes) -> Any:
        def answer(query: dict[str, str]) -> bytes:
            after = query.get("modified_after") or ("9999" if rows is comments and "after" in query else "")
            fit = [row for row in rows if row.get("modified_gmt", "") >= after or not after]
            start, size = (int(query["page"]) - 1) * 100, int(query["per_page"])
            if fit and start >= len(fit):
                return past_end
            return told(fit[start : start + size], f"X-WP-TotalPages: {-(-len(fit) // 100)}\r\n")

        return answer

    site.answers = Answers(site.answers)
    refused = ok('{"code":"rest_post_invalid_page_number"}', "application/json", status="400 Bad Request")
    link = f'Link: <{BASE}/wp-json/>; rel="https://api.w.org/"\r\n'
    site.answers |= {
        "/": ok("<title>Front</title>", more=link),
        "/wp-json/wp/v2/posts": of(posts, past_end=refused),
        "/wp-json/wp/v2/pages": told([]),
        "/wp-json/wp/v2/comments": of(comments, past_end=told([])),
    }
    site.answers |= {f"/2010/11/post-{n}/": page(f"Post {n}", f"/2010/11/post-{n}/?replytocom=1") for n in range(203)}
    newest = '<li id="comment-100"><a href="/2010/11/post-0/comment-page-2/#comment-100">at nine</a> 52 for Lee</li>'
    older = '<a href="/2010/11/post-0/comment-page-1/">Older comments</a>'
    site.answers["/2010/11/post-0/"] = ok(f"<title>Post 0</title><ol>{newest}</ol>{older}")
    site.answers["/2010/11/post-0/comment-page-1/"] = page("Post 0, 1", "/2010/11/post-0/comment-page-2/")
    site.answers["/2010/11/post-0/comment-page-2/"] = page("Post 0, 2")
    return site


def test_wordpress_gives_all_posts_and_comment_pages_by_rest(wordpress: Site, nights: Nights) -> None:
    outcome = nights.crawl(wordpress, source("wordpress", "/", since="2010", until="2010-11"))
    assert (outcome.outcome, outcome.pages, outcome.errors) == ("collected", 204, 0)
    assert "/2010/11/post-0/comment-page-2/" not in wordpress.paths()  # the post's own page shows it
    lists = [asked for asked in wordpress.paths() if "/wp/v2/posts" in asked]
    assert [parse_qs(urlsplit(path).query)["page"] for path in lists] == [["1"], ["2"], ["3"]]
    assert "after=2010-01-01" in lists[0]
    assert "before=2010-12-01" in lists[0]
    assert not any("replytocom" in path for path in wordpress.paths())


def test_a_post_whose_page_is_refused_is_asked_for_at_rest(wordpress: Site, nights: Nights) -> None:
    no = ok("no", status="403 Forbidden")
    wordpress.answers |= {"/2010/11/post-7/": no, "/2010/11/post-8/": ok("gone", status="410 Gone")}
    whole = json.dumps({"id": 7, "link": f"{BASE}/2010/11/post-7/", "content": {"rendered": "<p>52 for Lee</p>"}})
    wordpress.answers["/wp-json/wp/v2/posts/7"] = lambda _query: ok(whole, "application/json")
    outcome = nights.crawl(wordpress, source("wordpress", "/"))
    singles = [path.partition("?")[0] for path in wordpress.paths() if "/posts/" in path]
    assert singles == ["/wp-json/wp/v2/posts/7"]
    assert "2 addresses gave nothing" in outcome.detail
    assert outcome.pages == 203  # 203 posts and a page of comments, the one refused among them, without the one gone


def test_wordpress_is_asked_the_second_night_for_what_changed(wordpress: Site, nights: Nights) -> None:
    nights.crawl(wordpress, source("wordpress", "/"))
    wordpress.asked.clear()
    nights.crawl(wordpress, source("wordpress", "/"), night=2)
    lists = [path for path in wordpress.paths() if "/wp/v2/" in path]
    assert all("modified_after=2026-02-28" in path for path in lists if "posts" in path)
    assert all("&after=2026-02-28" in path for path in lists if "comments" in path)
    assert len(wordpress.asked) == 2 + 3 + 204  # robots.txt, front page, one page of each list, every known page


def test_wordpress_with_rest_closed_goes_by_its_feeds(wordpress: Site, nights: Nights) -> None:
    closed = ok('{"code":"rest_disabled"}', "application/json", status="401 Unauthorized")
    for kind in ("posts", "pages", "comments"):
        wordpress.answers[f"/wp-json/wp/v2/{kind}"] = closed
    feeds = {"1": rss("/2010/11/post-1/", "/2010/11/post-2/"), "2": rss("/2010/11/post-3/")}
    gone = ok("", status="404 Not Found")
    wordpress.answers["/feed/"] = lambda query: feeds.get(query.get("paged", "1"), gone)
    outcome = nights.crawl(wordpress, source("wordpress", "/"))
    assert outcome.pages == 3
    assert [path for path in wordpress.paths() if "feed" in path] == ["/feed/", "/feed/?paged=2", "/feed/?paged=3"]


def test_wordpress_with_rest_and_feeds_closed_goes_by_its_front_page(site: Site, nights: Nights) -> None:
    site.answers = Answers(site.answers)
    site.answers |= {
        "/": page("Front", "/2010/11/a/", "/page/2/", "/category/news/"),
        "/page/2/": page("Older", "/2010/11/b/"),
        "/2010/11/a/": page("A"),
        "/2010/11/b/": page("B"),
    }
    nights.crawl(site, source("wordpress", "/"))
    assert {"/2010/11/a/", "/2010/11/b/", "/page/2/"} <= set(site.paths())
    assert "/category/news/" not in site.paths()


# --- Blogger -----------------------------------------------------------------------------------------------------


def test_blogger_pages_through_its_feeds_and_reads_each_posts_comments(site: Site, nights: Nights) -> None:
    site.answers = Answers(site.answers)
    replies = atom(
        entry("/2010/11/one.html?showComment=1", "2010-11-22"), entry("/2010/11/one.html?showComment=2", "2010-11-23")
    )
    lists = {
        "1": atom(
            entry("/2010/11/one.html", "2010-11-21", "/feeds/7/comments/default"),
            onward="/feeds/posts/default?start-index=2",
        ),
        "2": atom(entry("/2010/10/two.html", "2010-10-01")),
    }
    site.answers |= {
        "/feeds/posts/default": lambda query: lists[query["start-index"]],
        "/feeds/7/comments/default": replies,
        "/feeds/comments/default": replies,
        "/2010/11/one.html": page("One", "/2010/11/one.html?m=1", "/2010/11/one.html?commentPage=2"),
        "/2010/10/two.html": page("Two"),
    }
    outcome = nights.crawl(site, source("blogger", "/"))
    assert (outcome.pages, outcome.errors) == (3, 0)
    pages = sorted(path for path in site.paths() if ".html" in path)
    assert pages == ["/2010/10/two.html", "/2010/11/one.html", "/2010/11/one.html?commentPage=2"]


def test_blogger_without_feeds_follows_older_posts(site: Site, nights: Nights) -> None:
    older = '<a class="blog-pager-older-link" href="/search?updated-max=2010-11-01">Older Posts</a>'
    site.answers |= {
        "/": ok(f'<title>Blog</title><a href="/2010/11/one.html">one</a>{older}'),
        "/search?updated-max=2010-11-01": page("Older", "/2010/10/two.html"),
        "/2010/11/one.html": page("One"),
        "/2010/10/two.html": page("Two"),
    }
    outcome = nights.crawl(site, source("blogger", "/"))
    assert {"/2010/11/one.html", "/2010/10/two.html"} <= set(site.paths())
    assert outcome.outcome == "collected"


# --- MediaWiki ---------------------------------------------------------------------------------------------------


def test_mediawiki_gives_each_days_last_revision_once(site: Site, nights: Nights) -> None:
    site.answers = Answers(site.answers)
    revisions = [
        {"revid": 30, "timestamp": "2010-11-22T09:00:00Z"},
        {"revid": 20, "timestamp": "2010-11-21T23:00:00Z"},
        {"revid": 10, "timestamp": "2010-11-21T22:00:00Z"},
        {"revid": 5, "timestamp": "2010-11-01T22:00:00Z"},
    ]

    def api(query: dict[str, str]) -> bytes:
        assert query["titles"] == "The_count"
        at = int(query.get("rvcontinue", 0))
        onward = {"continue": {"rvcontinue": str(at + 2), "continue": "||"}} if at + 2 < len(revisions) else {}
        return told({"query": {"pages": [{"revisions": revisions[at : at + 2]}]}} | onward)

    article = ok(
        '<title>The count</title><link rel="EditURI" href="/w/api.php?action=rsd">'
        '<script>RLCONF={"wgPageName":"The_count"};</script><p>101,000 votes.</p>'
    )
    site.answers |= {"/wiki/The_count": article, "/w/api.php": api, "/w/index.php": lambda query: page(query["oldid"])}
    wiki = source("mediawiki", "/wiki/The_count", since="2010-11-20")
    outcome = nights.crawl(site, wiki)
    assert [path for path in site.paths() if "oldid" in path] == [
        "/w/index.php?title=The_count&oldid=30",
        "/w/index.php?title=The_count&oldid=20",
    ]
    assert (outcome.pages, outcome.errors) == (3, 0)
    site.asked.clear()
    assert nights.crawl(site, wiki, night=2).pages == 3
    assert not [path for path in site.paths() if "oldid" in path]


def test_mediawiki_says_when_a_page_is_of_none(site: Site, nights: Nights) -> None:
    site.answers["/wiki/X"] = page("X")
    outcome = nights.crawl(site, source("mediawiki", "/wiki/X"))
    assert "1 address gave nothing, parse" in outcome.detail


# --- threads -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "third", "strange"),
    [
        (
            "/viewtopic.php?f=2&t=17",
            "/viewtopic.php?f=2&t=17&start=15",
            "/viewtopic.php?f=2&t=17&start=30",
            "/viewtopic.php?p=99",
        ),
        ("/t/the-count/17", "/t/the-count/17?page=2", "/t/the-count/17?page=3", "/t/another/18?page=2"),
        (
            "/threads/the-count.17/",
            "/threads/the-count.17/page-2",
            "/threads/the-count.17/page-3",
            "/threads/other.18/page-2",
        ),
        ("/index.php?topic=17.0", "/index.php?topic=17.15", "/index.php?topic=17.30", "/index.php?topic=18.15"),
    ],
)
def test_threads_are_read_to_their_last_page_and_no_further(
    site: Site, nights: Nights, first: str, second: str, third: str, strange: str
) -> None:
    site.answers |= {
        first: page("1", second, strange, f"{second}&sid=abc"),
        second: page("2", first, third),
        third: page("3", second),
        strange: page("Strange"),
    }
    outcome = nights.crawl(site, source("thread", first))
    assert site.paths() == ["/robots.txt", first, second, third]
    assert outcome.pages == 3


def test_a_threads_own_next_link_is_followed(site: Site, nights: Nights) -> None:
    site.answers |= {
        "/thread": ok('<title>1</title><link rel="next" href="/thread/more">'),
        "/thread/more": ok("<title>2</title>"),
    }
    assert nights.crawl(site, source("thread", "/thread")).pages == 2


def test_sorting_and_session_keys_do_not_make_another_thread() -> None:
    assert thread_of(f"{BASE}/viewtopic.php?t=17&sid=abc&start=15") == thread_of(f"{BASE}/viewtopic.php?t=17")
    assert thread_of(f"{BASE}/viewtopic.php?t=17") != thread_of(f"{BASE}/viewtopic.php?t=18")


# --- all -----------------------------------------------------------------------------------------------------------


def test_every_kind_that_a_contest_file_may_name_has_its_file() -> None:
    from typing import get_args

    from pipelines.contests import Spider

    assert set(kinds()) == set(get_args(Spider))
    assert all(re.match(r"\S", spider_class(kind).__module__) for kind in kinds())


def test_what_fell_off_a_feed_is_still_asked(site: Site, nights: Nights) -> None:
    site.answers |= {"/feed": rss("/a", "/b"), "/a": page("A"), "/b": page("B"), "/c": page("C")}
    nights.crawl(site, source("feed", "/feed"))
    site.answers["/feed"] = rss("/c")
    site.asked.clear()
    outcome = nights.crawl(site, source("feed", "/feed"), night=2)
    assert sorted(site.paths()) == ["/a", "/b", "/c", "/feed", "/robots.txt"]
    assert outcome.pages == 3


def test_a_robots_txt_leads_to_its_sitemaps(site: Site, nights: Nights) -> None:
    site.answers |= {
        "/robots.txt": ok(f"User-agent: *\nDisallow: /private/\nSitemap: {BASE}/map.txt\n", "text/plain"),
        "/map.txt": ok(f"{BASE}/one\n{BASE}/private/two\n", "text/plain"),
        "/one": page("One"),
        "/private/two": page("Two"),
    }
    outcome = nights.crawl(site, source("sitemap", "/robots.txt"))
    assert site.paths() == ["/robots.txt", "/map.txt", "/one"]
    assert (outcome.pages, outcome.errors) == (1, 1)


# --- Wayback -----------------------------------------------------------------------------------------------------


@pytest.fixture
def other_archive(site: Site) -> Site:
    """An archive with two captures of a page that is gone."""
    bodies = {"20101121130000": b"<title>Count</title>101,000", "20101122130000": b"<title>Count</title>102,000"}

    def digest(body: bytes) -> str:
        return base64.b32encode(hashlib.sha1(body).digest()).decode()

    def cdx(query: dict[str, str]) -> bytes:
        assert query["url"] == "http://dead.example/count"
        assert query["to"] == "201012"
        rows = [
            {"timestamp": stamp, "url": query["url"], "status": "200", "digest": digest(body)}
            for stamp, body in bodies.items()
        ]
        return ok("\n".join(json.dumps(row) for row in rows), "text/x-ndjson")

    site.answers = Answers(site.answers)
    site.answers["/coll/cdx"] = cdx
    for stamp, body in bodies.items():
        seen_at = format_datetime(datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC), usegmt=True)
        memento = ok(body, more=f"Memento-Datetime: {seen_at}\r\nX-Archive-Orig-Content-Type: text/html\r\n")
        site.answers[f"/coll/{stamp}id_/http://dead.example/count"] = memento
    return site


def test_wayback_brings_captures_of_a_page_that_is_gone(other_archive: Site, nights: Nights) -> None:
    dead = source("wayback", url=f"{BASE}/coll/*/http://dead.example/count", until="2010-12")
    outcome = nights.crawl(other_archive, dead)
    assert (outcome.outcome, outcome.captures, outcome.pages) == ("collected", 2, 1), outcome.detail
    captures = Archive(nights.archive).timemap("http://dead.example/count")
    assert [capture.captured_at[:10] for capture in captures] == ["2010-11-21", "2010-11-22"]
    assert b"102,000" in Archive(nights.archive).payload(captures[1]).body
    other_archive.asked.clear()
    assert nights.crawl(other_archive, dead, night=2).outcome == "unchanged"
    assert [path.partition("?")[0] for path in other_archive.paths()] == ["/coll/cdx"]


def test_wayback_says_when_there_is_no_archive(site: Site, nights: Nights) -> None:
    outcome = nights.crawl(site, source("wayback", url=f"{BASE}/coll/*/http://dead.example/count"))
    assert outcome.pages == 0
    assert outcome.outcome not in ("collected", "unchanged")


@pytest.mark.parametrize(
    ("archive", "place", "expected"),
    [
        ("http://no..archive.example", {}, "dns"),
        ("http://127.0.0.1:9", {}, "refused"),
        ("http://closed.example", {"closed.example": "127.0.0.1:1"}, "refused"),
    ],
)
def test_wayback_says_what_kept_the_archive_away(
    site: Site, nights: Nights, archive: str, place: dict[str, str], expected: str
) -> None:
    dead = source("wayback", url=f"{archive}/coll/*/http://dead.example/count")
    outcome = nights.crawl(site, dead, connect_to=place, contact="mailto:a@example.org")
    assert outcome.outcome == expected, outcome.detail


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://web.archive.org/web/*/http://dead.example/a", ("https://web.archive.org", "http://dead.example/a")),
        (
            "https://web.archive.org/web/20101121id_/http:/dead.example/",
            ("https://web.archive.org", "http://dead.example/"),
        ),
        ("http://localhost:8080/coll/2010*/x", ("https://web.archive.org", "http://localhost:8080/coll/2010*/x")),
        ("http://dead.example/2010/11/count", ("https://web.archive.org", "http://dead.example/2010/11/count")),
    ],
)
def test_wayback_addresses(url: str, expected: tuple[str, str]) -> None:
    assert archive_and_page(url) == expected


def test_sources_that_ask_one_archive_share_a_process(nights: Nights) -> None:
    dead = [PlannedSource(source("wayback", url=f"http://{name}.example/", source_id=name)) for name in "abc"]
    alive = PlannedSource(source("pages", source_id="d"))
    made = plans(
        [*dead, alive], processes=4, run_id="r", archive=nights.archive, outcomes=nights.folder, now=datetime.now(UTC)
    )
    assert [len(plan.sources) for plan in made] == [3, 1]


def test_parts_of_a_sitemap_are_asked_when_the_index_says_they_changed(site: Site, nights: Nights) -> None:
    def index(day: int) -> bytes:
        parts = "".join(
            f"<sitemap><loc>{BASE}/{name}.xml</loc><lastmod>2026-0{month}-0{date}</lastmod></sitemap>"
            for name, month, date in (("old", 1, 5), ("new", 3, day))
        )
        return ok(f"<sitemapindex>{parts}</sitemapindex>", "text/xml")

    site.answers |= {"/old.xml": ok(f"<urlset><url><loc>{BASE}/a</loc></url></urlset>", "text/xml"), "/a": page("A")}
    site.answers |= {"/new.xml": ok(f"<urlset><url><loc>{BASE}/b</loc></url></urlset>", "text/xml"), "/b": page("B")}
    for night in (1, 2, 3):
        site.asked.clear()
        site.answers["/map.xml"] = index(night)
        outcome = nights.crawl(site, source("sitemap", "/map.xml"), night=night)
    assert site.paths() == ["/robots.txt", "/map.xml", "/new.xml"]
    assert outcome.pages == 2  # both known; neither due


def test_a_section_of_a_page_kind_follows_the_links_of_that_kind(site: Site, nights: Nights) -> None:
    """A council's results: the areas of an election, and no committee, however it is linked."""
    site.answers |= {
        "/mgElection.aspx?ID=3": page("Election", "/mgElectionAreaResults.aspx?ID=7", "/mgCommittee.aspx?ID=1"),
        "/mgElectionAreaResults.aspx?ID=7": page("Ash ward", "/mgElectionAreaResults.aspx?ID=8", "/mgMember.aspx?ID=2"),
        "/mgElectionAreaResults.aspx?ID=8": page("Elm ward"),
        "/mgCommittee.aspx?ID=1": page("A committee"),
    }
    site.asked.clear()
    outcome = nights.crawl(site, source("section", "/mgElection.aspx?ID=3", page="moderngov"))
    assert outcome.pages == 3, outcome.detail
    assert set(site.paths()) == {
        "/robots.txt",
        "/mgElection.aspx?ID=3",
        "/mgElectionAreaResults.aspx?ID=7",
        "/mgElectionAreaResults.aspx?ID=8",
    }


def test_an_index_of_pages_of_a_kind_is_followed_as_any(site: Site, nights: Nights) -> None:
    site.answers |= {
        "/live/": page("Live blogs", "/live/count"),
        "/live/count": ok('<h1>Count</h1><a href="/live/other">x</a><a rel="next" href="/live/count?page=2">older</a>'),
        "/live/count?page=2": page("Older"),
        "/live/other": page("Other"),
    }
    outcome = nights.crawl(site, source("section", "/live/", page="liveblog"))
    assert outcome.pages == 3, outcome.detail
    assert "/live/other" not in site.paths()


def test_a_site_without_end_is_left_at_the_limit(site: Site, nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    class Calendar(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            return super().get(path) or page(path, f"{path}x", f"{path}y")

    monkeypatch.setattr("spiders.settings.MAX_PAGES", 30)
    site.answers = Calendar(site.answers)
    outcome = nights.crawl(site, source("section", "/day/", depth=20))
    assert outcome.outcome == "collected"
    assert "stopped at its limit" in outcome.detail
    assert len(site.asked) < 40
