"""A page as a plain tree of elements and strings, built once from the C parser and bounded in size.

Lexbor parses as browsers do; what cleaning needs of its tree is copied into `Element`, because the rules look at every
element several times and Python objects are cheaper to ask than a C node behind a wrapper. Scripts, styles, pictures
and form controls are left behind here: nothing of them is ever read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from pipelines.cleaning.charset import without_invisible
from pipelines.cleaning.limits import MAX_DEPTH, PageRefused, check_markup
from pipelines.cleaning.marks import marks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "applet",
        "canvas",
        "audio",
        "video",
        "map",
        "math",
        "input",
        "select",
        "option",
        "button",
        "textarea",
        "datalist",
        "meter",
        "progress",
        "link",
        "meta",
        "base",
        "head",
        "frameset",
        "noframes",
        "noscript",
        "dialog",
        "img",
        "wbr",
        "source",
        "track",
        "area",
    ]
)
_SCANT = 2000
"""Characters of text below which a page may have lost the rest to a tag that is read as raw text."""
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_SELF_CLOSED = re.compile(rb"<(script|style|iframe|textarea|title|noscript|noframes)\b([^<>]*?)/>", re.IGNORECASE)
_NOSCRIPT = re.compile(rb"<(/?)noscript", re.IGNORECASE)
STRUCK_OUT = frozenset({"s", "strike", "del"})
UNREAD = SKIPPED | STRUCK_OUT | {"-comment", "-document", "-doctype"}


class Element:
    """An element: children are elements and strings, in order.

    marks: what its names say it is (marks.py). size: characters of text below, linked: those of them inside links.
    order: its place in document order. is_dropped: furniture, or taken out because something else has read it.
    """

    __slots__ = ("attrs", "children", "is_dropped", "linked", "marks", "order", "parent", "size", "tag")

    def __init__(self, tag: str, attrs: dict[str, str | None], parent: Element | None) -> None:
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.children: list[Element | str] = []
        self.marks = 0
        self.order = 0
        self.size = 0
        self.linked = 0
        self.is_dropped = False

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
        return collapse("".join(parts))

    def drop(self) -> None:
        """Takes the element out of the reading, and its words out of the sizes above it."""
        if self.is_dropped:
            return
        self.is_dropped = True
        size, linked, above = self.size, self.linked, self.parent
        while above is not None:
            above.size -= size
            above.linked -= linked
            if above.is_dropped:
                return
            above = above.parent

    def ancestors(self) -> Iterator[Element]:
        """The parent first, the root last."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent


def collapse(text: str) -> str:
    """The text with white space collapsed; no-break and thin spaces within it stay, because they group digits."""
    if text.isascii():
        return " ".join(text.split())
    return _SPACE.sub(" ", without_invisible(text)).strip(" \xa0")


INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "s",
        "strike",
        "del",
    ]
)


@dataclass(slots=True)
class Tree:
    """A parsed page: the body, all its elements in document order, and the parser's own tree for the head."""

    root: Element
    elements: list[Element]
    parser: LexborHTMLParser

    def measure(self) -> None:
        """Sets size and linked of every element from its own strings. Once a page; `drop` keeps them true."""
        for element in reversed(self.elements):
            if element.tag == "a":
                element.linked = element.size
            parent = element.parent
            if parent is not None:
                parent.size += element.size
                parent.linked += element.linked

    def forget(self) -> None:
        """Cuts the references between parents and children, so that the page's memory is free at once."""
        for element in self.elements:
            element.parent = None
            element.children.clear()


def parse(markup: bytes, where: str, *, is_repaired: bool = False) -> Tree:
    """The body of a page as a tree. markup: UTF-8. Raises PageRefused beyond the limits.

    A page with hardly any words is parsed once more as if scripts were off and `<iframe/>` closed itself: some pages
    keep all their words in a `noscript` (Discourse), others were written as XML, where such a tag swallows the rest.
    """
    check_markup(markup, where)
    parser = LexborHTMLParser(markup)
    root = Element("body", {}, None)
    if parser.body is not None:
        root.attrs = parser.body.attributes
    elements = [root]
    if parser.body is not None:
        _copy(parser.body, elements, where)
    tree = Tree(root, elements, parser)
    tree.measure()
    if root.size < _SCANT and not is_repaired:
        repaired = _NOSCRIPT.sub(rb"<\1div", _SELF_CLOSED.sub(rb"<\1\2></\1>", markup))
        if repaired != markup:
            again = parse(repaired, where, is_repaired=True)
            return again if again.root.size > 2 * root.size + 200 else tree
    return tree


def _is_plain_nav(node: LexborNode) -> bool:
    """Whether a `nav` is one: some pages forget its end tag, and the article lies in it."""
    return node.css_first("h1, article, main, table, p + p") is None


def _copy(body: LexborNode, elements: list[Element], where: str) -> None:
    """Copies what lies below `body` into elements[0], without what is never read; sizes are those of own strings.

    The loop is the hottest of the whole project, hence its local names and its shape: children are walked by `next`,
    and only what lies above an element that has children is kept on a stack.
    """
    parent = elements[0]
    children = parent.children
    above: list[tuple[LexborNode | None, Element]] = []
    unread, marked, own = UNREAD, marks_of, 0
    node = body.first_child
    while True:
        while node is None:
            parent.size = own
            if not above:
                return
            node, parent = above.pop()
            children, own = parent.children, parent.size
        tag = node.tag
        if tag == "-text":
            text = node.text_content
            if text:
                children.append(text)
                own += len(text.strip())
        elif tag not in unread and tag is not None and not (tag == "nav" and _is_plain_nav(node)):
            element = Element(tag, node.attributes, parent)
            element.marks = marked(tag, element.attrs)
            element.order = len(elements)
            elements.append(element)
            children.append(element)
            child = node.first_child
            if child is not None:
                above.append((node.next, parent))
                if len(above) > MAX_DEPTH:
                    raise PageRefused(
                        f"{where}: tags nested {MAX_DEPTH:,} deep; expected fewer. "
                        "Repair the page's end tags, or leave it out."
                    )
                parent.size = own
                node, parent, children, own = child, element, element.children, 0
                continue
        node = node.next
