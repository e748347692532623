"""From numbers, names and measure words of a sentence to figures: the rules of attachment.

A sentence is laid out as tokens: numbers (`numbers`), names (`names`), measure words (`measures`). Each number is
bound to
the measure word that tells most about it (`bind`), then to a candidate where its measure needs one (`subjects`),
then to a
contest (`scope`). What one number leaves open its neighbour may settle ("5,811 (82%)"): those are the chain rules. The
rule that placed a number and the words that it went by are kept with the figure.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.measures import COUNT_MEASURE, GENERIC, NEEDS_SUBJECT, NO_FIGURE, SHARE_MEASURE, Cue
from pipelines.rejects import reject
from pipelines.subjects import Claimant, claimants, is_clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.model import Measure
    from pipelines.names import Key, Mention
    from pipelines.numbers import Number
    from pipelines.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Placed:
    """A number with what it was found to be. keys: the candidates it may belong to, by contest; empty for none."""

    number: Number
    measure: Measure
    keys: frozenset[Key]
    rule: str
    cues: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A number that no rule could place, or that a rule turned away."""

    number: Number
    reason: str


@dataclass(frozen=True, slots=True)
class Bound:
    """The measure word of a number: its family, the words, how they stand to it, and how far (0 is next to it)."""

    cue: Cue
    side: str
    cost: float


@dataclass(slots=True)
class Line:
    """A sentence with its tokens. topic: whom the sentence before was about; winner: of each contest, where known."""

    text: str
    sentence: Sentence
    numbers: list[Number]
    mentions: list[Mention]
    cues: list[Cue]
    options: frozenset[Key]
    topic: frozenset[Key]
    pairs: dict[str, frozenset[Key]]
    share_measure: str | None = None
    is_part: bool = False
    is_seats: bool = False
    only_turnouts: bool = False
    known_words: frozenset[str] = frozenset()

    @property
    def has_plain_sides(self) -> bool:
        """A ballot whose options are yes and no, by whatever words."""
        return any(
            candidate in ("yes", "for", "in-favour", "approve", "accept", "aye")
            for _, candidate in self.pairs.get("yes", ())
        )

    @property
    def is_list(self) -> bool:
        """A line of a list of results: short, and no sentence."""
        words = self.text[self.sentence.start : self.sentence.end]
        return self.sentence.kind in ("item", "row", "pre") or (
            len(words) < 140 and not re.search(r"[a-z]{3,}[.!?]\s*$", words)
        )


def place_numbers(line: Line) -> list[Placed | Refused]:
    """Every number of the sentence, placed (sometimes for two candidates) or refused, in order."""
    results: dict[int, list[Placed | Refused]] = {}
    open_numbers: list[Number] = []
    for number in line.numbers:
        reason = reject(line.text, number, line.sentence.start, line.sentence.end) or _carried_on(line, number, results)
        if reason:
            results[number.start] = [Refused(number, reason)]
        else:
            open_numbers.append(number)
    bounds = {number.start: bind(line, number) for number in open_numbers}
    for rule in (_results_by_pairs, _respectively, _each):
        together: dict[int, list[Placed | Refused]] = {}
        for placed in rule(line, [n for n in open_numbers if n.start not in results], bounds):
            together.setdefault(placed.number.start, []).append(placed)
        results |= together
    for place, number in enumerate(open_numbers):
        if number.start not in results:
            before = results[open_numbers[place - 1].start][-1] if place else None
            results[number.start] = [
                _place(line, number, bounds[number.start], before if isinstance(before, Placed) else None)
            ]
    _look_back(line, open_numbers, results)
    return [result for number in line.numbers for result in results[number.start]]


def _carried_on(line: Line, number: Number, results: dict[int, list[Placed | Refused]]) -> str | None:
    """ "Truss put on 27, Sunak 19 and Mordaunt 13": what turns the first away turns the bare ones after it away."""
    first = next(
        (r[0] for r in results.values() if isinstance(r[0], Refused) and r[0].reason == "a change in votes"), None
    )
    is_bare = (
        number.kind == "count"
        and re.match(r"\s*(?:[.,;)]|$|and\b)", line.text[number.right : line.sentence.end]) is not None
    )
    return first.reason if first is not None and is_bare and isinstance(first, Refused) else None


def _look_back(line: Line, numbers: list[Number], results: dict[int, list[Placed | Refused]]) -> None:
    """ "15.3%, that is, 78,794 people out of 514,855": a share that only the count behind it explains."""
    for share, count in itertools.pairwise(numbers):
        after, own = results[count.start][0], results[share.start][0]
        if not (isinstance(own, Refused) and isinstance(after, Placed)) or own.reason in REJECTED:
            continue
        gap = line.text[share.end : count.left]
        measure = _explained(share, after, gap)
        if measure is not None:
            keys = after.keys if measure in NEEDS_SUBJECT else frozenset()
            results[share.start] = [
                _placed(
                    line, share, measure, keys, f"{measure}: in a chain before {after.measure}", after.cues, None, None
                )
            ]


REJECTED = frozenset(
    {"year", "date", "age", "telephone", "label", "time", "money", "time span", "other things", "a change in votes"}
)
_BACK_GAP = re.compile(r"(?i)[\s,(–—-]*(?:that is|or|i\.e\.|being|which is|just|only|about|some)?[\s,–—-]*")


def _explained(number: Number, after: Placed, gap: str) -> Measure | None:
    """What a number must be that is joined to a placed one behind it."""
    if not _BACK_GAP.fullmatch(gap):
        return None
    is_share = number.kind == "percent"
    is_year = re.fullmatch(r"(?:19|20)\d\d", number.printed) is not None
    is_count = number.kind == "count" and not number.is_decimal and number.value >= 100 and not is_year
    if is_share and after.number.kind == "count":
        shares: dict[str, Measure] = {"ballots_cast": "turnout", "votes": "vote_share"}
        return shares.get(after.measure)
    if is_count and after.number.kind == "percent":
        counts: dict[str, Measure] = (
            {"vote_share": "votes", "turnout": "ballots_cast"} if "(" in gap or "," in gap else {}
        )
        return counts.get(after.measure)
    return None


# --- the measure ---------------------------------------------------------------------------------------------------

_RIGHT_GAP = re.compile(r"^[\s\-–‘’“”\"'(]*(?:%\s*)?(?:[A-Za-z][\w’'-]*[\s-]+){0,4}[‘“\"'(]?$")
_RIGHT_STOP = re.compile(
    r"(?i)\b(?:and|but|while|with|to|against|from|than|after|on|at|by|when|if|as|"
    r"or|behind|ahead|compared|took|got|had|for|not|in|it|is|a)\b"
)
_LEFT_GAP = re.compile(
    r"(?i)^(?:[\s:=\-–—(\[|\"“”‘’'.…,*•]|\b(?:of|was|is|were|are|at|in|the|a|an|to|"
    r"came|come|comes|stood|stands|being|just|only|reached|hit|put|now|fell|rose|"
    r"drops?|dropped|grew|ended|up|down|"
    r"totall?ed|total|numbered|numbering|for|amount(?:ed|ing|s)?|equals|equal|some|"
    r"final|this|time|today|with|had|has|as|overall|so|far|nationally|which|that|"
    r"it|then|on|papers?|votes?|ballots?|cast|"
    r"people|members|voters|ones|be|been|estimated|reported|low|mere|a mere|poor|"
    r"high|record|respectable|disappointing|projected|by|figure|rate|percentage|number|"
    r"there|went|voting|industrial|action|among|"
    r"those|strike|favou?r|still|about|around|roughly|nearly|almost|over|under|more|"
    r"less|than|approximately|approx|least|out|cut|increased|decreased|slashed|reduced|"
    r"majority|turnout|in all)\b)*$"
)


