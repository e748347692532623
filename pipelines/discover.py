"""Pages about a vote that nobody follows yet, to a proposed contest: candidates with aliases, and the figures read
with it.

Names are taken where a result puts them: before a number of votes or a share, in lists, in tables, in "N votes for
NAME".
The proposal is a start to edit, not a finding: it errs on the side of naming too many.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.figures import read_figures
from pipelines.model import Candidate, Contest
from pipelines.reading.names import Registry, fold
from pipelines.reading.parties import PARTIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.model import Figure, Page

_PART = r"(?:[A-Z][\w’'.-]*|de|van|der|al|ap|bin|von|la|O['’]\w+)"
_NAME = rf"(?P<name>[A-Z][\w’'-]+(?: {_PART}){{0,3}}|[A-Z][A-Za-z’'-]+, [A-Z][\w’'-]+(?: [A-Z]\.?)?)"
_COUNT = r"\d{1,3}(?:[,.'’\u00a0\u202f]\d{3})+|\d{2,7}"
_LISTED = re.compile(
    rf"(?m)^[\s•*–-]*(?:\d{{1,2}}[.)]?\s+)?{_NAME}\s*(?:[(\[](?P<party>[A-Z][^()\d\n]{{0,40}})[)\]]|"
    rf"[-–—,:|\t]\s*(?P<after>[A-Z][A-Za-z .&’'-]{{1,40}}?))?"
    rf"[\s:=.,|–—-]*\s(?:(?:just|only|over|under|about|around|nearly|almost|some|more|less|than) )*"
    rf"(?:{_COUNT}|\d{{1,2}}(?:\.\d+)?\s?(?:%|per cent))"
)
_INLINE = re.compile(rf"{_NAME}[:=,]?[ \u00a0]+(?:{_COUNT})(?: votes)?[ \u00a0]?[(\[]\d")
_SAID = re.compile(
    rf"{_NAME}(?: \([^)\n]{{1,40}}\))?(?:,[^,.;\n]{{1,60}},)? (?:polled|won|got|received|"
    rf"scored|secured|took|had|with|on|finished on|gained|came \w+ with) (?:with |"
    rf"only |just |almost |nearly |about |over |some |the |a )*(?:{_COUNT})(?: votes|"
    rf"\s?\()"
)
_FOR = re.compile(rf"(?:{_COUNT}) (?:votes )?(?:for|to) {_NAME}(?=[ ,.;)])")
_OPTION = re.compile(
    r"(?i)(?<![\w-])(yes|no|for|against|remain|leave|in favour|keep|change)(?:\s+votes?)?[\s:=–-]{1,4}(?:\d"
    r"[\d,.]*\s?%?)|(?:\d[\d,.]*\s?(?:%|per cent|votes)) (?:voted |said |were )?(yes|"
    r"no|for|against|in favour|leave|remain)\b"
)
_NO_NAME = re.compile(
    r"(?i)^(?:the|a|an|in|on|at|of|and|but|total|totals|turnout|turn|electorate|majority|"
    r"spoil\w*|reject\w*|invalid|valid|votes?|ballots?|papers?|result\w*|"
    r"yes|no|for|against|first|second|third|final|count|stage|round|posted|published|"
    r"updated|by|comments?|with|this|that|it|he|she|they|we|number|registered|members?|"
    r"january|february|march|april|may|june|july|august|september|october|november|"
    r"december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|page|tel|"
    r"call|"
    r"others?|independent|share|swing|candidate|party|name|area|ward|seat|seats|formal|"
    r"informal|total votes|overall|after|when|while|of these|out of)\b"
)
_ELECTION = re.compile(r"(?i)\b(?:election|ballot|referendum|vote|leadership|contest|poll)\b")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A contest to edit, how often each candidate was met, and the figures that it already gives on the pages."""

    contest: Contest
    met: dict[str, int]
    figures: tuple[tuple[str, Figure], ...]


def propose(pages: Sequence[tuple[str, Page]]) -> Proposal:
    """A contest from what the pages say about one vote. pages: (name, page)."""
    names: Counter[str] = Counter()
    parties: dict[str, Counter[str]] = defaultdict(Counter)
    options: Counter[str] = Counter()
    for _, page in pages:
        for passage in page.passages:
            for name, party in _names(passage.text):
                names[name] += 1
                if party:
                    parties[name][party] += 1
            options.update(_fold_option(found[1] or found[2]) for found in _OPTION.finditer(passage.text))
    names = _in_full(names, "\n".join(passage.text for _, page in pages for passage in page.passages))
    candidates = _options(options) if sum(options.values()) > sum(names.values()) else _people(names, parties)
    contest = Contest(
        contest_id=_slug(_title(pages)),
        title=_title(pages),
        date=next(
            (
                page.published_at[:10]
                for _, page in pages
                if page.published_at and re.match(r"\d{4}-\d\d-\d\d", page.published_at)
            ),
            None,
        ),
        candidates=tuple(candidates),
    )
    registry = Registry([contest])
    figures = [(name, figure) for name, page in pages for figure in read_figures(page, registry).figures]
    met = {candidate.candidate_id: _times(candidate, names, options) for candidate in contest.candidates}
    return Proposal(contest, met, tuple(figures))


