"""A page as a plain tree of elements and strings, built once from the C parser and bounded in size.

Lexbor parses as browsers do; what cleaning needs of its tree is copied into `Element`, because the rules look at every
element several times and Python objects are cheaper to ask than a C node behind a wrapper. Scripts, styles, pictures
and form controls are left behind here: nothing of them is ever read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

MAX_BYTES = 16 * 1024 * 1024
"""The longest page that is parsed, in bytes: the largest result pages known (national tables) stay below 5 MB."""
MAX_TAGS = 400_000
"""Most "<" in a page: about three seconds of cleaning."""
MAX_DEPTH = 2_000
"""Deepest nesting: browsers stop at 512; pages with forgotten end tags of inline elements reach some hundreds."""

SKIPPED = frozenset(
    "script style template svg iframe object embed applet canvas audio video map math input select option button "
    "textarea datalist meter progress link meta base head frameset noframes dialog".split()
)
STRUCK_OUT = frozenset({"s", "strike", "del"})


class PageRefused(ValueError):  # noqa: N818 - a verdict, named as the contracts name it
    """The page is beyond a limit or cannot be read at all; the message says where, what, what was expected, what to do."""


class Element:
    """An element: children are elements and strings, in order."""

    __slots__ = ("attrs", "children", "parent", "tag")

    def __init__(self, tag: str, attrs: dict[str, str | None], parent: Element | None) -> None:
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.children: list[Element | str] = []

    def get(self, name: str) -> str:
        """The attribute's value; the empty text where there is none."""
        return self.attrs.get(name) or ""

    def elements(self) -> Iterator[Element]:
        """All elements below, in document order."""
        stack = [child for child in reversed(self.children) if not isinstance(child, str)]
        while stack:
            element = stack.pop()
            yield element
            stack += [child for child in reversed(element.children) if not isinstance(child, str)]

    def text(self) -> str:
        """All text below, white space collapsed."""
        parts: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
            else:
                if node.tag not in INLINE:
                    parts.append(" ")
                stack += reversed(node.children)
        return " ".join("".join(parts).split())

    def ancestors(self) -> Iterator[Element]:
        """The parent first, the root last."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent


INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr q rp rt ruby samp small span "
    "strong sub sup time tt u var wbr s strike del".split()
)

_TAG = re.compile(
    rb"""<!--.*?(?:-->|$)|<(?:script|style)\b.*?</(?:script|style)|<(/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>""",
    re.DOTALL | re.IGNORECASE,
)


def parse(text: str, where: str) -> tuple[Element, LexborHTMLParser]:
    """The body of a page as a tree, and the parser's own tree for the head. Raises PageRefused beyond the limits."""
    tags = text.count("<")
    if tags > MAX_TAGS:
        raise PageRefused(
            f"{where}: {tags:,} tags; expected at most {MAX_TAGS:,}. Split the page, or read the figures by a page kind of its own."
        )
    parser = LexborHTMLParser(text)
    root = Element("body", {}, None)
    if parser.body is not None:
        root.attrs = parser.body.attributes
        _copy(parser.body, root, where)
    return root, parser


def _copy(body: LexborNode, root: Element, where: str) -> None:
    """Copies what lies below `body` into `root`, without what is never read."""
    parent = root
    above: list[tuple[LexborNode | None, Element]] = []
    node = body.first_child
    while True:
        while node is None:
            if not above:
                return
            node, parent = above.pop()
        tag = node.tag
        if tag == "-text":
            parent.children.append(node.text_content or "")
        elif tag is not None and tag[0] != "-" and tag not in SKIPPED and tag not in STRUCK_OUT:
            element = Element(tag, node.attributes, parent)
            parent.children.append(element)
            child = node.first_child
            if child is not None:
                above.append((node.next, parent))
                if len(above) > MAX_DEPTH:
                    raise PageRefused(
                        f"{where}: tags nested {MAX_DEPTH:,} deep; expected fewer. Repair the page's end tags, or leave it out."
                    )
                node, parent = child, element
                continue
        node = node.next