def bind(line: Line, number: Number) -> Bound | None:
    """The measure word that tells most about the number, or None."""
    found = []
    left, right = _reach(line, number)
    for cue in line.cues:
        if cue.start >= number.end:
            cost = None if _heads_the_next(line, number, cue) else _right_cost(line, right, cue)
            if (
                cost is None
                and cue.family == "turnout"
                and number.kind == "percent"
                and re.fullmatch(r",\s(?:the |its |overall )?", line.text[right : cue.start])
            ):
                cost = 0.6  # "At 11.5%, turnout was low"
            side = "right"
        elif cue.end <= number.left:
            cost = None if _is_spent(line, number, cue) else _left_cost(line, left, cue)
            side = "left"
        else:
            cost, side = (0.0, "right") if cue.start < number.end <= cue.end else (None, "")
        if cost is not None:
            found.append(Bound(cue, side, cost + (1.5 if cue.family in GENERIC else 0.0)))
    return min(found, key=lambda bound: bound.cost, default=None)


def _reach(line: Line, number: Number) -> tuple[int, int]:
    """Where the words on the left end and on the right begin: both ends of a range share them."""
    if not number.is_ranged:
        return number.left, number.right
    ends = [n for n in line.numbers if n.is_ranged and abs(n.start - number.start) < 30]
    return min(n.left for n in ends), max(n.right for n in ends)


def _heads_the_next(line: Line, number: Number, cue: Cue) -> bool:
    """In "NO 49% Turnout 37%" the word is the label of the number behind it: this one has a label of its own."""
    if not line.is_list or not re.match(r"\s*[:=]?\s*\(?\d", line.text[cue.end : cue.end + 6]):
        return False
    previous = max((n.end for n in line.numbers if n.end <= number.start), default=line.sentence.start)
    return re.search(r"[^\W\d_]", line.text[previous : number.start]) is not None and number.right < cue.start


def _is_spent(line: Line, number: Number, cue: Cue) -> bool:
    """Is the word the noun of an earlier number ("722 votes cast, 704 of them valid")? Then it labels no later one."""
    if line.text[cue.end : cue.end + 3].lstrip().startswith((":", "=", "–", "-", "—")):
        return False
    return any(
        n.right <= cue.start
        and cue.start - n.right < 14
        and re.fullmatch(r"[\s'‘“]*(?:[A-Za-z]+ )?(?:of (?:the|them|all) )?", line.text[n.right : cue.start])
        for n in line.numbers
        if n.end <= cue.start and n.end <= number.start
    )


def _right_cost(line: Line, right: int, cue: Cue) -> float | None:
    gap = line.text[right : cue.start]
    if len(gap) > 48 or not _RIGHT_GAP.match(gap) or "\n" in gap:
        return None
    words = re.findall(r"[A-Za-z][\w’'-]*", gap)
    if _RIGHT_STOP.search(gap) and not re.match(r"^\s+(?:of|were|was)\b", gap):
        return None
    if any(m.start >= right and m.end <= cue.start and m.strength not in ("option", "letter") for m in line.mentions):
        return None
    return 0.4 * len(words)


def _left_cost(line: Line, left: int, cue: Cue) -> float | None:
    gap = re.sub(r"\.{2,}", " ", line.text[cue.end : left])
    if cue.family == "majority" and re.search(r"(?i)\b(?:with|had|on|has)\b", gap):
        return None
    if cue.family == "majority":
        named = [m for m in line.mentions if cue.end <= m.start and m.end <= left]
        for mention in named[:1]:
            gap = (
                re.sub(r"(?i)\b(?:over|of)\s+(?:the\s+)?$", "", line.text[cue.end : mention.start])
                + line.text[mention.end : left]
            )
    if (
        len(gap) > 60
        or re.search(r"\d", gap)
        or "\n" in gap.strip("\n")
        or re.search(r"[.;]\s", gap)
        or not _LEFT_GAP.match(gap)
    ):
        return None
    words = len(re.findall(r"[A-Za-z][\w’'-]*", gap))
    is_label = words == 0
    return 0.1 * gap.count(",") + (0.1 if is_label else 0.3 + 0.15 * words)


def _measure(line: Line, number: Number, bound: Bound | None) -> Measure | None:
    """What the number measures by its own word alone."""
    if bound is None:
        return None
    family = bound.cue.family
    if number.kind == "points":
        return "majority_share" if family == "majority" else None
    if number.kind == "percent":
        if family in ("electorate", "members") and re.search(
            r"\d\s*\(\s*$", line.text[max(0, number.left - 6) : number.left]
        ):
            return "turnout"
        if family in ("electorate", "members", "voters"):
            return "turnout" if bound.side == "right" and _is_about_voting(line, number) else None
        if (
            family == "cast"
            and bound.side == "right"
            and re.search(r"(?i)back|returned", line.text[bound.cue.start : bound.cue.end])
        ):
            return "turnout"
        if family == "voted" and not _VOTED_FOR.match(line.text[bound.cue.end : line.sentence.end]):
            return "turnout" if bound.side == "right" else None
        if family == "majority" and not _is_lead_in_share(line, number, bound):
            return None
        return SHARE_MEASURE.get(family)
    if number.is_decimal:
        return None
    if family == "total" and not line.is_list:
        return None
    if family == "voters":
        return _of_voters(line, bound)
    return COUNT_MEASURE.get(family)


_VOTED_FOR = re.compile(r"(?i)\s+(?:\w+ )?(?:for|to|yes|no|against|in favou?r|leave|remain|['‘“\"])")


def _of_voters(line: Line, bound: Bound) -> Measure | None:
    """ "406,616 voters turned out" were counted in the boxes; "39,970 voters, a turnout of 88.6%" stand on the roll."""
    tail = line.text[bound.cue.end : bound.cue.end + 40]
    if re.match(
        (
            r"(?i)\s+(?:who |had |have |have now )?(?:turned out|voted|took part|cast|went "
            r"to the polls|participated)\b(?! for)"
        ),
        tail,
    ):
        return "ballots_cast"
    is_about_turnout = any(cue.family == "turnout" for cue in line.cues) and bound.side == "right"
    return (
        "electorate"
        if is_about_turnout and re.match(r"(?i)voters", line.text[bound.cue.start : bound.cue.end])
        else None
    )


def _is_lead_in_share(line: Line, number: Number, bound: Bound) -> bool:
    """A lead printed as a share is rare; "with a majority of 51%" mostly means the votes of the winner."""
    cue = line.text[bound.cue.start : bound.cue.end].lower()
    return cue.startswith(("lead", "ahead", "clear", "margin", "behind", "in front")) or (
        cue.startswith("majorit") and number.value < 50 and any(m.keys for m in line.mentions)
    )