def _names(text: str) -> Iterator[tuple[str, str | None]]:
    """Every name that a result puts before or behind a number, with the party beside it."""
    for pattern in (_LISTED, _INLINE, _SAID, _FOR):
        for found in pattern.finditer(text):
            name = _plain(found["name"])
            if name is None:
                continue
            groups = found.groupdict()
            yield name, _party(groups.get("party") or groups.get("after"))


def _in_full(names: Counter[str], text: str) -> Counter[str]:
    """Surnames that the pages also print with one first name, as the full name."""
    full: Counter[str] = Counter()
    for name, times in names.items():
        found = (
            Counter(re.findall(rf"(?<![\w.])([A-Z][a-z’'-]+ {re.escape(name)})\b", text)) if " " not in name else None
        )
        usable = (
            [longer for longer, _ in found.most_common() if _plain(longer) and not _TITLE.match(longer)]
            if found
            else []
        )
        full[usable[0] if usable else name] += times
    return full


_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir|Cllr|Comrade|Brother|Sister|Candidate|Labour|Conservative|Green) ")


def _plain(name: str) -> str | None:
    """The name in its usual order, or None when it is no name."""
    name = re.sub(r"^(?:Mr|Mrs|Ms|Dr|Sir|Cllr|Councillor|Candidate)\.? ", "", " ".join(name.split())).strip(" .,’'-")
    if "," in name:
        last, first = (part.strip() for part in name.split(",", 1))
        name = f"{first} {last.title() if last.isupper() else last}"
    if _NO_NAME.match(name) or len(name) < 3 or re.fullmatch(r"[A-Z]{1,3}", name):
        return None
    for party in _PARTY_NAMES:
        if fold(name).endswith(f" {party}") and len(name.split()) - len(party.split()) >= 2:
            name = " ".join(name.split()[: -len(party.split())])
            break
    return name if len(name.split()) <= 4 else None


_PARTY_NAMES = sorted(
    {fold(name) for row in PARTIES for name in row if len(name) > 3} | {"independent"}, key=len, reverse=True
)


def _party(words: str | None) -> str | None:
    known = {fold(name) for row in PARTIES for name in row}
    words = words.strip() if words else None
    return words if words and (fold(words) in known or len(words) <= 24) else None


def _people(names: Counter[str], parties: dict[str, Counter[str]]) -> list[Candidate]:
    """Candidates by full name; a surname standing alone is an alias of the one who bears it."""
    full = [name for name, _ in names.most_common() if " " in name]
    single = [name for name in names if " " not in name]
    surnames: dict[str, list[str]] = defaultdict(list)
    for name in full:
        surnames[fold(name.split()[-1])].append(name)
    people = []
    for name in full:
        surname = name.split()[-1]
        shared = len(surnames[fold(surname)]) > 1
        party = parties[name].most_common(1)
        people.append(Candidate(_slug(name), name, () if shared else (surname,), party[0][0] if party else None))
    known = {fold(name.split()[-1]) for name in full} | {fold(name) for name in full}
    alone = [name for name in single if fold(name) not in known]
    people.extend(Candidate(_slug(name), name) for name in alone)
    unique = {candidate.candidate_id: candidate for candidate in people}
    return list(unique.values())[:40]


def _fold_option(word: str) -> str:
    word = fold(word)
    return {"for": "yes", "in favour": "yes", "against": "no"}.get(word, word)


def _options(options: Counter[str]) -> list[Candidate]:
    aliases = {"yes": ("for", "in favour"), "no": ("against",)}
    return [Candidate(option, option.capitalize(), aliases.get(option, ())) for option, _ in options.most_common(4)]


def _times(candidate: Candidate, names: Counter[str], options: Counter[str]) -> int:
    return options[candidate.candidate_id] or sum(names[name] for name in {candidate.name, *candidate.aliases})


def _title(pages: Sequence[tuple[str, Page]]) -> str:
    titles = [page.title for _, page in pages if page.title]
    named = [title for title in titles if _ELECTION.search(title)]
    chosen = (named or titles or ["A contest to be named"])[0]
    return re.split(r"\s[|»«]\s|\s[-–—]\s(?=[A-Z][\w ]{2,30}$)", chosen)[0].strip() or "A contest to be named"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].strip("-") or "unnamed"
