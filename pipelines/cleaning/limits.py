"""What a page may cost: checked on its text before the parser sees it, because a parser cannot be stopped half-way.

Two things make HTML parsing quadratic: elements nested very deep (each start tag looks up the whole stack of open
elements; 100,000 nested `div` take lexbor ten seconds, `ul` and `li` a minute), and unclosed formatting elements, which
are opened again in every block that follows. Counting start tags clears all ordinary pages; the rest are tokenized.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class PageRefused(ValueError):  # noqa: N818 - a verdict, named as the contracts name it
    """The page is beyond a limit or cannot be read at all: where, what was found, what was expected, what to do."""


MAX_BYTES = 16 * 1024 * 1024
"""The longest payload that is parsed: the largest result pages known (national tables) stay below 5 MB."""
MAX_TAGS = 300_000
"""Most "<" in a page: some three seconds of cleaning."""
MAX_DEPTH = 1_000
"""Deepest nesting: browsers stop at 512; pages with forgotten end tags reach some hundreds."""
MAX_REOPENED = 1_000_000
"""Most formatting elements that a page may have opened again."""

_SAFE_OPENS = 10_000
"""Start tags that no nesting makes slow."""
_SAFE_PRODUCT = 10_000_000
_ORDINARY = 4_000
"""Tags below which nothing is dangerous: 2,000 formatting elements in 2,000 blocks take a second."""
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_FORMATTING_START = re.compile(rb"<(?:a|b[> ]|big|code|em|font|i[> ]|nobr|s|t|u)", re.IGNORECASE)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_IMPLIED = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "html",
        "head",
        "body",
        "rb",
        "rt",
        "rp",
    ]
)
_RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
_SCOPES = frozenset(["table", "caption", "button", "object", "marquee", "applet", "template", "svg", "math"])
_NAME = re.compile(r"</?[a-zA-Z]")
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*+)(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
"""A tag with its attributes; possessive, so that no text makes it go back."""
_NEAR = 100
"""How far up an end tag looks for its element; a page with more between them is not an honest one."""


def check_size(size: int, where: str) -> None:
    """Refuses a payload of more than MAX_BYTES bytes."""
    if size > MAX_BYTES:
        raise PageRefused(
            f"{where}: {size:,} bytes; expected at most {MAX_BYTES:,}. Read a smaller page, or split this one."
        )


def check_markup(markup: bytes, where: str) -> None:
    """Refuses markup that would cost the parser more than a few seconds or a few hundred megabytes."""
    tags = markup.count(b"<")
    if tags > MAX_TAGS:
        raise PageRefused(
            f"{where}: {tags:,} tags; expected at most {MAX_TAGS:,}. Read a smaller page, or split this one."
        )
    if tags < _ORDINARY:
        return
    opens = tags - markup.count(b"</")
    if opens * opens <= _SAFE_PRODUCT:
        return
    if opens > _SAFE_OPENS or opens * len(_FORMATTING_START.findall(markup)) > _SAFE_PRODUCT:
        _walk(markup.decode("utf-8", "replace"), where)


def _walk(text: str, where: str) -> None:
    """Follows the tags as a parser would, roughly, and refuses too deep a stack or too many reopened elements."""
    stack: list[str] = []
    formatting = reopened = 0
    for name, is_end in _tags(text):
        if name in _FORMATTING:
            formatting = max(0, formatting + (-1 if is_end else 1))
        elif is_end:
            _close(stack, name)
        elif name not in _VOID:
            reopened += formatting
            if name not in _IMPLIED:
                stack.append(name)
        if len(stack) + formatting > 50 * MAX_DEPTH or len(stack) > MAX_DEPTH:
            raise PageRefused(
                f"{where}: tags nested {MAX_DEPTH:,} deep; expected fewer. Repair the page's end tags, or leave it out."
            )
        if reopened > MAX_REOPENED:
            raise PageRefused(
                f"{where}: unclosed formatting tags reopened {MAX_REOPENED:,} times; expected fewer. "
                "Repair the page's end tags, or leave it out."
            )


def _close(stack: list[str], name: str) -> None:
    for back in range(1, min(len(stack), _NEAR) + 1):
        if stack[-back] == name:
            del stack[-back:]
            return
        if stack[-back] in _SCOPES:
            return


def _tags(text: str) -> Iterator[tuple[str, bool]]:
    """(name, is it an end tag) of every tag, comments and raw text passed over; each character is looked at once."""
    place = text.find("<")
    while place >= 0:
        if text.startswith("<!--", place):
            end = text.find("-->", place + 4)
            place = text.find("<", end) if end >= 0 else -1
            continue
        found = _TAG.match(text, place)
        if found is None:
            if _NAME.match(text, place) is not None:
                return  # a tag without an end swallows the rest
            place = text.find("<", place + 1)
            continue
        name, is_end = found[2].lower(), found[1] == "/"
        yield name, is_end
        place = found.end()
        if name in _RAW and not is_end:
            place = _end_of_raw(text, name, place)
        place = text.find("<", place) if place >= 0 else -1


def _end_of_raw(text: str, name: str, place: int) -> int:
    found = re.compile(f"</{name}", re.IGNORECASE).search(text, place)
    return found.start() if found else -1
