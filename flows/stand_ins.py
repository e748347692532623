"""Posts that a feed or a REST answer gives while their own pages could not be had: read in the pages' stead.

The rule: a post is read from a list only where its own page had given nothing (neither a page nor a redirect) by the
end of the run that archived the list, and where the source's bounds take it. It is kept as a version of that page, seen
when the list was. So a post is never counted twice: once its page is had, that is the newer version of the same page,
and later lists are not asked about it. The archive alone decides, so a rebuilt warehouse holds the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from archive.cdxj import urlkey
from archive.errors import ArchiveError
from pipelines.clean import PageRefused, read_entries
from pipelines.model import content_id
from pipelines.readable import may_hold_entries
from spiders.bounds import bounds_of, tidy
from spiders.plan import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archive.store import Archive
    from pipelines.model import Capture, Page, Source


class StandIn(NamedTuple):
    """A list's capture under the address of one of its posts."""

    capture: Capture
    page: Page


def stand_ins(archive: Archive, lists: Iterable[Capture], sources: Mapping[str, Source]) -> Iterator[StandIn]:
    """What those of `lists` that are feeds or REST answers say of pages that gave nothing themselves."""
    had: dict[str, str] | None = None
    for one in lists:
        source = sources.get(one.source_id or "")
        if one.revisit or source is None or not may_hold_entries(one.status, one.mime):
            continue
        had = _had(archive.captures()) if had is None else had
        for page in _entries(archive, one):
            url = tidy(one.url, page.url or "")
            if url and _takes(source, url, page) and had.get(urlkey(url), "~") > (one.run_id or ""):
                yield StandIn(replace(one, url=url, capture_id=content_id(one.capture_id, url)), replace(page, url=url))


def _had(captures: Iterable[Capture]) -> dict[str, str]:
    """For each address that ever gave a page or a redirect: the first run in which it did."""
    first: dict[str, str] = {}
    for capture in captures:
        if 200 <= capture.status < 400:
            key, run_id = urlkey(capture.url), capture.run_id or ""
            first[key] = min(run_id, first.get(key, run_id))
    return first


def _entries(archive: Archive, capture: Capture) -> tuple[Page, ...]:
    try:
        payload = archive.payload(capture)
        return read_entries(payload.body, url=capture.url, content_type=payload.content_type)
    except (ArchiveError, PageRefused):  # JSON of another kind; a record that `archive verify` complains about
        return ()


def _takes(source: Source, url: str, page: Page) -> bool:
    """Within the source's bounds; the entries of a feed may stand on another host than the feed itself."""
    bounds = bounds_of(source)
    if source.spider == "feed":
        bounds = bounds.on(frozenset({host_of(url)}))
    return bounds.takes(url, (page.published_at or "")[:10] or None)
