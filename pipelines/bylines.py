"""Who wrote a comment or post, and when: from its own head and foot."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, NamedTuple

from pipelines import marks
from pipelines.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.tree import Element

_SAYS = re.compile(
    r"^\s*(.{1,60}?)\s*(?:\b(?:said|says|wrote|writes|commented|replied|schrieb|schreibt|sagte?|meint|a écrit|a dit|dijo|dice|scrive|posted)\b.*|[:,…]|\.\.\.)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_BY = re.compile(r"^\s*(?:(?:re\s*:.{0,60}?)?(?:posted|written|submitted|comment(?:ed)?|von|par|por|from)?\s*(?:by|von|par)\s*:?\s+)(.{1,60}?)\s*(?:\bon\b|\bat\b|[»|•·,(]|\d|$)", re.IGNORECASE)
_PROFILE = re.compile(r"profile|/users?/|/members?/|member\.php|memberlist|user_info|/u/|author|user=|userid|action=profile|/people/|/personal_pages/|mitglied", re.IGNORECASE)
_NO_NAME = re.compile(r"^(?:reply|report|permalink|quote|guest post|edit|like|share|send|profile|pm|offline|online|link|#?\d+|top|reply to this|user|author|member|new|newbie|avatar)$", re.IGNORECASE)
_STRONG = re.compile(r"(?<![a-z])(?:fn|user-?name|author-?name|comment-?author|commentauthor|display-?name|nickname|poster-?name|bigusername|bbp-author-name|message-name|p-author|user)(?![a-z])")


class Byline(NamedTuple):
    author: str | None
    published_at: str | None


def read_byline(unit: Element, parts: Iterable[Element], words: Element, *, is_month_first: bool = False) -> Byline:
    """Author and time of a unit. parts: its own elements; words: the one with its text, whose inside is not asked."""
    outside = [part for part in (parts or unit.elements()) if words is unit or not _is_inside(part, words)]
    return Byline(_author(unit, outside), _time(unit, outside, is_month_first=is_month_first))


def _is_inside(part: Element, words: Element) -> bool:
    return part is words or any(above is words for above in part.ancestors())


def _author(unit: Element, outside: list[Element]) -> str | None:
    named = [part for part in outside if part.marks & marks.AUTHOR or part.tag == "cite"]
    named.sort(key=_rank)
    for part in named:
        name = _name(part.text())
        if name:
            return name
    for part in outside:
        if part.tag == "a" and _PROFILE.search(part.get("href")):
            name = _name(part.text())
            if name:
                return name
    return _spoken(unit)


def _rank(part: Element) -> int:
    names = marks.normal(f"{part.get('class')} {part.get('itemprop')}")
    return 0 if _STRONG.search(names) and part.size <= 60 else 1


def _name(text: str) -> str | None:
    """The name in an author line, without "says:" and "Posted by"."""
    text = text.strip(" \u00a0|»·•-–")
    found = _BY.match(text) or _SAYS.match(text)
    if found:
        text = found[1]
    text = text.strip(" \u00a0:,.|»·•-–@")
    if not 0 < len(text) <= 60 or _NO_NAME.match(text) or not any(c.isalnum() for c in text) or read_date(text):
        return None
    return text


def _spoken(unit: Element) -> str | None:
    """ "Name said..." or "By Name on ..." at the beginning of the unit's text."""
    head = unit.text()[:120]
    found = re.match(r"^\W*(.{1,60}?)\s+(?:said|says|wrote|writes|commented|schrieb|schreibt|sagte?|meint)\b\s*(?:\.\.\.|…|:|on\b|at\b|,)", head) or _BY.match(head)
    return _name(found[1]) if found else None


def _time(unit: Element, outside: list[Element], *, is_month_first: bool) -> str | None:
    for part in outside:
        if part.tag == "time" or part.tag == "abbr" or "data-time" in part.attrs or "data-timestamp" in part.attrs:
            found = _machine_time(part, is_month_first=is_month_first)
            if found:
                return found
    for part in outside:
        if part.marks & marks.DATE and part.size < 200:
            for text in (part.get("title"), part.get("content"), part.get("datetime"), part.text()):
                found = read_date(text, is_month_first=is_month_first) if text else None
                if found:
                    return found
    for part in outside:
        title = part.get("title")
        found = read_date(title, is_month_first=is_month_first) if 8 <= len(title) < 60 else None
        if found:
            return found
    text = " ".join(_texts(unit, outside))
    return read_date(text[:600], is_month_first=is_month_first) or read_date(text[-300:], is_month_first=is_month_first)


def _machine_time(part: Element, *, is_month_first: bool) -> str | None:
    for name in ("datetime", "content", "title"):
        found = read_date(part.get(name), is_month_first=is_month_first) if part.get(name) else None
        if found:
            return found
    for name in ("data-time", "data-timestamp"):
        digits = part.get(name)
        if digits.isdecimal() and len(digits) in (10, 13):
            moment = datetime.datetime.fromtimestamp(int(digits[:10]), datetime.UTC)
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return read_date(part.text(), is_month_first=is_month_first)


def _texts(unit: Element, outside: list[Element]) -> Iterable[str]:
    """The unit's own words outside the comment's text, in page order."""
    for part in (unit, *outside):
        for child in part.children:
            if isinstance(child, str) and child.strip():
                yield child.strip()