def _is_about_voting(line: Line, number: Number) -> bool:
    words = line.text[line.sentence.start : line.sentence.end]
    return (
        re.search(
            (
                r"(?i)\bvot(?:ed|ing)\b|took part|turn(?:ed)?[- ]?out|returned|responded|cast|"
                r"bothered|\bdid\b|registered|enrolled|electorate"
            ),
            words,
        )
        is not None
    )


# --- the candidate ----------------------------------------------------------------------------------------------------


def _claim(line: Line, number: Number) -> Claimant | None:
    numbers = [other for other in line.numbers if other.start != number.start]
    found = claimants(line.text, number, line.mentions, numbers, options=line.options, is_list=line.is_list)
    return replace(found[0], mention=_with_its_party(line, found[0].mention)) if found else None


def _with_its_party(line: Line, mention: Mention) -> Mention:
    """A party's name with the person's beside it ("Hanbury, Charlotte – Scottish Conservative –"): what both may mean.

    A stranger beside the party takes the figure away: another Liberal Democrat's votes are not the followed one's.
    """
    for other in line.mentions:
        gap = line.text[min(mention.end, other.end) : max(mention.start, other.start)]
        if (
            other is mention
            or len(gap) > 30
            or re.search(r"[\d;:\n]|\b(?:and|to|from|beat|over)\b|,\s\w+\s\w+", gap)
            or not mention.keys
        ):
            continue
        both = mention.keys & other.keys
        if both and both != mention.keys:
            return replace(mention, keys=both)
        is_in_brackets = gap.strip() == "(" and other.start > mention.start
        if not other.keys and mention.strength == "party" and is_in_brackets:
            return other
        if (
            not both
            and other.keys
            and mention.strength == "party"
            and other.strength in ("name", "surname")
            and is_clean(gap)
            and "," not in gap
        ):
            return other
    return mention


def _place(line: Line, number: Number, bound: Bound | None, before: Placed | None) -> Placed | Refused:
    """One number by its measure word, its neighbour or its claimant."""
    won = _won_by(line, number, bound, before)
    if won is not None:
        return won
    if (
        bound is not None
        and bound.cue.family in NO_FIGURE
        and bound.cost <= 2
        and not (bound.cue.family == "seats" and bound.side == "left" and bound.cost > 0.3)
    ):
        return Refused(number, f"no vote figure: {line.text[bound.cue.start : bound.cue.end]}")
    measure = _measure(line, number, bound)
    for rule in (_in_a_chain, _of_a_total, _change_of_share, _share_of_electorate, _majority_as_share):
        placed = rule(line, number, bound, before)
        if placed is not None:
            return placed
    if measure is None and bound is not None and bound.cue.family not in GENERIC | {"voters"} and bound.cost <= 1.2:
        return Refused(number, f"no measure for it: {line.text[bound.cue.start : bound.cue.end]}")
    if measure is not None and measure not in NEEDS_SUBJECT:
        return _total(line, number, measure, bound)
    return _of_a_candidate(line, number, measure, bound)


def _total(line: Line, number: Number, measure: Measure, bound: Bound | None) -> Placed | Refused:
    """A figure of the whole contest, or a lead."""
    assert bound is not None
    cue = line.text[bound.cue.start : bound.cue.end]
    if measure == "ballots_cast" and bound.cue.family in ("voted", "total", "took_part", "cast", "papers"):
        claimant = _claim(line, number)
        if (
            claimant is not None
            and claimant.mention.keys
            and claimant.cost < (1 if claimant.rule == "listed" else 0.3)
            and not _PAPERS_SENT.search(line.text[bound.cue.start : bound.cue.end])
        ):
            return _placed(
                line, number, "votes", claimant.mention.keys, f"votes: {claimant.rule}", (cue,), claimant.mention, bound
            )
    if measure in ("majority", "majority_share"):
        return _lead(line, number, measure, bound)
    if number.is_word and not _word_is_tied(line, number, bound):
        return Refused(number, "a number word away from its noun")
    if measure in ("ballots_cast", "ballots_issued") and _KIND_OF_PAPERS.search(
        line.text[max(line.sentence.start, number.left - 30) : min(line.sentence.end, bound.cue.end + 30)]
    ):
        return Refused(number, "papers of one kind only")
    if measure == "membership" and _of_strangers(line, bound.cue):
        return Refused(number, "members of another body")
    if (
        measure == "membership"
        and re.search(
            r"(?i)\b(?:represent\w*|behind|cover\w*|from|with|speaking for)\s+(?:\w+\s+)?$",
            line.text[line.sentence.start : number.left],
        )
        and any(c.family == "nominations" for c in line.cues)
    ):
        return Refused(number, "members behind nominations")
    if _PART_OF_CONTEST.search(line.text[line.sentence.start : line.sentence.end]) or line.is_part:
        return Refused(number, "a part of the contest")
    if measure == "membership" and number.value < 100:
        return Refused(number, "too few for a membership")
    if measure in ("electorate", "membership") and number.value < 10:
        return Refused(number, "too few for a roll")
    if measure == "ballots_cast" and number.value < 10 and (number.is_word or not line.is_list):
        return Refused(number, "too few for a total")
    return _placed(line, number, measure, frozenset(), f"{measure}: {bound.side} of its word", (cue,), None, bound)


_PART_OF_CONTEST = re.compile(r"(?i)\b(?:(?:polling|voting) (?:station|place)|precinct|booth|ballot box)\b")


def _of_strangers(line: Line, cue: Cue) -> bool:
    """ "67% of BALPA members": a body that no followed contest names, right before the people counted."""
    before = re.search(r"\b([A-Z][\w&]+)(?:['’]s)?\s+$", line.text[line.sentence.start : cue.start])
    if before is None or before.start() == 0:
        return False
    return before[1].lower() not in line.known_words and not any(
        m.start <= line.sentence.start + before.start() < m.end for m in line.mentions
    )


_PAPERS_SENT = re.compile(r"(?i)papers|ballots|returned")
_KIND_OF_PAPERS = re.compile(
    r"(?i)\b(?:by mail|postal|absentee|mail-in|by post|proxy|early|provisional|still "
    r"(?:out|to)|have come|yet to|still to come|remaining|uncounted|left to count)\b"
)


def _word_is_tied(line: Line, number: Number, bound: Bound) -> bool:
    """A number word counts only where its noun follows at once, or a label leads to it ("a majority of two")."""
    gap = line.text[number.right : bound.cue.start]
    cue = line.text[bound.cue.start : bound.cue.end].lower()
    if bound.side == "right" and (
        re.search(r"(?i)\bmore\b|\bof\b", gap)
        or (number.value == 1 and gap.strip(' ‘“"'))
        or (bound.cue.family == "majority" and "vote" not in gap + cue)
    ):
        return False
    if bound.side == "right":
        return bound.cost - (1.5 if bound.cue.family in GENERIC else 0) <= 0.9
    if not re.match(
        r"(?i)majorit|margin|lead|gap|total|turnout|difference", line.text[bound.cue.start : bound.cue.end]
    ):
        return False
    return (
        re.fullmatch(
            r"(?i)\s*(?:of|was|is|:|=|by|to|just|only|stood at)*(?: (?:just|only|exactly|a mere))?\s*",
            line.text[bound.cue.end : number.left],
        )
        is not None
    )


