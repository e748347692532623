"""Who repeats whom: false figures are believed because they are copied, so a copy is one witness with its origin.

A page repeats an earlier one when most runs of five words of the shorter stand in the other, or when both print figures
that cannot be right. What a source declares (`derived_from`) is taken as said.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHINGLE = 5
CONTAINED = 0.6
FEWEST = 20
"""Texts of fewer runs of words say nothing: two short notices of one result are alike without being copied."""
WIDESPREAD = 50
"""Of words that stand on more pages than this only the first so many are compared: the pairs grow with the square."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of a page's newest version. said: when it was published, or first seen."""

    page: str
    version_id: str
    source: str
    said: str
    text: str
    contests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """One page repeats another; relation: declared, text or oddity."""

    version_id: str
    origin_version_id: str
    relation: str
    score: float
    evidence: str


def shingles(text: str) -> frozenset[str]:
    """All runs of five words, in lower case."""
    words = [word.lower() for word in _WORD.findall(text)]
    return frozenset(map(" ".join, zip(*(words[i:] for i in range(SHINGLE)), strict=False)))


def declared(pages: Sequence[PageText], derived_from: Mapping[str, str]) -> list[Copy]:
    """Pages of a source that says whom it repeats, each with the earliest page of that one about the contest."""
    earliest: dict[tuple[str, str], PageText] = {}
    for page in sorted(pages, key=lambda p: (p.said, p.page)):
        for contest in page.contests:
            earliest.setdefault((page.source, contest), page)
    found = {}
    for page in pages:
        source = derived_from.get(page.source)
        for contest in page.contests if source and source != page.source else ():
            if origin := earliest.get((source or "", contest)):
                words = f"{page.source} is declared to repeat {origin.source}"
                found[page.version_id, origin.version_id] = Copy(
                    page.version_id, origin.version_id, "declared", 1.0, words
                )
    return [found[pair] for pair in sorted(found)]


def repeated_texts(pages: Sequence[PageText]) -> list[Copy]:
    """Pages of different sources about one contest that share most of their words; the later repeats the earlier.

    Contest by contest: the runs of words of all pages of a large warehouse would not fit into memory.
    """
    found: dict[tuple[str, str], Copy] = {}
    several: dict[str, frozenset[str]] = {}
    for group in _by_contest(pages):
        runs = {p.page: several.get(p.page) or shingles(p.text) for p in group}
        several |= {p.page: runs[p.page] for p in group if len(p.contests) > 1}
        by_page = {p.page: p for p in group}
        for (one, other), shared in _shared(group, runs).items():
            contained = shared / min(len(runs[one]), len(runs[other]))
            if contained >= CONTAINED:
                first, second = sorted((by_page[one], by_page[other]), key=lambda p: (p.said, p.page))
                words = f"{contained:.0%} of the shorter text stands in the other"
                copy = Copy(second.version_id, first.version_id, "text", round(contained, 3), words)
                found.setdefault((one, other), copy)
    return [found[pair] for pair in sorted(found)]


def _by_contest(pages: Iterable[PageText]) -> list[list[PageText]]:
    """The pages of each contest that several sources speak of."""
    groups: dict[str, list[PageText]] = defaultdict(list)
    for page in pages:
        for contest in page.contests:
            groups[contest].append(page)
    return [group for group in groups.values() if len({page.source for page in group}) > 1]


def _shared(pages: Sequence[PageText], runs: Mapping[str, frozenset[str]]) -> Counter[tuple[str, str]]:
    """How many runs of words each pair of pages of one contest has in common."""
    holders: dict[str, list[PageText]] = defaultdict(list)
    for page in pages:
        if len(runs[page.page]) >= FEWEST:
            for run in runs[page.page]:
                holders[run].append(page)
    shared: Counter[tuple[str, str]] = Counter()
    for found in holders.values():
        if len(found) > 1:  # most stand on one page alone
            shared.update(
                (a.page, b.page) if a.page < b.page else (b.page, a.page)
                for i, a in enumerate(found[:WIDESPREAD])
                for b in found[i + 1 : WIDESPREAD]
                if a.source != b.source
            )
    return shared


def shared_oddities(rows: Iterable[tuple[str, str, int, str]], pages: Mapping[str, PageText]) -> list[Copy]:
    """Copies that only shared odd figures tell of. rows: page, other page, score, the figures in words."""
    found = []
    for one, other, score, evidence in rows:
        if one in pages and other in pages:
            first, second = sorted((pages[one], pages[other]), key=lambda p: (p.said, p.page))
            found.append(Copy(second.version_id, first.version_id, "oddity", float(score), f"both print {evidence}"))
    return found


def origins(pages: Sequence[PageText], copies: Iterable[Copy]) -> dict[str, str]:
    """page -> the source that its text goes back to, however long the chain; of pages that repeat or are repeated."""
    by_version = {p.version_id: p for p in pages}
    parent: dict[str, str] = {}

    def root(source: str) -> str:
        while source in parent:
            source = parent[source]
        return source

    touched: dict[str, str] = {}
    for copy in copies:
        page, origin = by_version[copy.version_id], by_version[copy.origin_version_id]
        touched[page.page], touched[origin.page] = page.page, origin.page
        one, other = root(page.page), root(origin.page)
        if one != other:
            parent[one] = other
    source_of = {p.page: p.source for p in pages}
    return {page: source_of[root(page)] for page in sorted(touched)}
