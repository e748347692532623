"""Names: where a text speaks of the candidates that a user follows.

A `Registry` is built once from contests. It knows each candidate by full name, aliases, surname, "Surname, First name",
"J. Surname", and party, and finds all of them in one pass (Aho-Corasick over folded text: no case, no accents, plain
quotes). What a name may mean depends on how it is printed: a person's name needs a capital, an option ("yes",
"against")
does not, a bare letter ("Y 46.2%") must stand before a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import ahocorasick_rs

from pipelines.reading.scan.measures import find_cues
from pipelines.reading.scan.parties import PARTIES, SINGLE, party_names
from pipelines.reading.scan.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.model import Candidate, Contest

Strength = Literal["name", "surname", "party", "option", "letter", "near"]
Key = tuple[str, str]
"""(contest_id, candidate_id)."""

INFLECTED = {
    "leave": "leaving",
    "remain": "remaining",
    "keep": "keeping",
    "reject": "rejecting",
    "accept": "accepting",
    "abolish": "abolishing",
}
"""Another form of an option's word: "51.9 per cent were for leaving"."""
OPTIONS = words(
    """
    yes no for against remain leave keep abolish approve reject accept oppose opposed support in favour in favor aye
    nay ayes noes nays yea extinguish retain repeal change adopt
    """
) | {"in favour", "in favor", "no candidate"}
"""First words that mark a candidate as an option of a ballot rather than a person or a party."""
_PARTICLES = words(
    """
    van von der den de da di del della du la le mac mc o' ap ab bin ibn al el st ter
    """
)
KEPT = 200
"""Texts whose mentions are remembered: a page's passages are asked about by several steps."""
MIN_FUZZY = 6
"""Shorter surnames have too many neighbours for a misspelling to be told from another name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """text[start:end] may mean any of `keys`: one candidate, as often as not, or the same party in several contests."""

    start: int
    end: int
    keys: frozenset[Key]
    strength: Strength

    @property
    def candidates(self) -> frozenset[str]:
        return frozenset(candidate for _, candidate in self.keys)


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes and dashes; as long as the text itself, so that places in both agree."""
    for sign, plain in _PLAIN_ASCII:
        text = text.replace(sign, plain)
    if text.isascii():
        return text.lower()
    for sign, plain in _PLAIN_BEYOND:
        text = text.replace(sign, plain)
    return _BEYOND_ASCII.sub(lambda found: _fold_letter(found[0]), text).lower()


_PLAIN_ASCII = (("`", "'"), ("\n", " "), ("\t", " "))
_PLAIN_BEYOND = (("’", "'"), ("‘", "'"), ("´", "'"), ("ʼ", "'"), ("‐", "-"), ("‑", "-"), ("\u00a0", " "))
"""Replaced one after the other: twenty times faster than `translate` on text that is not ASCII."""


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=1 << 12)
def _fold_letter(letter: str) -> str:
    folded = unicodedata.normalize("NFD", letter)[0].lower()
    return folded if len(folded) == 1 else letter


