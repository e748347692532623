"""Who wrote a comment or post, and when: from its own head and foot."""

# ruff: noqa: E501 - lists of words and patterns read better in long lines

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipelines.cleaning import marks
from pipelines.cleaning.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.cleaning.tree import Element

_SAYS = re.compile(
    r"^\s*(.{1,60}?)\s*(?:\b(?:said|says|wrote|writes|commented|replied|schrieb|schreibt|sagte?|meint|a écrit|a dit|dijo|dice|scrive|posted)\b.*|[:,…]|\.\.\.)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_BY = re.compile(
    r"^\s*(?:#\d+\s*)?(?:(?:re\s*:.{0,60}?)?(?:posted|written|submitted|comment(?:ed|aire)?|kommentar|von|par|por|from)?\s*(?:by|von|par)\s*:?\s+)(.{1,60}?)\s*(?:\bon\b|\bat\b|[»|•·,(]|\d|$)",
    re.IGNORECASE,
)
PROFILE = re.compile(
    r"profile|/users?/|/members?/|member\.php|memberlist|user_info|/u/|author|user=|userid|action=profile|/people/|/personal_pages/|mitglied",
    re.IGNORECASE,
)
_FROM = re.compile(r"^(?:From|Von|De)\s*:\s*")
_NO_NAME = re.compile(
    r"^(?:reply|report|permalink|quote|guest post|edit|like|share|send|profile|pm|offline|online|link|#?\d+|top|reply to this|user|author|member|new|newbie|avatar|user ?name|user ?level.*|original poster|registrado.*|registered.*|posts?|comments?|antworten|zitieren|(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6}|(?:lun|mar|mer|jeu|ven|sam|dim|mo|di|mi|do|fr|sa|so)\w{0,5}\.?|was this helpful\??|helpful|on|says|said|re|date|sent|to|subject|betreff|datum|from)$",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?<![a-z])(?:fn|user-?name|author-?name|comment-?author|commentauthor|display-?name|nickname|poster-?name|bigusername|bbp-author-name|message-name|p-author|user)(?![a-z])"
)


_JOINED = re.compile(
    r"\b(?:joined|join date|registered|member since|registriert|mitglied seit|dabei seit|registrierung|inscrit|inscription|date d'inscription|seit|since|last (?:visit|seen|online|active|edit)|edited|bearbeitet|modifié|born|geboren)\b",
    re.IGNORECASE,
)


MEMBER = re.compile(
    r"profile|/members?/|member\.php|memberlist|user_info|/u/|/users?/[\w%.-]+/?$|userid=|action=profile|/personal_pages/|/mitglied",
    re.IGNORECASE,
)
"""Addresses of a board's members; PROFILE also takes in the pages of a newspaper's authors."""


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
    named = [
        part
        for part in outside
        if part.size
        and (part.marks & marks.AUTHOR or part.tag == "cite" or (part.tag == "a" and PROFILE.search(part.get("href"))))
    ]
    for part in sorted(_innermost(named), key=_rank):
        name = _name(" ".join(child.strip() for child in part.children if isinstance(child, str))) or _name(part.text())
        if name:
            return name
    return _spoken(unit) or _emphasised(outside) or _sender(unit)


def _sender(unit: Element) -> str | None:
    """The name behind "From:" at the head of a mail, without the address after it."""
    told = [text.strip() for text in unit.tree.strings[unit.begin : unit.end] if not text.isspace()]
    for text, after in pairwise(told[:4]):
        if _FROM.match(f"{text} "):
            return _name(re.split(r"\s*[(<]", _FROM.sub("", f"{text} ") or after)[0])
    return None


def _emphasised(outside: list[Element]) -> str | None:
    """The first short bold text or small heading of the unit's head."""
    for part in outside:
        if part.tag in ("strong", "b", "dt", "h3", "h4", "h5", "h6") and part.size <= 30:
            name = _name(part.text())
            if name:
                return name
    return None


def _innermost(named: list[Element]) -> list[Element]:
    """Those that hold no other one with a name: `span.author > a` says it without titles and post counts."""
    around = {id(above) for part in named if _name(part.text()) for above in part.ancestors()}
    return [part for part in named if id(part) not in around]


