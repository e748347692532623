"""Comments and posts that no name tells: found by what repeats, by numbers, dates and links to members.

A comment that is no element of its own (Blogger's old `dt`/`dd` triples) is gathered into one first.
"""

# ruff: noqa: E501 - lists of words and patterns read better in long lines

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.cleaning import marks
from pipelines.cleaning.bylines import MEMBER, read_byline
from pipelines.cleaning.mails import find_mails
from pipelines.cleaning.tree import Element

if TYPE_CHECKING:
    from pipelines.cleaning.tree import Tree

SAYS = re.compile(
    r"^\s*(.{1,60}?)\s+(?:said|says|wrote|writes|commented|schrieb|schreibt|sagte?|meint|a écrit|dijo)\b", re.IGNORECASE
)
_SPEAKER = re.compile(
    r".{1,60}?\s+(?:said|says|wrote|writes|commented|schrieb|schreibt|sagte?|meint|a écrit|dijo)\s*(?:\.\.\.|…|:)",
    re.IGNORECASE,
)
"""A line that says who speaks, and nothing more."""
_CONTAINERS = frozenset(["ul", "ol", "div", "section", "dl", "article", "main", "tbody", "td", "form"])
_HEADING = re.compile(
    r"^\W*(?:\d[\d,.]*\s+|no\s+|all\s+|the\s+|your\s+|reader'?s?['’]?\s+|user\s+|latest\s+|leave\s+|view\s+|post\s+|join the )*"
    r"(?:comments?|responses?|replies|thoughts|views|letters|reader comments|kommentare?|leserbriefe?|commentaires?|comentarios?|commenti|discussion|conversation)\b",
    re.IGNORECASE,
)
_BOARD = re.compile(r"forum|thread|topic|/board|viewtopic|discussion|bbs\.|/talk/|messages?/", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d\d|\b\d+\s+(?:min\w*|hours?|days?|weeks?|months?|years?|stunden?|tagen?|wochen?|monaten?|monate|jahre?n?)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?<![a-z])(?:sidebar|widget|recent|latest|teasers?|related|popular|tabs|rail)(?![a-z])")
_RECENT = re.compile(r"(?i)\b(?:latest|recent|new|top|most|neueste|derniers)\b")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "legend", "p"})
_BEGINS = marks.AUTHOR | marks.COMMENT
_ANCHOR = re.compile(r"c\d{3,}|comment-?\d+")
_FLAT = frozenset({"dt", "h3", "h4", "h5", "p", "div", "a", "li"})
_HEAD = r"#\s?(\d{1,4})\b[^\d#]{0,24}?\b(?:by|von|par|por|from|said|says|wrote|writes|commented|schrieb|schreibt|sagt|posted)\b"
_NUMBERED = re.compile(rf"^\W*{_HEAD}", re.IGNORECASE)
"""The head of a numbered remark: "#3 von Alder", "#3 comment by Alder"."""


def find_unnamed(tree: Tree, url: str | None) -> list[Element]:
    """The units of a thread whose elements do not call themselves comments or posts; empty without any."""
    return (
        _gather_flat(tree)
        or _repeated(tree)
        or find_mails(tree)
        or _rowed(tree)
        or _numbered(tree)
        or _anchored(tree, url)
    )


# --- by repetition ---------------------------------------------------------------------------------------------


def _repeated(tree: Tree) -> list[Element]:
    """Like siblings, each with a time or a name: in the place named after comments, else below the first such heading."""
    best: list[Element] = []
    for element in tree.elements:
        is_place = element.marks & marks.COMMENTS and element.tag in _CONTAINERS and not element.is_dropped
        if is_place and element.size >= 20 and not _says_beside(element):
            twins = _twins(element)
            found = twins if len(twins) > 1 else _like_children(element)
            best = found if len(found) > len(best) else best
    return best or _below_heading(tree)


def _below_heading(tree: Tree) -> list[Element]:
    for element in tree.elements:
        if element.tag in _HEADINGS and 0 < element.size < 60 and _HEADING.match(element.text()):
            place = _next(element)
            found = _like_children(place) if place is not None and place.size >= 20 else []
            found = found or _signed(element, place) or _spoken(tree, element)
            if found:
                return found
    return []