class Registry:
    """All names of all contests. Built once; `find` is called for each passage."""

    def __init__(self, contests: Iterable[Contest]) -> None:
        self.contests = tuple(contests)
        self.by_id = {contest.contest_id: contest for contest in self.contests}
        self._meanings: dict[str, dict[Key, Strength]] = defaultdict(dict)
        self._spellings: dict[str, set[str]] = defaultdict(set)
        self._near: dict[str, set[str]] = defaultdict(set)
        self.options: set[Key] = set()
        self._found: dict[str, list[Mention]] = {}
        self._own_words = {
            word
            for contest in self.contests
            for word in re.findall(
                r"\b[A-Z]\w+", " ".join((contest.title, contest.area or "", contest.organisation or ""))
            )
        }
        for contest in self.contests:
            self._learn(contest)
        self._patterns = sorted(self._meanings)
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns) if self._patterns else None

    def find(self, text: str) -> list[Mention]:
        """Every mention in the text, in order, none overlapping another."""
        if text not in self._found:
            if len(self._found) > KEPT:
                self._found.clear()
            folded = fold(text)
            found = list(self._exact(text, folded))
            found = sorted([*found, *self._misspelt(text, folded, found)], key=lambda mention: mention.start)
            self._found[text] = found
        return list(self._found[text])

    def candidate(self, key: Key) -> Candidate:
        """The candidate that a key stands for."""
        return next(c for c in self.by_id[key[0]].candidates if c.candidate_id == key[1])

    # --- learning ---

    def _learn(self, contest: Contest) -> None:
        surnames: dict[str, list[Candidate]] = defaultdict(list)
        parties: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in contest.candidates:
            key = (contest.contest_id, candidate.candidate_id)
            is_option = _is_option(candidate)
            if is_option:
                self.options.add(key)
            for name in (candidate.name, *candidate.aliases):
                if is_option and fold(name) in INFLECTED:
                    self._add(INFLECTED[fold(name)], key, "option")
                self._add(name, key, self._strength(name, candidate, is_option=is_option))
            if is_option:
                continue
            for form in _forms(candidate.name):
                self._add(form, key, "name")
            if _is_person(candidate):
                surnames[_surname(candidate.name)].append(candidate)
            if candidate.party:
                parties[fold(candidate.party)].append(candidate)
        for surname, holders in surnames.items():
            if len(holders) == 1 and len(surname) > 1:
                begin = fold(holders[0].name).rfind(surname)
                self._add(
                    holders[0].name[begin : begin + len(surname)],
                    (contest.contest_id, holders[0].candidate_id),
                    "surname",
                )
        for members in parties.values():
            if len(members) == 1 and members[0].party:
                for name in party_names(members[0].party):
                    self._add(name, (contest.contest_id, members[0].candidate_id), "party")

    def _strength(self, name: str, candidate: Candidate, *, is_option: bool) -> Strength:
        if len(name.strip()) == 1:
            return "letter"
        if is_option:
            return "option"
        if candidate.party and _is_party_name(name, candidate.party):
            return "party"
        return "name" if " " in name.strip() else "surname"

    def _add(self, name: str, key: Key, strength: Strength) -> None:
        folded = " ".join(fold(name).split())
        if not folded:
            return
        self._meanings[folded].setdefault(key, strength)
        self._spellings[folded].add(name)
        if strength in ("name", "surname") and len(folded) >= MIN_FUZZY and " " not in folded:
            for variant in _deletions(folded):
                self._near[variant].add(folded)

    # --- finding ---

    def _exact(self, text: str, folded: str) -> Iterator[Mention]:
        if self._automaton is None:
            return
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        words = [(start, end, index) for index, start, end in found if _is_word(folded, start, end)]
        place = 0
        for start, end, index in sorted(words, key=lambda match: (match[0], -match[1])):
            if start < place:
                continue
            mention = self._mention(text, self._patterns[index], start, end)
            if mention is not None:
                place = end
                yield mention

    def _mention(self, text: str, name: str, start: int, end: int) -> Mention | None:
        printed = text[start:end]
        kept = {
            key: strength
            for key, strength in self._meanings[name].items()
            if _is_plausible(text, printed, end, strength, self._spellings[name])
        }
        if not kept:
            return None
        best = min(kept.values(), key=_RANK.index)
        if best == "surname" and (
            self._has_another_first_name(text, start, kept) or self._has_another_behind(text, start, end, kept)
        ):
            return None
        if best == "party":
            if _OF_PARTY.match(text, end) or (name == fold(SINGLE) and not _is_single(text, start, end)):
                return None
            kept = {key: told for key, told in kept.items() if not self._tags_another(text, start, key)}
            if not kept:
                return None
        return Mention(start, end, frozenset(kept), best)

    def _has_another_first_name(self, text: str, start: int, keys: Iterable[Key]) -> bool:
        """ "Barbara Hicks" is not Jerry: a first name of somebody else stands before the surname."""
        before = re.search(r"(?<![\w.’'-])([A-Z][a-zà-ÿ]+|[A-Z]\.) $", text[max(0, start - 24) : start])
        if before is None and text[start : start + 3].isupper():
            before = _CAPITALS_BEFORE.search(text[max(0, start - 24) : start])
        if before is None or before[1] in _BEFORE_SURNAMES or before[1] in self._own_words:
            return False
        firsts = [
            fold(name).split() for key in keys for name in (self.candidate(key).name, *self.candidate(key).aliases)
        ]
        said = fold(before[1]).rstrip(".")
        ahead = re.search(r"([A-Z][a-zà-ÿ]+) $", text[max(0, start - 48) : start - len(before[0])])
        if ahead is not None and any(fold(ahead[1]) == words[0] for words in firsts):
            return False  # "Rhodri Wyn Jones", registered as Rhodri Jones
        return not any(word.startswith(said[:3]) or said.startswith(word[:3]) for words in firsts for word in words)

    def _has_another_behind(self, text: str, start: int, end: int, keys: Iterable[Key]) -> bool:
        """ "Moss, Derek", alone in its cell or at the head of its line, is not Irene."""
        behind = _FIRST_BEHIND.match(text, end)
        if behind is None or not re.search(r"(?:^|[\n\t|])[\W\d]*$", text[max(0, start - 12) : start]):
            return False
        said = fold(behind[1])
        if said in self._meanings:
            return False  # another candidate: "Moss, Lister"
        own = {
            word
            for key in keys
            for name in (self.candidate(key).name, *self.candidate(key).aliases)
            for word in fold(name).split()
        }
        return not any(word.startswith(said[:3]) or said.startswith(word[:3]) for word in own)

    def _tags_another(self, text: str, start: int, key: Key) -> bool:
        """ "C Weir (LD) 1,960": where a person is followed, a party right behind another person's name tags that
        one."""
        candidate = self.candidate(key)
        tagged = _NAME_BEFORE.search(text[max(0, start - 40) : start]) if _is_person(candidate) else None
        if tagged is None or tagged["last"] in _BEFORE_SURNAMES or tagged["last"] in self._own_words:
            return False
        said = fold(tagged["last"])
        own = {fold(word) for name in (candidate.name, *candidate.aliases) for word in name.split()}
        return said not in own and not find_cues(tagged[0]) and fold(tagged["name"]) not in _PARTY_NAMES

    def _misspelt(self, text: str, folded: str, found: list[Mention]) -> Iterator[Mention]:
        if not self._near:
            return
        taken = {mention.start for mention in found}
        for word in _CAPITALISED.finditer(text):
            if word.start() in taken:
                continue
            spelling = folded[word.start() : word.end()].removesuffix("'s")
            if len(spelling) < MIN_FUZZY or spelling in self._meanings:
                continue
            names = {
                name
                for variant in _deletions(spelling)
                for name in self._near.get(variant, ())
                if _is_near(spelling, name)
            }
            names = {name for name in names if not _inside(word.start(), found)}
            if len(names) == 1:
                meanings = self._meanings[names.pop()]
                yield Mention(word.start(), word.start() + len(spelling), frozenset(meanings), "near")


