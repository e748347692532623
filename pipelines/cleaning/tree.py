"""A page as a plain tree of elements and strings, built once from the C parser and bounded in size.

Lexbor parses as browsers do; what cleaning needs of its tree is copied into `Element`, because the rules look at every
element several times and Python objects are cheaper to ask than a C node behind a wrapper. Scripts, styles, pictures
and form controls are left behind here: nothing of them is ever read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from pipelines.cleaning.charset import without_invisible
from pipelines.cleaning.limits import MAX_DEPTH, PageRefused, check_markup
from pipelines.cleaning.marks import BY_TAG, marks_of

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
_SPACE = re.compile("[ \t\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_ODD = re.compile("[\x1c-\x1f\x85\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]")
"""Spaces that are kept, and characters that nobody sees; text without them is collapsed by `split`, twice as fast."""
_SELF_CLOSED = re.compile(rb"<(script|style|iframe|textarea|title|noscript|noframes)\b([^<>]*?)/>", re.IGNORECASE)
_NOSCRIPT = re.compile(rb"<(/?)noscript", re.IGNORECASE)
_TELLING = frozenset({"meta", "script"})
STRUCK_OUT = frozenset({"s", "strike", "del"})
CUT = "\u2063"
"""Stands where struck-out words were left out: a character that nobody sees, and that `collapse` leaves out."""
UNREAD = SKIPPED | STRUCK_OUT | {"-comment", "-document", "-doctype"}


class Element:
    """An element: children are elements and strings, in order.

    marks: what its names say it is (marks.py). size: characters of text below, linked: those of them inside links.
    order: its place among the tree's elements; those below it are elements[start:stop], the text is strings[begin:end].
    is_mixed: a block stands below, or something dropped; what is not mixed is one line. is_dropped: furniture, or taken
    out because something else has read it.
    """

    __slots__ = (
        "attrs",
        "begin",
        "children",
        "end",
        "is_dropped",
        "is_mixed",
        "linked",
        "marks",
        "order",
        "parent",
        "size",
        "start",
        "stop",
        "tag",
        "tree",
    )

    def __init__(
        self,
        tag: str,
        attrs: dict[str, str | None],
        parent: Element | None,
        tree: Tree,
        marks: int,
        order: int,
        begin: int,
    ) -> None:
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.tree = tree
        self.children: list[Element | str] = []
        self.marks = marks
        self.order = order
        self.start = self.stop = order + 1
        self.begin = self.end = begin
        self.size = 0
        self.linked = 0
        self.is_mixed = False
        self.is_dropped = False

    def get(self, name: str) -> str:
        """The attribute's value; the empty text where there is none."""
        return self.attrs.get(name) or ""

    def elements(self) -> list[Element]:
        """All elements below, in document order."""
        return self.tree.elements[self.start : self.stop]

    def holds(self, other: Element) -> bool:
        """Whether `other` stands below this element."""
        return self.start <= other.order < self.stop

    def is_left_out(self) -> bool:
        """Whether the element or one above it is dropped."""
        return self.is_dropped or any(above.is_dropped for above in self.ancestors())

    def text(self) -> str:
        """All text below, white space collapsed; blocks are parted by a space."""
        return collapse("".join(self.tree.strings[self.begin : self.end]))

    def drop(self) -> None:
        """Takes the element out of the reading, and its words out of the sizes above it."""
        if self.is_dropped:
            return
        self.is_dropped = True
        size, linked, above = self.size, self.linked, self.parent
        while above is not None:
            above.size -= size
            above.linked -= linked
            above.is_mixed = True
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
    if text.isascii() or not _ODD.search(text):
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


class Tree:
    """A parsed page in document order: its elements, their strings, and the parser's own tree for the head.

    The text of an element is a run of `strings`, the elements below it a run of `elements`: asking for either copies a
    piece of a list instead of walking the tree. marked: the elements that have marks. What the page says of itself, in
    head and body: title, metas (the attributes of its `meta` elements), documents (the texts of its JSON-LD scripts).
    """

    def __init__(self, parser: LexborHTMLParser) -> None:
        self.parser = parser
        self.strings: list[str] = []
        self.title: str | None = None
        self.metas: list[dict[str, str | None]] = []
        self.documents: list[str] = []
        self.root = Element("body", {}, None, self, 0, 0, 0)
        self.elements = [self.root]
        self.marked: list[Element] = []
        self._gathered: list[Element] = []

    def gather(self, tag: str, attrs: dict[str, str | None], parent: Element, first: int, after: int) -> Element:
        """An element of our own around children[first:after] of `parent`.

        It is none of `elements`, and the caller puts it among the parent's children.
        """
        start, begin = _edge(parent, first)
        unit = Element(tag, attrs, parent, self, marks_of(tag, attrs), start, begin)
        unit.children, unit.start, unit.is_mixed = parent.children[first:after], start, True
        unit.stop, unit.end = _edge(parent, after)
        for child in unit.children:
            if isinstance(child, Element):
                child.parent = unit
                unit.size += 0 if child.is_dropped else child.size
                unit.linked += 0 if child.is_dropped else child.linked
            else:
                unit.size += len(child.strip())
        self._gathered.append(unit)
        return unit

    def strings_between(self, parent: Element, first: int, after: int) -> list[str]:
        """The strings of children[first:after] of `parent` and below them."""
        return self.strings[_edge(parent, first)[1] : _edge(parent, after)[1]]

    def forget(self) -> None:
        """Cuts every circle of references, so that the page's memory is free at once. The tree is of no use then."""
        for element in self.elements:
            element.children.clear()
        for unit in self._gathered:
            unit.children.clear()
        self.elements.clear()
        self.marked.clear()
        self._gathered.clear()
        del self.root, self.parser


