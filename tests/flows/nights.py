"""Nights over the sample sites, and ways to look at what they left."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.folders import DataFolder
from flows.night import NightEnd, run_night, tonight
from flows.options import CrawlOptions
from flows.progress import Silent
from samples.server import Samples

SAMPLE_CONTESTS = Path("samples/contests")


@dataclass(frozen=True)
class TwoNights:
    data: DataFolder
    ends: tuple[NightEnd, NightEnd]
    requests: tuple[tuple[int, str, str, int], ...]

    def rows(self, sql, *values):
        with duckdb.connect(str(self.data.snapshot), read_only=True) as con:
            return con.execute(sql, list(values)).fetchall()


def one_night(data: DataFolder, samples: Samples, *, days_on: int = 0) -> NightEnd:
    crawling = CrawlOptions(delay=0, connect_to=samples.connect_to)
    with tonight(SAMPLE_CONTESTS, data, crawling, days_on) as night:
        return run_night(night, Silent())


DERIVED = {
    "versions": "*",
    "passages": "* EXCLUDE (author)",  # the pseudonyms of one data folder are not those of another
    "figures": "*",
    "unread": "*",
    "readings": "page_id, payload_digest, reader_version, version_id, refused, title, published_at, modified_at",
    "consensus": "*",
    "verdicts": "* EXCLUDE (origin)",  # a commenter is an origin, by pseudonym
    "discrepancies": "* EXCLUDE (first_run, last_run, closed_run), closed_run IS NULL AS is_open",
    "discrepancy_figures": "*",
    "explanations": "*",
}
"""What two warehouses about the same pages share row for row: all but when it was seen, and by which run."""


def derived(snapshot: Path) -> dict[str, list[tuple]]:
    with duckdb.connect(str(snapshot), read_only=True) as con:
        return {
            table: sorted(map(repr, con.execute(f"SELECT {columns} FROM {table}").fetchall()))
            for table, columns in DERIVED.items()
        }
