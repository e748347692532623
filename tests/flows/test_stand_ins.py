"""Posts are read from feeds and REST answers in the stead of pages that could not be had, and never beside them."""

import json
import re
from datetime import UTC, datetime

import duckdb
import pytest
from click.testing import CliRunner

from archive.exchange import Exchange
from archive.writer import CaptureWriter
from flows.cli import main
from flows.folders import DataFolder
from tests.flows.nights import derived

SITE = "http://quay.example"
POST = f"{SITE}/2031/05/count/"
REST = f"{SITE}/wp-json/wp/v2/posts/7?_fields=id,link,content"
FEED = f"{SITE}/feed/"
TEXT = "Ann Lee won with {votes} votes."


def rest(votes="1,204", link=POST):
    said = f"<p>{TEXT.format(votes=votes)}</p>"
    whole = {"id": 7, "link": link, "date_gmt": "2031-05-02T18:00:00", "title": {"rendered": "The count"}}
    return json.dumps(whole | {"content": {"rendered": said}}), "application/json; charset=UTF-8"


def rss(*links, votes="1,204"):
    entry = (
        "<item><title>The count</title><link>{link}</link><pubDate>Fri, 02 May 2031 18:00:00 +0000</pubDate>"
        "<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"
    )
    entries = "".join(entry.format(link=link, text=TEXT.format(votes=votes)) for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{entries}</channel></rss>', "application/rss+xml"


def atom(link=POST):
    return (
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>The count</title>'
            f'<link rel="replies" href="{link}#c"/><link rel="alternate" href="{link}?utm_source=feed"/>'
            f'<content type="html">&lt;p&gt;{TEXT.format(votes="1,204")}&lt;/p&gt;</content></entry></feed>'
        ),
        "application/atom+xml",
    )


def page(votes="1,204"):
    return f"<html><body><h1>The count</h1><p>{TEXT.format(votes=votes)}</p></body></html>", "text/html"


class Room:
    """A data folder into which nights are put by hand."""

    def __init__(self, folder):
        self.data = DataFolder(folder / "data")
        self.contests = folder / "own.yml"
        source = {"source_id": "quay", "title": "Quay", "url": f"{SITE}/", "spider": "wordpress"}
        contest = {"contest_id": "chair-2031", "title": "Chair", "sources": [source | {"exclude": ["/private/"]}]}
        contest["candidates"] = [{"candidate_id": "ann-lee", "name": "Ann Lee"}]
        self.contests.write_text(json.dumps(contest))

    def night(self, day, **answers):
        """answers: address names of this module (POST, REST, FEED) to (body, type), or to a status alone."""
        moment = datetime(2031, 5, day, 2, tzinfo=UTC)
        run_id = f"{moment:%Y%m%dT%H%M%SZ}"
        with CaptureWriter(self.data.archive, run_id=run_id, source_id="quay", software="test") as writer:
            for name, answer in answers.items():
                url = {"POST": POST, "REST": REST, "FEED": FEED}[name]
                body, kind = answer if isinstance(answer, tuple) else ("no", "text/html")
                status = 200 if isinstance(answer, tuple) else answer
                head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
                request = f"GET {url.removeprefix(SITE)} HTTP/1.1\r\nHost: quay.example\r\n\r\n".encode()
                writer.exchange(Exchange(url, request, (head + body).encode(), moment))
        self.run("read", "--contests", self.contests)
        self.run("check", "--contests", self.contests)

    def run(self, verb, *options):
        done = CliRunner().invoke(main, [verb, "--data", str(self.data.root), *map(str, options)])
        assert done.exit_code == 0, done.output
        return done.output

    def current(self):
        with duckdb.connect(str(self.data.snapshot), read_only=True) as con:
            return con.execute("SELECT url, printed FROM current_figures ORDER BY ALL").fetchall()


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path)


def test_its_evidence_leads_to_the_record_that_gave_it(room):
    room.night(3, POST=403, REST=rest())
    room.run("report")
    (evidence,) = (room.data.reports / "latest" / "evidence").glob("*.html")
    html = evidence.read_text(encoding="utf-8")
    assert "The page itself could not be had" in html
    place = re.search(r"tallysheet archive show (\S+:\d+)</pre>", html)[1]
    done = CliRunner().invoke(main, ["archive", "show", place, "--data", str(room.data.root)])
    assert done.exit_code == 0, done.output
    assert done.stdout == rest()[0]


@pytest.mark.parametrize(("name", "answer"), [("REST", rest()), ("FEED", rss(POST)), ("FEED", atom())])
def test_a_post_whose_page_is_refused_is_read_where_it_is_given(room, name, answer):
    room.night(3, POST=403, **{name: answer})
    assert room.current() == [(POST, "1,204")]


def test_a_post_whose_page_was_had_is_not_counted_twice(room):
    room.night(3, FEED=rss(POST, votes="9,999"), REST=rest("9,999"), POST=page())
    assert room.current() == [(POST, "1,204")]


def test_a_page_that_is_had_later_takes_the_place_of_what_stood_in_for_it(room):
    room.night(3, POST=403, REST=rest("1,240"))
    room.night(4, POST=page("1,204"), REST=rest("1,240"))
    room.night(5, POST=403, REST=rest("1,299"))
    assert room.current() == [(POST, "1,204")]


def test_a_rebuilt_warehouse_holds_the_same(room):
    room.night(3, POST=403, REST=rest("1,240"))
    room.night(4, POST=page("1,204"))
    before = derived(room.data.snapshot)
    room.run("rebuild")
    assert derived(room.data.snapshot) == before


def test_the_second_reading_changes_nothing(room):
    room.night(3, POST=403, FEED=rss(POST))
    assert "0 captures noted, 0 pages read" in room.run("read", "--contests", room.contests)


def test_posts_beyond_the_bounds_of_the_source_are_left_where_they_are(room):
    room.night(3, FEED=rss(f"{SITE}/private/count/", "http://elsewhere.example/count/"))
    assert room.current() == []


def test_lists_without_text_and_json_of_another_kind_cost_nothing(room):
    room.night(3, POST=403, REST=(f'[{{"id": 7, "link": "{POST}"}}]', "application/json"), FEED=("{", "text/xml"))
    assert room.current() == []
