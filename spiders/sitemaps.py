"""Reading sitemaps: url sets, indexes of them, Google's news extension, plain lists, and the lines of robots.txt."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spiders.bounds import tidy
from spiders.feeds import Node, local, moment, parse_xml
from spiders.mistakes import Mistaken

if TYPE_CHECKING:
    from datetime import datetime

MAX_SITEMAP = 50 * 1024 * 1024
"""Bytes once decompressed: sitemaps.org allows no more."""


class NotASitemap(Mistaken):
    """Something else stands at the sitemap's address."""


@dataclass(frozen=True, slots=True)
class Located:
    """One <url> or <sitemap>."""

    url: str
    published: str | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    pages: tuple[Located, ...] = ()
    sitemaps: tuple[Located, ...] = ()


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Raises NotASitemap."""
    body = _decompressed(body, url)
    if url.endswith("/robots.txt"):
        return Sitemap(sitemaps=tuple(Located(found) for found in from_robots(body, url)))
    root = parse_xml(body)
    if root is not None and local(root) in ("urlset", "sitemapindex"):
        found = tuple(
            located for node in root if local(node) in ("url", "sitemap") and (located := _located(node, url))
        )
        return Sitemap(sitemaps=found) if local(root) == "sitemapindex" else Sitemap(pages=found)
    lines = [line.strip() for line in body.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    if lines and all(re.match(r"https?://\S+$", line) for line in lines):
        return Sitemap(pages=tuple(Located(whole) for line in lines if (whole := tidy(url, line))))
    what = f"<{local(root)}>" if root is not None else "no XML"
    raise NotASitemap(
        f"{url}: found {what}; expected <urlset>, <sitemapindex> or a list of addresses; run `tallysheet source probe`"
    )


def from_robots(body: bytes, url: str) -> list[str]:
    """The `Sitemap:` lines of a robots.txt."""
    found = re.findall(r"(?im)^\s*sitemap\s*:\s*(\S+)", body.decode("utf-8-sig", "replace"))
    return [whole for line in found if (whole := tidy(url, line))]


def _located(node: Node, base: str) -> Located | None:
    said = {local(child): (child.text or "").strip() for child in node.iterdescendants() if isinstance(child.tag, str)}
    whole = tidy(base, next(((child.text or "") for child in node if local(child) == "loc"), ""))
    if whole is None:
        return None
    published = moment(said.get("publication_date", ""))
    return Located(
        whole, published.isoformat()[:10] if published else None, moment(said.get("lastmod", "")) or published
    )


def _decompressed(body: bytes, url: str) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    opened = zlib.decompressobj(wbits=31)
    try:
        out = opened.decompress(body, MAX_SITEMAP)
    except zlib.error as error:
        raise NotASitemap(
            f"{url}: found broken gzip ({error}); expected a sitemap; look at it with a browser"
        ) from error
    if opened.unconsumed_tail:
        raise NotASitemap(
            f"{url}: found more than {MAX_SITEMAP} bytes; expected at most that (sitemaps.org); name a part of it"
        )
    return out
