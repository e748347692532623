"""The text of a version with its figures marked, cut where it is long. Pieces only; the template prints them
escaped.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from reports import text, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reports.facts import Evidence, PassageText, Place

AROUND = 1200
"""Characters shown before and after a figure in a long passage."""
WHOLE = 12_000
"""A passage with figures up to this long is shown whole."""
LONGEST_TOKEN = 200
_FIRST_LINES = 600


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage. mark: the printed token of the figures `ids`; skipped: `text` says how much is not
    shown.
    """

    kind: Literal["plain", "mark", "skipped"]
    text: str
    ids: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class PassageView:
    passage: PassageText
    pieces: tuple[Piece, ...]


def passage_views(evidence: Evidence) -> tuple[tuple[PassageView, ...], int]:
    """The passages to show, and how many comments without a figure are left out (what readers said besides is not
    ours to tell).
    """
    by_passage: dict[str, list[Place]] = {}
    for place in evidence.places:
        by_passage.setdefault(place.passage_id, []).append(place)
    shown, left_out = [], 0
    for passage in evidence.passages:
        places = by_passage.get(passage.passage_id, [])
        if places:
            shown.append(PassageView(passage, tuple(_pieces(passage.text, places))))
        elif passage.kind == "comment":
            left_out += 1
        else:
            shown.append(
                PassageView(passage, tuple(_stretch(passage.text, 0, len(passage.text), keep=_FIRST_LINES, tail=0)))
            )
    return tuple(shown), left_out


def _pieces(whole: str, places: Sequence[Place]) -> Iterable[Piece]:
    at = 0
    keep = len(whole) if len(whole) <= WHOLE else AROUND
    groups = _groups(places, len(whole))
    for start, end, found in groups:
        yield from _stretch(whole, at, start, keep=keep if at else 0, tail=keep)
        yield Piece(
            "mark",
            text.visible(text.cut(whole[start:end], LONGEST_TOKEN)),
            tuple(place.figure_id for place in found),
            "; ".join(dict.fromkeys(_title(place) for place in found)),
        )
        at = end
    yield from _stretch(whole, at, len(whole), keep=keep, tail=0)


def _groups(places: Sequence[Place], length: int) -> list[tuple[int, int, list[Place]]]:
    """Figures whose tokens touch the same characters stand in one mark; places outside the text are clipped to it."""
    groups: list[tuple[int, int, list[Place]]] = []
    for place in sorted(places, key=lambda p: (p.printed_start, p.printed_end, p.figure_id)):
        start = max(0, min(place.printed_start, length))
        end = max(start, min(place.printed_end, length))
        if groups and start < groups[-1][1]:
            groups[-1] = (groups[-1][0], max(end, groups[-1][1]), [*groups[-1][2], place])
        else:
            groups.append((start, end, [place]))
    return groups


def _stretch(whole: str, start: int, end: int, *, keep: int, tail: int) -> Iterable[Piece]:
    """whole[start:end], or its first `keep` and last `tail` characters with a note between them."""
    if end - start <= keep + tail:
        if end > start:
            yield Piece("plain", text.visible(whole[start:end]))
        return
    if keep:
        yield Piece("plain", text.visible(whole[start : start + keep]))
    yield Piece("skipped", f"{end - start - keep - tail:,} characters not shown")
    if tail:
        yield Piece("plain", text.visible(whole[end - tail : end]))


def _title(place: Place) -> str:
    return _what(place.candidate or place.candidate_id, place.measure, place.contest_title or place.contest_id)


@lru_cache(maxsize=10_000)
def _what(name: str | None, measure: str, contest: str) -> str:
    said = f"{name}: {words.measure(measure)}" if name else words.measure(measure)
    return text.one_line(f"{said}, {contest}", 200)
