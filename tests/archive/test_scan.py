"""However a file is damaged, every record that was not touched is read, and the damage is said."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive import scan as scanning
from archive.record import Record, member, record_id
from archive.scan import Damage, Found, scan

RECORDS = [
    Record(
        (
            ("WARC-Type", "resource"),
            ("WARC-Record-ID", f"<{record_id(number)}>"),
            ("WARC-Date", "2010-11-21T14:00:00Z"),
        ),
        b"page %d " % number * (number * 40),
    )
    for number in range(8)
]
MEMBERS = [member(record) for record in RECORDS]
STARTS = [sum(map(len, MEMBERS[:number])) for number in range(len(MEMBERS) + 1)]
WHOLE = b"".join(MEMBERS)
PLAIN = gzip.decompress(WHOLE)


def read(path):
    pieces = list(scan(path))
    found = {piece.record.record_id: piece.record.block for piece in pieces if isinstance(piece, Found)}
    return found, [piece for piece in pieces if isinstance(piece, Damage)]


def wanted(untouched):
    return {RECORDS[number].record_id: RECORDS[number].block for number in untouched}


@settings(max_examples=300, deadline=None)
@given(
    start=st.integers(0, len(WHOLE)),
    length=st.integers(0, 400),
    instead=st.one_of(st.binary(max_size=300), st.sampled_from([b"\x1f\x8b\x08" * 9, bytes(4096), MEMBERS[3][:30]])),
)
@example(start=0, length=0, instead=b"WARC/")  # the first bytes alone must not decide how a file is read
def test_what_was_not_touched_is_read(tmp_path_factory, start, length, instead):
    path = tmp_path_factory.mktemp("scan") / "file.warc.gz"
    end = min(len(WHOLE), start + length)
    path.write_bytes(WHOLE[:start] + instead + WHOLE[end:])
    untouched = [n for n in range(len(RECORDS)) if STARTS[n + 1] <= start or STARTS[n] >= end]
    found, damage = read(path)
    assert wanted(untouched).items() <= found.items()
    assert set(found) <= {record.record_id for record in RECORDS}
    if len(untouched) < len(RECORDS) and wanted(range(len(RECORDS))) != found:
        assert damage


@pytest.mark.parametrize("left", range(1, len(MEMBERS[-1]), 7))
def test_an_end_torn_anywhere_is_a_tail(tmp_path, left):
    path = tmp_path / "file.warc.gz"
    path.write_bytes(WHOLE[: STARTS[-2] + left])
    found, damage = read(path)
    assert found == wanted(range(7))
    assert [(piece.offset, piece.is_tail) for piece in damage] == [(STARTS[-2], True)]


@settings(max_examples=100, deadline=None)
@given(cut=st.integers(0, len(PLAIN) - 1))
def test_a_plain_file_torn_anywhere_gives_its_whole_records(tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("scan") / "file.warc"
    path.write_bytes(PLAIN[:cut])
    found, _ = read(path)
    ends = [PLAIN.index(RECORDS[n].record_id.encode()) for n in range(8)]
    assert wanted(n for n in range(7) if ends[n + 1] < cut).items() <= found.items()


def test_records_stand_where_it_is_said(tmp_path):
    path = tmp_path / "file.warc.gz"
    path.write_bytes(WHOLE)
    places = [(piece.offset, piece.length) for piece in scan(path)]
    assert places == [(start, len(packed)) for start, packed in zip(STARTS, MEMBERS, strict=False)]


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_a_block_beyond_the_limit_is_passed_over_without_being_held(tmp_path, monkeypatch, compress):
    monkeypatch.setattr(scanning, "BLOCK_LIMIT", 1_000_000)
    large = Record((("WARC-Type", "resource"), ("WARC-Record-ID", "<urn:uuid:large>")), bytes(40_000_000))
    path = tmp_path / "file.warc"
    path.write_bytes(b"".join(compress(gzip.decompress(packed)) for packed in (MEMBERS[1], member(large), MEMBERS[2])))
    tracemalloc.start()
    found, damage = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == wanted([1, 2])
    assert "40,000,000" in damage[0].reason
    assert peak < 8_000_000


@pytest.mark.parametrize("text", [b"WARC/1.1\r\n" + b"x" * 3_000_000, b"WARC/1.1\r\nContent-Length: -1\r\n\r\n" * 50])
def test_heads_that_make_no_sense_end_nothing(tmp_path, text):
    for name, content in (("a.warc", text + b"\r\n" + PLAIN), ("b.warc.gz", gzip.compress(text) + WHOLE)):
        path = tmp_path / name
        path.write_bytes(content)
        found, damage = read(path)
        assert found == wanted(range(8)), name
        assert damage
