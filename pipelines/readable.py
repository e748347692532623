"""Which captures hold a page for people, a table of results, or posts; as against robots.txt, sitemaps and pictures."""

from __future__ import annotations

from urllib.parse import urlsplit

from pipelines.results_csv import is_results_csv

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
ENTRIES = frozenset(
    {
        "application/json",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
    }
)
NOT_PAGES = ("/robots.txt", "/sitemap.txt", "/ads.txt", "/humans.txt", "/llms.txt", "/.well-known/security.txt")


def is_readable(status: int, mime: str | None, url: str) -> bool:
    """Whether a payload of this status and media type is worth reading. None counts as HTML, as browsers guess."""
    kind = (mime or "text/html").partition(";")[0].strip().lower()
    if status != 200 or urlsplit(url).path.lower().endswith(NOT_PAGES):
        return False
    return kind in PAGES or is_results_csv(mime, url)


def may_hold_entries(status: int, mime: str | None) -> bool:
    """Whether a payload may be a feed or a REST answer, whose posts can stand in for pages that could not be had."""
    return status == 200 and (mime or "").partition(";")[0].strip().lower() in ENTRIES
