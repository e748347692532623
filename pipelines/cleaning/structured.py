"""What a page says of itself for machines: meta, Open Graph, JSON-LD, the html element's language."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from pipelines.cleaning.dates import read_date

if TYPE_CHECKING:
    from pipelines.cleaning.tree import Tree

_PUBLISHED = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "citation_date",
    "og:pubdate",
]
_MODIFIED = ["article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "lastmod"]
_AUTHOR = ["author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "sailthru.author"]
_MAX_JSON = 500_000


@dataclass(frozen=True, slots=True)
class Head:
    """The page's own account of itself. Times are ISO 8601 as printed."""

    title: str | None = None
    author: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    language: str | None = None
    site: str | None = None


def read_head(tree: Tree, *, is_month_first: bool = False) -> Head:
    """Title, author, times, language and site from the head and the page's JSON-LD."""
    metas: dict[str, str] = {}
    for attrs in tree.metas:
        name = (attrs.get("property") or attrs.get("name") or attrs.get("itemprop") or "").lower()
        content = (attrs.get("content") or "").strip()
        if name and content:
            metas.setdefault(name, content)
    linked = _linked(tree.documents)
    date = partial(_date, is_month_first=is_month_first)
    html = tree.parser.root
    language = html.attributes.get("lang") or html.attributes.get("xml:lang") if html is not None else None
    return Head(
        title=_clean(metas.get("og:title")) or _clean(tree.title),
        author=_name(linked.get("author")) or _clean(_first(metas, _AUTHOR, is_name=True)),
        published_at=date(linked.get("datePublished")) or date(_first(metas, _PUBLISHED)),
        modified_at=date(linked.get("dateModified")) or date(_first(metas, _MODIFIED)),
        language=(language or metas.get("og:locale") or "").replace("_", "-").strip() or None,
        site=_clean(metas.get("og:site_name")) or _name(linked.get("publisher")),
    )


def _linked(documents: list[str]) -> dict[str, Any]:
    """The first JSON-LD object that speaks of an article or page."""
    for text in documents:
        if len(text) > _MAX_JSON:
            continue
        try:
            found = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(found):
            if "datePublished" in thing or "Article" in str(thing.get("@type")) or "Posting" in str(thing.get("@type")):
                return thing
    return {}


def _things(found: Any) -> list[dict[str, Any]]:
    """Objects of a JSON-LD document: the outer ones, and those of its @graph."""
    outer = found if isinstance(found, list) else [found]
    things = [thing for thing in outer if isinstance(thing, dict)]
    for thing in list(things):
        graph = thing.get("@graph")
        if isinstance(graph, list):
            things += [inner for inner in graph if isinstance(inner, dict)]
    return things


def _first(metas: dict[str, str], names: list[str], *, is_name: bool = False) -> str | None:
    return next(
        (metas[name] for name in names if name in metas and not (is_name and metas[name].startswith("http"))), None
    )


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for name in map(_name, value) if name]
        return ", ".join(names) or None
    if isinstance(value, dict):
        value = value.get("name")
    return _clean(value) if isinstance(value, str) and not value.startswith("http") else None


def _date(value: Any, *, is_month_first: bool) -> str | None:
    return read_date(value, is_month_first=is_month_first) if isinstance(value, str) else None


def _clean(text: str | None) -> str | None:
    return re.sub(r"\s+", " ", text).strip() or None if text else None
