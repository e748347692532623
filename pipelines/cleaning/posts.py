"""Several articles on one page (a blog's front page, a month's archive): each is read as a post of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.cleaning import marks
from pipelines.cleaning.dates import is_dateline, read_date

if TYPE_CHECKING:
    from pipelines.cleaning.tree import Element, Tree

_TITLES = frozenset({"h1", "h2", "h3", "h4"})
_NAMED = marks.ARTICLE | marks.POST
_LEAST = 60
"""Fewest unlinked characters of a post; less is a teaser or an empty box."""
_COVER = 0.7
"""Share of the article's words that the posts must hold together."""


def find_posts(tree: Tree) -> list[Element]:
    """The posts of a page that has more than one, in page order; otherwise empty. Furniture is dropped already."""
    units: list[Element] = []
    for element in tree.elements:
        if (
            (element.tag == "article" or element.marks & _NAMED)
            and not (units and units[-1].holds(element))
            and _is_post(element)
            and not element.is_left_out()
        ):
            units.append(element)
    if len(units) < 2 or len({_name(unit) for unit in units}) > 1:
        return []
    words = tree.root.size - tree.root.linked
    return units if sum(unit.size - unit.linked for unit in units) > _COVER * words else []


def _is_post(element: Element) -> bool:
    if element.tag in ("body", "main", "a") or element.size - element.linked < _LEAST:
        return False
    return any(below.tag in _TITLES and below.size > 3 for below in element.elements())


def _name(element: Element) -> str:
    """What all posts of a page call themselves: the tag and the first class word without numbers."""
    words = re.sub(r"\d+", "", element.get("class")).split()
    return f"{element.tag}.{words[0] if words else ''}"


def date_above(post: Element) -> str | None:
    """The date that stands by itself before a post, as blogs print it over all posts of a day; None without one."""
    node = post
    while node.parent is not None:
        before = []
        for sibling in node.parent.children:
            if sibling is node:
                break
            if not isinstance(sibling, str) and 6 <= sibling.size < 60:
                before.append(sibling.text())
        found = next((text for text in reversed(before) if is_dateline(text)), None)
        if found is not None:
            return read_date(found)
        node = node.parent
    return None
