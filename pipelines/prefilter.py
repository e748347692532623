"""Passing pages over on raw bytes: those that name nobody whom the contests name need no parsing.

Raw bytes print a name in more ways than text does. Between its words may stand line feeds, no-break spaces or tags; an
accent may be an entity, a byte of Latin-1, two of UTF-8 or a JSON escape. One pass looks for the plain letters of all
names (Hyperscan where it is installed: the `bulk` extra; otherwise Aho-Corasick); what stands around the letters is
then looked at by `re`.

A page is passed over only where that loses no more than misspelt names, and accents that no contest file has. It is
kept where it has a person's name, or a party's, the organisation's or the place's beside a word of voting. Votes
between options ("yes", "against") have no names to look for: while one of them is followed, no page is passed over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ahocorasick_rs

from pipelines.cleaning.charset import declared
from pipelines.reading.contest.telling import GENERIC, STOP, words_of
from pipelines.reading.scan.names import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipelines.model import Contest
    from pipelines.reading.scan.names import Strength

    _Find = Callable[[bytes, Callable[[int, int], bool]], bool]
    """Calls for each run of letters in the payload (its index, where it ends); true as soon as the call says so."""

_LATIN = frozenset({None, "utf-8", "iso8859-1", "iso8859-15", "cp1252", "ascii"})
"""Encodings whose accents the patterns know. A page of any other is kept."""
_LOOKED_AT = 2048
"""Bytes in which white space from UTF-16 or ISO-2022 would show."""
_BEYOND = r"(?:[\x80-\xff]{1,8}|&#?[a-z0-9]{1,8};|\\u[0-9a-f]{4})"
"""A character beyond ASCII: bytes of UTF-8 (encoded twice, too) or Latin-1, an entity, a JSON escape."""
_GAP = rf"(?:[ \t\r\n]+|{_BEYOND}|<[^<>]{{0,99}}>|\\[nrt]){{1,4}}"
_MARK = rf"(?:['`-]|{_BEYOND})"
_BEFORE = r"(?:^|[^a-z0-9]|\\[nrt]|\\u[0-9a-f]{4})"
_AFTER = r"(?:$|[^a-z])"
_VOTING = re.compile(
    rb"(?<![a-z])(?:vote|voting|ballot|turn-?out|turned\s+out|elected|election|electorate|poll)", re.IGNORECASE
)
_AROUND = 400
"""Bytes on either side of a name's letters in which the rest of the name stands."""
_NAME, _WEAK = 0, 1


@dataclass(frozen=True, slots=True)
class _Pattern:
    """letters: the longest run of a name that every printing has, in small letters; expression: all the printings.

    begins, ends: whether the name begins or ends with that run.
    """

    kind: int
    letters: bytes
    begins: bool
    ends: bool
    expression: re.Pattern[bytes]

    def stands_at(self, payload: bytes, end: int) -> bool:
        """Whether the letters that end here are the name's. Most are part of another word, which a look tells."""
        if self.ends and payload[end : end + 1].isalpha():
            return False
        start = end - len(self.letters)
        before = payload[max(0, start - 6) : start]
        if self.begins and before[-1:].isalnum() and b"\\" not in before:
            return False
        return self.expression.search(payload, max(0, start - _AROUND), end + _AROUND) is not None


class Prefilter:
    """Built once from contests; `may_speak` is asked for each payload.

    is_fast: with Hyperscan where it is installed; without, always by Aho-Corasick.
    """

    def __init__(self, contests: Sequence[Contest], *, is_fast: bool = True) -> None:
        known = _Names(contests)
        self.keeps_all = not contests or not all(map(known.has_people, contests))
        if self.keeps_all:
            return
        strong, weak = known.printed({"name", "surname"}), known.printed({"party"}) | _telling_words(contests)
        letters: dict[bytes, list[_Pattern]] = defaultdict(list)
        for pattern in (*_patterns(_NAME, strong), *_patterns(_WEAK, weak - strong)):
            letters[pattern.letters].append(pattern)
        self._asked = list(letters.values())
        self._find = (_by_hyperscan(list(letters)) if is_fast else None) or _by_aho_corasick(list(letters))

    def may_speak(self, payload: bytes, content_type: str | None = None) -> bool:
        """Whether the page may hold a figure of the contests. content_type: the header's value, for its charset."""
        return self.keeps_all or _is_foreign(payload, content_type) or self._is_named_in(payload)

    def _is_named_in(self, payload: bytes) -> bool:
        """Whether a name stands in the payload, or something weaker beside a word of voting."""
        has_weak = False

        def is_name(index: int, end: int) -> bool:
            nonlocal has_weak
            for pattern in self._asked[index]:
                if not (has_weak and pattern.kind == _WEAK) and pattern.stands_at(payload, end):
                    if pattern.kind == _NAME:
                        return True
                    has_weak = True
            return False

        return self._find(payload, is_name) or (has_weak and _VOTING.search(payload) is not None)


