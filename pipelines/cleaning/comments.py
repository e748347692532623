"""Readers' comments and forum posts, one at a time, with author and time.

No list of engines: what WordPress, Blogger, Drupal, Disqus, Discourse, phpBB, vBulletin, XenForo and a hundred home-made
engines share is a unit that repeats (`li.comment`, `div#post_4711`, `article.message`), each with a name, a time and
words. Units are found by their names (marks.py), and by repetition under a heading such as "12 comments" where they
have no names. A comment that is no element of its own (Blogger's old `dt`/`dd` triples) is gathered into one first.
"""

# ruff: noqa: E501 - lists of words and patterns read better in long lines

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.cleaning import marks
from pipelines.cleaning.bylines import MEMBER, read_byline
from pipelines.cleaning.dates import read_date
from pipelines.cleaning.tree import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.cleaning.tree import Tree

_CONTAINERS = frozenset(["ul", "ol", "div", "section", "dl", "article", "main", "tbody", "td", "form"])
_HEADING = re.compile(
    r"^\W*(?:\d[\d,.]*\s+|no\s+|all\s+|the\s+|your\s+|reader'?s?['’]?\s+|user\s+|latest\s+|leave\s+|view\s+|post\s+|join the )*"
    r"(?:comments?|responses?|replies|thoughts|views|letters|reader comments|kommentare?|leserbriefe?|commentaires?|comentarios?|commenti|discussion|conversation)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^\s*(.{1,60}?)\s+(?:said|says|wrote|writes|commented|schrieb|schreibt|sagte?|meint|a écrit|dijo)\b", re.IGNORECASE
)
_BOARD = re.compile(r"forum|thread|topic|/board|viewtopic|discussion|bbs\.|/talk/|messages?/", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d\d|\b\d+\s+(?:min\w*|hours?|days?|weeks?|months?|years?|stunden?|tagen?|wochen?|monaten?|monate|jahre?n?)\b",
    re.IGNORECASE,
)
_ASIDE = marks.FURNITURE | marks.SIDE
_BESIDE = re.compile(r"(?<![a-z])(?:sidebar|widget|recent|latest|teasers?|related|popular|tabs|rail)(?![a-z])")
_ELSEWHERE = re.compile(r"(?<![a-z])(?:tab|recent|latest|widget|sidebar|new|related|top|popular)(?![a-z])")
_RECENT = re.compile(r"(?i)\b(?:latest|recent|new|top|most|neueste|derniers)\b")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "legend", "p"})
_BEGINS = marks.AUTHOR | marks.COMMENT
_ANCHOR = re.compile(r"c\d{3,}|comment-?\d+")
_FLAT = frozenset({"dt", "h3", "h4", "h5", "p", "div", "a", "li"})


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment or forum post: the unit, the element that holds its words, who wrote it and when (ISO 8601)."""

    unit: Element
    words: Element
    author: str | None
    published_at: str | None


@dataclass(frozen=True, slots=True)
class Thread:
    """All remarks of a page in page order; is_forum: the first of them is the page's own opening post."""

    remarks: tuple[Remark, ...]
    is_forum: bool


def find_thread(tree: Tree, url: str | None = None, *, is_month_first: bool = False) -> Thread:
    """The page's comments or forum posts. Their elements are dropped from the tree, so that the article is read without them."""
    units = _choose(tree, _groups(tree))
    if not units:
        units = _gather_flat(tree) or _repeated(tree) or _anchored(tree, url)
    is_forum = bool(units) and _is_forum(tree, units)
    for unit in units:
        unit.drop()
    remarks = [_remark(unit, is_month_first=is_month_first) for unit in units]
    return Thread(tuple(_with_words(remarks)), is_forum)


def _with_words(remarks: list[Remark]) -> list[Remark]:
    """Leaves out what says nothing: empty, or without an element of words where the others have one (advertising)."""
    named = sum(1 for remark in remarks if remark.words is not remark.unit)
    is_named = len(remarks) > 3 and named > 0.6 * len(remarks)
    return [
        remark
        for remark in remarks
        if remark.words.size and not (is_named and remark.words is remark.unit and remark.unit.size < 60)
    ]


# --- finding the units -----------------------------------------------------------------------------------------


