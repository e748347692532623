"""Which kind of source fits an address: what is tried out, what is believed, and what is printed."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner

from flows.commands.source import command
from spiders.plan import PlanUnusable
from spiders.probe import Probed, probe
from tests.spiders.local_site import HOST, Nights, Site, ok, page, source

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 1, tzinfo=UTC)
RSS = ok(f"<rss><channel><item><link>http://{HOST}/a</link></item></channel></rss>", "application/rss+xml")
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/feed">'


def look_at(site: Site, path: str = "/") -> Probed:
    return probe(f"http://{HOST}{path}", now=NOW, connect_to={HOST: f"127.0.0.1:{site.port}"}, delay=0.0)


def best(probed: Probed) -> tuple[str, str]:
    return probed.findings[0].spider, probed.findings[0].url.removeprefix(f"http://{HOST}")


def html(head: str = "", body: str = "") -> bytes:
    return ok(f"<html><head><title>Count</title>{head}</head><body>{body}</body></html>")


def test_wordpress_is_known_by_an_interface_that_answers(site: Site) -> None:
    site.answers["/"] = html(f'<link rel="https://api.w.org/" href="http://{HOST}/wp-json/">{FEED_LINK}')
    site.answers["/wp-json/wp/v2/posts?per_page=1"] = ok('[{"id": 1}]', "application/json", more="X-WP-Total: 27\r\n")
    site.answers["/feed"] = RSS
    probed = look_at(site)
    assert best(probed) == ("wordpress", "/")
    assert "27 posts" in probed.findings[0].why
    assert probed.findings[1].spider == "feed"


def test_a_closed_interface_is_said_to_be_closed(site: Site) -> None:
    site.answers["/"] = html('<meta name="generator" content="WordPress 6.1">')
    assert "REST is closed" in look_at(site).findings[0].why


@pytest.mark.parametrize(
    ("path", "head", "spider"),
    [
        ("/", '<meta content="blogger" name="generator">', "blogger"),
        ("/wiki/Count", '<link rel="EditURI" href="/w/api.php?action=rsd">', "mediawiki"),
        ("/t/the-count/17", '<meta name="generator" content="Discourse 3.2">', "thread"),
        ("/2010/11/21/the-count", "", "pages"),
        ("/2010/11/21/the-count", '<meta name="generator" content="WordPress 6.1">', "pages"),
        ("/results", '<meta property="og:type" content="article">', "pages"),
    ],
)
def test_what_a_page_says_of_itself(site: Site, path: str, head: str, spider: str) -> None:
    site.answers[path] = html(head)
    assert best(look_at(site, path)) == (spider, path)


def test_a_feed_link_that_leads_nowhere_is_told_and_not_offered(site: Site) -> None:
    site.answers["/"] = html(FEED_LINK)
    probed = look_at(site)
    assert [finding.spider for finding in probed.findings] == ["pages"]
    assert any("/feed" in words for words in probed.vain)


def test_feeds_sitemaps_and_sections_themselves(site: Site) -> None:
    site.answers["/feed"] = RSS
    site.answers["/map.xml"] = ok(f"<urlset><url><loc>http://{HOST}/a</loc></url></urlset>", "text/xml")
    site.answers["/news/"] = page("News", *(f"/news/{number}" for number in range(9)))
    assert best(look_at(site, "/feed")) == ("feed", "/feed")
    assert best(look_at(site, "/map.xml")) == ("sitemap", "/map.xml")
    assert best(look_at(site, "/news/")) == ("section", "/news/")


def test_a_page_that_is_gone_is_sought_in_archives(site: Site) -> None:
    assert best(look_at(site, "/gone")) == ("wayback", "/gone")


def test_robots_txt_holds_for_a_probe_too(site: Site) -> None:
    site.answers["/robots.txt"] = ok("User-agent: *\nDisallow: /\n", "text/plain")
    site.answers["/"] = html()
    probed = look_at(site)
    assert site.paths() == ["/robots.txt"]
    assert "robots.txt forbids" in probed.vain[0]


def closed_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


KEPT_AWAY = {  # a name with an empty label never resolves, with or without a network
    "dns": ("http://no..name.example/", {}, "its name is misspelt"),
    "refused": (f"http://{HOST}/", {HOST: "127.0.0.1:{closed}"}, "takes no connection"),
    "private": ("http://127.0.0.1/", {}, "--connect-to"),
    "robots": (f"http://{HOST}/forbidden", {HOST: "127.0.0.1:{port}"}, "ask the owner"),
    "blocked": (f"http://{HOST}/403", {HOST: "127.0.0.1:{port}"}, "answers people only"),
    "server_error": (f"http://{HOST}/503", {HOST: "127.0.0.1:{port}"}, "the server failed"),
}


@pytest.mark.parametrize("kind", KEPT_AWAY)
def test_what_kept_a_probe_away_is_told_apart_and_is_no_reason_for_another_archive(
    site: Site, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spiders.politeness.POLITE_DELAY", 0.0)
    monkeypatch.setattr("spiders.settings.POLITE_DELAY", -0.4)
    url, reach, todo = KEPT_AWAY[kind]
    site.answers["/robots.txt"] = ok("User-agent: *\nDisallow: /forbidden\n", "text/plain")
    site.answers["/403"] = ok("no", status="403 Forbidden")
    site.answers["/503"] = ok("no", status="503 Service Unavailable")
    ports = {"port": site.port, "closed": closed_port()}
    options = [f"--connect-to={host}={place.format(**ports)}" for host, place in reach.items()]
    found = CliRunner().invoke(command, ["probe", url, *options, "--contact", "mailto:a@example.org", "--delay", "0"])
    assert found.exit_code == 1
    assert f"{url}: not looked at ({kind}); " in found.output
    assert todo in found.output
    assert "wayback" not in found.output.replace("add the addresses to a source with `spider: wayback`", "")


def test_a_challenge_page_is_not_taken_for_a_page(site: Site) -> None:
    site.answers["/"] = html(body="<p>Checking your browser before you go on.</p>")
    probed = look_at(site)
    assert (probed.findings, probed.kept_away) == ([], "blocked")


def test_the_internet_is_not_asked_without_a_contact() -> None:
    with pytest.raises(PlanUnusable, match="contact"):
        probe("http://far.example/", now=NOW)


def test_the_command_prints_yaml_that_a_contest_file_takes(site: Site, tmp_path: Path) -> None:
    from pipelines.contests import load_contests

    site.answers["/news/"] = page("News: the count", *(f"/news/{number}" for number in range(9)))
    reach = ["--connect-to", f"{HOST}=127.0.0.1:{site.port}", "--delay", "0"]
    found = CliRunner().invoke(command, ["probe", f"http://{HOST}/news/", *reach])
    assert found.exit_code == 0, found.output
    written = yaml.safe_load(found.output)["sources"][0]
    assert (written["spider"], written["title"]) == ("section", "News: the count")
    (tmp_path / "c.yml").write_text(
        "contest_id: c\ntitle: C\ncandidates: [{candidate_id: a, name: A}]\n" + found.output
    )
    assert load_contests(tmp_path / "c.yml")[0].sources[0].url == f"http://{HOST}/news/"
    as_json = CliRunner().invoke(command, ["probe", f"http://{HOST}/news/", *reach, "--json"])
    assert json.loads(as_json.output)["findings"][0]["spider"] == "section"


def test_the_command_goes_about_a_source_again_in_the_archive(site: Site, nights: Nights) -> None:
    site.answers |= {"/news/": page("News", "/news/a"), "/news/a": page("A")}
    nights.crawl(site, source("section", "/news/"))
    site.asked.clear()
    contest = nights.folder / "c.yml"
    contest.write_text(
        "contest_id: c\ntitle: C\ncandidates: [{candidate_id: a, name: A}]\nsources:\n"
        f"  - {{source_id: blog, title: B, url: 'http://{HOST}/news/', spider: section}}\n"
    )
    told = ["--contests", str(contest), "--data", str(nights.folder)]
    found = CliRunner().invoke(command, ["replay", "blog", *told])
    assert found.exit_code == 0, found.output
    lines = [json.loads(line) for line in found.output.splitlines()]
    assert [line.get("pages") for line in lines] == [None, None, 2]
    assert site.asked == []
    early = CliRunner().invoke(command, ["replay", *told, "--as-of", "2020-01-01"])
    assert early.exit_code == 1
    assert "found no capture up to 2020-01-01" in early.output
    assert "not HTTP" not in early.output


def test_an_address_copied_from_an_archive_s_calendar_is_one_for_wayback() -> None:
    """The archive is not asked: its calendar is a page of the archive and none of the source."""
    address = "https://web.archive.org/web/*/http://gone.example/result"
    probed = probe(address, now=NOW)
    assert [(found.spider, found.url) for found in probed.findings] == [("wayback", address)]
