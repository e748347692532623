"""Text from strangers, made harmless for the shape that it goes into.

Pages, names and comments are written by anybody. HTML is escaped by the templates (autoescape); what is done here is
the rest: characters that reorder or hide what a reader sees are shown by name, quotes are cut to a length, addresses
become links only when a browser would merely open them, and CSV cells cannot run as formulas.
"""

from __future__ import annotations

import re
import shlex
from functools import lru_cache
from urllib.parse import urlsplit

# Explicit bidirectional marks, embeddings, overrides and isolates (Unicode TR 9), the controls of C0 and C1 without tab
# and line feed, line and paragraph separators, invisible operators and tags, half surrogates: none of them prints.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# The joiners belong to the spelling of Persian, Hindi and of emoji.
_KEPT = {"\u200c", "\u200d"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~&$^]|^[-+=#:]|^\d+(?=[.)]\s)|#(?=\d))")
_SENTENCE = re.compile(r"[.!?](?=\s+[A-Z\u201c\"])\s+")
_CUT = "\u00a0[\u2026]\u00a0"


def visible(text: str) -> str:
    """The text with every character that would reorder or hide other characters shown as its code point."""

    if text.isprintable():
        return text

    def shown(match: re.Match[str]) -> str:
        character = match.group()
        return character if character in _KEPT else f"\u27e8U+{ord(character):04X}\u27e9"

    return _HIDDEN.sub(shown, text)


def cut(text: str, limit: int) -> str:
    """At most `limit` characters of the text, and a mark where the rest was."""
    if len(text) <= limit:
        return text
    return text[:limit].rstrip() + _CUT.rstrip()


def _flat(text: str) -> str:
    """White space as single spaces; the cells of a table row are parted by a bar."""
    return re.sub(r"\s+", " ", text.replace("\t", " \u2502 "))


def sentence_around(text: str, start: int, end: int, limit: int) -> tuple[str, str, str]:
    """(before, text[start:end], after) within its line, from the beginning of its sentence to the end of it if they are
    near, else from word to word; visible, at most `limit` characters besides the token.
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    room = limit // 2
    before, after = text[max(line_start, start - room) : start], text[end : min(line_end, end + room)]
    sentences = list(_SENTENCE.finditer(before))
    if sentences:
        before = before[sentences[-1].end() :]
    elif len(before) == room:
        before = "\u2026 " + before.partition(" ")[2]
    stop = _SENTENCE.search(after)
    if stop:
        after = after[: stop.start() + 1]
    elif len(after) == room:
        after = after.rpartition(" ")[0] + " \u2026"
    token = cut(text[start:end], limit)
    return visible(_flat(before).lstrip(" \u2502")), visible(_flat(token)), visible(_flat(after).rstrip(" \u2502"))


@lru_cache(maxsize=50_000)
def one_line(text: str, limit: int = 300) -> str:
    """Visible, in one line, cut."""
    if len(text) > 4 * limit + 1000:  # a megabyte need not be split into words first
        text = text[: 4 * limit + 1000]
    return visible(cut(" ".join(text.split()), limit))


def safe_link(url: str | None) -> str | None:
    """The address if it may become a link: http or https with a host. Anything else is shown as text only."""
    if not url or _HIDDEN.search(url) or len(url) > 2000:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def csv_cell(text: str | None, limit: int = 2000) -> str:
    """A cell that no spreadsheet runs: a leading formula character gets an apostrophe before it (OWASP, CSV
    injection).
    """
    if text is None:
        return ""
    line = one_line(text, limit)
    if line.lstrip("\u00a0 '\"").startswith(_FORMULA) and not _NUMBER.fullmatch(line):
        return "'" + line
    return line


def markdown(text: str | None, limit: int = 300) -> str:
    """Text in Markdown that stays text: no markup, no HTML, no table cell of its own, and nobody is called by @name."""
    line = one_line(text or "", limit)
    return _MARKDOWN.sub(_escaped, line).replace("@", "@\u2060").replace("://", ":\u2060//")


def _escaped(match: re.Match[str]) -> str:
    """A backslash before a mark; a number that would begin a list gets it before its full stop."""
    mark = match.group()
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def shell_word(text: str) -> str:
    """One word of a POSIX shell's command line, whatever is in it."""
    return shlex.quote(one_line(text, 2000))