def _edge(parent: Element, place: int) -> tuple[int, int]:
    """Where children[place] begins among the tree's elements and strings, or where the last child ends.

    Elements know it; a string stands where the one before it ends.
    """
    strings = 0
    for before in range(place - 1, -1, -1):
        child = parent.children[before]
        if isinstance(child, Element):
            return child.stop, child.end + strings
        strings += 1
    is_opened_by_space = parent.parent is not None and parent.tag not in INLINE
    return parent.start, parent.begin + is_opened_by_space + strings


def parse(markup: bytes, where: str, *, is_repaired: bool = False) -> Tree:
    """The body of a page as a tree. markup: UTF-8. Raises PageRefused beyond the limits.

    A page with hardly any words is parsed once more as if scripts were off and `<iframe/>` closed itself: some pages
    keep all their words in a `noscript` (Discourse), others were written as XML, where such a tag swallows the rest.
    """
    check_markup(markup, where)
    parser = LexborHTMLParser(markup)
    tree = Tree(parser)
    root = tree.root
    _keep_head(parser, tree)
    if parser.body is not None:
        root.attrs = parser.body.attributes
        _copy(parser.body, tree, where)
    if root.size < _SCANT and not is_repaired:
        repaired = _NOSCRIPT.sub(rb"<\1div", _SELF_CLOSED.sub(rb"<\1\2></\1>", markup))
        if repaired != markup:
            again = parse(repaired, where, is_repaired=True)
            return again if again.root.size > 2 * root.size + 200 else tree
    return tree


def _is_plain_nav(node: LexborNode) -> bool:
    """Whether a `nav` is one: some pages forget its end tag, and the article lies in it."""
    return node.css_first("h1, article, main, table, p + p") is None


def _copy(body: LexborNode, tree: Tree, where: str) -> None:
    """Copies what lies below `body` into the tree, without what is never read.

    The loop is the hottest of the whole project, hence its local names and its shape: children are walked by `next`,
    and only what lies above an element that has children is kept on a stack. White space beside a block says nothing
    (a third of all nodes) and stays behind, except within `pre`.
    """
    elements, strings, unread, inline, marked, by_tag = tree.elements, tree.strings, UNREAD, INLINE, marks_of, BY_TAG
    named, parent = tree.marked, tree.root
    children, own, linked, is_loose, is_pre = parent.children, 0, 0, True, False
    is_at_block = True
    above: list[tuple[LexborNode | None, Element, int, int, bool, bool]] = []
    node = body.first_child
    while True:
        while node is None:
            if parent.tag == "a":
                linked = own
            parent.size, parent.linked, parent.stop = own, linked, len(elements)
            is_at_block = parent.tag not in inline
            if is_at_block:
                strings.append(" ")
            parent.end = len(strings)
            if not above:
                return
            size, links, is_mixed = own, linked, parent.is_mixed
            node, parent, own, linked, is_loose, is_pre = above.pop()
            own, linked, children = own + size, linked + links, parent.children
            if is_mixed:
                parent.is_mixed = True
        tag = node.tag
        if tag == "-text":
            text = node.text_content
            if text:
                if not text.isspace():
                    own += len(text.strip())
                elif is_at_block and is_loose:
                    node = node.next
                    continue
                children.append(text)
                strings.append(text)
                is_at_block = False
        elif tag in unread:
            if tag in _TELLING:
                _keep_telling(node, tree)
            elif tag in STRUCK_OUT:
                children.append(CUT)
                strings.append(CUT)
        elif tag is not None and not (tag == "nav" and _is_plain_nav(node)):
            attrs = node.attributes
            known = marked(tag, attrs) if attrs else by_tag.get(tag, 0)
            element = Element(tag, attrs, parent, tree, known, len(elements), len(strings))
            elements.append(element)
            children.append(element)
            if known:
                named.append(element)
            is_at_block = tag not in inline
            if is_at_block:
                strings.append(" ")
                parent.is_mixed = True
            child = node.first_child
            if child is None:
                element.end = len(strings)
            else:
                above.append((node.next, parent, own, linked, is_loose, is_pre))
                if len(above) > MAX_DEPTH:
                    raise PageRefused(
                        f"{where}: tags nested {MAX_DEPTH:,} deep; expected fewer. "
                        "Repair the page's end tags, or leave it out."
                    )
                node, parent, children, own, linked = child, element, element.children, 0, 0
                is_pre = is_pre or tag == "pre"
                is_loose = is_at_block and not is_pre
                is_at_block = True
                continue
        node = node.next


def _keep_head(parser: LexborHTMLParser, tree: Tree) -> None:
    """Keeps what the head says of the page; a title that stands elsewhere counts where the head has none."""
    node = parser.head.first_child if parser.head is not None else None
    while node is not None:
        if node.tag in _TELLING:
            _keep_telling(node, tree)
        elif node.tag == "title" and tree.title is None:
            tree.title = node.text()
        node = node.next
    if tree.title is None:
        title = parser.css_first("title")
        tree.title = title.text() if title is not None else None


def _keep_telling(node: LexborNode, tree: Tree) -> None:
    """Keeps what a skipped element says of the page for machines."""
    if node.tag == "meta":
        tree.metas.append(node.attributes)
    elif node.attributes.get("type") == "application/ld+json":
        tree.documents.append(node.text())
