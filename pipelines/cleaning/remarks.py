"""A comment or forum post, once its element is found: its words, its own headline, who wrote it and when."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.cleaning import marks
from pipelines.cleaning.bylines import read_byline
from pipelines.cleaning.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.cleaning.tree import Element

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ABOUT_REMARKS = re.compile(
    r"^\W*[(\[#]|comment|kommentar|discussion|diskussion|repl(?:y|ies)|antwort|log ?in|sign", re.IGNORECASE
)
_ANSWER = re.compile(r"\s*(?:re|aw|sv|antw)\s*:", re.IGNORECASE)
_NO_HEADLINE = marks.AUTHOR | marks.DATE | marks.QUOTED | marks.HIDDEN | marks.REMARK_FURNITURE


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment or forum post: the unit, the element that holds its words, who wrote it and when (ISO 8601).

    headline: a heading that its writer gave it, outside the words.
    """

    unit: Element
    words: Element
    author: str | None
    published_at: str | None
    headline: Element | None = None


def read_remarks(units: list[Element], title: str | None, *, is_month_first: bool = False) -> tuple[Remark, ...]:
    """The remarks with words, in the order of the units. title: the page's, which some boards set over every post."""
    remarks = [_remark(unit, is_month_first=is_month_first) for unit in units]
    return tuple(_with_headlines(_with_words(remarks), title or ""))


def _with_words(remarks: list[Remark]) -> list[Remark]:
    """Leaves out what says nothing: empty, or without an element of words where the others have one (advertising)."""
    named = sum(1 for remark in remarks if remark.words is not remark.unit)
    is_named = len(remarks) > 3 and named > 0.6 * len(remarks)
    return [
        remark
        for remark in remarks
        if remark.words.size and not (is_named and remark.words is remark.unit and remark.unit.size < 60)
    ]


def _with_headlines(remarks: list[Remark], title: str) -> list[Remark]:
    """Headlines kept where they are the writers' own: not the thread's title, and not the same over several remarks."""
    times = Counter(remark.headline.text() for remark in remarks if remark.headline is not None)
    known = _letters(title)
    return [
        remark
        if remark.headline is None
        or (times[remark.headline.text()] == 1 and not _repeats(remark.headline.text(), known))
        else replace(remark, headline=None)
        for remark in remarks
    ]


def _repeats(headline: str, title: str) -> bool:
    said = _letters(headline)
    return bool(_ANSWER.match(headline)) or said in title or (len(title) > 8 and title in said)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


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
    return Remark(unit, words, byline.author, byline.published_at, _headline(parts, words, byline.author))


def _headline(parts: tuple[Element, ...], words: Element, author: str | None) -> Element | None:
    """The last heading before the words that is neither name, date nor number of the remark."""
    for part in reversed(parts):
        if part.tag in _HEADINGS and part.size > 3 and part.stop <= words.order and not part.marks & _NO_HEADLINE:
            text = part.text()
            is_other = part.size > 200 or (author is not None and author in text) or read_date(text) is not None
            is_other = is_other or _ABOUT_REMARKS.search(text) is not None
            return None if is_other or any(below.marks & _NO_HEADLINE for below in part.elements()) else part
    return None


def _words(unit: Element, parts: tuple[Element, ...]) -> Element:
    """The element with the words: well named, long, without the author's name in it; the unit where there is none."""
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
