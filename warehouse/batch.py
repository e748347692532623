"""What a batch of pages gave, as JSON lines: the form in which readings travel to the warehouse.

A batch is a source, a WARC file or some hundred pages. Its folder holds one file a table and can be loaded again at any
time (`load.load_batch`): ids are hashes of content, so what is already there stays as it is.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import ExitStack
from dataclasses import asdict
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from pipelines.model import OPEN_END, Unread, content_id
from warehouse.moments import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import TracebackType

    from pipelines.model import Capture, Figure, Page, Passage, Reading

TABLES = ("pages", "captures", "readings", "versions", "passages", "figures", "unread")
SCALE = Decimal("0.000001")
"""Places after the point that the warehouse keeps. Bounds finer than that are widened outward, never moved inward."""


class BatchWriter:
    """Writes the files of one batch into `folder`. `pseudonym` replaces the names of people who comment."""

    def __init__(self, folder: Path, *, run_id: str, reader_version: str, pseudonym: Callable[[str], str]) -> None:
        self.folder = folder
        self.run_id = run_id
        self.reader_version = reader_version
        self._pseudonym = pseudonym
        self._written: set[tuple[str, ...]] = set()
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as opened:
            self._files = {
                # replace: a lone half of a surrogate pair is no character, and DuckDB takes characters only
                table: opened.enter_context((folder / f"{table}.jsonl").open("w", encoding="utf-8", errors="replace"))
                for table in TABLES
            }
            self._opened = opened.pop_all()

    def capture(self, capture: Capture) -> None:
        """Notes an exchange. Its text, if its payload was ever read, is found through page and payload digest."""
        page_id = content_id(capture.url)
        if self._is_new("pages", page_id):
            self._write("pages", {"page_id": page_id, "url": capture.url, "host": _host(capture.url)})
        if self._is_new("captures", capture.capture_id):
            self._write("captures", _capture_row(capture, page_id, self.run_id))

    def page(self, capture: Capture, page: Page, reading: Reading) -> str:
        """Notes the exchange, the page as cleaned and all that was read in it; gives the version_id."""
        self.capture(capture)
        page_id = content_id(capture.url)
        text_sha256 = _text_sha256(page.passages)
        version_id = content_id(page_id, text_sha256)
        if self._is_new("readings", page_id, capture.payload_digest):
            self._write("readings", self._reading_row(capture, page_id) | _page_row(page, version_id))
        if self._is_new("versions", version_id):
            self._write("versions", {"version_id": version_id, "page_id": page_id, "text_sha256": text_sha256})
            self._text(version_id, page.passages)
            self._figures(version_id, page.passages, reading)
        return version_id

    def refused(self, capture: Capture, reason: str) -> None:
        """Notes an exchange whose payload could not be read, so that the next night does not try it again."""
        self.capture(capture)
        page_id = content_id(capture.url)
        if self._is_new("readings", page_id, capture.payload_digest):
            self._write("readings", self._reading_row(capture, page_id) | {"refused": reason})

    def close(self) -> None:
        """The files are whole only after this."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _text(self, version_id: str, passages: tuple[Passage, ...]) -> None:
        for passage in passages:
            self._write("passages", self._passage_row(passage, version_id))

    def _figures(self, version_id: str, passages: tuple[Passage, ...], reading: Reading) -> None:
        texts = {passage.ordinal: passage.text for passage in passages}
        unread = list(reading.unread)
        for figure in reading.figures:
            reason = _unfit(figure, texts)
            if reason:
                unread.append(_set_aside(figure, reason))
            else:
                self._write_once("figures", _figure_row(figure, content_id(version_id, figure.ordinal), version_id))
        for number in unread:
            if number.ordinal in texts:
                self._write_once("unread", _unread_row(number, content_id(version_id, number.ordinal), version_id))

    def _passage_row(self, passage: Passage, version_id: str) -> dict[str, Any]:
        author = passage.author
        if author is not None and passage.kind == "comment":
            author = self._pseudonym(author)
        return {
            "passage_id": content_id(version_id, passage.ordinal),
            "version_id": version_id,
            "ordinal": passage.ordinal,
            "kind": passage.kind,
            "comment": passage.comment,
            "post": passage.post,
            "author": author,
            "published_at": moment(passage.published_at),
            "published_as_given": passage.published_at,
            "heading": passage.heading,
            "text": passage.text,
        }

    def _reading_row(self, capture: Capture, page_id: str) -> dict[str, Any]:
        return {
            "page_id": page_id,
            "payload_digest": capture.payload_digest,
            "reader_version": self.reader_version,
        }

    def _is_new(self, table: str, *key: str) -> bool:
        whole = (table, *key)
        if whole in self._written:
            return False
        self._written.add(whole)
        return True

    def _write_once(self, table: str, row: Mapping[str, Any]) -> None:
        if self._is_new(table, row["figure_id" if table == "figures" else "unread_id"]):
            self._write(table, {**row, "reader_version": self.reader_version})

    def _write(self, table: str, row: Mapping[str, Any]) -> None:
        said = {name: value for name, value in row.items() if value is not None}
        self._files[table].write(json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n")


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # a bracket that never closes; the address stays in `url`
        return None


def _text_sha256(passages: tuple[Passage, ...]) -> str:
    """Over what people read: an edit of any passage changes it, furniture and the page's own dates do not."""
    said = [[p.kind, p.comment, p.post, p.author, p.published_at, p.heading, p.text] for p in passages]
    return hashlib.sha256(json.dumps(said).encode("ascii")).hexdigest()


def _capture_row(capture: Capture, page_id: str, run_id: str) -> dict[str, Any]:
    row = asdict(capture)
    del row["url"]
    return row | {
        "page_id": page_id,
        "captured_at": moment(capture.captured_at),
        "warc_file": row.pop("file"),
        "warc_offset": row.pop("offset"),
        "warc_length": row.pop("length"),
        "run_id": capture.run_id or run_id,
    }


def _page_row(page: Page, version_id: str) -> dict[str, Any]:
    return {
        "version_id": version_id,
        "title": page.title,
        "author": page.author,
        "published_at": moment(page.published_at),
        "published_as_given": page.published_at,
        "modified_at": moment(page.modified_at),
        "modified_as_given": page.modified_at,
        "language": page.language,
        "site": page.site,
    }


def _unfit(figure: Figure, texts: Mapping[int, str]) -> str | None:
    """Why a figure cannot be kept, if it cannot: one bad reading must not stop a night's good ones."""
    numbers = (figure.value, figure.low, figure.high, figure.granularity)
    if not all(number.is_finite() and abs(number) <= OPEN_END for number in numbers):
        return f"larger than any count: {figure.printed[:40]}"
    if not (figure.low <= figure.value <= figure.high and figure.granularity > 0):
        return f"its bounds do not hold it: {figure.low} to {figure.high} for {figure.printed[:40]}"
    if texts.get(figure.ordinal, "")[figure.start : figure.end] != figure.quote:
        return f"its words are not where it says: {figure.quote[:40]}"
    return None


def _figure_row(figure: Figure, passage_id: str, version_id: str) -> dict[str, Any]:
    f = figure
    figure_id = content_id(
        passage_id, f.contest_id, f.candidate_id, f.measure, f.round, f.value, f.qualifier, f.printed_start
    )
    return {
        "figure_id": figure_id,
        "version_id": version_id,
        "passage_id": passage_id,
        "contest_id": f.contest_id,
        "candidate_id": f.candidate_id,
        "measure": f.measure,
        "round": f.round,
        **_numbers(figure),
        "printed": f.printed,
        "unit": f.unit,
        "qualifier": f.qualifier,
        "stance": f.stance,
        "base": f.base,
        "status": f.status,
        "quote": f.quote,
        "quote_start": f.start,
        "quote_end": f.end,
        "printed_start": f.printed_start,
        "printed_end": f.printed_end,
        "rule": f.rule,
        "cues": list(f.cues),
    }


def _numbers(figure: Figure) -> dict[str, str]:
    """As text: JSON numbers pass through binary floating point, and 2^53 + 1 votes would lose one."""
    return {
        "value": _plain(figure.value.quantize(SCALE)),
        "low": _plain(figure.low.quantize(SCALE, ROUND_FLOOR)),
        "high": _plain(figure.high.quantize(SCALE, ROUND_CEILING)),
        "granularity": _plain(figure.granularity.quantize(SCALE, ROUND_CEILING)),
    }


def _plain(number: Decimal) -> str:
    """Without exponent and closing zeros: the files are read by people too."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _set_aside(figure: Figure, reason: str) -> Unread:
    return Unread(
        ordinal=figure.ordinal,
        block=figure.block,
        printed=figure.printed,
        start=figure.printed_start,
        end=figure.printed_end,
        reason=reason,
        contest_id=figure.contest_id,
    )


def _unread_row(unread: Unread, passage_id: str, version_id: str) -> dict[str, Any]:
    return {
        "unread_id": content_id(passage_id, unread.start, unread.end, unread.contest_id),
        "version_id": version_id,
        "passage_id": passage_id,
        "contest_id": unread.contest_id,
        "printed": unread.printed,
        "printed_start": unread.start,
        "printed_end": unread.end,
        "reason": unread.reason,
    }
