"""Loading figures: rows a second, beside DuckDB merely reading the same file into a table.

    python benchmarks/load.py [--figures 1000000] [--rounds 3]

Writes one batch with BatchWriter's own file names into a folder of its own, then, in turns:
- load: `warehouse.load.load_batch` into an empty working warehouse on disk, all tables and stage tables included;
- again: the same batch a second time, which must change nothing;
- bare: CREATE TABLE AS SELECT * FROM read_json over the figures alone, the least that has to be done.
Prints rows a second and load against bare, taken in the same round: machines differ and are shared, ratios less so.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import duckdb

from warehouse import db, load
from warehouse.batch import TABLES

FIGURES_A_PAGE = 40
CANDIDATES = 8
BAR = 300_000
"""Rows a second that loading 1,000,000 figures should reach."""


def key(*parts: object) -> str:
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def write_batch(folder: Path, figures: int, edited_every: int | None = None) -> None:
    """Figures as a reader gives them: counts of some thousand contests, a quote of a few words each.

    edited_every: each so manieth page has a second version, a day later, with other numbers.
    """
    folder.mkdir(parents=True)
    with ExitStack() as opened:
        files = {
            table: opened.enter_context((folder / f"{table}.jsonl").open("w", encoding="utf-8")) for table in TABLES
        }

        def put(table: str, **row: object) -> None:
            files[table].write(json.dumps(row, separators=(",", ":")) + "\n")

        for page in range(figures // FIGURES_A_PAGE):
            put("pages", page_id=key("page", page), url=f"http://source-{page % 500}.example/{page}")
            for edition in range(2 if edited_every and page % edited_every == 0 else 1):
                write_version(put, page, edition)


def write_version(put, page: int, edition: int) -> None:
    page_id, digest = key("page", page), "sha1:" + key("payload", page, edition)
    version_id, passage_id = key("version", page, edition), key("passage", page, edition)
    put(
        "captures",
        capture_id=key("capture", page, edition),
        page_id=page_id,
        captured_at=f"2026-11-2{edition} 02:15:00.000001",
        status=200,
        mime="text/html",
        payload_digest=digest,
        warc_file="20261121T021500Z-source.warc.gz",
        warc_offset=page * 9000,
        warc_length=9000,
        source_id=f"source-{page % 500}",
        run_id="20261121T021500Z",
    )
    put("readings", page_id=page_id, payload_digest=digest, reader_version="1", version_id=version_id, title="Result")
    put("versions", version_id=version_id, page_id=page_id, text_sha256=key("text", page, edition) * 4)
    words = [f"Candidate {n} received {1000 + page * 7 + n + edition:,} votes" for n in range(FIGURES_A_PAGE)]
    text = ". ".join(words)
    put("passages", passage_id=passage_id, version_id=version_id, ordinal=0, kind="body", post=1, text=text)
    start = 0
    for number, quote in enumerate(words):
        printed = quote.split()[3]
        value = printed.replace(",", "")
        put(
            "figures",
            figure_id=key(page, number, edition),
            reader_version="1",
            version_id=version_id,
            passage_id=passage_id,
            contest_id=f"contest-{page // 10}",
            candidate_id=f"candidate-{number % CANDIDATES}",
            measure="votes",
            value=value,
            low=value,
            high=value,
            granularity="1",
            printed=printed,
            unit="votes",
            qualifier="exact",
            stance="asserted",
            quote=quote,
            quote_start=start,
            quote_end=start + len(quote),
            printed_start=start + quote.index(printed),
            printed_end=start + quote.index(printed) + len(printed),
            rule="name-verb-number",
            cues=["votes"],
        )
        start += len(quote) + 2


def timed(step) -> float:
    begun = perf_counter()
    step()
    return perf_counter() - begun


def bare(batch: Path, target: Path) -> None:
    con = duckdb.connect(str(target), config={"storage_compatibility_version": db.STORAGE})
    con.execute(f"CREATE TABLE figures AS SELECT * FROM read_json('{batch}', format = 'newline_delimited')")
    con.close()


def one_round(folder: Path, batch: Path, figures: int) -> tuple[float, float, float]:
    con = db.open_working(folder / "working.duckdb")
    first = timed(lambda: load.load_batch(con, batch))
    again = timed(lambda: load.load_batch(con, batch))
    assert con.execute("SELECT count(*) FROM figures").fetchall() == [(figures // FIGURES_A_PAGE * FIGURES_A_PAGE,)]
    con.close()
    least = timed(lambda: bare(batch / "figures.jsonl", folder / "bare.duckdb"))
    for file in folder.glob("*.duckdb*"):
        file.unlink()
    return first, again, least


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_batch(folder / "batch", given.figures)
        size = sum(file.stat().st_size for file in (folder / "batch").iterdir()) / 1e6
        print(f"{given.figures:,} figures, {size:.0f} MB of JSON lines, DuckDB {duckdb.__version__}")
        for number in range(1, given.rounds + 1):
            first, again, least = one_round(folder, folder / "batch", given.figures)
            print(
                f"round {number}: load {given.figures / first:>9,.0f} rows/s ({first:.2f} s), again {again:.2f} s, "
                f"bare {given.figures / least:>9,.0f} rows/s; load / bare = {first / least:.2f}; bar {BAR:,} rows/s"
            )


if __name__ == "__main__":
    main()
