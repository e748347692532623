"""The crawling process: its plan, its standard output, and what is left when it is killed."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive.store import Archive
from spiders.plan import PlanUnusable, read_plan, write_plan
from tests.spiders.local_site import HOST, Nights, Site, ok, page, source

if TYPE_CHECKING:
    from spiders.plan import CrawlPlan

ROOT = Path(__file__).parents[2]
PAGES = 60


def started(path: Path, *arguments: str, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "spiders", str(path), *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, **options)


@pytest.fixture
def plan(site: Site, nights: Nights) -> CrawlPlan:
    """A section of sixty pages."""
    links = [f"/news/{number}" for number in range(PAGES)]
    site.answers |= {"/news/": page("News", *links)} | {link: page(link) for link in links}
    return nights.plan(site, source("section", "/news/"))


def test_a_process_follows_its_plan_and_tells_of_every_exchange(plan: CrawlPlan, nights: Nights) -> None:
    process = started(write_plan(plan, nights.folder / "PLAN.json"))
    lines = [json.loads(line) for line in process.communicate(timeout=60)[0].splitlines()]
    assert process.returncode == 0
    assert len(lines) == PAGES + 2
    assert lines[1] == {"source_id": "blog", "url": f"http://{HOST}/news/", "status": 200, "revisit": None}
    assert nights.outcome(1, "blog")["pages"] == PAGES + 1


def test_a_plan_is_read_back_as_it_was_written(plan: CrawlPlan, nights: Nights) -> None:
    assert read_plan(write_plan(plan, nights.folder / "PLAN.json")) == plan


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"run_id": "x", "sources": [{"odd": 1}]}'])
def test_a_plan_that_is_none_is_refused_in_words(nights: Nights, text: str) -> None:
    path = nights.folder / "PLAN.json"
    path.write_text(text)
    with pytest.raises(PlanUnusable, match="expected what"):
        read_plan(path)
    process = started(path, stderr=subprocess.PIPE)
    _, words = process.communicate(timeout=60)
    assert process.returncode == 2
    assert str(path) in words


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_crawl_has_lost_nothing_and_goes_on_where_it_was(
    plan: CrawlPlan, site: Site, nights: Nights, seed: int
) -> None:
    path = write_plan(plan, nights.folder / "PLAN.json")
    told: list[str] = []
    for after in (random.Random(seed).randrange(1, PAGES // 2), PAGES // 2):
        process = started(path)
        assert process.stdout is not None
        told += [json.loads(process.stdout.readline())["url"] for _ in range(min(after, PAGES - len(told)))]
        process.send_signal(signal.SIGKILL)
        told += [json.loads(line)["url"] for line in process.stdout if line.endswith("}\n")]
        process.wait(60)
        Archive(nights.archive).reindex()
        captures = list(Archive(nights.archive).captures())
        assert set(told) <= {capture.url for capture in captures}
        assert all(Archive(nights.archive).payload(capture).status for capture in captures)
    last = started(path)
    last.communicate(timeout=60)
    outcome = nights.outcome(1, "blog")
    assert (outcome["pages"], outcome["captures"]) == (PAGES + 1, PAGES + 2)
    archived = [capture.url for capture in Archive(nights.archive).captures()]
    assert len(archived) == len(set(archived)) == PAGES + 2
    assert len(site.asked) <= PAGES + 2 + 2  # at a kill, one may be under way


def test_a_crawl_that_is_asked_to_stop_closes_its_files_and_says_so(
    plan: CrawlPlan, site: Site, nights: Nights
) -> None:
    site.answers |= {f"/news/{number}": lambda _: time.sleep(0.1) or page("slow") for number in range(PAGES)}
    process = started(write_plan(plan, nights.folder / "PLAN.json"))
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0
    outcome = nights.outcome(1, "blog")
    assert outcome["outcome"] == "crashed"
    assert "rerun with the same run_id" in outcome["detail"]
    assert not list(nights.archive.glob("journals/*.open"))


def test_a_leashed_crawl_stops_when_its_starter_is_gone(plan: CrawlPlan, site: Site, nights: Nights) -> None:
    site.answers |= {f"/news/{number}": lambda _: time.sleep(0.1) or page("slow") for number in range(PAGES)}
    process = started(
        write_plan(plan, nights.folder / "PLAN.json"), "--leashed", stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    assert process.stdin is not None
    process.stdin.close()
    process.wait(30)
    assert process.returncode == 1
    assert len(site.asked) < PAGES


def test_a_leashed_crawl_ends_by_itself_without_noise(site: Site, nights: Nights) -> None:
    site.answers["/a"] = ok("<title>A</title>")
    path = write_plan(nights.plan(site, source("pages", "/a")), nights.folder / "PLAN.json")
    process = started(path, "--leashed", stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.read()
    assert process.wait(30) == 0
    assert process.stderr is not None
    assert process.stderr.read() == ""
