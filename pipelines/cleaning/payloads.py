"""Payloads that are no HTML page: WordPress REST posts and comments, feeds, MediaWiki revisions, plain text.

Each gives what it holds as posts: title, author, time and a piece of HTML (or plain text), which is then read like any
page, only without furniture to look for.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any

from pipelines.cleaning.dates import read_date
from pipelines.cleaning.limits import PageRefused

_ENTRY = re.compile(r"<(item|entry)\b[^>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(["'])(.*?)\2""", re.DOTALL)
_MOST_POSTS = 2_000


@dataclass(frozen=True, slots=True)
class Post:
    """One piece of a payload. is_comment: a reader's; is_plain: text and no HTML; link: the page that it stands on."""

    title: str | None
    markup: str
    author: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    is_comment: bool = False
    is_plain: bool = False
    link: str | None = None


def read_posts(text: str, content_type: str | None, where: str) -> list[Post] | None:
    """The posts of a payload that is no HTML page; None for HTML. Raises PageRefused for JSON of another kind."""
    start = text.lstrip("\ufeff \t\r\n")[:600]
    kind = (content_type or "").partition(";")[0].strip().lower()
    if "json" in kind:
        return _json_posts(text, where)
    if start[:1] in ("{", "[") and not kind:
        return _posts_if_json(text, where)
    if (
        start.startswith("<")
        and _FEED.search(start)
        and not start[:200].lower().startswith(("<!doctype html", "<html"))
    ):
        return _feed_posts(text)
    if kind == "text/plain" or (not kind and "<" not in start and "<" not in text[:20_000]):
        return [Post(None, text, is_plain=True)]
    return None


# --- JSON ------------------------------------------------------------------------------------------------------


def _posts_if_json(text: str, where: str) -> list[Post] | None:
    """The posts of text that looks like JSON and was not declared: where it is none, it is a page after all."""
    try:
        return _json_posts(text, where)
    except PageRefused:
        return None


def _json_posts(text: str, where: str) -> list[Post]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise PageRefused(
            f"{where}: JSON that does not parse ({problem}); expected one whole JSON value. Fetch the address again."
        ) from problem
    things = found if isinstance(found, list) else [found]
    posts = [post for thing in things[:_MOST_POSTS] if isinstance(thing, dict) for post in _posts_of(thing)]
    if not posts:
        raise PageRefused(
            f"{where}: JSON without posts, comments or revisions; expected WordPress REST or MediaWiki answers. "
            "Point the source at the HTML page instead."
        )
    return posts


def _posts_of(thing: dict[str, Any]) -> list[Post]:
    content = thing.get("content")
    if isinstance(content, dict) and "rendered" in content:
        return [_wordpress(thing)]
    if "query" in thing and isinstance(thing["query"], dict):
        return _mediawiki_query(thing["query"])
    if isinstance(thing.get("parse"), dict):
        return _mediawiki_parse(thing["parse"])
    return []


def _wordpress(thing: dict[str, Any]) -> Post:
    """A post or page has a title; a comment has `author_name` and the post that it belongs to."""
    title = thing.get("title")
    is_comment = "author_name" in thing and "post" in thing
    return Post(
        title=_plain(title.get("rendered")) if isinstance(title, dict) else None,
        markup=str(thing["content"]["rendered"]),
        author=_plain(thing.get("author_name")),
        published_at=_moment(thing, "date"),
        modified_at=_moment(thing, "modified"),
        is_comment=is_comment,
        link=thing.get("link") if isinstance(thing.get("link"), str) else None,
    )


def _moment(thing: dict[str, Any], name: str) -> str | None:
    universal = thing.get(f"{name}_gmt")
    if isinstance(universal, str) and universal:
        return f"{universal.rstrip('Z')}Z"
    local = thing.get(name)
    return read_date(local) if isinstance(local, str) else None


def _mediawiki_query(query: dict[str, Any]) -> list[Post]:
    pages = query.get("pages") or []
    posts = []
    for page in pages.values() if isinstance(pages, dict) else pages:
        for revision in (page.get("revisions") or [])[:_MOST_POSTS] if isinstance(page, dict) else []:
            slots = revision.get("slots") or {}
            main = slots.get("main") if isinstance(slots, dict) else None
            text = (main or {}).get("content") or (main or {}).get("*") or revision.get("content") or revision.get("*")
            if isinstance(text, str):
                posts.append(
                    Post(
                        _plain(page.get("title")), text, revision.get("user"), revision.get("timestamp"), is_plain=True
                    )
                )
    return posts


def _mediawiki_parse(parsed: dict[str, Any]) -> list[Post]:
    text = parsed.get("text")
    markup = text.get("*") if isinstance(text, dict) else text
    return [Post(_plain(parsed.get("title")), markup)] if isinstance(markup, str) else []


def _plain(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return html.unescape(re.sub(r"<[^>]*>", "", value)).strip() or None


# --- feeds -----------------------------------------------------------------------------------------------------


def _feed_posts(text: str) -> list[Post]:
    """The entries of an RSS or Atom feed, read as text: many are not well formed, and XML parsers lose them."""
    posts: list[Post] = []
    for found in _ENTRY.finditer(text):
        if len(posts) == _MOST_POSTS:
            break
        entry = found[2]
        link = _field(entry, "link") or ""
        is_comment = bool(_field(entry, "thr:in-reply-to", is_empty_fine=True)) or "#comment-" in link
        posts.append(
            Post(
                title=_plain(_field(entry, "title")),
                markup=_first(entry, ("content:encoded", "content", "description", "summary")) or "",
                author=_plain(_first(entry, ("dc:creator", "name", "author"))),
                published_at=read_date(_first(entry, ("published", "pubDate", "dc:date", "updated")) or ""),
                modified_at=read_date(_field(entry, "updated") or ""),
                is_comment=is_comment,
                link=link.strip() or _alternate(entry),
            )
        )
    return posts


def _alternate(entry: str) -> str | None:
    """Atom's link to the page, among those to its comments, its editor and itself."""
    for found in re.finditer(r"<link\b[^>]*>", entry, re.IGNORECASE):
        told = {name.lower(): html.unescape(value) for name, _, value in _ATTRIBUTE.findall(found[0])}
        if told.get("rel", "alternate") == "alternate" and told.get("href"):
            return told["href"]
    return None


def _first(entry: str, names: tuple[str, ...]) -> str | None:
    return next((value for value in (_field(entry, name) for name in names) if value), None)


def _field(entry: str, name: str, *, is_empty_fine: bool = False) -> str | None:
    """The content of an element as markup: CDATA as it stands, anything else unescaped once."""
    found = re.search(rf"<{name}(?:\s[^>]*)?(?:/>|>(.*?)</{name}\s*>)", entry, re.DOTALL | re.IGNORECASE)
    if found is None:
        return None
    inner = found[1] or ""
    if is_empty_fine and not inner:
        return found[0]
    raw = _CDATA.search(inner)
    if raw is not None:
        return raw[1].strip()
    return inner.strip() if "<" in inner else html.unescape(inner).strip()
