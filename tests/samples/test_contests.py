"""The contest files that come with the project: they load, agree with each other, and name what was published."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest

from pipelines.contests import Spider, load_contests, parse_contests, sources_of
from pipelines.model import Candidate, Contest, Source, SourceKind, Standing
from samples.sites import load_sites

ROOT = Path(__file__).parents[2]
CROSSCHECK = ROOT.parent / "shared" / "gold" / "crosscheck.json"


@pytest.fixture(scope="module", params=["contests", "samples/contests"])
def contests(request):
    return load_contests(ROOT / request.param)


def test_the_four_contests_load(contests):
    assert [contest.contest_id for contest in contests] == [f"unite-gs-{year}" for year in (2010, 2013, 2017, 2021)]
    for contest in contests:
        assert contest.organisation == "Unite the Union"
        assert contest.date < contest.declared
        assert contest.sources


def test_each_contest_is_in_a_file_of_its_name():
    for folder in ("contests", "samples/contests"):
        for file in (ROOT / folder).glob("*.yml"):
            (contest,) = load_contests(file)
            assert file.stem == contest.contest_id


def test_an_alias_points_to_one_candidate(contests):
    for contest in contests:
        names = [name for candidate in contest.candidates for name in (candidate.name, *candidate.aliases)]
        assert len(names) == len(set(names))


def test_a_person_has_the_same_id_everywhere():
    names = {}
    for folder in ("contests", "samples/contests"):
        for contest in load_contests(ROOT / folder):
            for candidate in contest.candidates:
                assert names.setdefault(candidate.candidate_id, candidate.name) == candidate.name
    assert len(names) == 9


def test_who_withdrew_is_marked(contests):
    withdrawn = [candidate.name for contest in contests for candidate in contest.candidates if candidate.withdrawn]
    assert withdrawn == ["Howard Beckett"]


def test_sample_contests_stay_on_the_sample_sites():
    hosts = load_sites()
    named = {
        urlsplit(url).hostname
        for source in sources_of(load_contests(ROOT / "samples/contests"))
        for url in (source.url, *source.urls)
    }
    assert named == set(hosts)


def test_sample_contests_try_every_spider():
    spiders = {source.spider for source in sources_of(load_contests(ROOT / "samples/contests"))}
    assert (
        spiders
        == set(get_args(Spider))
        == {"pages", "section", "feed", "sitemap", "wordpress", "blogger", "mediawiki", "thread", "wayback"}
    )


@pytest.mark.skipif(
    not CROSSCHECK.is_file(), reason="needs the list of published claims, which is no part of the project"
)
def test_real_contests_name_the_sources_that_published_figures():
    listed = {contest["id"]: contest for contest in json.loads(CROSSCHECK.read_text())["contests"]}
    for contest in load_contests(ROOT / "contests"):
        known = listed[contest.contest_id]
        assert (contest.date, contest.declared) == (known["date"], known["declared"])
        assert set(known["candidates"]) <= {candidate.candidate_id for candidate in contest.candidates}
        ours = {source.source_id: (source.url, source.kind, source.derived_from) for source in contest.sources}
        theirs = {one["id"]: (one["url"], one["kind"], one.get("derived_from")) for one in known["sources"]}
        assert ours == theirs


def test_the_manual_names_every_key_and_its_examples_load():
    manual = (ROOT / "docs" / "contests.md").read_text()
    for keys in (Contest, Candidate, Source):
        for field in fields(keys):
            assert f"`{field.name}`" in manual, field.name
    for words in (Standing, SourceKind, Spider):
        for word in get_args(words):
            assert f"`{word}`" in manual, word
    examples = re.findall(r"```yaml\n(.*?)```", manual, re.DOTALL)
    assert len(examples) >= 2
    for example in examples:
        assert parse_contests(example, "docs/contests.md")
