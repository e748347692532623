"""From a payload to a Page: the title, the article's passages, the comments one at a time; no markup, no furniture."""

from __future__ import annotations

import gc
import html
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from pipelines.cleaning.binary import check_text
from pipelines.cleaning.bylines import read_byline
from pipelines.cleaning.charset import to_utf8
from pipelines.cleaning.comments import find_thread
from pipelines.cleaning.dates import is_american
from pipelines.cleaning.furniture import drop_furniture, restore
from pipelines.cleaning.limits import PageRefused, check_size
from pipelines.cleaning.marks import CONTENT, DATE
from pipelines.cleaning.payloads import read_posts
from pipelines.cleaning.posts import date_of, find_posts
from pipelines.cleaning.structured import read_head
from pipelines.cleaning.tree import parse
from pipelines.cleaning.walker import Draft, Writer
from pipelines.model import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.cleaning.comments import Thread
    from pipelines.cleaning.payloads import Post
    from pipelines.cleaning.structured import Head
    from pipelines.cleaning.tree import Tree

__all__ = ["PageRefused", "read_entries", "read_page"]


def read_page(body: bytes, *, url: str | None = None, content_type: str | None = None, page: str | None = None) -> Page:
    """What the page says, in page order. `page` names a page kind (pipelines/pages/<page>.py) for a site of its own.

    Raises PageRefused where the payload is no text, or beyond a limit (bytes, tags, nesting, table spans).
    """
    where = url or "the page"
    check_size(len(body), where)
    check_text(body, where)
    markup = to_utf8(body, content_type)
    if page is not None:
        return _read_kind(markup, page, url, where)
    posts = (
        read_posts(markup.decode("utf-8", "replace"), content_type, where)
        if _may_be_other(markup, content_type)
        else None
    )
    with _collector_paused():
        if posts is not None:
            return _read_posts(posts, url, where)
        tree = parse(markup, where)
        try:
            return _read(tree, url, where)
        finally:
            tree.forget()


def read_entries(body: bytes, *, url: str, content_type: str | None = None) -> tuple[Page, ...]:
    """The posts of a feed or of a REST answer, each as the page that it links to (`Page.url`), whole as far as it goes.

    Comments, and posts without a link, are left out. Raises PageRefused as `read_page`, and for JSON of another kind.
    """
    check_size(len(body), url)
    check_text(body, url)
    posts = read_posts(to_utf8(body, content_type).decode("utf-8", "replace"), content_type, url) or []
    with _collector_paused():
        return tuple(
            _read_posts([post], post.link, url)
            for post in posts
            if post.link and not (post.is_comment or post.is_plain)
        )