_BEFORE_SURNAMES = words(
    """
    Mr Mrs Ms Miss Dr Prof Sir Dame Lord Lady Cllr Councillor Coun Rep Sen Gov Mayor President Chief Comrade Sister
    Brother Judge Captain Deputy The A An And But For With Vote So Then When While If As Both Only Even Not Yet Now
    Here There That This In On At By To From Of Or Candidate Independent Labour Labor Conservative Tory Green
    Liberal Democrat Democratic Republican National Party Incumbent Challenger Rival Winner Team Against Versus Beat
    Like Is Was Has Did Had Will After Before Because Since Although Though Meanwhile Still Also Former Ex Poor
    Young Old Elected Re What Why How Who Where Third Second First Fourth Fifth Last Next Get Go Only Between Over
    Under Behind Yes No Well Oh My Our Your His Her Their Final Result Results Votes General Secretary Leader Chair
    Speaker Minister
    """
)
_CAPITALS_BEFORE = re.compile(r"(?:^|[\n\t|])\W*([A-Z][A-Z'’-]{2,}) $")
"""A first name in capitals at the head of a cell or a line ("LORNA PRUITT")."""
_NAME_BEFORE = re.compile(
    r"(?<![\w’'-])(?P<name>(?:[A-Z][\w.’'-]* )*(?P<last>[A-Z][a-z]*[A-Za-z’'-]*[a-z]{2,}|[A-Z][A-Z’'-]{2,}))"
    r"(?:[* ]*[(\[] ?|, |[* ]+)$"
)
"""A name right before a party, in brackets, behind a comma or bare."""
_PARTY_NAMES = frozenset(fold(name) for row in PARTIES for name in row)
_FIRST_BEHIND = re.compile(r",\s([A-Z][a-zà-ÿ]+)(?:[ -][A-Z][\w.]*){0,2}\s*(?=[\n\t|(*]|$|\s\d)")
"""A first name behind a surname and a comma, up to the end of the cell, the party or the figures."""
_OF_PARTY = re.compile(
    r"(?i)(?:['’]s)?\s+(?:primar(?:y|ies)|caucus(?:es)?|convention|conference|nominat(?:ion|ing)|run-?off|leadership)\b"
)
"""A party's own vote: who stands for the party in the election proper is not meant."""
_RANK: list[Strength] = ["name", "surname", "near", "option", "party", "letter"]
_CAPITALISED = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]{5,}")
_NUMBER_NEXT = re.compile(r"\s*[:=\-–—]?\s*\(?\d")