def _groups(tree: Tree) -> list[list[Element]]:
    """Elements that call themselves a comment or post, by what exactly they call themselves."""
    groups: dict[tuple[str, str], list[Element]] = {}
    wanted, bulk = marks.COMMENT | marks.POST, 0.4 * tree.root.size
    for element in tree.elements:
        if (
            element.marks & wanted
            and element.size > 1
            and element.tag not in ("a", "span", "p", "label", "body", "small", "strong", "b", "dt", "dd", "form")
        ):
            key = marks.unit_name(element.get("class"), element.get("id")) or _microdata(element)
            if key is not None and not _ELSEWHERE.search(key) and not _is_beside(element, bulk):
                groups.setdefault((element.tag, key), []).append(element)
    return [group for group in groups.values() if not _is_blog(group)]


def _microdata(element: Element) -> str | None:
    return "schema.org" if element.get("itemtype").rstrip("/").endswith(("/Comment", "/UserComments")) else None


def _is_beside(element: Element, bulk: float) -> bool:
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


def _is_blog(group: list[Element]) -> bool:
    """Several articles on one page: each with a heading of its own that links to it."""
    if not group[0].marks & marks.POST:
        return False
    if any(unit.marks & marks.COMMENT for unit in group):
        return False
    titles = [_title(unit) for unit in group]
    named = [title for title in titles if title]
    if len(group) == 1:
        return True
    if len(named) < len(group) * 0.7:
        return False
    return len(set(named)) > len(named) * 0.6


def _title(unit: Element) -> str | None:
    """The headline of a blog post; a forum's headings hold the poster's name, a date, or the thread's title again."""
    for element in unit.elements():
        if element.tag in ("h1", "h2", "h3") and not element.marks & (marks.AUTHOR | marks.DATE):
            text = re.sub(r"^(?:re|aw|sv|antw)\s*:\s*", "", element.text(), flags=re.IGNORECASE)
            if text and not read_date(text) and len(text) > 12:
                return text
    return None


def _choose(tree: Tree, groups: list[list[Element]]) -> list[Element]:
    """The units: the group that repeats most, outermost of equals, and further groups beside it or answering inside it."""
    usable = [said for said in map(_widened, groups) if said]
    if not usable:
        return []
    most = max(len(group) for group in usable)
    first = _outermost([group for group in usable if len(group) >= 0.6 * most]) if most > 1 else _single(usable)
    units = list(first)
    for group in sorted(usable, key=len, reverse=True):
        if group is first:
            continue
        if _alternate(first, group):
            return _paired(tree, first, group)
        units += group if _answer(group, units) else _apart(group, units)
    return _in_page_order(_without_inner(units))


def _without_inner(units: list[Element]) -> list[Element]:
    """Leaves out what is only a part of the unit around it: nested, and with nobody's name of its own."""
    known = {id(unit) for unit in units}
    return [
        unit
        for unit in units
        if not any(id(above) in known for above in unit.ancestors()) or _has(unit, marks.AUTHOR | marks.DATE)
    ]


def _alternate(group: list[Element], other: list[Element]) -> bool:
    """Whether two groups take turns in one parent: a head and a body for each post (bbPress)."""
    if len(group) != len(other) or len(group) < 2 or len({id(unit.parent) for unit in (*group, *other)}) > 1:
        return False
    turns = sorted([(unit.order, 0) for unit in group] + [(unit.order, 1) for unit in other])
    return all(before[1] != after[1] for before, after in pairwise(turns))


def _paired(tree: Tree, group: list[Element], other: list[Element]) -> list[Element]:
    """Head and body of each post in one unit."""
    parent = group[0].parent
    assert parent is not None
    heads = {id(unit) for unit in (group if group[0].order < other[0].order else other)}
    units = _gather(tree, parent, [index for index, child in enumerate(parent.children) if id(child) in heads])
    for unit in units:
        unit.marks = group[0].marks & (marks.COMMENT | marks.POST)
    return units


def _single(groups: list[list[Element]]) -> list[Element]:
    """Of groups of one, the best name: `comment` itself before a wrapper of it."""
    return min(groups, key=lambda group: marks.unit_rank(group[0].get("class"), group[0].get("id")))


def _widened(group: list[Element]) -> list[Element]:
    """The group if it shows who or when; else the rows around its members, if those do (a name in the next cell)."""
    if _looks_said(group):
        return group
    rows = _rows_around(group)
    for row in rows:
        row.marks |= group[0].marks & (marks.COMMENT | marks.POST)
    return rows if rows and _looks_said(rows) else []


def _rows_around(group: list[Element]) -> list[Element]:
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


