"""A capture, as a record gives it: the writer, the reindexer and the importer all see the same one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, cast

from archive.record import NOT_HTTP, sha1
from archive.wire import Head, payload, read_head
from pipelines.model import Capture, content_id

if TYPE_CHECKING:
    from archive.record import Record

Revisit = Literal["server-not-modified", "identical-payload-digest"]

_NO_HEAD = Head(0, (), 0)


def warc_date(moment: datetime) -> str:
    """UTC with microseconds, which WARC 1.1 allows. A moment without a zone is UTC, never this machine's time."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_date(text: str) -> datetime | None:
    """A WARC-Date of any precision WARC 1.0 or 1.1 allows, or None."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def capture_id(record_id: str) -> str:
    return content_id(record_id.strip("<> "))


def names_of(file: str) -> tuple[str | None, str | None]:
    """The run and the source that `<run_id>-<source_id>.warc.gz` stands for."""
    stem = file.rpartition("/")[2].removesuffix(".gz").removesuffix(".warc")
    run_id, dash, source_id = stem.partition("-")
    return (run_id, source_id) if dash else (None, None)


def capture_of(record: Record, *, file: str, offset: int, length: int) -> Capture | None:
    """The capture a record keeps; None for records that keep none (requests, metadata, warcinfo, DNS answers).

    A server-not-modified revisit has status 304 and no mime: what it stands for is in the capture it refers to.
    """
    moment = read_date(record.get("WARC-Date") or "")
    if moment is None or not record.url[:6].lower().startswith(("http:", "https:")):
        return None
    head = _head_of(record)
    if head is None:
        return None
    run_id, source_id = names_of(file)
    revisit = _revisit_of(record)
    refers_to = record.get("WARC-Refers-To") if revisit else None
    return Capture(
        capture_id=capture_id(record.record_id),
        url=record.url,
        captured_at=warc_date(moment),
        status=head.status,
        mime=head.mime,
        payload_digest=_payload_digest(record, head),
        file=file,
        offset=offset,
        length=length,
        source_id=source_id,
        run_id=run_id,
        etag=head.get("etag"),
        last_modified=head.get("last-modified"),
        revisit=revisit,
        refers_to=capture_id(refers_to) if refers_to else None,
        truncated=record.get("WARC-Truncated"),
    )


def _head_of(record: Record) -> Head | None:
    content_type = record.get("Content-Type") or ""
    if record.type == "response" and content_type.startswith("application/http"):
        return read_head(record.block)
    if record.type == "revisit":
        if record.block.strip():
            return read_head(record.block)
        return Head(304, (), 0) if _revisit_of(record) == "server-not-modified" else _NO_HEAD
    if record.type == "resource":
        return Head(200, (("Content-Type", content_type),), 0)
    if record.type == "metadata" and content_type == NOT_HTTP:
        return _NO_HEAD
    return None


def _revisit_of(record: Record) -> Revisit | None:
    if record.type != "revisit":
        return None
    name = record.revisit_profile
    return cast("Revisit", name) if name == "server-not-modified" else "identical-payload-digest"


def _payload_digest(record: Record, head: Head) -> str:
    """As the record says (some writers leave out "sha1:"), or worked out where it does not say."""
    said = record.get("WARC-Payload-Digest")
    if said:
        return said if ":" in said else f"sha1:{said}"
    return sha1(payload(record.block, head))