def _signed(heading: Element, first: Element | None) -> list[Element]:
    """What follows a heading about comments, each like the first and begun by a bold name: no time need be given."""
    if first is None or first.parent is None or _RECENT.search(heading.text()) or _says_beside(first.parent):
        return []
    alike = [
        child
        for child in first.parent.children
        if isinstance(child, Element)
        and child.order >= first.order
        and (child.tag, child.get("class")) == (first.tag, first.get("class"))
    ]
    if first.tag not in ("div", "li", "article", "section", "p", "blockquote"):
        return []
    counted = re.search(r"\d+", heading.text())
    signed = [unit for unit in alike if begins_with_a_name(unit)]
    if counted is None or int(counted[0]) != len(signed):
        signed = _several_signed(alike)
    return signed if 2 * len(signed) > len(alike) else []


def _spoken(tree: Tree, heading: Element) -> list[Element]:
    """What follows "Hazel said..." up to the next such line, below a heading about comments; two of them, or as it counts."""
    parent = heading.parent
    if parent is None or _RECENT.search(heading.text()):
        return []
    starts = [
        place
        for place, child in enumerate(parent.children)
        if isinstance(child, Element)
        and child.order > heading.order
        and 0 < child.size < 80
        and _SPEAKER.fullmatch(child.text())
    ]
    counted = re.search(r"\d+", heading.text())
    is_counted = counted is not None and int(counted[0]) == len(starts)
    return gather(tree, parent, starts) if len(starts) > 1 or (starts and is_counted) else []


def _several_signed(units: list[Element]) -> list[Element]:
    """Those that begin with a name, where it is more than one: a single one is the form to write a comment."""
    signed = [unit for unit in units if begins_with_a_name(unit)]
    return signed if len(signed) > 1 else []


def begins_with_a_name(unit: Element) -> bool:
    """A short bold word or two, and more words behind it that are no link to another page."""
    first = next((child for child in unit.children if not isinstance(child, str) or child.strip()), None)
    return (
        isinstance(first, Element)
        and first.tag in ("b", "strong", "cite", "i", "em", "h4", "h5", "h6")
        and 1 < first.size <= 40
        and unit.size > first.size + 10
        and unit.linked < 0.5 * unit.size
        and any(c.isalpha() for c in first.text())
    )


def _twins(element: Element) -> list[Element]:
    """The element and its siblings of the same class that show who or when: each is a comment, whatever its name says."""
    siblings = element.parent.children if element.parent is not None else []
    alike = [s for s in siblings if isinstance(s, Element) and s.size and s.get("class") == element.get("class")]
    return [unit for unit in alike if read_byline(unit, (), unit).published_at]


def _next(heading: Element) -> Element | None:
    """What follows a heading: its next sibling with text, or that of the box it stands in alone."""
    node = heading
    while node.parent is not None:
        siblings = [child for child in node.parent.children if isinstance(child, Element) and child.size]
        after = siblings[siblings.index(node) + 1 :] if node in siblings else []
        if after:
            return after[0]
        if len(siblings) > 1:
            return None
        node = node.parent
    return None


def _like_children(container: Element) -> list[Element]:
    """The largest set of children with one tag that all show who or when; searched two levels down."""
    for place in (container, *(c for c in container.children if isinstance(c, Element) and c.tag in _CONTAINERS)):
        by_tag: dict[tuple[str, str], list[Element]] = {}
        for child in place.children:
            if (
                isinstance(child, Element)
                and child.size > 15
                and child.tag in ("li", "div", "article", "section", "blockquote", "tr", "table")
            ):
                by_tag.setdefault((child.tag, marks.normal(child.get("class")).split(" ")[0]), []).append(child)
        for group in sorted(by_tag.values(), key=len, reverse=True):
            said = [unit for unit in group if _is_dated(unit) or SAYS.match(unit.text()[:90])]
            said = said or _several_signed(group)
            if said and len(said) * 2 >= len(group):
                return said
    return []


def _is_dated(unit: Element) -> bool:
    return read_byline(unit, (), unit).published_at is not None


# --- by table rows ---------------------------------------------------------------------------------------------


def _rowed(tree: Tree) -> list[Element]:
    """Rows of one table with who wrote in one cell and what calls itself a post's words in the next (early phpBB)."""
    rows: dict[int, Element] = {}
    for said in tree.marked:
        row = _row_of(said) if said.marks & marks.SAID and not said.is_left_out() else None
        if row is not None:
            rows[row.order] = row
    parents = [row.parent for row in rows.values()]
    parent = max(parents, key=parents.count, default=None)
    units = [row for row in rows.values() if row.parent is parent]
    if len(units) < 2 or 2 * sum(map(_is_dated, units)) < len(units):
        return []
    for unit in units:
        unit.marks |= marks.POST
        _mark_head(unit)
    return units


