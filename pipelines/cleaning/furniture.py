"""What stands around an article and is not its content: navigation, teasers, widgets, share counts, footers.

An element is judged by what it calls itself (marks.py), by how much of it is links, and by the heading above it. No
name is believed of an element that holds a large part of the page's words: layouts call their main column anything.
The article is then the smallest element with nearly all that is left; beside it only what reads as text or result stays.
"""

# ruff: noqa: E501 - lists of words and patterns read better in long lines

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.cleaning import marks
from pipelines.cleaning.tables import is_layout
from pipelines.cleaning.tree import Element

if TYPE_CHECKING:
    from pipelines.cleaning.tree import Tree

_BULK = 0.4
"""Share of the page's unlinked words from which no name makes an element furniture."""
_FAIR = 0.2
"""Share of the words that must be left for the names to be believed."""
_SURE = frozenset({"nav", "footer"})
_MAIN = 0.75
"""Share of the remaining words that an element must hold to be gone down into."""
_BAD = marks.FURNITURE | marks.HIDDEN | marks.SIDE
_STORY = marks.CONTENT | marks.ARTICLE
_STORIES = frozenset({"article", "main"})
_SMALL = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "span",
        "a",
        "b",
        "i",
        "em",
        "strong",
        "figcaption",
        "blockquote",
        "pre",
        "font",
        "small",
        "time",
    ]
)
_BLOCKS = frozenset(
    [
        "div",
        "section",
        "article",
        "main",
        "center",
        "form",
        "td",
        "tr",
        "tbody",
        "table",
        "font",
        "span",
        "b",
        "i",
        "body",
        "noscript",
        "header",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINKED = frozenset(["ul", "ol", "div", "section", "table", "tbody", "p", "h2", "h3", "h4", "h5", "dl", "aside"])
_NO_SMALL_PRINT = frozenset({"td", "th", "tr", "time", "a", "em", "i"})
_LISTS = frozenset({"ul", "ol", "div", "section", "p", "dl", "table", "header", "h2", "h3", "h4", "h5", "h6"})
_ELSEWHERE = re.compile(
    r"""^\W*(?:
    related(?:\s+(?:stories|articles|posts|news|content|topics|links|coverage|reading))? | (?:more|also)\s+(?:from|on|in|about|stories|news|like|posts|by|headlines|coverage|to\s+read)\b.* |
    (?:see|read|watch|listen)(?:\s+(?:also|more|next|this|now))+\b.* | most\s+(?:read|popular|viewed|shared|commented|recent|discussed|watched)\b.* | popular(?:\s+\w+){0,2} | trending(?:\s+\w+){0,2} |
    (?:recent|latest|other|top|similar|featured|popular|previous|older|newer|editor'?s|editors['’]?|must|don['’]t)\s+(?:posts?|stories|news|articles|entries|comments?|headlines|videos?|picks?|reads?|miss|threads|topics|blog\s+posts)\b.* |
    you\s+(?:may|might|could)\s+(?:also\s+)?(?:like|enjoy|be\s+interested|have\s+missed).* | recommended(?:\s+\w+){0,3} | what\s+to\s+read\s+next.* | up\s+next | next\s+up | read\s+next.* |
    share(?:\s+(?:this|on|via|with|article|story|your|the)\b.*)? | follow\s+(?:us|me|\w+\s+on)\b.* | about\s+(?:the\s+)?(?:author|writer|us|me)\b.* | tags?:? | filed\s+under.* | topics?:? | categories:? | archives? | blogroll | links |
    sign\s+up\b.* | subscribe\b.* | newsletter.* | advertisement | sponsored(?:\s+\w+){0,2} | promoted(?:\s+\w+){0,2} | from\s+(?:around\s+)?the\s+(?:web|archive).* | like\s+this:? | contact(?:\s+us)? |
    elsewhere(?:\s+on.*)? | in\s+this\s+section | navigation | search | login | log\s+in | quick\s+links | useful\s+links | get\s+involved | support\s+us\b.* | donate\b.* | reader\s+poll | poll | post\s+navigation |
    leave\s+a\s+(?:reply|comment).* | post\s+a\s+comment.* | join\s+the\s+(?:conversation|discussion).* | subscribe\s+to.* | cookies?\b.* | our\s+(?:newsletters?|sponsors)
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_POINTER = re.compile(
    r"^\W*(?:read\s+(?:next|more|also|this)|also\s+read|see\s+also|more\s*:|related\s*:|related\s+(?:story|stories|articles?|news|post)|watch\s*:|must\s+read|recommended|don['’]t\s+miss|"
    r"you\s+(?:may|might)\s+also|in\s+case\s+you\s+missed|previously\s*:|continue\s+reading|trending|top\s+stor(?:y|ies)|more\s+(?:on|from|about)|click\s+here|editor['’]?s\s+pick)\b",
    re.IGNORECASE,
)


_NOISE = re.compile(
    r"""^\W*(?:
    (?:image|photo|picture|slide|page|gallery)?\s*\d+\s*(?:of|/)\s*\d+ | (?:view|show|see|load|read)\s+(?:all|more|full|\d+).{0,40} | \d[\d,.]*k?\s*(?:shares?|comments?|responses?|likes?|views?|retweets?|tweets?|replies|votes?\ cast\ in\ this\ poll) |
    (?:©|\(c\)|copyright\b)(?:(?!associated\ press|reuters|afp).)* | all\s+rights\s+reserved.* | share | tweet | print | email | comments? | advertisement | loading.* | share\s+this.* | <\w+\s[^>]*> | \d+\s+responses?\s+to\b.* |
    (?:read|see|watch)\s+(?:more|also|next)\s*: .* | related\s*: .*
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)


_SHARE = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,3})?\s?%")
_SHARE_ALONE = re.compile(r"\W*\d{1,3}(?:[.,]\d{1,2}\s?%?|\s?%)\W*")
_COUNT = re.compile(r"(?<![\d.,$€£])\d{1,3}(?:[,.  ’']\d{3})+(?![\d%])")
_READERS = re.compile(
    r"(?i)\b(?:views?|comments?|repl(?:y|ies)|likes?|shares|reads?|posts|topics|members|followers|items)\b"
)
"""What boards, shops and news sites count beside a link to another page."""
_SENTENCE = re.compile(r"\w+(?:\W+\w+){2,}.*[.!?]\W*", re.DOTALL)
_SHAPES = re.compile(r"(?<![a-z])(?:widgets?|carousel|slideshow|slider)(?![a-z])")
"""Names that say how a box looks or moves, and nothing of what is in it."""
_CORRECTED = re.compile(
    r"\W*(?:correct(?:ion|ed)|clarification|erratum|(?:this|an earlier|a previous) (?:article|post|story|report|version)\b.{0,80}\b(?:amended|corrected|updated|said|gave|stated))\b",
    re.IGNORECASE,
)
"""How a paragraph begins that says what the article had wrong; it often stands in the article's foot."""
_ASKED = re.compile(r"(?<![a-z])(?:votes?|voting|question|survey)-?widget")


def is_noise_line(text: str) -> bool:
    """A counter, a bare address, a copyright line, a button's words, a pointer to another page."""
    return bool(_NOISE.match(text))


def is_share_alone(text: str) -> bool:
    """A percentage, or a decimal that may be one, and nothing else: "41.2%", "41,2"."""
    return len(text) < 12 and _SHARE_ALONE.fullmatch(text) is not None


def restore(tree: Tree) -> None:
    """Takes everything back that is not certain: for a page of which nothing would be left."""
    for element in tree.elements:
        element.is_dropped = element.tag in _SURE or bool(element.marks & marks.HIDDEN)
        element.is_mixed = True


def drop_furniture(tree: Tree, title: str | None = None) -> Element:
    """Drops all furniture and says which element holds the article. title: the page's, to tell its headline from the site's."""
    _drop_named(tree)
    _drop_inside(tree.root)
    named = _named_main(tree)
    main = _main(named or tree.root)
    _drop_around(main, _letters(title or ""), is_named=named is not None)
    return main


# --- by name ---------------------------------------------------------------------------------------------------


def _drop_named(tree: Tree) -> None:
    """Drops what calls itself furniture; where hardly anything would be left, only what its tag or style says."""
    root = tree.root
    whole = _words(root)
    bulk = max(1.0, whole * _BULK)
    around = _around_content(tree)
    named = [
        element
        for element in tree.marked
        if element.marks & _BAD
        and element.size - element.linked < bulk
        and element.order not in around
        and _is_named_furniture(element)
    ]
    if whole - sum(_words(element) for element in _outermost(named)) < _FAIR * whole:
        named = [element for element in named if element.tag in _SURE or element.marks & marks.HIDDEN]
    for element in named:
        element.drop()


def _outermost(elements: list[Element]) -> list[Element]:
    """Those that stand in none of the others. elements: in document order."""
    outer: list[Element] = []
    for element in elements:
        if not outer or element.order >= outer[-1].stop:
            outer.append(element)
    return outer


def _around_content(tree: Tree) -> set[int]:
    """The places of elements that hold (or are) something that calls itself an article and reads like one."""
    around: set[int] = set()
    for element in tree.elements:
        if element.marks & _STORY or element.tag in _STORIES:
            if element.size - element.linked > 250 and element.linked < 0.3 * element.size:
                chain = (element, *element.ancestors())
                if not any(above.marks & marks.HIDDEN for above in chain):
                    around.update(above.order for above in chain)
        elif element.tag == "blockquote" and element.size > 20 and element.linked < 0.6 * element.size:
            for above in (element, *element.ancestors()):
                if above.size > 3 * element.size + 200:
                    break
                around.add(above.order)  # an embedded post: its box is often named "social" or "widget"
    return around


def _is_named_furniture(element: Element) -> bool:
    """What the names say, believed of boxes and lists; of paragraphs only where they are short."""
    if element.marks & marks.HIDDEN:
        return True
    if element.size > max(1, 4 * element.linked) and _belongs_all_the_same(element):
        return False
    if element.tag in ("td", "tr", "th", "tbody", "table") or (
        element.marks & marks.COMMENTS and not element.marks & marks.FURNITURE
    ):
        return False
    if element.tag in _SMALL:
        return bool(element.marks & marks.FURNITURE) and element.size < 120
    return True


def _belongs_all_the_same(element: Element) -> bool:
    """Whether the text says that a name is not to be believed: a result, or a correction of one."""
    return _names_share_of_votes(element) or _is_box_of_results(element) or _holds_correction(element)


def _names_share_of_votes(element: Element) -> bool:
    """Whether what is named `share` tells a percentage: it is somebody's share of the votes, and no button."""
    return element.size < 40 and "share" in _names(element) and _SHARE.search(element.text()) is not None


def _is_box_of_results(element: Element) -> bool:
    """A box among the article's paragraphs, called by its shape at most, with several counts or shares in it."""
    if element.size < 15 or element.tag in _SMALL:
        return False
    names = _names(element)
    rest = _SHAPES.sub("", names)
    if element.tag != "aside" and rest == names:
        return False
    if _ASKED.search(names):
        return False
    if marks.marks_of("div", {"class": rest}) & _BAD or not _has_prose_beside(element):
        return False
    text = element.text()
    return len(_SHARE.findall(text)) > 1 or len(_COUNT.findall(text)) > 1


def _holds_correction(element: Element) -> bool:
    """A foot, hardly linked, that begins a paragraph as corrections begin."""
    if not 20 < element.size < 1000:
        return False
    if element.tag != "footer" and "foot" not in _names(element):
        return False
    told = [part for part in (element, *element.elements()) if part is element or part.tag in ("p", "div", "li")]
    return any(part.size > 20 and _CORRECTED.match(part.text()) for part in told)


def _has_prose_beside(element: Element) -> bool:
    """Whether a paragraph stands in the same element; behind an `aside`, which else may be the page's side column."""
    siblings = element.parent.children if element.parent is not None else []
    prose = [child for child in siblings if isinstance(child, Element) and child.tag == "p" and _words(child) >= 80]
    return any(element.tag != "aside" or child.order > element.order for child in prose)


def _names(element: Element) -> str:
    return marks.normal(f"{element.get('class')} {element.get('id')}")


# --- where the article is --------------------------------------------------------------------------------------


def _named_main(tree: Tree) -> Element | None:
    """The element that calls itself the article, if it holds a fair share of the words and no other comes near it."""
    least = max(200, 0.3 * _words(tree.root))
    named = [e for e in tree.elements if (e.marks & marks.CONTENT or e.tag == "article") and _words(e) >= 0.4 * least]
    named = [e for e in named if not e.is_left_out()]
    best = max(named, key=_words, default=None)
    if best is None or _words(best) < least:
        return None
    rivals = [e for e in named if not (e is best or e.holds(best) or best.holds(e))]
    return None if any(_words(rival) > 0.4 * _words(best) for rival in rivals) else best


def _main(root: Element) -> Element:
    """The smallest element that holds nearly all unlinked words that are left."""
    node = root
    while True:
        whole = _words(node)
        best = None
        for child in node.children:
            if (
                isinstance(child, Element)
                and not child.is_dropped
                and child.tag in _BLOCKS
                and (best is None or _words(child) > _words(best))
            ):
                best = child
        if (
            best is None
            or _words(best) < _MAIN * whole
            or (best.tag in ("span", "b", "i", "font") and not _has_blocks(best))
        ):
            return node
        if (node.tag == "table" and not _is_single(node)) or (best.tag == "table" and not is_layout(best)):
            return node  # a table of figures is never all of an article: what stands around it belongs to it
        node = best


def _words(element: Element) -> int:
    return element.size - element.linked


def _has_blocks(element: Element) -> bool:
    return any(isinstance(child, Element) and child.tag in ("p", "div", "table", "ul") for child in element.children)


def _is_single(table: Element) -> bool:
    """A table of layout: one of its cells holds nearly everything."""
    whole = _words(table)
    return any(cell.tag == "td" and _words(cell) > _MAIN * whole for cell in table.elements())


# --- beside and inside it --------------------------------------------------------------------------------------


def _drop_around(main: Element, title: str, *, is_named: bool) -> None:
    """Of what stands beside the article, on every level up to the page, keeps only text and results."""
    inner, outer = main, main.parent
    is_far = is_named and main.tag == "article"
    is_strict = is_named and _words(main) > 1000
    while outer is not None:
        for child in outer.children:
            if (
                isinstance(child, Element)
                and child is not inner
                and not child.is_dropped
                and not _reads_as_content(child, title, is_far=is_far, is_strict=is_strict)
            ):
                child.drop()
        is_far = is_far or outer.tag in ("article", "main") or bool(outer.marks & marks.ARTICLE)
        inner, outer = outer, outer.parent


def _reads_as_content(element: Element, title: str, *, is_far: bool, is_strict: bool) -> bool:
    """Whether something beside the article belongs to it: its headline, a table of results, sentences."""
    words = _words(element)
    if element.tag in _HEADINGS:
        return _is_headline(element, title) if element.tag == "h1" else not is_far or element.tag == "h2"
    if element.linked > 0.4 * element.size or (element.tag == "header" and is_far):
        return _holds_headline(element, title)
    if is_far:
        return _holds_headline(element, title) or (
            not is_strict and words > 300 and element.linked < 0.15 * element.size
        )
    is_sentence = element.tag == "p" and _SENTENCE.match(element.text()) is not None
    return words > 40 or is_sentence or element.tag == "table" or _holds_headline(element, title)


def _holds_headline(element: Element, title: str) -> bool:
    return any(below.tag == "h1" and _is_headline(below, title) for below in element.elements())


def _is_headline(heading: Element, title: str) -> bool:
    """Whether a heading is the page's own and not the site's name, where the page gives a title to tell by."""
    letters = _letters(heading.text())
    return not title or not letters or letters in title or title in letters


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _holds_title(element: Element) -> bool:
    return any(below.tag == "h1" for below in element.elements())


def _drop_inside(main: Element) -> None:
    """Drops lists of links, teasers, boxes under a heading about other pages, and small print, wherever they stand."""
    stack, whole = [main], _words(main)
    while stack:
        children = [child for child in stack.pop().children if isinstance(child, Element) and not child.is_dropped]
        for position, child in enumerate(children):
            tag, size = child.tag, child.size
            if child.is_dropped:
                continue
            if size and tag in _LISTS and _is_elsewhere(child) and not _is_label(children, position):
                child.drop()
                if tag in _HEADINGS or size < 60:
                    _drop_section(children, position)
            elif child.marks & marks.ASIDE and size < 160 and tag not in _NO_SMALL_PRINT:
                if not _holds_title(child) and not _tells_figures(child):
                    child.drop()
            elif (
                tag in _LINKED
                and size >= 12
                and (size - child.linked) * 2 < whole
                and (_is_link_list(child) or _is_teaser_list(child, main))
                and not _counts_beside_links(child)
            ):
                child.drop()
        stack += [child for child in children if child.size and child.start < child.stop and not child.is_dropped]


def _tells_figures(element: Element) -> bool:
    """Whether small print is a sentence with a count or a share in it: some themes call the lead a tagline."""
    text = element.text()
    has_figure = _COUNT.search(text) is not None or _SHARE.search(text) is not None
    return has_figure and _SENTENCE.fullmatch(text) is not None and _READERS.search(text) is None


def _is_elsewhere(element: Element) -> bool:
    """A heading, line or box about other pages."""
    if element.tag in _HEADINGS or element.size < 60:
        return element.size < 160 and bool(_ELSEWHERE.match(element.text()))
    return element.size <= 400 and element.linked * 2 > element.size and bool(_POINTER.match(element.text()))


def _is_label(children: list[Element], position: int) -> bool:
    """Whether a percentage stands alone before or after it: "Share" is then what result cards call that figure."""
    beside = children[max(0, position - 1) : position] + children[position + 1 : position + 2]
    return any(0 < child.size < 12 and is_share_alone(child.text()) for child in beside)


def _drop_section(children: list[Element], position: int) -> None:
    """What follows a heading about other pages, as long as it is lists, boxes of links or short teasers."""
    for index in range(position + 1, len(children)):
        child = children[index]
        if child.tag in _HEADINGS or child.tag in ("table", "blockquote"):
            return
        if _words(child) > 500 or (child.linked * 3 < child.size and (child.tag == "p" or child.size > 400)):
            return
        child.drop()


def _is_link_list(element: Element) -> bool:
    """A list or box that is nearly all links: teasers, tags, pages."""
    if element.tag not in ("ul", "ol", "div", "section", "table", "p", "h2", "h3", "h4", "h5", "dl"):
        return False
    share = element.linked / element.size
    if share > 0.7 and element.size < 60 and sum(1 for below in element.elements() if below.tag == "a") < 2:
        return False  # a single short link: part of the text around it
    if element.tag in ("p", "h2", "h3", "h4", "h5"):
        return share > 0.9 and element.tag == "p" and bool(_POINTER.match(element.text()))
    return share > 0.7 and _words(element) < 400


def _counts_beside_links(element: Element) -> bool:
    """Whether half the links or more have a count or share beside them: candidates, who have pages of their own."""
    told = _unlinked(element)
    figures = len(_COUNT.findall(told)) + len(_SHARE.findall(told))
    links = sum(1 for below in element.elements() if below.tag == "a" and below.size)
    return figures > 1 and 2 * figures >= links and _READERS.search(told) is None


def _unlinked(element: Element) -> str:
    """The element's text without that of its links."""
    told: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            told.append(node)
        elif node.tag != "a":
            stack += reversed(node.children)
    return " ".join(told)


def _is_teaser_list(element: Element, main: Element) -> bool:
    """A box of which each part begins with a link of some length and says little more: other pages, in short."""
    if (
        element.tag not in ("ul", "ol", "div", "section", "aside", "table", "tbody")
        or element.size < 40
        or _words(element) * 2 > _words(main)
    ):
        return False
    parts = [
        child for child in element.children if isinstance(child, Element) and not child.is_dropped and child.size > 10
    ]
    if len(parts) < 2 or any(part.tag in ("p", "table", "blockquote") for part in parts):
        return False
    return sum(_is_teaser(part) for part in parts) >= 0.8 * len(parts)


def _is_teaser(part: Element) -> bool:
    if _words(part) > 350 or part.linked < 12:
        return False
    if part.linked > 0.6 * part.size:
        return True
    first = _first_text(part)
    return first is not None and first.linked > 0.8 * first.size and first.linked >= 12


def _first_text(part: Element) -> Element | None:
    """The first heading, link or paragraph with text."""
    for element in part.elements():
        if (
            element.size
            and element.tag in ("a", "p", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "time", "span")
            and element.size > 10
        ):
            return element
    return None
