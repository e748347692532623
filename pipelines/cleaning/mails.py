"""Mails of a list or news group printed on one page: parted by rules, each headed "From: Hazel" and a date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.cleaning import marks
from pipelines.cleaning.dates import read_date

if TYPE_CHECKING:
    from pipelines.cleaning.tree import Element, Tree

_FROM = re.compile(r"^(?:.{0,120}?\s)?(?:From|Von|De)\s*:\s*(?=\S)")
_HEAD = 200
"""Characters of a message within which its sender and its date must stand."""


def find_mails(tree: Tree) -> list[Element]:
    """The messages, each gathered into a unit; empty unless there are two. What follows the last rule is none."""
    rules = [element for element in tree.elements if element.tag == "hr" and not element.is_left_out()]
    parents = [rule.parent for rule in rules if rule.parent is not None]
    for parent in dict.fromkeys(parents):
        runs = _messages(tree, parent)
        if len(runs) > 1:
            units = [_gather(tree, parent, *run) for run in runs]
            parent.children = [*parent.children[: runs[0][0]], *units, *parent.children[runs[-1][1] :]]
            return units
    return []


def _messages(tree: Tree, parent: Element) -> list[tuple[int, int]]:
    """The runs of children between rules that begin a message; a run without a head goes on with the one before."""
    children = parent.children
    rules = [place for place, child in enumerate(children) if not isinstance(child, str) and child.tag == "hr"]
    runs: list[tuple[int, int]] = []
    starts = [0, *(place + 1 for place in rules)]
    for start, end in zip(starts, [*rules, len(children)], strict=True):
        text = " ".join("".join(tree.strings_between(parent, start, end)).split())
        if _has_head(text):
            runs.append((start, end))
        elif runs and end < len(children):
            runs[-1] = (runs[-1][0], end)  # a rule within a message
    return runs


def _has_head(text: str) -> bool:
    sender = _FROM.match(text)
    return sender is not None and read_date(text[sender.end() : sender.end() + _HEAD]) is not None


def _gather(tree: Tree, parent: Element, first: int, after: int) -> Element:
    unit = tree.gather("div", {}, parent, first, after)
    unit.marks |= marks.POST
    return unit
