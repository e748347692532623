"""The gate on the sample sites: a registry of several votes of one union, against what stands on each page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.clean import read_page
from pipelines.contests import load_contests
from pipelines.figures import read_figures
from pipelines.reading.scan.names import Registry
from samples.expected import expected_figures, expected_pages, served_at
from samples.server import serve
from samples.sites import NIGHTS
from tests.samples.visit import ask

ROOT = Path(__file__).parents[2]
FLOOR = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["samples"]["f1"]


def key(measure: str, candidate: str | None) -> str | None:
    return None if measure.startswith("majority") else candidate


@pytest.mark.parametrize("night", NIGHTS)
def test_the_sample_sites_are_read_to_their_floor(night):
    registry = Registry(load_contests(ROOT / "samples" / "contests"))
    right = missed = false = 0
    with serve() as samples:
        samples.night = night
        for url in expected_pages():
            reply = ask(samples, served_at(url))
            if reply.status != 200:
                continue
            figures = read_figures(read_page(reply.body, url=url), registry).figures
            got = {(f.contest_id, key(f.measure, f.candidate_id), f.measure, f.value, f.block) for f in figures}
            rows = [row for row in expected_figures(night) if row.url == url]
            marks = {
                (row.contest_id, key(row.measure, row.candidate_id), row.measure, row.value, row.block): row.is_optional
                for row in rows
            }
            must = {mark for mark, is_optional in marks.items() if not is_optional}
            right += len(must & got)
            missed += len(must - got)
            false += len(got - set(marks))
    f1 = 2 * right / (2 * right + missed + false)
    assert f1 >= FLOOR, f"night {night}: F1 is {f1:.4f}, its floor {FLOOR}"
