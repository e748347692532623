"""A batch written, loaded, loaded again, read again by a newer reader."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.model import OPEN_END, Reading
from tests.warehouse.conftest import CONTEST, RUN, capture, figure, page, unread
from warehouse import load


def everything(con):
    tables = [row[0] for row in con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
    return {table: sorted(map(repr, con.execute(f"FROM {table}").fetchall())) for table in tables}


def test_a_second_load_changes_nothing(con, batch):
    whole = page("McCluskey 101,194", "Hicks 52,527", comments=(("Ann Other", "Bayliss only 46,786"),))
    with batch() as writer:
        writer.page(
            capture("http://a.example/1"),
            whole,
            Reading(
                (figure(whole, "101,194"), figure(whole, "52,527", "jerry-hicks", 1)), (unread(whole, "46,786", 2),)
            ),
        )
        writer.capture(capture("http://a.example/gone", status=404))
        writer.refused(capture("http://a.example/photo", payload="jpeg"), "not a page")
    load.load_batch(con, writer.folder)
    once = everything(con)
    load.load_batch(con, writer.folder)
    assert everything(con) == once
    assert len(once["figures"]) == 2
    assert len(once["captures"]) == 3


def test_counts_are_exact_beyond_what_binary_floating_point_holds(con, put):
    votes = 2**53 + 1
    whole = page(f"McCluskey {votes}")
    put(capture("http://a.example/1"), whole, figure(whole, str(votes)))
    assert con.execute("SELECT value, low, high FROM figures").fetchall() == [(Decimal(votes),) * 3]


def test_bounds_finer_than_the_warehouse_keeps_are_widened(con, put):
    whole = page("McCluskey 42.1234567")
    value = Decimal("42.1234567")
    half = Decimal("0.00000005")
    put(
        capture("http://a.example/1"),
        whole,
        figure(whole, "42.1234567", low=value - half, high=value + half, granularity=half * 2, measure="vote_share"),
    )
    [(low, high, granularity)] = con.execute("SELECT low, high, granularity FROM figures").fetchall()
    assert low <= value - half < value + half <= high
    assert granularity == Decimal("0.000001")


def test_no_upper_end_is_a_number(con, put):
    whole = page("more than 1,400,000 members")
    put(capture("http://a.example/1"), whole, figure(whole, "1,400,000", None, high=OPEN_END, qualifier="more_than"))
    assert con.execute("SELECT high FROM figures").fetchall() == [(OPEN_END,)]


def test_a_number_larger_than_any_count_is_set_aside_with_a_reason(con, put):
    whole = page("McCluskey 999999999999999999999999999999 and Hicks 52,527")
    put(capture("http://a.example/1"), whole, figure(whole, "9" * 30), figure(whole, "52,527", "jerry-hicks"))
    assert con.execute("SELECT printed FROM figures").fetchall() == [("52,527",)]
    assert con.execute("SELECT printed, reason FROM unread").fetchall() == [
        ("9" * 30, "larger than any count: " + "9" * 30)
    ]


def test_a_newer_reader_adds_and_the_older_readings_stay(con, put):
    whole = page("McCluskey 101,194, Hicks 52,527")
    seen = capture("http://a.example/1")
    put(seen, whole, figure(whole, "101,194"))
    put(
        seen,
        whole,
        figure(whole, "101,194", base="valid_votes"),
        figure(whole, "52,527", "jerry-hicks"),
        reader_version="2.0",
    )
    assert con.execute("SELECT count(*) FROM figures").fetchall() == [(3,)]
    current = "SELECT printed, base FROM figures JOIN page_versions USING (version_id, reader_version) ORDER BY ALL"
    assert con.execute(current).fetchall() == [("101,194", "valid_votes"), ("52,527", None)]


def test_going_back_to_an_earlier_reader_makes_it_the_newest(con, put):
    whole = page("McCluskey 101,194")
    seen = capture("http://a.example/1")
    put(seen, whole, figure(whole, "101,194"))
    put(seen, whole, figure(whole, "101,194", candidate=None), reader_version="2.0")
    load.start_run(con, RUN, started_at="2010-11-23T02:00:00Z", reader_version="1.0", software="0")
    current = "SELECT candidate_id FROM figures JOIN page_versions USING (version_id, reader_version)"
    assert con.execute(current).fetchall() == [("len-mccluskey",)]


def test_a_reader_that_finds_nothing_any_more_is_believed(con, put):
    whole = page("McCluskey 101,194")
    seen = capture("http://a.example/1")
    put(seen, whole, figure(whole, "101,194"))
    put(seen, whole, reader_version="2.0")
    assert con.execute("SELECT * FROM figures JOIN page_versions USING (version_id, reader_version)").fetchall() == []


def test_an_edited_page_makes_a_version_and_a_page_put_back_is_the_first_again(con, put, batch):
    url = "http://a.example/1"
    before, after = page("McCluskey 101,000"), page("McCluskey 101,194")
    first = put(capture(url, "2010-11-22T02:00:00Z", "before"), before, figure(before, "101,000"))
    second = put(capture(url, "2010-11-23T02:00:00Z", "after"), after, figure(after, "101,194"))
    versions = "SELECT version_id, number, is_latest, captures FROM page_versions ORDER BY number"
    assert con.execute(versions).fetchall() == [(first, 1, False, 1), (second, 2, True, 1)]
    with batch("back") as writer:
        writer.capture(capture(url, "2010-11-24T02:00:00Z", "before", revisit="identical-payload-digest"))
    load.load_batch(con, writer.folder)
    assert con.execute(versions).fetchall() == [(first, 1, True, 2), (second, 2, False, 1)]


def test_other_furniture_round_the_same_text_is_no_new_version(con, put):
    url = "http://a.example/1"
    whole = page("McCluskey 101,194")
    put(capture(url, "2010-11-22T02:00:00Z", "monday's adverts"), whole, figure(whole, "101,194"))
    put(capture(url, "2010-11-23T02:00:00Z", "tuesday's adverts"), whole, figure(whole, "101,194"))
    assert con.execute("SELECT captures FROM page_versions").fetchall() == [(2,)]
    assert con.execute("SELECT count(*) FROM figures").fetchall() == [(1,)]


def test_already_read_tells_what_came_out_and_what_was_refused(con, put, batch):
    whole = page("McCluskey 101,194")
    version_id = put(capture("http://a.example/1"), whole)
    with batch("photo") as writer:
        writer.refused(capture("http://a.example/photo", payload="jpeg"), "not a page")
    load.load_batch(con, writer.folder)
    assert load.already_read(con, "1.0") == {
        ("http://a.example/1", capture("", payload="one").payload_digest): version_id,
        ("http://a.example/photo", capture("", payload="jpeg").payload_digest): None,
    }
    assert load.already_read(con, "2.0") == {}


def test_commenters_get_pseudonyms_and_authors_of_pages_keep_their_names(con, put):
    whole = page("Result", comments=(("Ann Other", "Fair play to Hicks"),), author="R. Porter")
    put(capture("http://a.example/1"), whole)
    assert con.execute("SELECT author FROM passages ORDER BY ordinal").fetchall() == [(None,), ("p:Ann Other",)]
    assert con.execute("SELECT author FROM readings").fetchall() == [("R. Porter",)]


def test_a_load_that_fails_leaves_nothing_behind(con, batch):
    whole = page("McCluskey 101,194")
    with batch() as writer:
        writer.page(capture("http://a.example/1"), whole, Reading((figure(whole, "101,194"),), ()))
    (writer.folder / "unread.jsonl").write_text("{broken", encoding="utf-8")
    before = everything(con)
    with pytest.raises(Exception, match=r"unread\.jsonl"):
        load.load_batch(con, writer.folder)
    assert everything(con) == before


def test_names_of_folders_are_not_patterns(con, batch):
    whole = page("McCluskey 101,194")
    with batch("20101123-[a]*?") as writer:
        writer.page(capture("http://a.example/1"), whole, Reading((figure(whole, "101,194"),), ()))
    load.load_batch(con, writer.folder)
    assert con.execute("SELECT count(*) FROM figures").fetchall() == [(1,)]


def test_the_registry_is_replaced_as_a_whole(con):
    load.load_contests(con, [CONTEST])
    assert con.execute("SELECT count(*) FROM candidates").fetchall() == [(4,)]
    assert con.execute("SELECT alias FROM aliases ORDER BY 1").fetchall() == [("Hicks",), ("McCluskey",)]
    assert con.execute("SELECT date, rejected_ceiling FROM contests").fetchall()[0][1] == 5
    load.load_contests(con, [])
    assert con.execute("SELECT count(*) FROM candidates").fetchall() == [(0,)]