def _lead(line: Line, number: Number, measure: Measure, bound: Bound) -> Placed | Refused:
    """A majority; its subject is the one ahead, also where the loser's side tells it."""
    cue = line.text[bound.cue.start : bound.cue.end]
    if number.is_word and not _word_is_tied(line, number, bound):
        return Refused(number, "a number word away from its noun")
    claimant = _claim(line, number)
    if claimant is not None and not claimant.mention.keys and claimant.cost < 2.5:
        return Refused(number, "for somebody who is in no followed contest")
    keys = claimant.mention.keys if claimant is not None else line.topic
    if re.match(r"(?i)behind|short|adrift|down|in arrears|off", cue) or re.search(
        r"(?i)\b(?:down|short|behind|fewer)\b", cue
    ):
        keys = frozenset(key for key in _other(line, keys))
    return _placed(line, number, measure, keys, f"{measure}: {bound.side} of its word", (cue,), None, bound)


def _other(line: Line, keys: frozenset[Key]) -> frozenset[Key]:
    """The other candidate where the sentence names just two."""
    named = {m.keys for m in line.mentions if m.keys and m.keys != keys}
    return named.pop() if len(named) == 1 else frozenset()


def _of_a_candidate(line: Line, number: Number, measure: Measure | None, bound: Bound | None) -> Placed | Refused:
    if number.kind == "points" or (number.sign and number.kind == "count"):
        return Refused(number, "points or a signed number with no share before it")
    if (
        number.is_word
        and number.kind == "count"
        and not (bound is not None and bound.cue.family == "votes" and _word_is_tied(line, number, bound))
    ):
        return Refused(number, "a number word away from its noun")
    claimant = _claim(line, number)
    if claimant is None or claimant.rule not in ("listed", "for", "for option", "within"):
        side = _last_resort(line, number, measure, bound) if line.pairs else None
        if side is not None and "side of the ballot" in side.rule:
            return side
    if claimant is None or claimant.cost > (8 if measure is not None else 6):
        return _without_a_name(line, number, measure, bound)
    if not claimant.mention.keys:
        return Refused(number, "for somebody who is in no followed contest")
    guess: Measure = measure or ("vote_share" if number.kind == "percent" else "votes")
    if (
        measure is None
        and number.kind == "count"
        and (line.is_seats or _SEAT_LIST.search(line.text, line.sentence.start, line.sentence.end))
    ):
        return Refused(number, "seats, it seems")
    if measure is None and not _is_bare_figure(line, number, claimant, bound):
        return Refused(number, "near a name, but it counts something else")
    if (
        number.kind == "count"
        and number.is_decimal
        and (not _is_share_cell(number) or re.search(r"[.,]\d{3}$", number.printed))
    ):
        return Refused(number, "a decimal number that is no share")
    if number.kind == "count" and (number.is_decimal or (measure is None and _shares_percent(line, number))):
        guess = "vote_share"
    cue = (line.text[bound.cue.start : bound.cue.end],) if bound is not None and measure is not None else ()
    name = line.text[claimant.mention.start : claimant.mention.end]
    return _placed(
        line,
        number,
        guess,
        claimant.mention.keys,
        f"{guess}: {claimant.rule}",
        (*cue, name),
        claimant.mention,
        bound if measure else None,
    )


def _shares_percent(line: Line, number: Number) -> bool:
    """ "She took 58 per cent and Fearrey 42": the second share leaves its sign of percent to the first."""
    before = [n for n in line.numbers if n.end <= number.start]
    if not before or before[-1].kind != "percent" or not 0 < number.value <= 100:
        return False
    gap = line.text[before[-1].end : number.left]
    return (
        re.search(r"(?i)\b(?:and|to|against|while|with)\b|,", gap) is not None
        and re.match(r"\s*(?:[.,;:)]|$|and\b)", line.text[number.right : line.sentence.end]) is not None
        and "." not in gap
    )


_SEAT_LIST = re.compile(r"(?i)\d\s+(?:[\w’'-]+\s+){0,2}seats\b|\bseats:\s*\d|\bseats won\b")


def _is_share_cell(number: Number) -> bool:
    return 0 <= abs(number.value) <= 100


_AFTER_BARE = re.compile(
    r"(?i)^\s*(?:$|[.,;:)\]/|•*\"”’…!?–—-]|\(|\[|\d|\t|(?:and|to|but|in|at|on|with|"
    r"while|for|against|of (?:them|those|us|it|all|the (?:\w+ )?votes?)|which|as|"
    r"from|after|before|when|then|each|behind|ahead|over|is|was|were|are|had|would|"
    r"elected|votes?|in|this|last|it|a|the|he|she|his|her|across|among|so|not|who|"
    r"or|per|by|yes|no|went|made|gave|put|left|because|since|although|though)\b)"
)
_FIGURE_VERB = re.compile(
    r"(?i)\b(?:votes?|polled|polls?|scor\w+|got|gets|gains?|gained|took|takes|won|"
    r"wins|received|receives|secured|obtained|garnered|had|has|have|with|on|managed|"
    r"reached|drew|finished|ended|came|attracted|recorded|"
    r"picked|collected|amassed|convinced|talked|gave|given)\b(?! for)"
)
_LOOSE_VERB = re.compile(r"(?i)\b(?:at|is|was|to|went|stands|on)\b")


def _is_bare_figure(line: Line, number: Number, claimant: Claimant, bound: Bound | None) -> bool:
    """May a number with no measure word be the votes or the share of the name? Only in a list, or after a verb of
    getting."""
    after = line.text[number.right : line.sentence.end]
    if number.kind == "percent":
        if bound is not None and bound.cue.family in ("members", "electorate", "voters", "issued", "rejected", "valid"):
            return False
        return claimant.rule in ("listed", "for", "for option") or _AFTER_BARE.match(after) is not None
    if not _AFTER_BARE.match(after):
        return False
    if claimant.rule == "listed":
        gap = line.text[claimant.mention.end : number.left]
        if re.search(r"(?i)\bis\b", gap) and number.value < 130:
            return False
        return number.value >= 0 and (number.value >= 10 or line.is_list or bool(_FIGURE_VERB.search(gap)))
    if claimant.rule in ("for", "for option"):
        return number.value >= 2
    gap = line.text[claimant.mention.end : number.left]
    tail = " ".join(gap.split()[-4:])
    verb = _FIGURE_VERB.search(tail) if number.value < 500 else _FIGURE_VERB.search(tail) or _LOOSE_VERB.search(tail)
    return claimant.rule == "before" and number.value >= 20 and bool(verb) and claimant.cost < 4.5