def _rank(part: Element) -> int:
    names = marks.normal(f"{part.get('class')} {part.get('itemprop')}")
    if _STRONG.search(names) and part.size <= 60:
        return 0
    return 1 if part.tag in ("a", "cite", "strong", "b") and not marks.HIDDEN & part.marks else 2


def _name(text: str) -> str | None:
    """The name in an author line, without "says:" and "Posted by"."""
    text = _FROM.sub("", text.strip(" \u00a0|»·•-–"))
    found = _BY.match(text) or _SAYS.match(text)
    if found:
        text = found[1]
    text = text.strip(" \u00a0:,|»·•-–@")
    text = re.sub(r"\s+(?:\d[\d,.]*|in reply to .*|→.*)$", "", text) if len(text) > 3 else text
    if (
        not 0 < len(text) <= 60
        or _NO_NAME.match(text)
        or not any(c.isalnum() for c in text)
        or ": " in text
        or text.endswith("...")
    ):
        return None
    if read_date(text):
        return None
    return text


def _spoken(unit: Element) -> str | None:
    """ "Name said..." or "By Name on ..." at the beginning of the unit's text."""
    head = unit.text()[:120]
    found = re.match(
        r"^\W*(?:\d+\W+)?(.{1,60}?)\s+(?:said|says|wrote|writes|commented|schrieb|schreibt|sagte?|meint)\b\s*(?:\.\.\.|…|:|on\b|at\b|,)",
        head,
    ) or _BY.match(head)
    return _name(found[1]) if found else None


def _time(unit: Element, outside: list[Element], *, is_month_first: bool) -> str | None:
    for part in outside:
        if part.tag in {"time", "abbr"} or "data-time" in part.attrs or "data-timestamp" in part.attrs:
            found = _machine_time(part, is_month_first=is_month_first)
            if found:
                return found
    for part in outside:
        if part.marks & marks.DATE and part.size < 200 and not _is_joined(part):
            for text in (part.get("title"), part.get("content"), part.get("datetime"), part.text()):
                found = read_date(text, is_month_first=is_month_first) if text else None
                if found:
                    return found
    for part in outside:
        title = part.get("title")
        found = read_date(title, is_month_first=is_month_first) if 8 <= len(title) < 60 else None
        if found:
            return found
    return _printed_time(unit, outside, is_month_first=is_month_first)


def _is_joined(part: Element) -> bool:
    """Whether a date is the member's, not the post's; the label may stand beside it."""
    parent = part.parent
    label = parent.text() if parent is not None and parent.size < part.size + 40 else part.text()
    return bool(_JOINED.search(label))


def _printed_time(unit: Element, outside: list[Element], *, is_month_first: bool) -> str | None:
    """The first date with a time of day, else the first date, in the unit's short strings; "Joined: May 2006" is none."""
    days, before = [], ""
    wanted = {id(part) for part in outside}
    for text in _strings(unit, wanted):
        if any(c.isdigit() for c in text) and len(text) < 200 and not _JOINED.search(f"{before[-30:]} {text}"):
            found = read_date(text, is_month_first=is_month_first)
            if found is not None and "T" in found:
                return found
            if found is not None:
                days.append(found)
        before = text
    return days[0] if days else None


def _machine_time(part: Element, *, is_month_first: bool) -> str | None:
    for name in ("datetime", "content", "title"):
        found = read_date(part.get(name), is_month_first=is_month_first) if part.get(name) else None
        if found:
            return found
    for name in ("data-time", "data-timestamp"):
        digits = part.get(name)
        if digits.isdecimal() and len(digits) in (10, 13):
            moment = dt.datetime.fromtimestamp(int(digits[:10]), dt.UTC)
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return read_date(part.text(), is_month_first=is_month_first)


def _strings(unit: Element, wanted: set[int]) -> Iterable[str]:
    """The unit's strings outside the comment's text, in page order."""
    stack = list(reversed(unit.children))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            if node.strip():
                yield node.strip()
        elif id(node) in wanted:
            stack += reversed(node.children)
