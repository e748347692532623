"""The sample contests and the spiders fit together: one night's crawl meets every page it should, and no other trap."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest

from pipelines.contests import load_contests, sources_of
from samples.expected import expected_pages, served_at
from samples.server import serve
from spiders.plan import CrawlPlan, PlannedSource, write_plan
from tests.samples.visit import ask

CONTESTS = Path(__file__).parents[2] / "samples" / "contests"
NEW_ON_NIGHT_2 = {
    "http://daily-courier.example/news/what-the-numbers-say.html",
    "http://wiki.labour-archive.example/w/index.php?title=Unite_the_Union&oldid=2102",
}


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """(requests, outcomes by source) of one real crawl of night 1."""
    folder = tmp_path_factory.mktemp("night")
    with serve() as samples:
        plan = CrawlPlan(
            run_id="20260105T021500Z",
            archive=folder / "archive",
            outcomes=folder / "outcomes",
            sources=tuple(PlannedSource(source) for source in sources_of(load_contests(CONTESTS))),
            now=datetime(2026, 1, 5, 2, 15, tzinfo=UTC),
            connect_to=samples.connect_to,
            delay=0,
        )
        command = [sys.executable, "-m", "spiders", str(write_plan(plan, folder / "plan.json"))]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        robots = {host: ask(samples, f"http://{host}/robots.txt").text for host in samples.sites}
        requests = tuple(samples.requests)
    outcomes = [json.loads(file.read_text()) for file in (folder / "outcomes").glob("*.json")]
    return requests, {outcome["source_id"]: outcome for outcome in outcomes}, robots


def test_every_page_that_a_source_leads_to_is_collected(night):
    requests, _, _ = night
    fetched = {f"http://{request.host}{request.target}" for request in requests if request.status == 200}
    wanted = {served_at(url) for url in expected_pages(collected=True)}
    assert wanted - fetched == NEW_ON_NIGHT_2
    by_the_way = {"http://web-archive.example/all/20101121142005id_/http://branch-diary.example/2010/result.html"}
    assert fetched & (set(expected_pages()) - wanted) <= by_the_way  # an older capture comes with the newer


def test_every_source_gives_something(night):
    _, outcomes, _ = night
    assert {outcome["outcome"] for outcome in outcomes.values()} == {"collected"}
    assert len(outcomes) == len(sources_of(load_contests(CONTESTS)))


def test_nothing_is_asked_for_that_robots_may_not_have(night):
    requests, _, robots = night
    for host, rules in robots.items():
        parser = RobotFileParser()
        parser.parse([line for line in rules.splitlines() if "*oldid" not in line])
        asked = {one.target for one in requests if one.host == host and "oldid=" not in one.target}
        assert all(parser.can_fetch("anybody", f"http://{host}{target}") for target in asked), host
    assert sum("Disallow: /" in rules for rules in robots.values()) >= 6


def test_an_old_address_is_followed_to_the_new(night):
    requests, _, _ = night
    asked = [(request.target, request.status) for request in requests if request.host == "union-forum.example"]
    assert ("/showthread.php?t=262", 301) in asked
    assert ("/threads/unite-general-secretary-election.262/page-3", 200) in asked