def _without_a_name(line: Line, number: Number, measure: Measure | None, bound: Bound | None) -> Placed | Refused:
    """Votes and shares in a sentence that names nobody: the contest's total, or whom the page was just speaking of."""
    cue = (line.text[bound.cue.start : bound.cue.end],) if bound is not None else ()
    words = line.text[line.sentence.start : line.sentence.end]
    if measure == "votes" and bound is not None and not number.is_decimal:
        if (
            _DRAWN.search(words)
            or re.search(r"(?:19|20)\d\d\s*[:–-]?\s*$", line.text[line.sentence.start : number.left])
            or (bound.side == "left" and words.lower().startswith("votes"))
        ):
            return _placed(line, number, "ballots_cast", frozenset(), "ballots_cast: votes of nobody", cue, None, bound)
        if line.topic:
            return _placed(line, number, "votes", line.topic, "votes: of whom the page just spoke", cue, None, bound)
    last = _last_resort(line, number, measure, bound)
    if last is not None:
        return last
    if (
        number.kind == "percent"
        and measure is None
        and bound is None
        and line.share_measure == "turnout"
        and _IT.search(line.text[line.sentence.start : number.left])
    ):
        return _placed(
            line, number, "turnout", frozenset(), "turnout: of which the page just spoke", ("it",), None, None
        )
    if line.topic and not words.strip(" \t").strip(number.printed + " ()[].%,–-").strip() and not number.is_word:
        guess: Measure = "vote_share" if number.kind == "percent" or number.is_decimal else "votes"
        return _placed(line, number, guess, line.topic, f"{guess}: a line below the name", cue, None, None)
    if number.kind == "percent" and line.topic and measure == "vote_share":
        return _placed(
            line, number, "vote_share", line.topic, "vote_share: of whom the page just spoke", cue, None, bound
        )
    return Refused(number, "no name and no measure word for it" if bound is None else "no candidate to give it to")


_MOTION = re.compile(
    r"(?i)^\s*(?:of (?:the |those |its )?(?:members|voters|them|votes|those voting|"
    r"vote)?\s*)?(?:who voted |actually )?(?:vot(?:ed|ing|e) (?:to|for|in favou?r "
    r"of)|backed|supported|(?:were |was )?in favou?r of|said yes|say yes|for)\s+(?:a "
    r"|the |an |more |further |industrial |strike )*(?:strik\w+|action|walk\w*|ballot|"
    r"plan|deal|offer|merger|motion|proposal|change|stoppages?|accept\w*|join\w*|"
    r"merg\w*|approve\w*)"
)
_SIDE = re.compile(
    r"(?i)^\s*(?:votes? |members |people |of them )?(?:were |voted |was )?(for (?:it|"
    r"the|a)\b|in favou?r|yes\b|against\b|opposed\b|no\b(?! (?:more|fewer|less|votes)))"
)
_REJECTED = re.compile(
    r"(?i)^\s*(?:of (?:the |those |its )?(?:members|voters|them|votes)?\s*)?(?:vot(?:ed|"
    r"ing|e) (?:to reject|against|no)|rejected|opposed|(?:were |was )?against)\b"
)


def _last_resort(line: Line, number: Number, measure: Measure | None, bound: Bound | None) -> Placed | None:
    """What only the sense of the sentence tells: the two sides of a ballot, or a turnout named at its beginning."""
    after = line.text[number.right : min(line.sentence.end, number.right + 80)]
    if "yes" in line.pairs and (measure is None or bound is None or bound.cue.family in ("voted", "votes", "share")):
        for pattern, side in ((_REJECTED, "no"), (_MOTION, "yes")):
            found = pattern.match(after)
            if found:
                guess: Measure = "vote_share" if number.kind == "percent" else "votes"
                return _placed(
                    line,
                    number,
                    guess,
                    line.pairs[side],
                    f"{guess}: a side of the ballot",
                    (found[0].strip(),),
                    None,
                    bound,
                )
    side = _SIDE.match(after)
    if (
        side
        and "yes" in line.pairs
        and line.has_plain_sides
        and not number.is_decimal
        and number.kind in ("count", "percent")
        and (measure in (None, "votes", "vote_share"))
    ):
        keys = line.pairs["yes" if re.match(r"(?i)for|in|yes", side[1]) else "no"]
        guess = "vote_share" if number.kind == "percent" else "votes"
        return _placed(line, number, guess, keys, f"{guess}: a side of the ballot", (side[1],), None, bound)
    if number.kind == "percent" and bound is None and not number.sign:
        turnouts = [
            cue
            for cue in line.cues
            if cue.family == "turnout" and cue.end <= number.left and number.left - cue.end < 110
        ]
        others = [
            cue
            for cue in line.cues
            if cue.family in ("share", "majority", "swing", "rejected")
            and turnouts
            and turnouts[-1].end <= cue.start < number.left
        ]
        named = [
            m
            for m in line.mentions
            if turnouts and turnouts[-1].end <= m.start < number.left and m.strength not in ("option", "letter")
        ]
        between = line.text[turnouts[-1].end : number.left] if turnouts else ""
        if (
            turnouts
            and not others
            and not named
            and not re.search(
                (
                    r"(?i)\bin the (?:province|country|region|state|county|nation)\b|nationally|nationwide|"
                    r"threshold|require"
                ),
                between,
            )
        ):
            return _placed(
                line, number, "turnout", frozenset(), "turnout: the sentence's only measure", ("turnout",), None, None
            )
        if line.only_turnouts and measure is None:
            return _placed(
                line, number, "turnout", frozenset(), "turnout: the page speaks of nothing else", (), None, None
            )
    return None


_IT = re.compile(r"(?i)\b(?:it|that|this|turnout|which)\b[^.;:]{0,24}$")
_DRAWN = re.compile(
    r"(?i)\b(?:drew|attracted|went into|were cast|in all|altogether|total|counted|in the boxes|there were)\b"
)


# --- rules for one number that look at its neighbours -----------------------------------------------------------------

_BY = re.compile(
    r"(?i)\b(?:w[io]ns?|winning|won|victory|elected|re-elected|beat|beaten|beats|"
    r"defeat\w*|held|holds?|hold on|lost|loses|losing|lose|ahead|in front|led|leads|"
    r"leading|behind|has it|had it|it was|past|through|home|edged|scraped|squeaked|"
    r"pipped|failed|falls|fell|short|took|takes|taken|keeps?|kept|retain\w*|carried|"
    r"passed|survived|gained|gain)\b(?P<between>[^.;:()\d]{0,70}?)\bby (?:just |only "
    r"|a mere |barely |but |exactly |as few as |as many as |the narrowest of margins, "
    r")*(?:a )?$"
)


def _won_by(line: Line, number: Number, bound: Bound | None, before: Placed | None) -> Placed | Refused | None:
    """ "She has it, by just 29 votes": votes by which somebody wins or loses are a lead, unless "to" gives the other
    side's."""
    if number.kind != "count" or number.is_decimal:
        return None
    if _LOST_BY.match(line.text[number.right : line.sentence.end]):
        return _placed(line, number, "majority", frozenset(), "majority: won or lost by so many", ("by",), None, bound)
    said = _BY.search(line.text[line.sentence.start : number.left])
    after = line.text[number.right : number.right + 40]
    votes = re.match(r"(?i)\s+(?:\w+ )?votes?\b(?! to \d)", after)
    if (
        said is None
        or not (votes or (not number.is_word and re.match(r"\s*(?:[.,;)]|$)", after)))
        or re.match(r"(?i)\s*(?:votes?)?\s*(?:to|against|[-–])\s*\d", after)
    ):
        return None
    if number.is_word and not votes:
        return None
    claimant = _claim(line, number)
    if claimant is not None and not claimant.mention.keys and claimant.cost < 2.5:
        return Refused(number, "for somebody who is in no followed contest")
    keys = claimant.mention.keys if claimant is not None else line.topic
    if re.match(r"(?i)lost|loses|losing|lose|behind|failed|falls|fell|short", said[0]):
        keys = _other(line, keys)
    return _placed(
        line, number, "majority", keys, "majority: won or lost by so many", (said[0].split()[0], "by"), None, bound
    )