def _is_plausible(text: str, printed: str, end: int, strength: Strength, spellings: set[str]) -> bool:
    """May these letters, printed so, be meant as the name?"""
    if strength == "letter":
        return printed.isupper() and _NUMBER_NEXT.match(text, end) is not None
    if strength == "option":
        return True
    if printed[0].isupper() or not printed[0].isalpha():
        is_short = len(printed) <= 3
        return not is_short or printed.isupper() or printed in spellings
    if any(spelling[0].islower() for spelling in spellings):
        return True
    return strength in ("name", "surname") and len(printed) >= MIN_FUZZY and printed not in _COMMON


_COMMON = words(
    """
    brown white black green young price bishop cooper baker butler carpenter mason north south eastern western
    winter summer waters rivers church castle fields forest little bright sharp strong nation liberal labour labor
    national conservative independent alliance change reform justice progress people unity action democrat
    republican future
    """
)


def _is_word(folded: str, start: int, end: int) -> bool:
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    if before == "-" and folded[max(0, start - 3) : start].strip() == "x-":
        before = " "  # "x-Marta Quiroz": the agencies' mark of a winner
    if before.isalnum() or (before in "-'" and start > 1 and folded[start - 2].isalnum()):
        return False
    if after.isalnum():
        return after.isdigit()  # "Faafoi1264": a name may run into its number
    return not (after == "-" and end + 1 < len(folded) and folded[end + 1].isalpha())


def _inside(place: int, mentions: list[Mention]) -> bool:
    return any(mention.start <= place < mention.end for mention in mentions)


def _is_option(candidate: Candidate) -> bool:
    words = fold(candidate.name).replace("'", "").split()
    return (
        not candidate.party
        and bool(words)
        and len(words) <= 5
        and (words[0] in OPTIONS or " ".join(words[:2]) in OPTIONS)
    ) or (fold(candidate.name) in ("nota", "ron", "re-open nominations", "none of the above", "abstain"))


def _is_person(candidate: Candidate) -> bool:
    """A name of two to five words that is not the party's own."""
    words = candidate.name.split()
    if not 2 <= len(words) <= 6 or (candidate.party and fold(candidate.name) == fold(candidate.party)):
        return False
    return not (set(fold(candidate.name).split()) & _COLLECTIVE)


_COLLECTIVE = words(
    """
    party caucus slate union united alliance coalition congress list group front league movement association against
    of the for change democrats nominations dal and
    """
)


def _is_single(text: str, start: int, end: int) -> bool:
    """Does a list name one Independent only? Of several, nobody can tell which is the followed one."""
    first, last = text.rfind("\n\n", 0, start) + 1, text.find("\n\n", end)
    return len(_INDEPENDENT.findall(text[first : last if last > 0 else len(text)])) == 1


_INDEPENDENT = re.compile(r"(?i)\bind(?:ependents?)?\b(?! of\b)")


def _is_party_name(name: str, party: str) -> bool:
    names = {fold(form) for form in party_names(party)} | {fold(party)}
    return fold(name) in names


def _surname(name: str) -> str:
    words = [
        word
        for word in name.replace(",", "").split()
        if fold(word).strip(".") not in ("jr", "sr", "iii", "ii", "mp", "am", "qc")
    ]
    cut = len(words) - 1
    while cut > 1 and fold(words[cut - 1]) in _PARTICLES:
        cut -= 1
    return fold(" ".join(words[cut:]))


def _forms(name: str) -> Iterator[str]:
    """Other ways of printing a person's full name."""
    words = name.split()
    if len(words) < 2:
        return
    first, last = words[0], words[-1]
    yield f"{last}, {' '.join(words[:-1])}"
    yield f"{last} {' '.join(words[:-1])}"
    yield f"{first[0]}. {last}"
    yield f"{first[0]} {last}"
    if len(words) > 2 and fold(words[-2]) not in _PARTICLES:
        yield f"{first} {last}"
        yield f"{last}, {first}"


def _deletions(word: str) -> set[str]:
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def _is_near(a: str, b: str) -> bool:
    """One letter added, dropped, changed, or two neighbours swapped; the first letter stands."""
    if a == b or a[0] != b[0] or abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        unequal = [place for place in range(len(a)) if a[place] != b[place]]
        is_swap = (
            len(unequal) == 2
            and unequal[1] == unequal[0] + 1
            and a[unequal[0]] == b[unequal[1]]
            and a[unequal[1]] == b[unequal[0]]
        )
        return len(unequal) == 1 or is_swap
    short, long = sorted((a, b), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
