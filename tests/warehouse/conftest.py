"""A warehouse in memory, and nouns to fill it with. Facts of real votes, in words of our own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from pipelines.model import Candidate, Capture, Contest, Figure, Page, Passage, Reading, Source, Unread, content_id
from tests.warehouse.harbour import nights  # noqa: F401  (a fixture)
from warehouse import db, load
from warehouse.batch import BatchWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RUN = "20101123T020000Z"
READER = "1.0"

CONTEST = Contest(
    contest_id="unite-gs-2010",
    title="Unite General Secretary election 2010",
    organisation="Unite the Union",
    office="General Secretary",
    date="2010-11-19",
    declared="2010-11-21",
    candidates=(
        Candidate("len-mccluskey", "Len McCluskey", aliases=("McCluskey",)),
        Candidate("jerry-hicks", "Jerry Hicks", aliases=("Hicks",)),
        Candidate("les-bayliss", "Les Bayliss"),
        Candidate("gail-cartmail", "Gail Cartmail"),
    ),
    sources=(
        Source("scrutineer", "Scrutineer", "http://scrutineer.example/", "pages", standing="official", kind="official"),
        Source("workshop-blog", "Workshop blog", "http://blog.example/", "feed", standing="supporter", kind="blog"),
    ),
)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    db.migrate(con)
    load.load_contests(con, [CONTEST])
    yield con
    con.close()


def capture(url: str, at: str = "2010-11-23T02:00:00.000000Z", payload: str = "one", **changes: Any) -> Capture:
    made = Capture(
        capture_id=content_id(url, at),
        url=url,
        captured_at=at,
        status=200,
        mime="text/html",
        payload_digest="sha1:" + content_id(payload),
        file=f"{RUN}-scrutineer.warc.gz",
        offset=0,
        length=100,
        source_id="scrutineer",
        run_id=RUN,
    )
    return replace(made, **changes)


def page(*texts: str, comments: tuple[tuple[str, str], ...] = (), **changes: Any) -> Page:
    """A page of body passages, then comments given as (author, text)."""
    body = [Passage(n, "body", text) for n, text in enumerate(texts)]
    voices = [
        Passage(len(body) + n, "comment", text, comment=n + 1, author=author, published_at="2010-11-22T09:30")
        for n, (author, text) in enumerate(comments)
    ]
    return replace(Page(url=None, title="Result", passages=(*body, *voices), published_at="2010-11-21"), **changes)


def figure(
    whole: Page, printed: str, candidate: str | None = "len-mccluskey", ordinal: int = 0, **changes: Any
) -> Figure:
    """An exact count of votes whose words are the printed number."""
    text = whole.passages[ordinal].text
    start = text.index(printed)
    value = Decimal(printed.replace(",", ""))
    made = Figure(
        contest_id=CONTEST.contest_id,
        candidate_id=candidate,
        measure="votes",
        value=value,
        low=value,
        high=value,
        granularity=Decimal(1),
        printed=printed,
        unit="votes",
        qualifier="exact",
        stance="asserted",
        round=None,
        base=None,
        status=None,
        ordinal=ordinal,
        block=whole.passages[ordinal].block,
        quote=printed,
        start=start,
        end=start + len(printed),
        printed_start=start,
        printed_end=start + len(printed),
        rule="test",
        cues=("votes",),
    )
    return replace(made, **changes)


def unread(whole: Page, printed: str, ordinal: int = 0) -> Unread:
    start = whole.passages[ordinal].text.index(printed)
    return Unread(ordinal, whole.passages[ordinal].block, printed, start, start + len(printed), "no measure near")


@pytest.fixture
def batch(tmp_path: Path) -> Callable[..., BatchWriter]:
    """Opens a writer into a folder of its own."""

    def open_writer(name: str = "batch", reader_version: str = READER) -> BatchWriter:
        return BatchWriter(
            tmp_path / name, run_id=RUN, reader_version=reader_version, pseudonym=lambda name: f"p:{name}"
        )

    return open_writer


@pytest.fixture
def put(con: duckdb.DuckDBPyConnection, batch: Callable[..., BatchWriter]) -> Callable[..., str]:
    """Loads one read page into `con`: put(capture, page, figures..., reader_version=...) gives its version_id."""
    count = 0

    def load_page(
        seen: Capture, whole: Page, *figures: Figure, reader_version: str = READER, left: tuple[Unread, ...] = ()
    ) -> str:
        nonlocal count
        count += 1
        with batch(f"batch-{count}", reader_version) as writer:
            version_id = writer.page(seen, whole, Reading(figures, left))
        load.load_batch(con, writer.folder)
        return version_id

    return load_page
