"""What the sample server does on the wire: the ground that the crawling tests and the demo stand on."""

from __future__ import annotations

import gzip
import http.client
import signal
import subprocess
import sys

import pytest

from samples.server import LAST_MODIFIED, serve
from tests.samples.visit import ask

POST = "http://unite-watch.example/2010/11/general-secretary-results.html"  # a comment more on night 2
STEADY = "http://unite-watch.example/2013/04/unite-election.html"
STORY = "http://daily-courier.example/news/unite-leader-re-elected.html"


@pytest.fixture
def samples():
    with serve() as running:
        yield running


def test_sites_are_told_apart_by_host(samples):
    assert "<title>Unite Watch</title>" in ask(samples, "http://unite-watch.example/").text
    assert "The Daily Courier" in ask(samples, "http://daily-courier.example/").text
    assert ask(samples, "http://nobody.example/").status == 421


def test_a_browser_finds_the_sites_without_settings(samples):
    welcome = ask(samples, f"{samples.base}/")
    assert welcome.status == 200
    assert f"http://unite-watch.example.localhost:{samples.base.rsplit(':', 1)[1]}/" in welcome.text
    assert "<title>Unite Watch</title>" in ask(samples, "http://unite-watch.example.localhost/").text


def test_connect_to_names_every_host(samples):
    assert set(samples.connect_to.values()) == {samples.base.removeprefix("http://")}
    assert "www.daily-courier.example" in samples.connect_to
    for host in samples.connect_to:
        assert ask(samples, f"http://{host}/").status in {200, 301}


def test_an_unchanged_page_is_304_by_tag_and_by_date(samples):
    first = ask(samples, STEADY)
    for night in (1, 2):
        samples.night = night
        by_tag = ask(samples, STEADY, If_None_Match=f'"other", {first.headers["ETag"]}')
        by_date = ask(samples, STEADY, If_Modified_Since=first.headers["Last-Modified"])
        assert (by_tag.status, by_tag.body) == (304, b"")
        assert (by_date.status, by_date.body) == (304, b"")
        assert by_tag.headers["ETag"] == first.headers["ETag"]
        assert "Content-Length" not in by_tag.headers


def test_the_tag_outranks_the_date(samples):
    first = ask(samples, STEADY)
    both = ask(samples, STEADY, If_None_Match='"other"', If_Modified_Since=first.headers["Last-Modified"])
    assert both.status == 200


def test_an_edited_page_comes_whole_with_new_validators(samples):
    first = ask(samples, POST)
    assert first.headers["Last-Modified"] == LAST_MODIFIED[1]
    samples.night = 2
    second = ask(samples, POST, If_None_Match=first.headers["ETag"])
    assert second.status == 200
    assert second.headers["ETag"] != first.headers["ETag"]
    assert second.headers["Last-Modified"] == LAST_MODIFIED[2]
    assert "52,527" in second.text
    assert "52,527" not in first.text


def test_a_page_that_is_gone(samples):
    reprint = "http://left-view.example/2014/05/02/reprint/"
    first = ask(samples, reprint)
    samples.night = 2
    assert first.status == 200
    assert ask(samples, reprint, If_None_Match=first.headers["ETag"]).status == 410


def test_a_page_that_is_new(samples):
    story = "http://daily-courier.example/news/what-the-numbers-say.html"
    assert ask(samples, story).status == 404
    samples.night = 2
    assert ask(samples, story).status == 200
    assert story in ask(samples, "http://daily-courier.example/sitemap-2021.xml").text


def test_night_may_be_asked_for_at_every_request():
    nights = [1]
    with serve(lambda: nights[-1]) as samples:
        first = ask(samples, POST).body
        nights.append(2)
        assert ask(samples, POST).body != first


def test_gzip_is_a_representation_of_its_own(samples):
    plain = ask(samples, STORY)
    packed = ask(samples, STORY, Accept_Encoding="br;q=1.0, gzip;q=0.8")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.body == plain.body
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) == len(plain.body)
    assert ask(samples, STORY, Accept_Encoding="gzip", If_None_Match=packed.headers["ETag"]).status == 304
    assert {plain.headers["Vary"], packed.headers["Vary"]} == {"Accept-Encoding"}


def test_gzip_may_be_refused_by_the_visitor_and_by_the_site(samples):
    assert "Content-Encoding" not in ask(samples, STORY, Accept_Encoding="gzip;q=0, identity").headers
    gazette = "http://north-gazette.example/2017/narrow-margin.html"
    assert "Content-Encoding" not in ask(samples, gazette, Accept_Encoding="gzip").headers