def _looks_said(group: list[Element]) -> bool:
    """At least half of a group show who or when."""
    shown = sum(
        1
        for unit in group
        if _has(unit, marks.AUTHOR | marks.DATE)
        or _SAYS.match(unit.text()[:90])
        or read_byline(unit, (), unit).published_at
    )
    return 2 * shown >= len(group)


def _has(unit: Element, wanted: int) -> bool:
    return any(element.marks & wanted or element.tag in ("time", "cite") for element in unit.elements())


def _outermost(groups: list[list[Element]]) -> list[Element]:
    """The group whose members hold those of the others; of groups apart from each other the one with more words."""
    best = groups[0]
    for group in groups[1:]:
        around = {id(above) for unit in best for above in unit.ancestors()}
        is_around = 2 * sum(id(unit) in around for unit in group) > len(group)
        if is_around or (not _nested(group, best) and _size(group) > _size(best)):
            best = group
    return best


def _size(group: list[Element]) -> int:
    return sum(unit.size for unit in group)


def _nested(inner: list[Element], outer: list[Element]) -> bool:
    known = {id(unit) for unit in outer}
    return any(id(above) in known for unit in inner for above in unit.ancestors())


def _apart(group: list[Element], units: list[Element]) -> list[Element]:
    """Of another group those of the same kind that belong to the thread: an opening post before the units, or their siblings."""
    known = {id(unit) for unit in units}
    around = {id(above) for unit in units for above in unit.ancestors()}
    parents = {id(unit.parent) for unit in units}
    kind = units[0].marks & (marks.COMMENT | marks.POST)
    first = min(unit.order for unit in units)
    return [
        other
        for other in group
        if id(other) not in known
        and id(other) not in around
        and other.marks & kind
        and (other.order < first or id(other.parent) in parents)
        and not any(id(above) in known for above in other.ancestors())
    ]


def _answer(group: list[Element], units: list[Element]) -> bool:
    """Replies nested in units under a name of their own, each with its own author."""
    name = marks.unit_name(group[0].get("class"), group[0].get("id")) or ""
    if not re.search(r"repl(?:y|ies)|response|answer|child|sub", name):
        return False
    known = {id(unit) for unit in units}
    return all(
        id(other) not in known and any(id(above) in known for above in other.ancestors()) and _has(other, marks.AUTHOR)
        for other in group
    )


def _in_page_order(units: list[Element]) -> list[Element]:
    return sorted(units, key=lambda unit: unit.order)


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
            found = found or _signed(element, place)
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
    signed = [unit for unit in alike if _begins_with_a_name(unit)]
    return signed if 2 * len(signed) > len(alike) else []


