"""Which captures hold a page for people, as against robots.txt, sitemaps, feeds and pictures."""

from __future__ import annotations

from urllib.parse import urlsplit

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
NOT_PAGES = ("/robots.txt", "/sitemap.txt", "/ads.txt", "/humans.txt", "/llms.txt", "/.well-known/security.txt")


def is_readable(status: int, mime: str | None, url: str) -> bool:
    """Whether a payload of this status and media type is worth reading. No media type counts as HTML, as browsers guess."""
    kind = (mime or "text/html").partition(";")[0].strip().lower()
    return status == 200 and kind in PAGES and not urlsplit(url).path.lower().endswith(NOT_PAGES)
