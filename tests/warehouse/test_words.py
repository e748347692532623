"""Times, pseudonyms and cells: small functions that meet whatever the web holds."""

from __future__ import annotations

import csv
import io
import json
import stat
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warehouse.answers import Answer, plain, text, visible, write_csv, write_json
from warehouse.moments import moment
from warehouse.pseudonym import key_at, pseudonyms

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("2010", "2010-01-01 00:00:00"),
        ("2010-11", "2010-11-01 00:00:00"),
        ("2010-11-23", "2010-11-23 00:00:00"),
        ("2010-11-23T13:00", "2010-11-23 13:00:00"),
        ("2010-11-23T13:00:00Z", "2010-11-23 13:00:00"),
        ("2010-11-23T00:30:00+01:00", "2010-11-22 23:30:00"),
        ("2010-11-23T00:30:00.123456Z", "2010-11-23 00:30:00.123456"),
        ("2010-02-30", None),
        ("0000-01-01", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("20101123", None),
        ("2010-W47-2", None),
        ("", None),
        (None, None),
    ],
)
def test_claimed_times_become_comparable_or_nothing(given_text, expected):
    assert moment(given_text) == expected


@given(st.datetimes(datetime(1900, 1, 2), datetime(2100, 1, 1), timezones=OFFSETS))  # noqa: DTZ001  (hypothesis adds zones)
def test_every_time_with_an_offset_is_the_same_moment_in_utc(when):
    assert datetime.fromisoformat(moment(when.isoformat())).replace(tzinfo=UTC) == when


@given(st.text(max_size=40))
def test_no_claim_stops_a_night(words):
    found = moment(words)
    assert found is None or datetime.fromisoformat(found)


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "working" / "pseudonym.key"
    first = key_at(path, lambda size: b"k" * size)
    assert key_at(path, lambda size: b"x" * size) == first == b"k" * 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_key_says_what_to_do(tmp_path):
    path = tmp_path / "pseudonym.key"
    path.write_bytes(b"short")
    with pytest.raises(ValueError, match=r"found 5 bytes, expected 32.*backup"):
        key_at(path, lambda size: b"x" * size)


def test_pseudonyms_keep_people_apart_and_say_nothing_without_the_key():
    name = pseudonyms(b"k" * 32)
    assert name("Ann Other") == name("  ann   OTHER ")
    assert name("Ann Other") != name("Ben Other")
    assert name("Ann Other") != pseudonyms(b"x" * 32)("Ann Other")
    assert "ann" not in name("Ann Other").lower().removeprefix("reader-")


@given(st.text())
def test_every_name_has_a_pseudonym(words):
    assert pseudonyms(b"k" * 32)(words).startswith("reader-")


@given(st.text(max_size=60))
@example("\r=1+1")
@example("a\r=1+1")
def test_no_cell_of_a_csv_runs_and_none_is_lost(words):
    out = io.StringIO()
    write_csv(Answer(("words", "end"), iter([(words, "end")])), out)
    _, [cell, end] = csv.reader(io.StringIO(out.getvalue(), newline=""))
    told = words.replace("\r\n", "\n").replace("\r", "\n")
    assert cell in {told, "'" + told}
    assert not cell.startswith(("=", "@", "\t", "\n"))
    assert end == "end"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_decimals_survive_json(number):
    out = io.StringIO()
    write_json(Answer(("n",), iter([(number,)])), out)
    [row] = json.loads(out.getvalue(), parse_float=Decimal)
    assert Decimal(row["n"]) == number
    assert Decimal(text(number)) == number


@given(st.text(max_size=60))
def test_nothing_shown_moves_the_cursor(words):
    assert all(ord(c) >= 0x20 and c not in "\x7f\u202e\u2066" for c in visible(words))


def test_values_of_every_kind_have_a_place_in_json():
    value = {"list": [Decimal("1.5"), None], "when": datetime(2010, 1, 2, 3), "bytes": b"\x01", "nan": float("nan")}  # noqa: DTZ001
    assert plain(value) == {"list": [1.5, None], "when": "2010-01-02T03:00:00", "bytes": "01", "nan": None}
