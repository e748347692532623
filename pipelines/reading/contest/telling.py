"""The words that tell one contest from another, and those that tell nothing because any contest has them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.reading.contest.earlier import years_in
from pipelines.reading.scan.names import fold
from pipelines.reading.scan.parties import party_names
from pipelines.reading.scan.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.model import Contest

WORD = re.compile(r"[a-z][a-z'-]*[a-z]|[12]\d{3}")
STOP = words(
    """
    the of and for in on to a an at by election elections by-election vote votes ballot ballots result results
    council councillor county city borough district town parish ward division general local union january february
    march april may june july august september october november december mp member president party house commons
    assembly state legislative first round second referendum leader with without from as is are was be or not its it
    that this their his her between into after before per via
    """
)
GENERIC = words(
    """
    union workers association society party national federation members staff trade trades teachers public service
    services association international secretary president chair chairman leadership leaders strike action
    industrial vote rule change popular candidate candidates by-election elections mayor mayoral neighbourhood plan
    police crime commissioner parliamentary indicative legislative
    """
)


def words_of(contests: Iterable[Contest]) -> frozenset[str]:
    """Every word of the contests' titles, organisations, offices and areas, and the initials of the organisations."""
    return _words_of(tuple(contests))


@lru_cache(maxsize=8)
def _words_of(contests: tuple[Contest, ...]) -> frozenset[str]:
    """Asked anew for every page."""
    spoken: set[str] = set()
    for c in contests:
        spoken.update(WORD.findall(fold(" ".join(filter(None, (c.title, c.organisation, c.office, c.area))))))
        spoken.add("".join(word[0] for word in re.findall(r"\b[A-Z]\w+", c.organisation or "")).lower())
    return frozenset(spoken)


def words_of_names(contests: Iterable[Contest]) -> frozenset[str]:
    """Every word of the candidates' names and parties."""
    return _words_of_names(tuple(contests))


@lru_cache(maxsize=8)
def _words_of_names(contests: tuple[Contest, ...]) -> frozenset[str]:
    return frozenset(
        word
        for c in contests
        for candidate in c.candidates
        for word in WORD.findall(
            fold(" ".join((candidate.name, *candidate.aliases, *party_names(candidate.party or ""))))
        )
    )


def contest_years(contests: Iterable[Contest]) -> set[int]:
    """The years of the contests: of their dates, else of their titles."""
    years: set[int] = set()
    for contest in contests:
        dated = [int(date[:4]) for date in (contest.date, contest.declared) if date]
        years.update(dated or years_in(contest.title))
    return years


def telling_words(contests: tuple[Contest, ...]) -> dict[str, dict[str, float]]:
    """Each word with the contests that it tells of: the fewer they are, the more it weighs. Years weigh more."""
    spoken: dict[str, set[str]] = {}
    for contest in contests:
        own = " ".join(
            filter(
                None,
                (
                    contest.title,
                    contest.organisation,
                    contest.office,
                    contest.area,
                    contest.contest_id.replace("-", " "),
                ),
            )
        )
        for word in set(WORD.findall(fold(own))) | {
            word for part in WORD.findall(fold(own)) for word in part.split("-") if len(part.split("-")) > 1
        }:
            if word.isdigit() or (word not in STOP and (len(word) > 2 or word in ("uk", "us", "eu", "ni"))):
                spoken.setdefault(word, set()).add(contest.contest_id)
    if len(contests) > 1:
        _keep_telling_stops(contests, spoken)
    telling: dict[str, dict[str, float]] = {}
    for word, ids in spoken.items():
        if len(contests) > 1 and len(ids) == len(contests):
            continue
        weight = (3.0 if word.isdigit() else 2.0) / len(ids)
        for form in _forms(word):
            weights = telling.setdefault(form, {})
            weights.update({contest_id: max(weight, weights.get(contest_id, 0.0)) for contest_id in ids})
    return telling


def _keep_telling_stops(contests: tuple[Contest, ...], spoken: dict[str, set[str]]) -> None:
    """A plain word ("president", "second") tells contests apart when only some of a registry have it in title or
    office."""
    for word in (
        "president",
        "leader",
        "deputy",
        "ward",
        "assembly",
        "council",
        "members",
        "first",
        "second",
        "mayor",
        "parish",
    ):
        ids = {
            contest.contest_id
            for contest in contests
            if re.search(rf"\b{word}", fold(f"{contest.title} {contest.office or ''}"))
        }
        if 0 < len(ids) < len(contests):
            spoken[word] = ids


def _forms(word: str) -> set[str]:
    """The word with its plural and possessive, and the usual short form of a county ("Hertfordshire": "herts")."""
    forms = {word, f"{word}s", f"{word}'s"}
    if word.endswith("s"):
        forms.add(word[:-1])
    if word.endswith("shire") and len(word) > 8:
        forms |= {f"{word[:size]}s" for size in (3, 4, 5)} | {word[:4]}
    return forms
