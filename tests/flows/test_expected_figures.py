"""What two nights read on the sample sites, against what a careful person finds there (samples/expected.yml).

A floor of the main job, not of the reader's quality: tests/gate has that. The floors are never lowered silently.
"""

import pytest

from samples.expected import expected_figures, expected_pages

pytestmark = pytest.mark.xdist_group("two_nights")

RECALL, PRECISION = 0.93, 0.93


@pytest.fixture(scope="module")
def compared(two_nights):
    """(found, missed, false) figures of all pages that the sources lead to, as they stood after each night."""
    found, missed, false = set(), set(), set()
    for night in (1, 2):
        told = {key(row, night): row.is_optional for row in expected_figures(night, collected=True)}
        read = {
            (night, *row)
            for row in two_nights.rows(
                "SELECT url, contest_id, candidate_id, measure, value, block FROM as_of(?::TIMESTAMP)",
                end_of(two_nights, night),
            )
            if row[0] in expected_pages(collected=True)
        }
        found |= read & told.keys()
        missed |= {one for one, is_optional in told.items() if one not in read and not is_optional}
        false |= read - told.keys()
    return found, missed, false


def key(row, night):
    return night, row.url, row.contest_id, row.candidate_id, row.measure, row.value, row.block


def end_of(two_nights, night):
    run_id = two_nights.ends[night - 1].run_id
    return two_nights.rows("SELECT ended_at FROM runs WHERE run_id = ?", run_id)[0][0]


def listed(figures):
    return "\n".join(" ".join(map(str, figure)) for figure in sorted(figures, key=repr))


def test_most_of_what_stands_there_is_found(compared):
    found, missed, _ = compared
    recall = len(found) / (len(found) + len(missed))
    assert recall >= RECALL, f"recall {recall:.3f}; missed:\n{listed(missed)}"


def test_little_else_is_found(compared):
    found, _, false = compared
    precision = len(found) / (len(found) + len(false))
    assert precision >= PRECISION, f"precision {precision:.3f}; false:\n{listed(false)}"
