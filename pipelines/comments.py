"""Readers' comments, one at a time, with author and time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.dates import read_date

if TYPE_CHECKING:
    from pipelines.tree import Element

_ITEM = re.compile(r"(?:^|\s)(?:comment|comment-body|comment-item|Comment)(?:\s|$)")
_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|fn|user(?:name)?|commenter|comment-author)(?:[\s_-]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment found on a page: the element that holds its words, who wrote it and when."""

    element: Element
    author: str | None
    published_at: str | None


def find_comments(root: Element) -> list[Remark]:
    """All comments below `root`, in page order; their elements are taken out of the tree."""
    found: list[Remark] = []
    for element in root.elements():
        if element.tag in ("li", "div", "article", "section") and _ITEM.search(element.get("class")):
            found.append(_remark(element))
    for remark in found:
        parent = remark.element.parent
        if parent is not None and remark.element in parent.children:
            parent.children.remove(remark.element)
    return found


def _remark(element: Element) -> Remark:
    author = published = None
    for inner in element.elements():
        if author is None and _AUTHOR.search(inner.get("class")):
            author = inner.text() or None
        if published is None and (inner.tag == "time" or "date" in inner.get("class") or "meta" in inner.get("class")):
            published = read_date(inner.get("datetime") or inner.text())
    return Remark(element, author, published)