def test_a_dynamic_site_sends_chunks_and_a_connection_is_kept(samples):
    connection = http.client.HTTPConnection(samples.connect_to["unite-watch.example"], timeout=10)
    bodies = []
    for coding in ("identity", "gzip", "identity"):
        connection.request("GET", "/", headers={"Host": "unite-watch.example", "Accept-Encoding": coding})
        socket = connection.sock
        response = connection.getresponse()
        assert response.getheader("Transfer-Encoding") == "chunked"
        assert response.getheader("Content-Length") is None
        body = response.read()
        bodies.append(gzip.decompress(body) if coding == "gzip" else body)
        assert connection.sock is socket
    connection.close()
    assert len(set(bodies)) == 1


def test_a_site_without_validators(samples):
    thread = "http://union-forum.example/threads/unite-2017-result.118/"
    reply = ask(samples, thread)
    assert not {"ETag", "Last-Modified"} & set(reply.headers)
    assert ask(samples, thread, If_Modified_Since=LAST_MODIFIED[2]).status == 200


def test_head_has_the_heads_of_get_and_no_body(samples):
    for url in (STORY, STEADY, "http://daily-courier.example/none"):
        full, head = ask(samples, url), ask(samples, url, method="HEAD")
        assert head.body == b""
        assert head.status == full.status
        without_clock = [{k: v for k, v in reply.headers.items() if k != "Date"} for reply in (full, head)]
        assert without_clock[0] == without_clock[1]


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("http://www.daily-courier.example/news/x.html?a=1", "http://daily-courier.example/news/x.html?a=1"),
        ("http://ian-for-gs.example/?p=400", "http://ian-for-gs.example/2017/04/21/statement-on-the-result/"),
        ("http://ian-for-gs.example/about", "http://ian-for-gs.example/about/"),
        ("http://ballot-returns.example/ballots", "http://ballot-returns.example/ballots/"),
        ("http://wiki.labour-archive.example/", "http://wiki.labour-archive.example/wiki/Main_Page"),
    ],
)
def test_redirects(samples, url, location):
    reply = ask(samples, url)
    assert (reply.status, reply.headers["Location"]) == (301, location)


def test_rest_is_open_on_one_site_and_closed_on_the_other(samples):
    posts = "/wp-json/wp/v2/posts?per_page=3&page="
    opened = ask(samples, f"http://left-view.example{posts}2")
    assert (opened.status, opened.headers["X-WP-Total"], opened.headers["X-WP-TotalPages"]) == (200, "7", "3")
    assert ask(samples, f"http://left-view.example{posts}4").status == 400
    closed = ask(samples, f"http://ian-for-gs.example{posts}1")
    assert (closed.status, closed.headers["Content-Type"]) == (401, "application/json")


def test_bytes_say_another_charset_than_the_page(samples):
    reply = ask(samples, "http://daily-courier.example/news/unite-ballot-narrow-win.html")
    assert b'<meta charset="utf-8">' in reply.body
    assert "charset" not in reply.headers["Content-Type"]
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode("utf-8")
    assert "‘bruising’" in reply.body.decode("windows-1252")


def test_two_servers_give_the_same_bytes_and_tags():
    replies = []
    for _ in range(2):
        with serve(2) as samples:
            replies.append([ask(samples, url) for url in (POST, STORY, "http://left-view.example/feed/")])
    assert [(reply.body, reply.headers["ETag"]) for reply in replies[0]] == [
        (reply.body, reply.headers["ETag"]) for reply in replies[1]
    ]


def test_requests_are_kept_in_order(samples):
    ask(samples, STORY)
    samples.night = 2
    ask(samples, "http://daily-courier.example/none?x=1", method="HEAD")
    assert [tuple(request) for request in samples.requests] == [
        (1, "GET", "daily-courier.example", "/news/unite-leader-re-elected.html", 200),
        (2, "HEAD", "daily-courier.example", "/none?x=1", 404),
    ]


def test_nothing_outside_the_sites_is_served(samples):
    for path in ("/_page.html", "/_site.yml", "/../north-gazette.example/rss.xml", "/%2e%2e/_wordpress/_site.yml"):
        assert ask(samples, f"http://daily-courier.example{path}").status == 404


def test_a_taken_port_is_told_to_the_person_who_asked_for_it(samples):
    port = samples.base.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "samples", "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert f"port {port}: found" in done.stderr
    assert "--port" in done.stderr


def test_a_mistake_in_a_template_is_a_500_and_the_server_goes_on(samples, tmp_path, capfd):
    site = samples.sites["left-view.example"]
    (tmp_path / "broken.html").write_text("{{ 1 / 0 }}")
    samples.site_of["broken.example"] = type(site)("broken.example", tmp_path)
    assert ask(samples, "http://broken.example/broken.html").status == 500
    assert "ZeroDivisionError" in capfd.readouterr().err
    assert ask(samples, STORY).status == 200


def test_a_person_can_serve_them_by_hand():
    command = [sys.executable, "-m", "samples", "--night", "2", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            first = process.stdout.readline()
            port = int(first.split("http://127.0.0.1:")[1].split("/")[0])
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/news/what-the-numbers-say.html", headers={"Host": "daily-courier.example"})
            assert connection.getresponse().status == 200
            connection.close()
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
