"""What two nights read on the sample sites, against what a careful person finds there (samples/expected.yml).

A floor of the main job, not of the reader's quality: tests/gate has that. The floors are never lowered silently.
"""

from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.xdist_group("two_nights")

RECALL, PRECISION = 0.90, 0.90


def place(block):
    return block if block.startswith("comment") else "article"


def rows_of(page, pages, night):
    """(key, is optional) of the figures that stand on a page on one night, with those of the pages that it repeats."""
    told = pages[page]
    for candidate, measure, value, block, _quote, *rest in told.get("figures", ()):
        extras = rest[0] if rest else {}
        if extras.get("night", night) == night:
            contest = extras.get("contest", told.get("contest"))
            yield (contest, candidate, measure, float(value), place(block)), extras.get("optional", False)
    for other in told.get("repeats", ()):
        yield from ((key, optional) for key, optional in rows_of(other, pages, night) if key[4] == "article")


@pytest.fixture(scope="module")
def compared(two_nights):
    """(found, missed, false) as lists of (url, key), over the pages as they stood on each night."""
    pages = yaml.safe_load(Path("samples/expected.yml").read_text(encoding="utf-8"))
    found, missed, false = [], [], []
    for url in pages:
        for night in (1, 2):
            read = {
                (contest, candidate, measure, float(value), place(block))
                for contest, candidate, measure, value, block in two_nights.rows(
                    "SELECT contest_id, candidate_id, measure, value, block FROM as_of(?::TIMESTAMP) WHERE url = ?",
                    moment_after(two_nights, night),
                    url,
                )
            }
            told = dict(rows_of(url, pages, night))
            found += [(url, night, key) for key in read & told.keys()]
            missed += [(url, night, key) for key, optional in told.items() if key not in read and not optional]
            false += [(url, night, key) for key in read - told.keys()]
    return found, missed, false


def moment_after(two_nights, night):
    run_id = two_nights.ends[night - 1].run_id
    return two_nights.rows("SELECT ended_at FROM runs WHERE run_id = ?", run_id)[0][0]


def test_most_of_what_stands_there_is_found(compared):
    found, missed, _ = compared
    recall = len(found) / (len(found) + len(missed))
    assert recall >= RECALL, f"recall {recall:.3f}; missed:\n" + "\n".join(map(str, missed))


def test_little_else_is_found(compared):
    found, _, false = compared
    precision = len(found) / (len(found) + len(false))
    assert precision >= PRECISION, f"precision {precision:.3f}; false:\n" + "\n".join(map(str, false))
