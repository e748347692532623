"""From elements to passages: the text of what cleaning kept, in page order, line by line.

Paragraphs are parted by a blank line; list items, `br` lines and table rows by a line feed; cells by a tab. White space
is collapsed except in `pre`, no-break and thin spaces stay what they are (they group digits).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.cleaning import marks
from pipelines.cleaning.aligned import fields_of, is_tabular
from pipelines.cleaning.charset import without_invisible
from pipelines.cleaning.dates import is_dateline
from pipelines.cleaning.furniture import is_noise_line, is_share_alone
from pipelines.cleaning.tables import form_grid, is_layout, is_number
from pipelines.cleaning.tree import CUT, INLINE, Element, collapse
from pipelines.model import Cell, Line, LineKind, Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipelines.cleaning.tables import Grid

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_INTEGER = re.compile(r"-?\d{1,9}")
_LINE_END = re.compile("[\n\x85\u2028\u2029]")
_STRIPPED = " \t\n\r\f\v\xa0"


@dataclass(slots=True)
class _Style:
    """What the enclosing elements say of a line."""

    kind: LineKind = "paragraph"
    level: int = 0
    number: int | None = None


@dataclass(slots=True)
class Draft:
    """A passage being written."""

    kind: PassageKind
    post: int = 1
    comment: int | None = None
    author: str | None = None
    published_at: str | None = None
    heading: str | None = None
    parts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    cells: tuple[Cell, ...] = ()
    cuts: list[int] = field(default_factory=list)
    length: int = 0

    def write(self, text: str, style: _Style, gap: str) -> int:
        """Adds a line and says where it starts."""
        if self.lines:
            self.parts.append(gap)
            self.length += len(gap)
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        self.lines.append(Line(style.kind, start, self.length, style.level, style.number))
        return start


_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+\.\d+(?:\s?%)?|\d+\s?%)"
_DIGIT = re.compile(r"\d")
_WORD_END = re.compile(r"[^\W\d_]{3}[:)]?$")
_FIGURE_FIRST = re.compile(rf"{_FIGURE}(?!\w)")
_FIGURE_ALONE = re.compile(rf"\s*{_FIGURE}")
_WORD_FIRST = re.compile(r"\(?[^\W\d_]{3}")


def _apart(pieces: list[str]) -> str:
    """Pieces of inline text joined, with a space where two elements set a word and a figure side by side.

    Result cards do that ("Turnout" and "46.0%" in spans that a style sheet puts apart); a note's mark behind a word is
    no figure, and stays with its word.
    """
    if CUT in pieces:
        pieces = [piece for piece in pieces if piece != CUT]
    joined = "".join(pieces)
    if len(pieces) < 2 or not _DIGIT.search(joined):
        return joined
    told = pieces[:1]
    for before, after in pairwise(pieces):
        is_label_first = _WORD_END.search(before) and _FIGURE_FIRST.match(after)
        is_figure_first = _FIGURE_ALONE.fullmatch(before) and _WORD_FIRST.match(after)
        told += [" ", after] if is_label_first or is_figure_first else [after]
    return "".join(told)


def _cuts(pieces: list[str]) -> list[int]:
    """The places in the line that the pieces make where something was left out."""
    return [len(collapse(_apart(pieces[:place]))) for place, piece in enumerate(pieces) if piece == CUT]


class Writer:
    """Walks elements and collects passages; `speaker` opens another voice (a post, a comment)."""

    def __init__(self, where: str, title: str | None = None) -> None:
        self.where = where
        self.drafts: list[Draft] = []
        self._unwanted = 0
        self._largest = 0.0
        self._long_lines: dict[str, LineKind] = {}
        self._title = _key(title)
        self._title_words = set((title or "").casefold().split())
        self._inline: list[str] = []
        self._is_tight = False
        self._is_loose = False
        self._label: str | None = None
        self._style = _Style()
        self._voice = Draft("body")
        self._kinds: list[PassageKind] = []
        self._heading: str | None = None
        self._pre = 0
        self._list_depth = 0
        self._numbers: dict[int, int] = {}

    def speak(self, element: Element, voice: Draft, headline: Element | None = None) -> None:
        """Writes all of `element` as the voice of `voice` (a draft without text: kind, post, comment, author, time)."""
        self._flush()
        self._voice = voice
        self._heading = voice.heading
        self._open(voice.kind)
        if headline is not None:
            self._walk([headline])
        self._walk(element.children)
        self._flush()

    def speak_remark(self, words: Element, voice: Draft, headline: Element | None = None) -> None:
        """As `speak`, without the buttons, votes and signatures of a comment or forum post; its own headline first."""
        self._unwanted = marks.REMARK_FURNITURE | marks.HIDDEN
        self._largest = 0.6 * words.size
        self.speak(words, voice, headline)
        self._unwanted = 0

    def passages(self, first: int = 0) -> tuple[Passage, ...]:
        """The passages written, those without a word left out."""
        kept = [draft for draft in self.drafts if draft.lines]
        return tuple(_passage(draft, ordinal) for ordinal, draft in enumerate(kept, first))

    # --- walking -----------------------------------------------------------------------------------------------

    def _walk(self, nodes: Sequence[Element | str]) -> None:
        stack: list[Element | str | Callable[[], None]] = list(reversed(nodes))
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                self._inline.append(node)
            elif isinstance(node, Element):
                if not node.is_dropped and not (node.marks & self._unwanted and node.size < self._largest):
                    self._enter(node, stack)
                elif node.tag not in INLINE and not self._pre:
                    self._inline.append(" ")  # a block that is left out parts the words around it
            else:
                node()

    def _enter(self, element: Element, stack: list[Element | str | Callable[[], None]]) -> None:
        tag = element.tag
        if tag == "br":
            self._flush(is_tight=True)
            return
        if tag == "hr":
            self._flush()
            return
        if tag not in INLINE:
            if tag == "table" and not is_layout(element):
                self._table(element)
                return
            leave = self._block(element)
            if not element.is_mixed and not self._unwanted:
                self._inline += element.tree.strings[element.begin + 1 : element.end - 1]
                leave()
                return
            stack.append(leave)
        stack += reversed(element.children)

    def _block(self, element: Element) -> Callable[[], None]:
        """Starts a block; what is returned ends it."""
        self._flush()
        outer, tag = self._style, element.tag
        leave: Callable[[], None] = self._flush
        if tag in HEADINGS:
            self._style = _Style("heading", HEADINGS[tag])
        elif tag in ("ul", "ol", "menu", "dir"):
            self._list_depth += 1
            if tag == "ol":
                self._numbers.update(_item_numbers(element))
            leave = self._leave_list
        elif tag == "li":
            self._style = _Style("item", max(1, self._list_depth), self._numbers.get(id(element)))
        elif tag in ("dt", "dd"):
            self._style = _Style("item", max(1, self._list_depth + 1))
        elif tag in ("figcaption", "caption"):
            self._style = _Style("caption")
        elif tag == "pre":
            self._style = _Style("pre")
            self._pre += 1
            leave = self._leave_pre
        elif tag == "blockquote" and self._voice.kind == "body" and not element.marks & marks.SAID:
            self._kinds.append(self.drafts[-1].kind)
            self._open("quote")
            leave = self._leave_quote

        def end() -> None:
            leave()
            self._style = outer

        return end

    def _leave_list(self) -> None:
        self._flush()
        self._list_depth -= 1

    def _leave_pre(self) -> None:
        self._flush()
        self._pre -= 1

    def _leave_quote(self) -> None:
        self._flush()
        self._open(self._kinds.pop())

    # --- writing -----------------------------------------------------------------------------------------------

    def _open(self, kind: PassageKind) -> None:
        voice = self._voice
        self._is_tight = False
        while self.drafts and not self.drafts[-1].lines:
            self.drafts.pop()
        if self.drafts and self.drafts[-1].kind == kind == "body" and self.drafts[-1].post == voice.post:
            return  # nothing was written in between (an empty table)
        self.drafts.append(Draft(kind, voice.post, voice.comment, voice.author, voice.published_at, self._heading))

    def _flush(self, *, is_tight: bool = False) -> None:
        """Writes the inline text collected so far as a line. is_tight: a `br` ended it; the next follows closely."""
        pieces = self._inline
        if not pieces and not self._pre:
            self._is_tight = self._is_tight and not is_tight
            return
        self._inline = []
        if self._pre:
            self._write_pre("".join(pieces))
        else:
            text = collapse(_apart(pieces))
            if text:
                self._write(text, _cuts(pieces) if CUT in pieces else ())
                self._is_tight = is_tight
            elif is_tight:
                self._is_tight = False  # an empty line made of `br` parts paragraphs
            return
        self._is_tight = is_tight

    def _write(self, text: str, cuts: Sequence[int] = ()) -> None:
        """Writes a line. cuts: the places in it where struck-out words were left out."""
        draft, style = self.drafts[-1], self._style
        if (
            draft.kind == "body"
            and style.kind in ("paragraph", "item", "caption", "heading")
            and self._is_noise(text, style)
        ):
            self._label = text if text.casefold().rstrip(":") == "share" else None
            return
        label, self._label = self._label, None
        if label is not None and is_share_alone(text):
            draft.write(label, style, "\n\n")  # no button: the name of the figure that follows
        if style.kind == "heading" and style.level <= 2 and self._says_title(text):
            self._heading = draft.heading = text
            return
        before = draft.lines[-1].kind if draft.lines else None
        is_close = self._is_tight or (style.kind == before and style.kind in ("item", "row", "pre"))
        start = draft.write(text, style, "\n" if is_close and not self._is_loose else "\n\n")
        draft.cuts += [start + cut for cut in cuts]
        self._is_loose = False
        if style.kind == "heading":
            self._heading = text
        if style.number is not None:
            self._style = _Style(style.kind, style.level)

    def _says_title(self, text: str) -> bool:
        """The article's headline, at the head of the text: it is Page.title, and the heading of what follows."""
        if self._voice.kind != "body" or sum(len(draft.lines) for draft in self.drafts) > 4:
            return False
        key = _key(text)
        if len(key) > 8 and (key in self._title or (self._title in key and len(self._title) > 8)):
            return True
        words = set(text.casefold().split())
        return len(words) > 3 and len(words & self._title_words) >= 0.75 * len(words)

    def _is_noise(self, text: str, style: _Style) -> bool:
        """A line that no author wrote as text: a date line, a counter, an address, a caption said again."""
        if not self.drafts[-1].lines and text.startswith(("http://", "https://")) and " " not in text:
            return True
        if text.startswith("©") or (len(text) < 160 and is_noise_line(text)):
            return True
        if style.kind != "heading" and is_dateline(text):
            return True
        if len(text) < 100:
            return False
        before = self._long_lines.get(text[:100])
        if before is None:
            self._long_lines[text[:100]] = style.kind
        return before is not None and not before == style.kind == "paragraph"

    def _write_pre(self, raw: str) -> None:
        lines = [line.rstrip() for line in _LINE_END.split(without_invisible(raw).expandtabs(8))]
        if self._voice.kind != "comment" and is_tabular(lines):
            self._write_aligned(lines)
            return
        for line in lines:
            if line.strip(_STRIPPED):
                self._write(line)
            else:
                self._is_loose = True

    def _write_aligned(self, lines: list[str]) -> None:
        """Columns set with spaces: a table passage of its own, its lines as printed."""
        before, outer = self.drafts[-1].kind, self._style
        self._open("table")
        self._style = _Style("pre")
        kept = [line for line in lines if line.strip(_STRIPPED)]
        draft = self.drafts[-1]
        for line in kept:
            self._write(line)
        starts = [line.start for line in draft.lines]
        draft.cells = tuple(
            Cell(f.row, f.column, 1, 1, False, starts[f.row] + f.start, starts[f.row] + f.end) for f in fields_of(kept)
        )
        self._style = outer
        self._open(before)

    # --- tables ------------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        """A table is a passage of its own, with its cells; within a comment only one that may hold figures is."""
        self._flush()
        grid = form_grid(table, self.where)
        is_comment = self._voice.kind == "comment"
        if is_comment and not _may_hold_figures(grid):
            self._rows(grid)
            return
        before = self.drafts[-1].kind
        self._open("comment" if is_comment else "table")
        outer = self._style
        if grid.caption:
            self._style = _Style("caption")
            self._write(grid.caption)
        self.drafts[-1].cells = self._rows(grid)
        self._style = outer
        self._open(before)

    def _rows(self, grid: Grid) -> tuple[Cell, ...]:
        """Writes the grid's rows as lines; the cells with their places in the draft's text."""
        draft, cells, outer = self.drafts[-1], [], self._style
        self._style = _Style("row")
        rows: list[dict[int, int]] = [{} for _ in range(grid.height)]
        for index, slot in enumerate(grid.slots):
            rows[slot.row][slot.column] = index
        for row in rows:
            texts: list[str] = []
            at: list[tuple[int, int]] = []
            width = 0
            for column in range(max(row, default=-1) + 1):
                text = grid.slots[row[column]].text if column in row else ""
                if column in row:
                    at.append((row[column], width))
                texts.append(text)
                width += len(text) + 1
            joined = "\t".join(texts)
            if not joined.strip():
                continue
            self._is_tight = bool(draft.lines) and draft.lines[-1].kind in ("row", "caption")
            self._write(joined)
            start = draft.lines[-1].start
            for index, offset in at:
                slot = grid.slots[index]
                begin = start + offset
                cells.append(
                    Cell(slot.row, slot.column, slot.rows, slot.columns, slot.is_header, begin, begin + len(slot.text))
                )
        self._style = outer
        return tuple(cells)


def _may_hold_figures(grid: Grid) -> bool:
    """At least two rows and columns, and a cell that is a figure."""
    return grid.height > 1 and grid.width > 1 and any(is_number(slot.text) for slot in grid.slots)


def _key(text: str | None) -> str:
    """A title's letters and digits, for comparing."""
    return "".join(c for c in (text or "").casefold() if c.isalnum())


def _item_numbers(items: Element) -> dict[int, int]:
    """The numbers that a browser prints before the items of a numbered list, by the items' identity."""
    start = items.get("start")
    number = int(start) if _INTEGER.fullmatch(start) else 1
    numbers: dict[int, int] = {}
    for child in items.children:
        if isinstance(child, Element) and child.tag == "li":
            given = child.get("value")
            number = int(given) if _INTEGER.fullmatch(given) else number
            numbers[id(child)] = number
            number += 1
    return numbers


def _passage(draft: Draft, ordinal: int) -> Passage:
    return Passage(
        ordinal,
        draft.kind,
        "".join(draft.parts),
        tuple(draft.lines),
        draft.cells,
        draft.comment,
        draft.post,
        draft.author,
        draft.published_at,
        draft.heading,
        tuple(draft.cuts),
    )