_CHAIN_GAP = re.compile(
    r"(?i)^\s*(?:votes?|papers|members|people|ballots)?\s*[,;:(\[–—/|=-]*\s*(?:representing|"
    r"or|i\.e\.,?|which (?:is|was|equals|makes)(?: about)?|being|equal to|equals|"
    r"that is|just|only|making|representing|a share of|a|at|about|around|nearly|almost|"
    r"over|under|some)*\s*$"
)


_WHICH_IS = re.compile(
    r"(?i)^[^\d.;:]{0,60},? (?:which|that) (?:is|was|equals|makes|represents|comes "
    r"to) (?:about |around |just |only |a turnout of )*$|^[^\d.;:]{0,40}\s[-–—] so "
    r"(?:about |only |just )*$|^ (?:eligible |registered |entitled )(?:voters|electors|"
    r"members)[^\d.;]{0,20}, (?:or )?$"
)


_LOST_BY = re.compile(
    r"(?i)^\s*votes?\b[^.;]{0,70}?\b(?:lost|won|beaten|beat|behind|ahead|short|led|"
    r"trailed|defeated)(?: \w+)? by\s*(?:[.,;]|$)|^\s*votes?\s*(?:was|were|is|:)\s[^.;]{0,30}\b(?:majority"
    r"|margin|lead)\b"
)


def _in_a_chain(line: Line, number: Number, bound: Bound | None, before: Placed | None) -> Placed | Refused | None:
    """ "5,811 (82%)", "123,863 (12%)", "majority of 18 (2%)": the share belongs with the count before it."""
    if before is None or number.kind == "points":
        return None
    gap = line.text[before.number.end : number.start]
    words_between = line.text[before.number.end : number.left]
    if not _CHAIN_GAP.match(words_between) and not _CHAIN_GAP.match(gap) and not _WHICH_IS.match(words_between):
        return None
    is_bracketed = any(mark in gap for mark in "([")
    if bound is not None and bound.cue.family not in GENERIC and bound.cost < 1.5:
        return None
    is_share = number.kind == "percent" or (number.is_decimal and _is_share_cell(number) and not number.sign)
    is_either = is_bracketed or re.search(r"\bor\s", gap) is not None
    if (
        number.kind == "count"
        and not number.is_decimal
        and not (is_either and before.measure in ("vote_share", "turnout"))
    ):
        return None
    chain: dict[str, Measure] = {
        "electorate": "turnout",
        "votes": "vote_share",
        "ballots_cast": "turnout",
        "majority": "majority_share",
        "turnout": "ballots_cast",
    }
    if (
        before.measure == "vote_share"
        and number.kind == "count"
        and is_bracketed
        and not number.is_decimal
        and not number.sign
    ):
        measure: Measure | None = "votes"
    elif is_share and before.number.kind == "count" and not before.number.is_decimal:
        measure = chain.get(before.measure)
        if (
            bound is not None
            and bound.side == "right"
            and bound.cue.family in ("members", "electorate")
            and before.measure == "votes"
        ):
            measure = None if _is_about_voting(line, number) else "electorate_share"
        if measure is None and not number.sign:
            return Refused(number, f"a share that goes with {before.measure}")
    elif before.measure == "turnout" and number.kind == "count" and is_either and not number.is_decimal:
        measure = "ballots_cast" if not re.search(r"(?i)from|of", gap) else "electorate"
    else:
        return None
    if number.kind == "percent" and number.sign:
        return None
    if measure is None:
        return None
    keys = before.keys if measure in NEEDS_SUBJECT or measure == "majority_share" else frozenset()
    return replace(
        _placed(line, number, measure, keys, f"{measure}: in a chain after {before.measure}", before.cues, None, bound),
        start=before.number.start,
    )


_OF_TOTAL = re.compile(
    r"(?i)^\s*(?:votes?|people|voters|lawyers|ballots?|papers?|members|were)?\s*(?:,\s*)?(?:out\s)?of\s(?:"
    r"the\s|its\s|a total of\s|a possible\s|all\s|an electorate of\s|[A-Z][\w’']+\s)*[^\d.;]{0,30}$"
)


def _of_a_total(line: Line, number: Number, bound: Bound | None, before: Placed | None) -> Placed | None:
    """ "134,014 of its 1.2 million members voted", "78,794 people out of 514,855": papers cast, and those who might
    have."""
    if number.kind != "count" or number.is_decimal or number.is_word:
        return None
    following = next((other for other in line.numbers if other.start >= number.end and other.kind == "count"), None)
    if following is not None and following.kind == "count" and following.value > number.value:
        gap = re.sub(r"\([^()]*\)", " ", line.text[number.right : following.left])
        tail = line.text[following.end : line.sentence.end]
        if (
            _OF_TOTAL.match(gap)
            and re.match(
                (
                    r"(?i)\s*(?:[\w’'-]+\s){0,2}?(?:members|voters|electors|registered|eligible|lawyers|"
                    r"people|papers|ballots)"
                ),
                tail,
            )
            and re.search(r"(?i)vot|took part|return|cast|respond|used", tail + gap)
        ):
            return _placed(
                line,
                number,
                "ballots_cast",
                frozenset(),
                "ballots_cast: so many of so many",
                (gap.strip(),),
                None,
                bound,
            )
        if _OF_TOTAL.match(gap) and "out of" in gap and _is_about_turnout(line):
            return _placed(
                line,
                number,
                "ballots_cast",
                frozenset(),
                "ballots_cast: so many of so many",
                (gap.strip(),),
                None,
                bound,
            )
    if before is not None and "so many of so many" in before.rule and number.value > before.number.value:
        tail = line.text[number.end : number.end + 30]
        measure: Measure = "membership" if re.match(r"(?i)\s*(?:\w+\s)?members", tail) else "electorate"
        return _placed(
            line,
            number,
            measure,
            frozenset(),
            f"{measure}: so many of so many",
            (tail.strip().split(" ")[0],),
            None,
            None,
        )
    if before is not None and before.measure == "ballots_cast" and bound is None:
        gap = line.text[before.number.right : number.left]
        if _OF_TOTAL.match(gap) and number.value > before.number.value:
            return _placed(
                line, number, "electorate", frozenset(), "electorate: so many of so many", (gap.strip(),), None, bound
            )
    return None


def _is_about_turnout(line: Line) -> bool:
    return any(cue.family in ("turnout", "took_part", "voted", "electorate") for cue in line.cues) or any(
        n.kind == "percent" for n in line.numbers
    )


