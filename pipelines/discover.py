"""Pages about a vote that nobody follows yet, to a proposed contest: candidates with aliases, and the figures read
with it.

Everybody whom the pages name in full is followed for a trial, and so are the sides of a ballot; whoever the reader
then gives votes or a share to is proposed. Parties, and surnames that stand alone, are taken where a list of results
puts them. The proposal is a start to edit, not a finding: it errs on the side of naming too many.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.figures import read_figures
from pipelines.model import Candidate, Contest
from pipelines.reading.scan.names import Registry, fold
from pipelines.reading.scan.parties import PARTIES
from pipelines.reading.sentence.proper import ordinary_words, people_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.model import Figure, Page

MOST_TRIED = 80
"""Names that are followed for a trial, those named most often first."""
MOST_PROPOSED = 40
_COUNT = r"(?:\d{1,3}(?:[,.'’\u00a0\u202f]\d{3})+|\d{2,7}|\d{1,2}(?:\.\d+)?\s?(?:%|per cent))"
_ALONE = re.compile(
    rf"(?m)^[\s•*–|-]*(?:\d{{1,2}}[.)]\s+)?(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'&-]+){{0,2}})\s*"
    rf"(?:[(\[][^()\n]{{1,40}}[)\]])?[\s:=.,|–—-]*\s{_COUNT}"
)
"""A line of a list that begins with one name and goes on with a figure."""
_OPTION = re.compile(
    rf"(?i)(?<![\w-])(yes|no|for|against|remain|leave|in favou?r|keep|change)(?:\s+votes?)?[\s:=–-]{{1,4}}{_COUNT}|"
    rf"{_COUNT}\s?(?:votes? )?(?:voted |said |were )?(yes|no|for|against|in favou?r|leave|remain)\b"
)
FEW = 4
_QUESTION = re.compile(r"(?i)\b(?:strike|industrial action|referendum|ballot measure|levy|merger|proposal)\b")
_ELECTION = re.compile(r"(?i)\b(?:election|ballot|referendum|vote|leadership|contest|poll)\b")
_KNOWN_PARTIES = {fold(name): name for row in PARTIES for name in row}
_TELLING = frozenset({"votes", "vote_share", "vote_share_change", "electorate_share", "nominations", "majority"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A contest to edit, how often each candidate was met, and the figures that it already gives on the pages."""

    contest: Contest
    met: dict[str, int]
    figures: tuple[tuple[str, Figure], ...]


def propose(pages: Sequence[tuple[str, Page]]) -> Proposal:
    """A contest from what the pages say about one vote. pages: (name, page)."""
    text = "\n".join(passage.text for _, page in pages for passage in page.passages)
    empty = Contest(_slug(_title(pages)), _title(pages), date=_date(pages))
    named = Counter(people_in(text, ordinary_words(text)))
    people = _told(pages, replace(empty, candidates=tuple(_people(name for name, _ in named.most_common(MOST_TRIED)))))
    alone = _told(pages, replace(empty, candidates=tuple(_alone(text, people))))
    options = _told(pages, replace(empty, candidates=tuple(_options(text))))
    chosen = options if sum(options.values()) > sum(people.values()) + sum(alone.values()) else {**people, **alone}
    chosen = chosen or dict.fromkeys(_likely(named, text), 0)
    candidates = [_with_party(candidate, text) for candidate in chosen][:MOST_PROPOSED]
    contest = replace(empty, candidates=tuple(_with_surnames(candidates)))
    met = {candidate.candidate_id: times for candidate, times in chosen.items()}
    return Proposal(
        contest, {c.candidate_id: met[c.candidate_id] for c in contest.candidates}, _figures(pages, contest)
    )


def _figures(pages: Sequence[tuple[str, Page]], contest: Contest) -> tuple[tuple[str, Figure], ...]:
    registry = Registry([contest])
    return tuple((name, figure) for name, page in pages for figure in read_figures(page, registry).figures)


def _told(pages: Sequence[tuple[str, Page]], trial: Contest) -> dict[Candidate, int]:
    """The candidates of a trial to whom the reader gives votes, shares or nominations, and how many."""
    if not trial.candidates:
        return {}
    given = Counter(f.candidate_id for _, f in _figures(pages, trial) if f.candidate_id and f.measure in _TELLING)
    return {c: given[c.candidate_id] for c in trial.candidates if given[c.candidate_id]}


