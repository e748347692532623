"""The views answer by hand-made pages, and every table, view, column and macro says what it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.warehouse.conftest import capture, figure, page, unread

URL = "http://scrutineer.example/result"


def test_everything_is_documented(con):
    silent = con.execute("""
        SELECT 'table', table_name, NULL FROM duckdb_tables() WHERE NOT internal AND comment IS NULL
        UNION ALL SELECT 'view', view_name, NULL FROM duckdb_views() WHERE NOT internal AND comment IS NULL
        UNION ALL SELECT 'column', table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL
        UNION ALL SELECT 'macro', function_name, NULL FROM duckdb_functions()
            WHERE NOT internal AND schema_name = 'main' AND comment IS NULL
    """).fetchall()
    assert silent == []


def test_a_figure_stands_in_its_context(con, put):
    whole = page(
        "Result of the count: McCluskey 101,194", comments=(("Ann Other", "Hicks got 52,527"),), author="Clerk"
    )
    put(capture(URL), whole, figure(whole, "101,194"), figure(whole, "52,527", "jerry-hicks", 1))
    rows = con.execute("""
        SELECT candidate, block, standing, author, published_as_given, source, warc_file, is_current
        FROM figures_in_context ORDER BY ordinal
    """).fetchall()
    file = "20101123T020000Z-scrutineer.warc.gz"
    assert rows == [
        ("Len McCluskey", "body", "official", "Clerk", "2010-11-21", "Scrutineer", file, True),
        ("Jerry Hicks", "comment:1", "reader", "p:Ann Other", "2010-11-22T09:30", "Scrutineer", file, True),
    ]


def test_figures_of_sources_and_candidates_that_left_the_registry_stay_readable(con, put):
    whole = page("Somebody 1,234")
    put(capture(URL, source_id="gone"), whole, figure(whole, "1,234", "nobody-now"))
    assert con.execute("SELECT source, candidate_id, candidate, standing FROM current_figures").fetchall() == [
        ("gone", "nobody-now", None, None)
    ]


def test_figures_of_a_contest_that_left_the_registry_are_not_shown(con, put):
    whole = page("Somebody 1,234")
    put(capture(URL), whole, figure(whole, "1,234", contest_id="other"))
    assert con.execute("SELECT count(*) FROM current_figures").fetchall() == [(0,)]
    assert con.execute("SELECT count(*) FROM figures").fetchall() == [(1,)]


@pytest.fixture
def edited(put):
    """A page that said 101,000, then 101,194 and a new line, then lost Hicks."""
    first = page("McCluskey 101,000, Hicks 52,000")
    second = page("McCluskey 101,194, Hicks 52,000; turnout 15.8")
    third = page("McCluskey 101,194; turnout 15.8")
    put(
        capture(URL, "2010-11-21T13:00:00Z", "1"),
        first,
        figure(first, "101,000"),
        figure(first, "52,000", "jerry-hicks"),
    )
    turnout = {"candidate": None, "measure": "turnout", "unit": "percent"}
    put(
        capture(URL, "2010-11-22T13:00:00Z", "2"),
        second,
        figure(second, "101,194"),
        figure(second, "52,000", "jerry-hicks"),
        figure(second, "15.8", **turnout),
    )
    put(capture(URL, "2010-11-23T13:00:00Z", "3"), third, figure(third, "101,194"), figure(third, "15.8", **turnout))


@pytest.mark.usefixtures("edited")
def test_an_edit_shows_as_changed_added_and_removed_figures(con):
    rows = con.execute("""
        SELECT version, measure, candidate_id, was, became, change, was_until::DATE::VARCHAR
        FROM changed_figures ORDER BY ALL
    """).fetchall()
    assert rows == [
        (2, "turnout", None, None, "15.8", "added", "2010-11-21"),
        (2, "votes", "len-mccluskey", "101,000", "101,194", "changed", "2010-11-21"),
        (3, "votes", "jerry-hicks", "52,000", None, "removed", "2010-11-22"),
    ]


@pytest.mark.usefixtures("edited")
def test_only_the_version_shown_last_is_current(con):
    assert con.execute("SELECT printed FROM current_figures ORDER BY 1").fetchall() == [("101,194",), ("15.8",)]


@pytest.mark.usefixtures("edited")
def test_as_of_a_moment_shows_what_was_known_then(con):
    sql = "SELECT printed FROM as_of(?) ORDER BY 1"
    assert con.execute(sql, ["2010-11-20"]).fetchall() == []
    assert con.execute(sql, ["2010-11-21 18:00"]).fetchall() == [("101,000",), ("52,000",)]
    assert con.execute(sql, ["2010-11-22 13:00"]).fetchall() == [("101,194",), ("15.8",), ("52,000",)]
    assert con.execute(sql, ["2030-01-01"]).fetchall() == [("101,194",), ("15.8",)]


def test_another_way_of_printing_the_same_number_is_no_change(con, put):
    first, second = page("McCluskey 101,194"), page("McCluskey 101194, as declared")
    put(capture(URL, "2010-11-21T13:00:00Z", "1"), first, figure(first, "101,194"))
    put(capture(URL, "2010-11-22T13:00:00Z", "2"), second, figure(second, "101194"))
    assert con.execute("SELECT * FROM changed_figures").fetchall() == []


def test_what_only_an_earlier_reader_found_is_listed(con, put):
    whole = page("McCluskey 101,194, Hicks 52,527")
    put(capture(URL), whole, figure(whole, "101,194"), figure(whole, "52,527", "jerry-hicks"))
    put(capture(URL), whole, figure(whole, "101,194"), reader_version="2.0")
    rows = con.execute("SELECT printed, reader_version, newest_reader_version FROM withdrawn_figures").fetchall()
    assert rows == [("52,527", "1.0", "2.0")]


def test_unread_numbers_come_with_the_words_around_them(con, put):
    whole = page("Some say Cartmail had 39,363 of something")
    put(capture(URL), whole, left=(unread(whole, "39,363"),))
    [(printed, words)] = con.execute("SELECT printed, words FROM unread_in_context").fetchall()
    assert printed == "39,363"
    assert "Cartmail had 39,363 of" in words


def test_the_history_of_a_page_has_every_capture(con, put, batch):
    from warehouse import load

    whole = page("McCluskey 101,194")
    put(capture(URL, "2010-11-21T13:00:00Z"), whole, figure(whole, "101,194"))
    with batch("later") as writer:
        writer.capture(capture(URL, "2010-11-22T13:00:00Z", revisit="server-not-modified", status=304))
        writer.capture(capture(URL, "2010-11-23T13:00:00Z", "error page", status=404))
    load.load_batch(con, writer.folder)
    rows = con.execute("SELECT status, version FROM page_history ORDER BY captured_at").fetchall()
    assert rows == [(200, 1), (304, 1), (404, None)]


@pytest.mark.parametrize(
    ("a", "b", "can"),
    [
        (("52527", "52527"), ("51500", "52500"), False),
        (("101194", "101194"), ("100500", "101500"), True),
        (("51500", "52500"), ("52500", "53500"), False),  # 52,000 and 53,000 share an end point only
        (("52500", "52500"), ("52500", "53500"), True),  # a point on the end
        (("45.35", "45.45"), ("45.4", "45.5"), True),
    ],
)
def test_two_figures_agree_when_their_intervals_meet(con, a, b, can):
    sql = "SELECT agree(?::DECIMAL(28, 6), ?::DECIMAL(28, 6), ?::DECIMAL(28, 6), ?::DECIMAL(28, 6))"
    assert con.execute(sql, [*a, *b]).fetchall() == [(can,)]
    assert con.execute(sql, [*b, *a]).fetchall() == [(can,)]


def test_a_contest_at_a_glance(con, put):
    whole = page("McCluskey 101,194, Hicks 52,527", "In short: McCluskey 101,000")
    put(
        capture(URL),
        whole,
        figure(whole, "101,194"),
        figure(whole, "52,527", "jerry-hicks"),
        figure(whole, "101,000", ordinal=1, low=Decimal(100500), high=Decimal(101500)),
    )
    con.execute("""
        INSERT INTO consensus VALUES
        ('unite-gs-2010', NULL, 'votes', 'len-mccluskey', 101194, 101194, 101194, 101000, 101194, 1, 1)
    """)
    rows = con.execute(
        "SELECT candidate, best, backing, printed, findings FROM contest_report('unite-gs-2010')"
    ).fetchall()
    assert rows == [
        ("Len McCluskey", Decimal(101194), 1, "101,000 / 101,194", None),
        ("Jerry Hicks", None, None, "52,527", None),
    ]