_UP = re.compile(
    r"(?i)\b(?:up|rose|rise|gain(?:ed)?|increase[ds]?|increasing|added|adds|plus|"
    r"climbed|grew|jumped|improv\w+)\b[\w\s’'-]{0,26}$"
)
_DOWN = re.compile(
    r"(?i)\b(?:down|fell|fall|falls|lost|loses|los[st]|drop(?:ped|s)?|decrease[ds]?|"
    r"decline[ds]?|minus|slump\w*|slipp?ed|shed)\b[\w\s’'-]{0,26}$"
)


def _change_of_share(line: Line, number: Number, bound: Bound | None, before: Placed | None) -> Placed | None:
    """ "(50.9;-22.9)", "[44.5%, -16.7]", "27.4 per cent (+18.0)", "67% (down 8%)", "up 4.9 points"."""
    if number.kind == "count" and not number.sign and not (number.is_decimal and before is not None):
        return None
    before_words = line.text[max(line.sentence.start, number.left - 40) : number.left]
    down, up = _DOWN.search(before_words), _UP.search(before_words)
    if bound is not None and bound.cue.family in ("turnout", "majority", "swing") and bound.cost < 1.5:
        return None
    signed = bool(number.sign) or (number.kind in ("percent", "points") and bool(down or up))
    if not signed or re.search(r"(?i)\bswing|turnout", before_words[-24:]):
        return None
    anchor = before if before is not None and before.measure in ("votes", "vote_share", "vote_share_change") else None
    if anchor is not None and is_clean_chain(line.text[anchor.number.end : number.start]):
        keys, rule = anchor.keys, "vote_share_change: after its share"
    else:
        claimant = _claim(line, number)
        if claimant is None or claimant.cost > 6 or not claimant.mention.keys:
            return None
        if not number.sign and not re.search(
            r"(?i)share|vote|points?|support|%|per cent", line.text[number.start : number.right + 30] + before_words
        ):
            return None
        keys, rule = claimant.mention.keys, f"vote_share_change: {claimant.rule}"
    value = (
        -abs(number.value)
        if number.sign == "-" or (down and not up) or (down and up and down.start() > up.start())
        else abs(number.value)
    )
    cue = down or up
    return _placed(
        line,
        replace(number, value=value),
        "vote_share_change",
        keys,
        rule,
        (cue[0].split()[0],) if cue else (number.sign,),
        None,
        bound,
    )


def is_clean_chain(gap: str) -> bool:
    """Only marks and a few words between a share and its change."""
    return (
        len(gap) < 30
        and re.fullmatch(
            (
                r"(?i)[\s,;:()\[\]/|%–—-]*(?:(?:up|down|and|a|an|the|of|by|votes?|it|vote|poll|"
                r"change|increase|drop|fall|rise|plus|minus|that was|per|cent|which is)\b[\s,;:()\[\]/|"
                r"%]*)*"
            ),
            gap,
        )
        is not None
    )


_SUPPORT = re.compile(
    r"(?i)\b(?:vot(?:ed|e|es|ing) (?:for|against|yes|no|in favou?r|to \w+)|backed|"
    r"behind|support(?:ed|s|ing)?|said|chose|choosing|picked|actually voted for|for "
    r"it)\b"
)


_OF_THEM = re.compile(
    r"(?i)^\s*of (?:them|us|all of us)\b[^.;\d]{0,30}?\b(?:backed|voted for|chose|asked for|supported|picked|wanted)\b"
)


def _share_of_electorate(line: Line, number: Number, bound: Bound | None, before: Placed | None) -> Placed | None:
    """ "6.7% of all members voted for McCluskey", "59.9% of the whole electorate said Yes", "2.9% of them had backed
    him"."""
    of_them = _OF_THEM.match(line.text[number.right : line.sentence.end]) if number.kind == "percent" else None
    if of_them and re.search(
        r"(?i)\b(?:members|electors|electorate|voters)\b", line.text[line.sentence.start : number.left]
    ):
        behind = [
            m
            for m in line.mentions
            if number.right + of_them.end() <= m.start <= number.right + of_them.end() + 30 and m.keys
        ]
        if behind:
            return _placed(
                line,
                number,
                "electorate_share",
                behind[0].keys,
                "electorate_share: of members or electors for",
                (of_them[0].strip(),),
                behind[0],
                bound,
            )
    if (
        number.kind != "percent"
        or bound is None
        or bound.side != "right"
        or bound.cue.family not in ("members", "electorate", "voters")
    ):
        return None
    if _of_strangers(line, bound.cue):
        return None
    if bound.cue.family == "voters" and not re.search(
        r"(?i)eligible|registered|entitled|enrolled|all", line.text[number.end : bound.cue.end]
    ):
        return None
    tail = line.text[bound.cue.end : min(line.sentence.end, bound.cue.end + 60)]
    if not _SUPPORT.search(tail):
        return None
    on_the_right = [m for m in line.mentions if bound.cue.end <= m.start <= bound.cue.end + 60 and m.keys]
    if not on_the_right:
        return None
    cue = line.text[bound.cue.start : bound.cue.end]
    return _placed(
        line,
        number,
        "electorate_share",
        on_the_right[0].keys,
        "electorate_share: of members or electors for",
        (cue,),
        on_the_right[0],
        bound,
    )


def _majority_as_share(line: Line, number: Number, bound: Bound | None, before: Placed | None) -> Placed | None:
    """ "The majority for action was 78.5%": the share in favour, where a ballot has options."""
    if (
        number.kind != "percent"
        or bound is None
        or bound.cue.family != "majority"
        or "yes" not in line.pairs
        or number.value <= 50
    ):
        return None
    cue = line.text[bound.cue.start : bound.cue.end]
    if re.search(r"(?i)lead|ahead|clear|behind|short", cue):
        return None
    return _placed(
        line, number, "vote_share", line.pairs["yes"], "vote_share: majority of a ballot", (cue,), None, bound
    )


# --- rules for several numbers at once --------------------------------------------------------------------------------

_TO = re.compile(r"(?i)^\s*(?:votes?|per cent|%)?\s*(?:[-–—]|to|against|v|vs|versus|over)\s*(?:the\s)?$")
_BEAT = re.compile(
    r"(?i)\b(?:beat|beats|beating|defeat(?:ed|s|ing)?|ahead of|over|from|against|"
    r"leads?|led|trounced|thrash\w+|edged(?: out)?|oust\w*|and)\b"
)
_LOST = re.compile(r"(?i)\b(?:lost|loses|losing|defeated by|beaten by|behind|trails?)\b")
_AGAINST = re.compile(
    r"(?i)\b(?:reject(?:ed|s|ing)?|voted (?:against|no|down)|turned down|threw out|opposed|fell|defeated|lost)\b"
)
_IN_FAVOUR = re.compile(
    r"(?i)\b(?:vot(?:ed|e|es|ing)|back(?:ed|s|ing)?|accept(?:ed|s)?|support(?:ed|"
    r"s)?|approv(?:ed|es)|in favou?r|carried|passed|yes|endorsed|agreed|said)\b"
)