def _likely(named: Counter[str], text: str) -> list[Candidate]:
    """Where no figure told anybody: whoever is named most often, or else the sides of a ballot."""
    often = _people(name for name, times in named.most_common(FEW) if times > 1)
    return often or (_options("yes 1% no 1%") if _QUESTION.search(text) else [])


def _people(names: Iterable[str]) -> list[Candidate]:
    """One candidate for each name; a longer form of a name that is there already adds nobody."""
    found: dict[str, Candidate] = {}
    for name in names:
        first, last = fold(name).split()[0], fold(name).split()[-1]
        if not any(fold(c.name).split()[0] == first and fold(c.name).split()[-1] == last for c in found.values()):
            found[_slug(name)] = Candidate(_slug(name), name)
    return list(found.values())


def _alone(text: str, people: Iterable[Candidate]) -> list[Candidate]:
    """Parties and single surnames that head lines of a list, where at least two do."""
    taken = {word for candidate in people for word in fold(candidate.name).split()}
    ordinary = ordinary_words(text)
    found: dict[str, Candidate] = {}
    for line in _ALONE.finditer(text):
        name = " ".join(line["name"].split())
        party = _KNOWN_PARTIES.get(fold(name))
        is_surname = " " not in name and fold(name) not in ordinary and len(name) > 2 and not _NO_NAME.match(name)
        if (party or is_surname) and not taken & set(fold(name).split()):
            found.setdefault(_slug(name), Candidate(_slug(name), name, (), party))
    return list(found.values()) if len(found) > 1 else []


_NO_NAME = re.compile(
    r"(?i)^(?:totals?|turnout|electorate|majority|spoil\w*|reject\w*|invalid|valid|votes?|ballots?|papers?|results?|"
    r"yes|no|for|against|final|count|stage|round|percentage|percent|share|swing|change|candidate|party|name|area|ward|"
    r"seats?|formal|informal|overall|others?|independent|members?|registered|quota|exhausted|write-?ins?|page|tel|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|only|some|just)$"
)


def _options(text: str) -> list[Candidate]:
    met = Counter(_fold_option(found[1] or found[2]) for found in _OPTION.finditer(text))
    aliases = {"yes": ("for", "in favour"), "no": ("against",)}
    return [Candidate(option, option.capitalize(), aliases.get(option, ())) for option, _ in met.most_common(4)]


def _fold_option(word: str) -> str:
    word = fold(word).replace("favor", "favour")
    return {"for": "yes", "in favour": "yes", "against": "no"}.get(word, word)


def _with_party(candidate: Candidate, text: str) -> Candidate:
    """The party in brackets, in the next cell, or in the possessive before the name."""
    name = re.escape(candidate.name)
    said = [
        found[1]
        for found in re.finditer(rf"(?i){name}\s*(?:[(\[]|\t)([A-Z][^()\[\]\d\t\n]{{0,24}}?)(?:[)\]]|\t)", text)
    ]
    said += [found[1] for found in re.finditer(rf"([A-Z][\w ]{{1,24}}?)['’]s (?:candidate )?{name}", text)]
    said += [found[1] for found in re.finditer(rf"(?m)^\W*([A-Z][\w .]{{1,24}}?)\s*[–—:-]\s*{name}", text)]
    known = [words.strip() for words in said if fold(words.strip()) in _KNOWN_PARTIES or fold(words).startswith("ind")]
    if candidate.party or not known:
        return candidate
    return replace(candidate, party=Counter(known).most_common(1)[0][0])


def _with_surnames(candidates: Sequence[Candidate]) -> list[Candidate]:
    """A surname that one of them alone bears is an alias."""
    borne = Counter(fold(c.name.split()[-1]) for c in candidates if " " in c.name)
    return [
        replace(c, aliases=(c.name.split()[-1],))
        if " " in c.name and not c.aliases and borne[fold(c.name.split()[-1])] == 1 and c.party != c.name
        else c
        for c in candidates
    ]


def _date(pages: Sequence[tuple[str, Page]]) -> str | None:
    dates = (page.published_at[:10] for _, page in pages if page.published_at)
    return next((date for date in dates if re.fullmatch(r"\d{4}-\d\d-\d\d", date)), None)


def _title(pages: Sequence[tuple[str, Page]]) -> str:
    titles = [page.title for _, page in pages if page.title]
    named = [title for title in titles if _ELECTION.search(title)]
    chosen = (named or titles or ["A contest to be named"])[0]
    return re.split(r"\s[|»«]\s|\s[-–—]\s(?=[A-Z][\w ]{2,30}$)", chosen)[0].strip() or "A contest to be named"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].strip("-") or "unnamed"