def _is_foreign(payload: bytes, content_type: str | None) -> bool:
    """In an encoding in which names are other bytes than the patterns know."""
    start = payload[:_LOOKED_AT]
    return b"\x00" in start or b"\x1b" in start or declared(payload, content_type) not in _LATIN


class _Names(Registry):
    """The registry's names, by what they are."""

    def has_people(self, contest: Contest) -> bool:
        """Not a vote on options, nor one between parties and lists alone."""
        own = {
            strength
            for meanings in self._meanings.values()
            for (contest_id, _), strength in meanings.items()
            if contest_id == contest.contest_id
        }
        return bool(own & {"name", "surname"}) and not own & {"option", "letter"}

    def printed(self, strengths: set[Strength]) -> set[str]:
        """The names of these strengths, folded and in all their spellings, in small letters."""
        found = {name for name, meanings in self._meanings.items() if strengths & set(meanings.values())}
        return found | {spelling.lower() for name in found for spelling in self._spellings[name]}


def _telling_words(contests: Iterable[Contest]) -> set[str]:
    """The words that tell a contest's organisation, office and place, as the reader of figures asks for them."""
    return {word for word in words_of(contests) if len(word) > 2 and not word.isdigit()} - GENERIC - STOP


def _patterns(kind: int, names: set[str]) -> Iterator[_Pattern]:
    """Patterns of names, those left out that hold another as a word: "Hicks" finds every "Jerry Hicks"."""
    for name in sorted(names):
        if not any(word != name and word in names for word in re.split(r"[ ,]+", name)):
            pieces = [_piece(letter) for letter in " ".join(name.split())]
            runs = "".join(piece if len(piece) == 1 else "\n" for piece in pieces).split("\n")
            expression = "".join(re.escape(piece) if len(piece) == 1 else piece for piece in pieces)
            whole = re.compile((_BEFORE + expression + _AFTER).encode("ascii"), re.IGNORECASE)
            run = max(runs, key=len)
            yield _Pattern(kind, run.encode("ascii"), run == runs[0], run == runs[-1], whole)


def _piece(letter: str) -> str:
    """What a letter looks like in bytes; one that is always printed as it is stays a single character."""
    if letter == " ":
        return _GAP
    if letter in "'-’‘`‐‑–":
        return _MARK
    return letter if letter.isascii() else _BEYOND


def _by_hyperscan(letters: Sequence[bytes]) -> _Find | None:
    """One pass that ends at the first name; None where Hyperscan is not installed."""
    try:
        import hyperscan  # noqa: PLC0415 - an optional extra
    except ImportError:
        return None
    database = hyperscan.Database()
    flags = hyperscan.HS_FLAG_CASELESS
    database.compile(expressions=letters, ids=range(len(letters)), elements=len(letters), flags=flags, literal=True)

    def find(payload: bytes, is_name: Callable[[int, int], bool]) -> bool:
        def note(index: int, _start: int, end: int, *_: object) -> bool:
            return is_name(index, end)

        try:
            database.scan(payload, match_event_handler=note)
        except hyperscan.ScanTerminated:
            return True
        return False

    return find


def _by_aho_corasick(letters: Sequence[bytes]) -> _Find:
    automaton = ahocorasick_rs.BytesAhoCorasick(letters)

    def find(payload: bytes, is_name: Callable[[int, int], bool]) -> bool:
        found = automaton.find_matches_as_indexes(payload.lower(), overlapping=True)
        return any(is_name(index, end) for index, _, end in found)

    return find