def _results_by_pairs(line: Line, numbers: list[Number], bounds: dict[int, Bound | None]) -> list[Placed]:
    """ "A beat B by 53% to 35%", "members voted by 5,751 to 1,579 to act": two numbers parted by "to" are two sides."""
    placed: list[Placed] = []
    for first, second in itertools.pairwise(numbers):
        gap = line.text[first.end : second.start]
        if (
            first.kind != second.kind
            or len(gap) > 24
            or not _TO.match(gap)
            or first.is_ranged
            or first.is_word != second.is_word
            or (first.is_decimal != second.is_decimal and first.kind == "count")
        ):
            continue
        sides = _sides(line, first, second)
        if sides is None:
            continue
        measure: Measure = "vote_share" if first.kind == "percent" else "votes"
        for number, keys in zip((first, second), sides, strict=True):
            if keys:
                placed.append(
                    _placed(
                        line, number, measure, keys, f"{measure}: two sides of a result", (gap.strip(),), None, None
                    )
                )
    return placed


def _sides(line: Line, first: Number, second: Number) -> tuple[frozenset[Key], frozenset[Key]] | None:
    named = [m for m in line.mentions if m.end <= first.left and m.keys and m.strength not in ("option", "letter")]
    after = line.text[second.end : second.end + 60]
    if (
        any(
            m.start >= second.end and m.start - second.end < 40 and m.keys and m.strength != "option"
            for m in line.mentions
        )
        and not named
    ):
        return None
    if re.match(r"\s?(?:%|per cent)?\s*[’']?s?\s*[A-Z][a-z]+[’']s", after):
        return None
    distinct: list[Mention] = []
    for mention in reversed(named):
        if all(not (mention.keys & other.keys) for other in distinct):
            distinct.append(mention)
        if len(distinct) == 2:
            break
    if len(distinct) == 2:
        second_named, first_named = distinct
        between = line.text[first_named.end : second_named.start]
        if _LOST.search(between):
            return second_named.keys, first_named.keys
        return (first_named.keys, second_named.keys) if _BEAT.search(between) else None
    if len(distinct) == 1 and re.search(
        r"(?i)\b(?:won|wins?|victory|elected|by|beat|defeat\w*)\b[^.;]{0,60}$",
        line.text[line.sentence.start : first.left],
    ):
        return distinct[0].keys, frozenset()
    if "yes" in line.pairs and not named:
        words = line.text[line.sentence.start : first.left] + " " + after
        if _AGAINST.search(words):
            return (
                (line.pairs["no"], line.pairs["yes"])
                if first.value >= second.value
                else (line.pairs["yes"], line.pairs["no"])
            )
        if _IN_FAVOUR.search(words):
            return line.pairs["yes"], line.pairs["no"]
    return None


def _respectively(line: Line, numbers: list[Number], bounds: dict[int, Bound | None]) -> list[Placed]:
    """ "A and B polled 3,982 and 4,328 votes respectively": names and numbers side by side, in order."""
    words = line.text[line.sentence.start : line.sentence.end]
    found = re.search(r"(?i)\brespectively\b", words)
    if not found:
        return []
    stop = line.sentence.start + found.start()
    run = [n for n in numbers if n.end <= stop]
    run = _same_kind_tail(line, run)
    names: list[Mention] = []
    for mention in line.mentions:
        if run and mention.end <= run[0].left and (not names or not (mention.keys & names[-1].keys)):
            names.append(mention)
    if len(run) < 2 or len(names) < len(run):
        return []
    placed = []
    for number, mention in zip(run, names[-len(run) :], strict=True):
        measure = _measure_of_run(line, run, bounds)
        if mention.keys and measure is not None:
            value = number
            placed.append(
                _placed(line, value, measure, mention.keys, f"{measure}: respectively", ("respectively",), None, None)
            )
    return placed


def _measure_of_run(line: Line, run: Sequence[Number], bounds: dict[int, Bound | None]) -> Measure | None:
    kind = run[-1].kind
    words = line.text[line.sentence.start : line.sentence.end]
    if kind == "points" or (kind == "percent" and re.search(r"(?i)\b(?:up|down) by\b", words)):
        return "vote_share_change"
    if kind == "percent":
        return "vote_share"
    return None if any(number.is_decimal for number in run) else "votes"


def _same_kind_tail(line: Line, run: list[Number]) -> list[Number]:
    """The last numbers of the run that are of one kind and parted only by commas and "and"."""
    tail: list[Number] = []
    for number in reversed(run):
        if tail and (
            number.kind != tail[0].kind
            or not re.fullmatch(r"(?i)\s*(?:votes?|%)?\s*(?:,|and|, and)\s*", line.text[number.end : tail[0].start])
        ):
            break
        tail.insert(0, number)
    return tail


_EACH = re.compile(r"(?i)^\s*(?:votes?|%)?\s*(?:each|apiece|a piece)\b")
_BOTH = re.compile(
    r"(?i)\b(?:both (?:candidates|men|women|sides|of them|finished|ended|were|got)|"
    r"tied|tie|level|dead heat|inseparable)\b"
)


def _each(line: Line, numbers: list[Number], bounds: dict[int, Bound | None]) -> list[Placed]:
    """ "A and B got 0.4% each", "both candidates end on 11,608": one number for each of two."""
    placed: list[Placed] = []
    for number in numbers:
        before = line.text[line.sentence.start : number.left]
        is_each = _EACH.match(line.text[number.right : number.right + 20])
        if not is_each and not _BOTH.search(before):
            continue
        if number.kind == "count" and (number.value < 10 or number.is_decimal or number.is_word):
            continue
        names = _last_two(line, number)
        if len(names) < 2 and _BOTH.search(before) and len(line.pairs.get("all", ())) == 2:
            names = [frozenset({key}) for key in sorted(line.pairs["all"])]
        measure: Measure = "vote_share" if number.kind == "percent" else "votes"
        for keys in names if len(names) == 2 else []:
            placed.append(
                _placed(line, number, measure, keys, f"{measure}: one number for each of two", ("each",), None, None)
            )
    return placed


def _last_two(line: Line, number: Number) -> list[frozenset[Key]]:
    names: list[Mention] = []
    for mention in line.mentions:
        if mention.end <= number.left and mention.keys and (not names or not (mention.keys & names[-1].keys)):
            names.append(mention)
    last = names[-2:]
    if len(last) == 2 and re.fullmatch(
        r"[^.;]{0,40}(?:\band\b|,|&)[^.;]{0,30}", line.text[last[0].end : last[1].start]
    ):
        return [mention.keys for mention in last]
    return []


def _placed(
    line: Line,
    number: Number,
    measure: Measure,
    keys: frozenset[Key],
    rule: str,
    cues: tuple[str, ...],
    mention: Mention | None,
    bound: Bound | None,
) -> Placed:
    """The figure with its quote: the number with its hedge, its measure word when near, its name when near."""
    start, end = number.left, number.right
    if bound is not None and bound.cost < 2.5:
        start, end = min(start, bound.cue.start), max(end, bound.cue.end)
    if mention is not None and abs(mention.start - number.start) <= 80:
        start, end = min(start, mention.start), max(end, mention.end)
    return Placed(number, measure, keys, rule, cues, max(start, line.sentence.start), min(end, line.sentence.end))