def _read_kind(markup: bytes, kind: str, url: str | None, where: str) -> Page:
    """A page of a kind of its own: the kind chooses the pieces, lines and tables are read as everywhere."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - a tenth of a second that most readings do not need

    from pipelines.pages import find_kind  # noqa: PLC0415

    reader = find_kind(kind, where)
    head = _head_of(markup, where)
    article, said, comments = Writer(where), Writer(where), 0
    for piece in reader.passages(BeautifulSoup(markup, "html.parser", from_encoding="utf-8")):
        tree = parse(f"<body>{piece.markup}</body>".encode(), where)
        comments += piece.is_comment
        number = comments if piece.is_comment else None
        voice = Draft(
            "comment" if piece.is_comment else "body",
            piece.post,
            number,
            piece.author,
            piece.published_at,
            piece.heading,
        )
        (said if piece.is_comment else article).speak(tree.root, voice)
    return _page(url, head, article, said)


def _head_of(markup: bytes, where: str) -> Head:
    tree = parse(markup, where)
    return read_head(tree, is_month_first=_prints_month_first(tree))


def _page(url: str | None, head: Head, article: Writer, said: Writer) -> Page:
    passages = article.passages()
    return Page(
        url=url,
        title=head.title,
        passages=passages + said.passages(len(passages)),
        author=head.author,
        published_at=head.published_at,
        modified_at=head.modified_at,
        language=head.language,
        site=head.site,
    )


def _may_be_other(markup: bytes, content_type: str | None) -> bool:
    """Whether a payload may be something else than an HTML page, by its type and its first bytes."""
    if "html" in (content_type or ""):
        return False
    start = markup[:600].lstrip().lower()
    return bool(content_type) or not start.startswith((b"<!doctype html", b"<html", b"<!--"))


def _read_posts(posts: Sequence[Post], url: str | None, where: str) -> Page:
    """The posts of a feed, a REST answer or a text file: articles as posts 1, 2, ..., comments counted from 1."""
    article, said = Writer(where), Writer(where)
    articles = comments = 0
    for post in posts:
        text = f"<pre>{html.escape(post.markup)}</pre>" if post.is_plain else post.markup
        tree = parse(f"<body>{text}</body>".encode(), where)
        if post.is_comment:
            comments += 1
            voice = Draft("comment", comment=comments, author=post.author, published_at=post.published_at)
        else:
            articles += 1
            voice = Draft("body", post=articles, author=post.author, published_at=post.published_at, heading=post.title)
        (said if post.is_comment else article).speak(tree.root, voice)
        tree.forget()
    first = posts[0] if posts else None
    passages = article.passages()
    return Page(
        url,
        first.title if first else None,
        passages + said.passages(len(passages)),
        first.author if first else None,
        first.published_at if first else None,
        first.modified_at if first else None,
    )


def _read(tree: Tree, url: str | None, where: str) -> Page:
    is_month_first = _prints_month_first(tree)
    head = read_head(tree, is_month_first=is_month_first)
    thread = find_thread(tree, url, head.title, is_month_first=is_month_first)
    said = _said(thread, where)
    article = Writer(where, head.title)
    if thread.is_forum:
        post = thread.remarks[0]
        article.speak_remark(post.words, Draft("body", author=post.author, published_at=post.published_at))
    else:
        drop_furniture(tree, head.title)
        _write_article(article, tree, head, is_month_first=is_month_first)
        if not thread.remarks and not any(draft.lines for draft in article.drafts):
            restore(tree)
            article.speak(tree.root, Draft("body", author=head.author, published_at=head.published_at))
    return _page(url, head, article, said)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keeps Python's cycle collector from looking through a page's thousands of new objects again and again.

    It took a third of the time. Nothing is left to it: the tree is taken apart by `forget`.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _prints_month_first(tree: Tree) -> bool:
    """A vote of the page's own dates; of what its text says only where those leave it open."""
    dated = (element for element in tree.marked if element.marks & DATE)
    printed = (child for element in dated for child in element.children if isinstance(child, str) and len(child) < 60)
    told = (attrs.get("content") or "" for attrs in tree.metas)
    return is_american(chain(printed, (text for text in told if len(text) < 60 and text[:1].isdigit())), tree.strings)


def _write_article(writer: Writer, tree: Tree, head: Head, *, is_month_first: bool) -> None:
    posts = find_posts(tree)
    if not posts:
        writer.speak(tree.root, Draft("body", author=head.author, published_at=head.published_at))
    for number, post in enumerate(posts, 1):
        parts = post.elements()
        words = next((part for part in parts if part.marks & CONTENT and not part.is_dropped), post)
        byline = read_byline(post, parts, words, is_month_first=is_month_first)
        published_at = byline.published_at or date_of(post, is_month_first=is_month_first)
        writer.speak(post, Draft("body", post=number, author=byline.author, published_at=published_at))


def _said(thread: Thread, where: str) -> Writer:
    """The comments, counted from 1 in page order; the first post of a forum page is its body and not counted."""
    writer = Writer(where)
    for number, remark in enumerate(thread.remarks[1:] if thread.is_forum else thread.remarks, 1):
        voice = Draft("comment", comment=number, author=remark.author, published_at=remark.published_at)
        writer.speak_remark(remark.words, voice, remark.headline)
    return writer
