"""Several articles on one page (a blog's front page, a month's archive): each is read as a post of its own."""

from __future__ import annotations

import re
from itertools import pairwise
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
        return _ruled(tree)
    words = tree.root.size - tree.root.linked
    return units if sum(unit.size - unit.linked for unit in units) > _COVER * words else []


def _ruled(tree: Tree) -> list[Element]:
    """Entries parted by rules (`hr`) in one element, where every one of them has its own date at its head or foot."""
    ruled = [element for element in tree.elements if element.tag == "hr" and not element.is_left_out()]
    parent = max((rule.parent for rule in ruled if rule.parent is not None), key=lambda above: above.size, default=None)
    if parent is None or parent.size < _COVER * tree.root.size:
        return []
    runs = _runs(tree, parent, {id(rule) for rule in ruled})
    if len(runs) < 2 or any(_dateline(tree.strings_between(parent, *run)) is None for run in runs):
        return []
    units = [tree.gather("article", {}, parent, begin, end) for begin, end in runs]
    parent.children = list(units)
    return units


def _runs(tree: Tree, parent: Element, rules: set[int]) -> list[tuple[int, int]]:
    """What stands between rules, as places among the children; what is too short for a post goes with its neighbour."""
    count = len(parent.children)
    breaks = [0, *(place for place, child in enumerate(parent.children) if id(child) in rules), count]
    runs: list[tuple[int, int]] = []
    begin = 0
    for start, end in pairwise(breaks):
        is_short = sum(len(text.strip()) for text in tree.strings_between(parent, start, end)) < _LEAST
        if is_short and runs:
            runs[-1] = (runs[-1][0], end)
        elif not is_short:
            runs.append((begin, end))
        begin = end if runs else 0
    return runs


def _is_post(element: Element) -> bool:
    if element.tag in ("body", "main", "a") or element.size - element.linked < _LEAST:
        return False
    return any(below.tag in _TITLES and below.size > 3 for below in element.elements())


def _name(element: Element) -> str:
    """What all posts of a page call themselves: the tag and the first class word without numbers."""
    words = re.sub(r"\d+", "", element.get("class")).split()
    return f"{element.tag}.{words[0] if words else ''}"


def date_of(post: Element, *, is_month_first: bool = False) -> str | None:
    """The date over a post, or the one that stands by itself at its head or foot; None without one."""
    said = _date_above(post) or _dateline(post.tree.strings[post.begin : post.end])
    return read_date(said, is_month_first=is_month_first) if said is not None else None


def _dateline(strings: list[str]) -> str | None:
    """The line with a date and little else among the first and last of a post."""
    told = [text.strip() for text in strings if not text.isspace()]
    return next((text for text in (*told[:4], *told[-2:]) if is_dateline(text)), None)


def _date_above(post: Element) -> str | None:
    """The date line that stands before a post, as blogs print it over all posts of a day."""
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
            return found
        node = node.parent
    return None
