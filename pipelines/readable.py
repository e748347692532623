"""Which captures hold a page for people or a table of results, as against robots.txt, sitemaps, feeds and pictures."""

from __future__ import annotations

from urllib.parse import urlsplit

from pipelines.results_csv import is_results_csv

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
NOT_PAGES = ("/robots.txt", "/sitemap.txt", "/ads.txt", "/humans.txt", "/llms.txt", "/.well-known/security.txt")


def is_readable(status: int, mime: str | None, url: str) -> bool:
    """Whether a payload of this status and media type is worth reading. None counts as HTML, as browsers guess."""
    kind = (mime or "text/html").partition(";")[0].strip().lower()
    if status != 200 or urlsplit(url).path.lower().endswith(NOT_PAGES):
        return False
    return kind in PAGES or is_results_csv(mime, url)