def _begins_with_a_name(unit: Element) -> bool:
    """A short bold word or two, and more words behind it that are no link to another page."""
    first = next((child for child in unit.children if not isinstance(child, str) or child.strip()), None)
    return (
        isinstance(first, Element)
        and first.tag in ("b", "strong", "cite", "h4", "h5", "h6")
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
            said = [
                unit for unit in group if _is_dated(unit) or _SAYS.match(unit.text()[:90]) or _begins_with_a_name(unit)
            ]
            if said and len(said) * 2 >= len(group):
                return said
    return []


def _is_dated(unit: Element) -> bool:
    return read_byline(unit, (), unit).published_at is not None


def _anchored(tree: Tree, url: str | None) -> list[Element]:
    """Posts without a name (boards made of tables): what repeats around dates or around links to members' profiles."""
    if not _BOARD.search(url or "") and not _has_answer_buttons(tree) and not _has_post_numbers(tree):
        return []
    bulk = 0.4 * tree.root.size
    links = [
        e
        for e in tree.elements
        if e.tag == "a" and e.size > 1 and MEMBER.search(e.get("href")) and not _is_beside(e, bulk)
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
    short = (c for e in tree.elements if 0 < e.size < 120 for c in e.children if isinstance(c, str) and "#" in c)
    found = (re.search(r"(?:^|\s)#(\d{1,6})\b", text) for text in short if _WHEN.search(text))
    turns = [int(said[1]) for said in found if said]
    return len(turns) > 2 and all(after == before + 1 for before, after in pairwise(turns))


def _rows_of(tree: Tree, anchors: list[Element]) -> tuple[Element | None, list[Element]]:
    """The repeating rows around the anchors and their parent, if that holds much of the page."""
    rows = list({id(row): row for row in _rows_around(anchors)}.values())
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
        units = _gather(tree, parent, [index for index, child in enumerate(parent.children) if id(child) in wanted])
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
        units += _gather(tree, parent, [index for index, child in enumerate(parent.children) if id(child) in known])
    return _in_page_order(units)


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


def _gather(tree: Tree, parent: Element, starts: list[int]) -> list[Element]:
    """Makes one unit of each start and what follows it, in their parent's place."""
    ends = [*starts[1:], len(parent.children)]
    units = [
        tree.gather("div", {"class": "comment", "id": "comment-0"}, parent, begin, end)
        for begin, end in zip(starts, ends, strict=True)
    ]
    parent.children = [*parent.children[: starts[0]], *units]
    return units


# --- reading a unit --------------------------------------------------------------------------------------------


def own(unit: Element) -> Iterator[Element]:
    """The elements below a unit that belong to it and not to a unit nested in it."""
    elements, place = unit.tree.elements, unit.start
    while place < unit.stop:
        element = elements[place]
        if element.is_dropped:
            place = element.stop
        else:
            yield element
            place += 1


def _remark(unit: Element, *, is_month_first: bool) -> Remark:
    parts = tuple(own(unit))
    for part in parts:
        if part.marks & marks.SAID and part.size:
            part.marks &= ~marks.REMARK_FURNITURE
            for above in part.ancestors():
                if above is unit:
                    break
                above.marks &= ~marks.REMARK_FURNITURE
    words = _words(unit, parts)
    byline = read_byline(unit, parts, words, is_month_first=is_month_first)
    return Remark(unit, words, byline.author, byline.published_at)


def _words(unit: Element, parts: tuple[Element, ...]) -> Element:
    """The element with the words: well named, long, and without the author's name in it; the unit where there is none."""
    parts = tuple(part for part in parts if not _is_quoted(part, unit))
    heads = {
        id(above)
        for part in parts
        if (part.marks & (marks.AUTHOR | marks.DATE) and 0 < part.size < 120 and not part.marks & marks.SAID)
        or part.tag == "time"
        for above in part.ancestors()
    }
    large = [
        part for part in parts if part.size and part.tag not in ("a", "span", "h1", "h2", "h3", "h4", "time", "cite")
    ]
    for wanted in (marks.SAID, marks.SAID_WEAKLY):
        clean = [
            part for part in large if part.marks & wanted and id(part) not in heads and not _is_small_print(part, unit)
        ]
        if clean:
            return _inmost(max(clean, key=lambda part: part.size), clean)
    named = [
        part for part in large if part.marks & (marks.SAID | marks.SAID_WEAKLY) and not _is_small_print(part, unit)
    ]
    return max(named, key=lambda part: part.size, default=unit)


def _inmost(outer: Element, clean: list[Element]) -> Element:
    """Of nested candidates the inner one, where what the outer one adds is a head line (a date, little else)."""
    for inner in sorted(clean, key=lambda part: -part.size):
        if inner is not outer and any(above is outer for above in inner.ancestors()):
            added = "".join(outer.text().split(inner.text(), 1))
            if inner.size > 0.75 * outer.size or read_date(added[:200]):
                return _inmost(inner, clean)
    return outer


def _is_quoted(part: Element, unit: Element) -> bool:
    for element in (part, *part.ancestors()):
        if element is unit:
            return False
        if (element.tag == "blockquote" and not element.marks & marks.SAID) or element.marks & marks.QUOTED:
            return True
    return False


def _is_small_print(part: Element, unit: Element) -> bool:
    """In the box about the author, or a signature."""
    for element in (part, *part.ancestors()):
        if element is unit:
            return False
        if element.marks & marks.REMARK_FURNITURE and not element.marks & marks.SAID:
            return True
    return False


def _is_forum(tree: Tree, units: list[Element]) -> bool:
    """Posts of a thread, and no article before them."""
    if not units[0].marks & marks.POST or (len(units) < 2 and units[0].marks & marks.COMMENT):
        return False
    known = {id(unit) for unit in units} | {id(above) for unit in units for above in unit.ancestors()}
    names = marks.CONTENT | marks.ARTICLE | marks.POST
    for element in tree.elements:
        if element.order >= units[0].order:
            break
        is_article = (element.marks & names or element.tag == "article") and not element.marks & _ASIDE
        if is_article and id(element) not in known and element.size - element.linked > 100:
            return False
    return True
