"""Readers' comments and forum posts, one at a time, with author and time.

No list of engines: what WordPress, Blogger, Drupal, Disqus, Discourse, phpBB, vBulletin, XenForo and a hundred home-made
engines share is a unit that repeats (`li.comment`, `div#post_4711`, `article.message`), each with a name, a time and
words. Units are found by their names (marks.py), and where they have none by what repeats (unnamed.py).
"""

# ruff: noqa: E501 - lists of words and patterns read better in long lines

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from pipelines.cleaning import marks
from pipelines.cleaning.bylines import read_byline
from pipelines.cleaning.dates import read_date
from pipelines.cleaning.remarks import read_remarks
from pipelines.cleaning.unnamed import SAYS, begins_with_a_name, find_unnamed, gather, is_beside, rows_around

if TYPE_CHECKING:
    from pipelines.cleaning.remarks import Remark
    from pipelines.cleaning.tree import Element, Tree

_ASIDE = marks.FURNITURE | marks.SIDE
_ELSEWHERE = re.compile(r"(?<![a-z])(?:tab|recent|latest|widget|sidebar|new|related|top|popular)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Thread:
    """All remarks of a page in page order; is_forum: the first of them is the page's own opening post."""

    remarks: tuple[Remark, ...]
    is_forum: bool


def find_thread(
    tree: Tree, url: str | None = None, title: str | None = None, *, is_month_first: bool = False
) -> Thread:
    """The page's comments or forum posts. Their elements are dropped from the tree: the article is read without them."""
    units = _choose(tree, _groups(tree)) or find_unnamed(tree, url)
    is_forum = bool(units) and _is_forum(tree, units)
    for unit in units:
        unit.drop()
    return Thread(read_remarks(units, title, is_month_first=is_month_first), is_forum)


def _groups(tree: Tree) -> list[list[Element]]:
    """Elements that call themselves a comment or post, by what exactly they call themselves."""
    groups: dict[tuple[str, str], list[Element]] = {}
    wanted, bulk = marks.COMMENT | marks.POST, 0.4 * tree.root.size
    for element in tree.marked:
        if (
            element.marks & wanted
            and element.size > 1
            and element.tag not in ("a", "span", "p", "label", "body", "small", "strong", "b", "dt", "dd", "form")
        ):
            key = marks.unit_name(element.get("class"), element.get("id")) or _microdata(element)
            if key is not None and not _ELSEWHERE.search(key) and not is_beside(element, bulk):
                groups.setdefault((element.tag, key), []).append(element)
    return [group for group in groups.values() if not _is_blog(group)]


def _microdata(element: Element) -> str | None:
    return "schema.org" if element.get("itemtype").rstrip("/").endswith(("/Comment", "/UserComments")) else None


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
    units = gather(tree, parent, [index for index, child in enumerate(parent.children) if id(child) in heads])
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
    rows = rows_around(group)
    for row in rows:
        row.marks |= group[0].marks & (marks.COMMENT | marks.POST)
    return rows if rows and _looks_said(rows) else []


def _looks_said(group: list[Element]) -> bool:
    """At least half of a group show who or when."""
    shown = sum(
        1
        for unit in group
        if _has(unit, marks.AUTHOR | marks.DATE)
        or SAYS.match(unit.text()[:90])
        or read_byline(unit, (), unit).published_at
        or (unit.marks & marks.COMMENT and begins_with_a_name(unit))
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
    """Replies nested in units, under a name of their own or the units' without a number, each with its own author."""
    name = marks.unit_name(group[0].get("class"), group[0].get("id")) or ""
    alike = {(unit.tag, marks.unit_name(unit.get("class"), "")) for unit in units}
    if not re.search(r"repl(?:y|ies)|response|answer|child|sub", name) and (group[0].tag, name) not in alike:
        return False
    known = {id(unit) for unit in units}
    return all(
        id(other) not in known and any(id(above) in known for above in other.ancestors()) and _has(other, marks.AUTHOR)
        for other in group
    )


def _in_page_order(units: list[Element]) -> list[Element]:
    return sorted(units, key=lambda unit: unit.order)


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
    return not _has_prose_before(tree, units[0])


def _has_prose_before(tree: Tree, unit: Element) -> bool:
    """Paragraphs of an article, whatever holds them: a board has at most a notice above its first post."""
    before = takewhile(lambda element: element.order < unit.order, tree.elements)
    prose = [element.size - element.linked for element in before if element.tag == "p"]
    told = [size for size in prose if size >= 80]  # a sentence or more
    return len(told) > 1 and sum(told) >= 300