def _row_of(said: Element) -> Element | None:
    """The nearest row around a post's words with an author in another of its cells."""
    for row in said.ancestors():
        cells = [cell for cell in row.children if isinstance(cell, Element) and cell.tag in ("td", "th")]
        if row.tag == "tr" and any(_names_author(cell) and not cell.holds(said) for cell in cells):
            return row
    return None


def _names_author(cell: Element) -> bool:
    return any(part.marks & marks.AUTHOR and part.size for part in cell.elements())


def _mark_head(unit: Element) -> None:
    """Marks what a post's row says of its writer and time as none of the words."""
    for part in unit.elements():
        is_cell = part.tag == "td" and _names_author(part)
        says = any(below.marks & marks.SAID for below in (part, *part.elements()))
        if (is_cell or part.marks & marks.DATE) and not says:
            part.marks |= marks.REMARK_FURNITURE


# --- by numbers ------------------------------------------------------------------------------------------------


def _numbered(tree: Tree) -> list[Element]:
    """What is headed "#1 by Alder", "#2 by Hazel": counted without a gap, up or down; a single one must be the first."""
    if re.search(_HEAD, "".join(tree.strings), re.IGNORECASE) is None:
        return []
    found: list[tuple[int, Element]] = []
    for element in tree.elements:
        said = _NUMBERED.match(element.text()) if 5 < element.size < 120 else None
        if said is not None:
            while found and found[-1][1].holds(element):
                found.pop()  # the inmost is the head, what is around it holds more
            found.append((int(said[1]), element))
    counts, heads = [count for count, _ in found], [head for _, head in found]
    steps = {after - before for before, after in pairwise(counts)}
    if not heads or steps not in (set(), {1}, {-1}) or (not steps and counts != [1]):
        return []
    units = _around_heads(tree, heads)
    if 2 * sum(read_byline(unit, (), unit).published_at is not None for unit in units) < len(heads):
        return []  # a chart ("#1 by ...") has no dates
    for head in heads:
        head.marks |= marks.AUTHOR | marks.REMARK_FURNITURE
    return units


def _has_number_signs(tree: Tree) -> bool:
    return "#" in "".join(tree.strings)


def _around_heads(tree: Tree, heads: list[Element]) -> list[Element]:
    """The units of these heads: what holds one of them, or follows it up to the next."""
    parent = heads[0].parent
    if len(heads) > 1 and parent is not None and all(head.parent is parent for head in heads):
        known = {id(head) for head in heads}
        return gather(tree, parent, [index for index, child in enumerate(parent.children) if id(child) in known])
    if len(heads) > 1:
        return rows_around(heads)
    around = (above for above in heads[0].ancestors() if above.size > heads[0].size + 10)
    unit = next(around, None)
    return [unit] if unit is not None and unit.size < 0.4 * tree.root.size + 400 and unit.tag != "body" else []


# --- by dates and links to members ------------------------------------------------------------------------------


def _anchored(tree: Tree, url: str | None) -> list[Element]:
    """Posts without a name (boards made of tables): what repeats around dates or around links to members' profiles."""
    if not _BOARD.search(url or "") and not _has_answer_buttons(tree) and not _has_post_numbers(tree):
        return []
    bulk = 0.4 * tree.root.size
    links = [
        e
        for e in tree.elements
        if e.tag == "a" and e.size > 1 and MEMBER.search(e.get("href")) and not is_beside(e, bulk)
    ]
    anchors: dict[tuple[str, str, str], list[Element]] = {}
    for element in tree.elements:
        if element.size < 200 and any(
            isinstance(c, str) and 4 < len(c) < 120 and _WHEN.search(c) for c in element.children
        ):
            above = element.parent.get("class") if element.parent is not None else ""
            anchors.setdefault((element.tag, marks.normal(element.get("class")), marks.normal(above)), []).append(
                element
            )
    candidates = [_rows_of(tree, group) for group in (*anchors.values(), links) if len(group) > 2]
    parent, rows = max(candidates, key=lambda found: len(found[1]), default=(None, []))
    return _with_followers(tree, parent, rows) if parent is not None else []


def _has_answer_buttons(tree: Tree) -> bool:
    """Whether the page offers to quote or answer each of several posts."""
    short = (e.children[0] for e in tree.elements if e.tag == "a" and 3 < e.size < 14)
    texts = [text.strip(" ()[]\n\t").lower() for text in short if isinstance(text, str)]
    return sum(text in ("quote", "reply", "zitieren", "antworten", "citer", "répondre", "report") for text in texts) > 5


