"""Each data test finds what it is for, and a night that has something to find is not published."""

from __future__ import annotations

import pytest

from pipelines.model import Reading
from tests.warehouse.conftest import RUN, capture, figure, page
from warehouse import load
from warehouse.soundness import publish_if_sound, unsound
from warehouse.statements import names


@pytest.fixture
def night(con, put):
    """A sound warehouse in the middle of a run."""
    load.start_run(con, RUN, started_at="2010-11-23T02:00:00Z", reader_version="1.0", software="0")
    whole = page("McCluskey 101,194, Hicks 52,527")
    put(capture("http://a.example/1"), whole, figure(whole, "101,194"), figure(whole, "52,527", "jerry-hicks"))
    return con


def test_a_sound_night_has_nothing_to_say(night):
    assert unsound(night) == ()


DAMAGE = {
    "captures_have_pages": "DELETE FROM pages",
    "discrepancies_have_figures": "INSERT INTO discrepancies (discrepancy_id) VALUES ('d')",
    "figures_have_passages": "DELETE FROM passages",
    "figures_stand_where_they_say": "UPDATE passages SET text = 'Edited ' || text",
    "ids_are_unique": "INSERT INTO figures FROM figures",
    "intervals_are_intervals": "UPDATE figures SET low = value + 1",
    "pages_have_one_latest_version": "UPDATE page_versions SET is_latest = false",
    "passages_have_versions": "DELETE FROM versions",
    "readings_have_versions": "UPDATE readings SET refused = 'both', version_id = 'nowhere'",
    "words_are_known": "UPDATE figures SET measure = 'swing'",
    "far_fewer_figures": "INSERT INTO runs (run_id, state) VALUES ('1', 'done');"
    "INSERT INTO run_contests VALUES ('1', 'unite-gs-2010', 100)",
}


def test_every_data_test_has_damage_to_find():
    assert sorted(f"integrity/{name}.sql" for name in DAMAGE) == list(names("integrity"))


@pytest.mark.parametrize("test", sorted(DAMAGE))
def test_damage_is_found(night, test):
    night.execute(DAMAGE[test])
    found = {one.test: one for one in unsound(night)}
    assert test in found
    assert found[test].rows > 0
    assert "expected none: " in str(found[test])


def test_a_night_with_damage_is_held_and_the_snapshot_stays(night, tmp_path):
    snapshot = tmp_path / "warehouse.duckdb"
    assert publish_if_sound(night, RUN, snapshot, ended_at="2010-11-23T03:00:00Z") == ()
    published = snapshot.read_bytes()
    load.start_run(night, "20101124T020000Z", started_at="2010-11-24T02:00:00Z", reader_version="1.0", software="0")
    night.execute("UPDATE figures SET measure = 'swing'")
    [found] = publish_if_sound(night, "20101124T020000Z", snapshot, ended_at="2010-11-24T03:00:00Z")
    assert found.test == "words_are_known"
    assert snapshot.read_bytes() == published
    assert night.execute("SELECT run_id, state FROM runs ORDER BY 1").fetchall() == [
        (RUN, "done"),
        ("20101124T020000Z", "held"),
    ]


def test_losing_a_fifth_of_many_figures_holds_the_night_back_and_a_contest_no_longer_followed_does_not(
    con, put, tmp_path
):
    counts = " ".join(f"McCluskey {n}" for n in range(1000, 1020))
    whole = page(counts)
    put(capture("http://a.example/1"), whole, *(figure(whole, str(n)) for n in range(1000, 1020)))
    load.start_run(con, "1", started_at="2010-11-23T02:00:00Z", reader_version="1.0", software="0")
    assert publish_if_sound(con, "1", tmp_path / "w.duckdb", ended_at="2010-11-23T03:00:00Z") == ()
    put(capture("http://a.example/1"), whole, *(figure(whole, str(n)) for n in range(1000, 1009)), reader_version="2.0")
    [found] = unsound(con)
    assert (found.test, found.examples[0]["figures_last_night"], found.examples[0]["figures_now"]) == (
        "far_fewer_figures",
        20,
        9,
    )
    load.load_contests(con, [])
    assert unsound(con) == ()


def test_a_bad_figure_is_set_aside_by_the_batch_and_the_good_one_stays(con, batch):
    whole = page("McCluskey 101,194, Hicks 52,527")
    good = figure(whole, "101,194")
    misplaced = figure(whole, "52,527", "jerry-hicks", start=0, end=6)
    upside_down = figure(whole, "52,527", "jerry-hicks", low=figure(whole, "52,527").high + 1)
    with batch() as writer:
        writer.page(capture("http://a.example/1"), whole, Reading((good, misplaced, upside_down), ()))
    load.load_batch(con, writer.folder)
    assert con.execute("SELECT printed FROM figures").fetchall() == [("101,194",)]
    assert con.execute("SELECT reason FROM unread").fetchall() == [("its words are not where it says: 52,527",)]
    assert unsound(con) == ()


@pytest.mark.parametrize(
    "text", ["a\x00b 52,527", "half \ud800 pair 52,527", "🗳️ e\u0301 \u202e52,527", "x" * 1_000_000 + " 52,527"]
)
def test_hostile_text_is_kept_and_positions_hold(con, put, text):
    whole = page(text)
    put(capture("http://a.example/1"), whole, figure(whole, "52,527"))
    assert con.execute("SELECT count(*) FROM figures").fetchall() == [(1,)]
    assert unsound(con) == ()