def _has_post_numbers(tree: Tree) -> bool:
    """Whether times stand beside #1, #2, #3: a board numbers its posts."""
    if not _has_number_signs(tree):
        return False
    short = (c for e in tree.elements if 0 < e.size < 120 for c in e.children if isinstance(c, str) and "#" in c)
    found = (re.search(r"(?:^|\s)#(\d{1,6})\b", text) for text in short if _WHEN.search(text))
    turns = [int(said[1]) for said in found if said]
    return len(turns) > 2 and all(after == before + 1 for before, after in pairwise(turns))


def _rows_of(tree: Tree, anchors: list[Element]) -> tuple[Element | None, list[Element]]:
    """The repeating rows around the anchors and their parent, if that holds much of the page."""
    rows = list({id(row): row for row in rows_around(anchors)}.values())
    parents = [row.parent for row in rows if row.parent is not None]
    parent = max(parents, key=parents.count, default=None)
    rows = [row for row in rows if row.parent is parent]
    if len(rows) < 3 or parent is None or parent.size < 0.3 * tree.root.size:
        return None, []
    return parent, rows


def _with_followers(tree: Tree, parent: Element, rows: list[Element]) -> list[Element]:
    """The rows as posts; each with the rows that follow it, where those hold most of the words."""
    mine = sum(row.size for row in rows)
    units = rows
    if parent.size - mine > mine:
        wanted = {id(row) for row in rows}
        units = gather(tree, parent, [index for index, child in enumerate(parent.children) if id(child) in wanted])
    for unit in units:
        unit.marks |= marks.POST
    return units


# --- comments that are no element of their own -----------------------------------------------------------------


def _gather_flat(tree: Tree) -> list[Element]:
    """Puts runs of siblings that begin with an author line ("X said...", dt.comment-author, a[name=c123]) into units."""
    starts: dict[int, list[Element]] = {}
    for element in tree.elements:
        if (element.marks & _BEGINS or (element.tag == "a" and not element.size)) and _starts_remark(element):
            starts.setdefault(id(element.parent), []).append(element)
    units: list[Element] = []
    for firsts in starts.values():
        parent = firsts[0].parent
        if parent is None or parent.tag not in _CONTAINERS or (len(firsts) == 1 and not parent.marks & marks.COMMENTS):
            continue
        known = {id(first) for first in firsts}
        units += gather(tree, parent, [index for index, child in enumerate(parent.children) if id(child) in known])
    return sorted(units, key=lambda unit: unit.order)


def _starts_remark(child: Element) -> bool:
    if child.tag not in _FLAT:
        return False
    if child.tag == "dt":
        return True
    if child.tag == "a":
        return bool(_ANCHOR.fullmatch(child.get("name") or child.get("id"))) and child.size == 0
    if (
        child.marks & marks.AUTHOR
        and "author" in child.get("class")
        and re.search(r"comment-?author", marks.normal(child.get("class")))
    ):
        return child.parent is not None and not child.parent.marks & marks.COMMENT
    return False


def gather(tree: Tree, parent: Element, starts: list[int]) -> list[Element]:
    """Makes one unit of each start and what follows it, in their parent's place."""
    ends = [*starts[1:], len(parent.children)]
    units = [
        tree.gather("div", {"class": "comment", "id": "comment-0"}, parent, begin, end)
        for begin, end in zip(starts, ends, strict=True)
    ]
    parent.children = [*parent.children[: starts[0]], *units]
    return units


# --- what named units ask too ----------------------------------------------------------------------------------


def is_beside(element: Element, bulk: float) -> bool:
    """In a box that shows other pages' comments ("recent comments"). bulk: the size from which nothing is a box."""
    for above in element.ancestors():
        if above.tag == "blockquote" or above.marks & marks.QUOTED:
            return True
        if above.size > bulk:
            return False
        if above.marks & marks.HIDDEN and not above.marks & (marks.COMMENT | marks.POST):
            return True
        if _says_beside(above):
            return True
        if above.marks & marks.COMMENTS:
            return False
    return False


def _says_beside(element: Element) -> bool:
    names = marks.normal(f"{element.get('class')} {element.get('id')}")
    found = _BESIDE.search(names.replace("widget", "") if "comment" in names else names)
    return found is not None


def rows_around(group: list[Element]) -> list[Element]:
    """For each member the outermost element that holds no other member; empty where there are no two to compare."""
    holds: dict[int, int] = {}
    for unit in group:
        for above in unit.ancestors():
            holds[id(above)] = holds.get(id(above), 0) + 1
    rows = []
    for unit in group:
        row = unit
        while row.parent is not None and holds[id(row.parent)] == 1:
            row = row.parent
        rows.append(row)
    return rows if len(rows) > 1 and all(row.tag != "body" for row in rows) else []
