"""From numbers, names and measure words of a sentence to figures: the rules of attachment.

A sentence is laid out as tokens: numbers (`numbers`), names (`names`), measure words (`measures`). Each number is
bound to
the measure word that tells most about it (`bind`), then to a candidate where its measure needs one (`subjects`),
then to a
contest (`scope`). What one number leaves open its neighbour may settle ("5,811 (82%)"): those are the chain rules. The
rule that placed a number and the words that it went by are kept with the figure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Bound, Layout, Placed, Refused, is_share_cell, put
from pipelines.reading.scan.measures import GENERIC, NEEDS_SUBJECT, NO_FIGURE
from pipelines.reading.sentence.bind import bind, is_tied, measure_of
from pipelines.reading.sentence.chains import in_a_chain, in_the_next_round, look_back, of_a_total, votes_of_all
from pipelines.reading.sentence.claim import claim, of_strangers
from pipelines.reading.sentence.duels import results_by_pairs
from pipelines.reading.sentence.leads import in_turn, is_ahead_by, lead, majority_as_share, moved_to, won_by
from pipelines.reading.sentence.nominated import nominated_by
from pipelines.reading.sentence.rejects import reject
from pipelines.reading.sentence.shares import change_of_share, share_of_electorate
from pipelines.reading.sentence.sides import each, last_resort, people_for, respectively

if TYPE_CHECKING:
    from pipelines.model import Measure
    from pipelines.reading.scan.numbers import Number
    from pipelines.reading.sentence.subjects import Claimant


def place_numbers(line: Layout) -> list[Placed | Refused]:
    """Every number of the sentence, placed (sometimes for two candidates) or refused, in order."""
    results: dict[int, list[Placed | Refused]] = {}
    open_numbers: list[Number] = []
    for number in line.numbers:
        reason = reject(line.text, number, line.sentence.start, line.sentence.end) or _carried_on(line, number, results)
        if reason == "a change in votes" and is_ahead_by(line, number):
            reason = None
        if reason == "a change in votes" and (_is_first_of_a_pair(line, number) or _is_picked_up(line, number)):
            reason = None
        if reason == "label" and any(m.end <= number.left and m.end > number.left - 3 for m in line.mentions):
            reason = None  # "Booth 26", of somebody whose name is Booth
        if _BY_PARTS.search(line.text[max(0, line.sentence.start - 60) : number.left]):
            reason = "a part of the contest"
        if number.value == HALF and _NOBODY.search(line.text[line.sentence.start : number.left]):
            reason = "threshold"
        is_alone = number.kind == "percent" and not number.sign and line.text[number.right : number.right + 1] == ")"
        tells_rounds = re.search(
            r"(?i)\bround|\bcount\b|"
            r"\bballot\b",
            line.text[line.sentence.start : line.sentence.end],
        )
        if (
            is_alone
            and not tells_rounds
            and _SHARE_AND_BRACKET.search(line.text[max(0, number.left - 12) : number.left])
        ):
            reason = "another vote: in brackets behind a share"
        if _COMPOUND.match(line.text, number.end):
            reason = "other things"
        if _RATIO.match(line.text, number.end):
            reason = "a ratio"
        if _IF.search(line.text[line.sentence.start : number.left]) and _HAD.match(line.text, number.right):
            reason = "a supposition"
        if _ODDS.match(line.text, number.end) and _BETTING.search(line.text, line.sentence.start, line.sentence.end):
            reason = "odds"
        if reason:
            results[number.start] = [Refused(number, reason)]
        else:
            open_numbers.append(number)
    bounds = {number.start: bind(line, number) for number in open_numbers}
    for rule in (votes_of_all, results_by_pairs, respectively, each):
        together: dict[int, list[Placed | Refused]] = {}
        for result in rule(line, [n for n in open_numbers if n.start not in results], bounds):
            together.setdefault(result.number.start, []).append(result)
        results |= together
    for place, number in enumerate(open_numbers):
        if number.start not in results:
            before = results[open_numbers[place - 1].start][-1] if place else None
            results[number.start] = [
                _place(line, number, bounds[number.start], before if isinstance(before, Placed) else None)
            ]
    for nominated in nominated_by(line):
        results[nominated.number.start] = [nominated]
    look_back(line, open_numbers, results)
    counts = [n for n in line.numbers if not n.is_word and n.kind == "count"]
    in_turn(line, [n for n in counts if not _is_a_year(results[n.start][0])], results)
    return [result for number in line.numbers for result in results[number.start]]


def _is_first_of_a_pair(line: Layout, number: Number) -> bool:
    """ "A poll had her up 47-44", "it went down 712 to 626": two sides of a result, and no change."""
    is_beaten = re.search(r"(?i)\b(?:went|goes|going|go) down $", line.text[line.sentence.start : number.left])
    return (line.is_of_a_poll or is_beaten is not None) and _PAIR.match(line.text, number.end) is not None


_HAD = re.compile(r"(?i)\s(?:more )?(?:votes?\b|(?:people |members |of them |of us )?(?:had|hold|were)\b)")
_IF = re.compile(r"(?i)\bif (?:only |just |about |another )?$")
_BY_PARTS = re.compile(
    r"(?:^|[.!?:;\n]\s*)By (?:precinct|ward|county|booth|district|region|branch|town|polling station|"
    r"constituency)\b[^\n]*$"
)
"""Opens a list of the parts of a contest."""
_COMPOUND = re.compile(
    r"-(?!votes?\b|strong|per|points?\b|odd|ish|plus|some|to\b|members?\b|ballots?\b|papers?\b|nil\b)[a-z]{3,}"
)
"""Behind a number that measures something else: "a 5.9-mill levy", "a 62-year-old"."""
HALF = 50
_NOBODY = re.compile(
    r"(?i)\b(?:neither|nobody|no[ -]one|none|no candidate|fail\w* to|falling short of|"
    r"without)\b[^.;\d]{0,40}$"
)
"""Before the half that nobody reached, which is a rule and no share."""
_SHARE_AND_BRACKET = re.compile(r"\d\s?(?:%|per ?cent)\s?\($")
"""Before a second share of the same party: "DA 31% (61%)" gives the last vote's in brackets."""
_ODDS = re.compile(r"[-–/](?:\d|1\d)(?!\d|[.,]\d|%)")
_BETTING = re.compile(
    r"(?i)\b(?:bookmakers?|bookies|odds|betting|ladbrokes|william hill|favourite|favorite)\b|"
    r"\bshot\b"
)


def _is_picked_up(line: Layout, number: Number) -> bool:
    """ "Picked up 104 nominations": what somebody got, and no change."""
    before = line.text[line.sentence.start : number.left]
    return re.search(r"(?i)\b(?:picked|racked|notched|clocked|piled|wracked) up $", before) is not None


_PAIR = re.compile(r"\s?(?:[-–]|to|v)\s?\d")
_RATIO = re.compile(r"(?i)[\s-]to[\s-](?:one|1)\b(?![.,]\d)")


def _is_a_year(result: Placed | Refused) -> bool:
    return isinstance(result, Refused) and result.reason == "year"


def _carried_on(line: Layout, number: Number, results: dict[int, list[Placed | Refused]]) -> str | None:
    """ "Truss put on 27, Sunak 19 and Mordaunt 13": what turns the first away turns the bare ones after it away."""
    first = next(
        (r[0] for r in results.values() if isinstance(r[0], Refused) and r[0].reason == "a change in votes"), None
    )
    is_bare = (
        number.kind == "count"
        and re.match(r"\s*(?:[.,;)]|$|and\b)", line.text[number.right : line.sentence.end]) is not None
    )
    if first is not None and is_bare and isinstance(first, Refused):
        is_told_anew = _TOLD_ANEW.search(line.text[first.number.end : number.left]) is not None
        return None if is_told_anew else first.reason
    last = max((r[0] for r in results.values()), key=lambda result: result.number.end, default=None)
    is_of_the_same = (
        is_bare
        and isinstance(last, Refused)
        and last.reason in _COUNTED_ELSE
        and _ELLIPSIS.fullmatch(line.text[last.number.end : number.left]) is not None
    )
    return last.reason if is_of_the_same and isinstance(last, Refused) else None


_TOLD_ANEW = re.compile(
    r"(?i)\b(?:(?:fell|rose|dropped|slipped|climbed|went (?:up|down)) to|polled|took|won|got|received|had)\s"
    r"(?:just |only )*$"
)
"""Before a number behind a change of votes: a count of its own ("up 2,104, while Labour fell to 18,912")."""
_COUNTED_ELSE = frozenset({"other things", "money", "time span", "attendance", "too few for a membership"})
_ELLIPSIS = re.compile(
    r"\s[a-z][\w ]{2,24}[,;] (?:and |while |but )?(?:the |The )?[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3},? ?"
)
""" "2,140 followers, Das 3,511": the noun is not said again."""


def _place(line: Layout, number: Number, bound: Bound | None, before: Placed | None) -> Placed | Refused:
    """One number by its measure word, its neighbour or its claimant."""
    won = won_by(line, number, bound, before) or moved_to(line, number, bound, before)
    if won is not None:
        return won
    if (
        bound is not None
        and bound.cue.family in NO_FIGURE
        and bound.cost <= 2
        and not (bound.cue.family == "seats" and bound.side == "left" and bound.cost > 0.3)
    ):
        return Refused(number, f"no vote figure: {line.text[bound.cue.start : bound.cue.end]}")
    side = people_for(line, number) or in_the_next_round(line, number, before)
    if side is not None:
        return side
    measure = measure_of(line, number, bound)
    for rule in (in_a_chain, of_a_total, change_of_share, share_of_electorate, majority_as_share):
        placed = rule(line, number, bound, before)
        if placed is not None:
            return placed
    is_against = (
        bound is not None and bound.cue.family == "rejected" and "no" in line.pairs and number.kind == "percent"
    )
    if (
        measure is None
        and bound is not None
        and bound.cue.family not in GENERIC | {"voters"}
        and bound.cost <= 1.2
        and not is_against  # "75.6% rejected the offer" is a side of the ballot
    ):
        return Refused(number, f"no measure for it: {line.text[bound.cue.start : bound.cue.end]}")
    if (
        measure == "ballots_rejected"
        and before is not None
        and before.measure == measure
        and _ONE_KIND.search(line.text[before.number.end : number.right + 12])
    ):
        return Refused(number, "one kind of rejected papers")
    if measure == "ballots_rejected" and _KINDS.search(line.text[line.sentence.start : number.left]):
        return Refused(number, "one kind of rejected papers")
    if measure == "membership" and _VOTED_FOR.match(line.text[bound.cue.end : line.sentence.end] if bound else ""):
        return _of_a_candidate(line, number, "votes", None)
    if measure is not None and measure not in NEEDS_SUBJECT:
        return _total(line, number, measure, bound)
    return _of_a_candidate(line, number, measure, bound)


_VOTED_FOR = re.compile(
    r"(?i)\s*(?:\([\d.,]+\s?%\)\s*)?(?:who |had |have )*(?:voted (?:for|yes|no|against|in favou?r)|backed|"
    r"supported|chose|plumped for|"
    r"put (?:their|a|an) (?:cross|mark|tick|x)\b)"
)
_KINDS = re.compile(
    r"(?i)\b(?:papers|ballots|votes) (?:\w+ )?(?:were |was |had been )?(?:rejected|spoil(?:t|ed)|invalid|disallowed)\b"
    r"[^.:\d]{0,60}:[^.:]*\band (?:the )?$"
)
"""Before the last of several reasons: "Nine papers were rejected: five voted for too many and four were blank"."""
_ONE_KIND = re.compile(r"(?i)of (?:them|these|which|those)\b|\bincluding\b|made up of")


def _total(line: Layout, number: Number, measure: Measure, bound: Bound | None) -> Placed | Refused:
    """A figure of the whole contest, or a lead."""
    assert bound is not None
    cue = line.text[bound.cue.start : bound.cue.end]
    if measure == "ballots_cast" and bound.cue.family in ("voted", "total", "took_part", "cast", "papers"):
        claimant = claim(line, number)
        if (
            claimant is not None
            and claimant.mention.keys
            and claimant.cost < (1 if claimant.rule == "listed" else 0.3)
            and (_PAPERS_SENT.search(cue) is None or _is_for(line, number, claimant))
        ):
            return put(
                line, number, "votes", claimant.mention.keys, f"votes: {claimant.rule}", (cue,), claimant.mention, bound
            )
    if measure in ("majority", "majority_share"):
        return lead(line, number, measure, bound)
    if number.is_word and not is_tied(line, number, bound):
        return Refused(number, "a number word away from its noun")
    if measure in ("ballots_cast", "ballots_issued") and _KIND_OF_PAPERS.search(
        line.text[max(line.sentence.start, number.left - 30) : min(line.sentence.end, bound.cue.end + 30)]
    ):
        return Refused(number, "papers of one kind only")
    is_of_some = bound.cue.family == "papers" and bound.side == "right" and not line.is_list
    if (
        measure == "ballots_cast"
        and is_of_some
        and not _ALL_PAPERS.search(line.text, line.sentence.start, line.sentence.end)
    ):
        return Refused(number, "some papers, and not all")
    if measure == "ballots_rejected" and _KIND_OF_PAPERS.search(line.text[number.left : bound.cue.end]):
        return Refused(number, "papers of one kind only")
    if measure == "membership" and of_strangers(line, bound.cue):
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
    if measure in ("electorate", "membership") and number.value < (20 if number.is_word else 10):
        return Refused(number, "too few for a roll")
    if bound.cue.family == "took_part" and cue.lower() == "did" and not _is_some_of(line, number):
        return Refused(number, "those who did something else")
    if measure == "ballots_cast" and number.value < 10 and (number.is_word or not line.is_list):
        return Refused(number, "too few for a total")
    return put(line, number, measure, frozenset(), f"{measure}: {bound.side} of its word", (cue,), None, bound)


def _is_some_of(line: Layout, number: Number) -> bool:
    """ "Of the 412 businesses that could vote, 187 did": fewer than those of whom the sentence has spoken."""
    before = [other.value for other in line.numbers if other.end <= number.start]
    return not before or max(before) > number.value


def _is_for(line: Layout, number: Number, claimant: Claimant) -> bool:
    """ "Eighteen papers for Yes": papers, but marked for a side."""
    return claimant.rule == "for option" and "for" in line.text[number.right : claimant.mention.start].lower().split()


_PART_OF_CONTEST = re.compile(
    r"(?i)\b(?:in|at|from|my|our|his|her|one|each|every|another|this|that|the) (?:\w+ ){0,3}"
    r"(?:(?:polling|voting) (?:station|place|unit)|precinct|booth|ballot box)(?:es|s)?\b"
)


_ALL_PAPERS = re.compile(
    r"(?i)\bcast\b|return|count(?:ed|s)?\b|receiv|\bcame\b|\bin all\b|\btotal|altogether|\bpolled\b|turn-?out|verified|"
    r"\b(?:papers?|ballots?|votes?) in\b|\bof (?:the|its|their) \d|\bvoted\b|\bboxe?s?\b|\bin the\b|\bsent\b|"
    r"issued|\bout of\b|spoil|reject|void|valid"
)
"""In a sentence about all papers, and not about some that were odd."""


_PAPERS_SENT = re.compile(r"(?i)papers|ballots|returned")


_KIND_OF_PAPERS = re.compile(
    r"(?i)\b(?:by mail(?! or| and)|special|missing|overseas|military|postal|absentee|mail-in|by post|proxy|"
    r"early|provisional|still "
    r"(?:out|to)|have come|yet to|still to come|remaining|uncounted|left to count)\b"
)


_PASSED_ON = re.compile(r"(?i)\bdistribution of\b.*\bto $")


def _of_a_candidate(line: Layout, number: Number, measure: Measure | None, bound: Bound | None) -> Placed | Refused:
    if number.kind == "points" or (number.sign and number.kind == "count"):
        return Refused(number, "points or a signed number with no share before it")
    if (
        number.is_word
        and number.kind == "count"
        and not (bound is not None and bound.cue.family == "votes" and is_tied(line, number, bound))
        and not _words_for_a_side(line, number)
    ):
        return Refused(number, "a number word away from its noun")
    claimant = claim(line, number)
    if claimant is None or claimant.rule not in ("listed", "for", "for option", "within"):
        side = last_resort(line, number, measure, bound) if line.pairs else None
        if side is not None and "side of the ballot" in side.rule:
            return side
    if claimant is None or claimant.cost > (8 if measure is not None else 6):
        return _without_a_name(line, number, measure, bound)
    if not claimant.mention.keys:
        return Refused(number, "for somebody who is in no followed contest")
    if _PASSED_ON.search(line.text[line.sentence.start : claimant.mention.start]):
        return Refused(number, "transfers")
    guess: Measure = measure or ("vote_share" if number.kind == "percent" else "votes")
    if (
        measure is None
        and number.kind == "count"
        and (line.is_seats or _SEAT_LIST.search(line.text, line.sentence.start, line.sentence.end))
    ):
        return Refused(number, "seats, it seems")
    if measure is None and _is_seats_with_a_change(line, number):
        return Refused(number, "seats, it seems")
    if measure is None and not _is_bare_figure(line, number, claimant, bound):
        return Refused(number, "near a name, but it counts something else")
    if (
        number.kind == "count"
        and number.is_decimal
        and (not is_share_cell(number) or re.search(r"[.,]\d{3}$", number.printed))
    ):
        return Refused(number, "a decimal number that is no share")
    if number.kind == "count" and (number.is_decimal or (measure is None and _is_a_bare_share(line, number))):
        guess = "vote_share"
    cue = (line.text[bound.cue.start : bound.cue.end],) if bound is not None and measure is not None else ()
    name = line.text[claimant.mention.start : claimant.mention.end]
    return put(
        line,
        number,
        guess,
        claimant.mention.keys,
        f"{guess}: {claimant.rule}",
        (*cue, name),
        claimant.mention,
        bound if measure else None,
    )


LEAST_IN_WORDS = 10
"""A smaller number word before "for" or "against" is mostly a committee, a proverb or a time."""
_FOR_A_SIDE = re.compile(
    r"(?i)\s*(?:of (?:us|them) |papers |people |members |hands )?(?:were |said |voted |marked )?(?:for )?"
)


def _words_for_a_side(line: Layout, number: Number) -> bool:
    """ "A hundred and twenty were for, fewer than thirty against": words that stand right before a side's name."""
    return number.value >= LEAST_IN_WORDS and any(
        m.strength == "option" and m.start >= number.right and _FOR_A_SIDE.fullmatch(line.text, number.right, m.start)
        for m in line.mentions
    )


def _is_a_bare_share(line: Layout, number: Number) -> bool:
    return 0 < number.value <= 100 and (_shares_percent(line, number) or _stands_among_shares(line, number))


def _stands_among_shares(line: Layout, number: Number) -> bool:
    """ "Us on 39.5 and Labour 39", "a poll with Yes on 67, No on 33": no count of votes stands near, but shares do."""
    others = [n for n in line.numbers if n.start != number.start and not n.is_word and not n.sign]
    if any(n.kind == "count" and n.value > 100 and not re.fullmatch(r"(?:19|20)\d\d", n.printed) for n in others):
        return False
    shares = [
        n
        for n in others
        if n.is_decimal and n.value <= 100 and _is_of_votes(line, n) and _is_of_another(line, number, n)
    ]
    return bool(shares) or line.is_of_a_poll


def _is_of_another(line: Layout, number: Number, other: Number) -> bool:
    """Does a name part the two numbers? In "Lab 73 (5.0; -4.8)" both are of one."""
    first, second = sorted((number, other), key=lambda n: n.start)
    return any(first.end <= m.start < second.start for m in line.mentions)


def _is_of_votes(line: Layout, number: Number) -> bool:
    bound = bind(line, number)
    return bound is None or bound.cue.family in ("share", "votes")


def _shares_percent(line: Layout, number: Number) -> bool:
    """ "She took 58 per cent and Fearrey 42": the second share leaves its sign of percent to the first."""
    before = [n for n in line.numbers if n.end <= number.start]
    if not before or before[-1].kind != "percent":
        return False
    gap = line.text[before[-1].end : number.left]
    return (
        re.search(r"(?i)\b(?:and|to|against|while|with)\b|,", gap) is not None
        and re.match(r"\s*(?:[.,;:)]|$|and\b)", line.text[number.right : line.sentence.end]) is not None
        and "." not in gap
    )


def _is_seats_with_a_change(line: Layout, number: Number) -> bool:
    """ "Con 24 (-9), Lab 21 (+4)": small numbers with whole changes, where nothing on the line is a share."""
    is_small = number.kind == "count" and number.value < 100
    has_shares = re.search(r"%|per ?cent|\d\.\d", line.text[line.sentence.start : line.sentence.end])
    return is_small and has_shares is None and _WITH_A_CHANGE.match(line.text, number.end) is not None


_WITH_A_CHANGE = re.compile(r"\s?[(\[]\s?[+−–-]\s?\d{1,2}\s?[)\]]")
_SEAT_LIST = re.compile(
    r"(?i)\d\s+(?:[\w’'-]+\s+){0,2}(?:seats|councillors|MPs)\b|\bmake-?up\b|\bcomposition\b|\bseats:\s*\d|\bseats won\b"
)


_AFTER_BARE = re.compile(
    r"(?i)^\s*(?:$|[.,;:)\]/|•*\"”’…!?–—#@\u2190-\u2bff\U0001f300-\U0001faff-]|https?:|\(|\[|\d|\t|(?:and|to|"
    r"vs?|versus|but|in|at|on|with|"
    r"while|for|against|of (?:them|those|us|it|all|the (?:\w+ )?votes?|the \d[\d,.]*)|which|as|"
    r"from|after|before|when|then|each|behind|ahead|over|is|was|were|are|had|would|"
    r"elected|votes?|in|this|last|it|a|the|he|she|his|her|across|among|so|not|who|"
    r"y|e|et|und|del?|des|der|vorn|"
    r"now|today|tonight|already|overall|lol|wow|via|"
    r"plus|or|per|by|yes|no|went|made|gave|put|left|because|since|although|though)\b)"
)


_FIGURE_VERB = re.compile(
    r"(?i)\b(?:votes?|polled|polls?|scor\w+|got|gets|gains?|gained|took|takes|won|"
    r"wins|received|receives|secured|obtained|garnered|had|has|have|with|on|managed|"
    r"reached|drew|finished|ended|came|attracted|recorded|"
    r"sumó|obtuvo|logró|quedó|erhielt|bekam|holte|kam|mit|auf|obtient|obtenu|recueille|avec|con|en|"
    r"picked|collected|amassed|muster\w*|manage|convinced|talked|gave|given|should (?:be|read|have been))\b(?! for)"
)


_LOOSE_VERB = re.compile(r"(?i)\b(?:at|is|was|to|went|stands|on)\b")


def _is_bare_figure(line: Layout, number: Number, claimant: Claimant, bound: Bound | None) -> bool:
    """May a number with no measure word be the votes or the share of the name? Only in a list, or after a verb of
    getting."""
    after = line.text[number.right : line.sentence.end]
    if number.kind == "percent":
        if bound is not None and bound.cue.family in ("members", "electorate", "voters", "issued", "rejected", "valid"):
            return False
        return claimant.rule in ("listed", "for", "for option") or _AFTER_BARE.match(after) is not None
    runs_on = any(
        m.start >= number.right and not line.text[number.right : m.start].strip(" \xa0") for m in line.mentions
    )
    is_said = claimant.rule in ("for", "for option") and re.search(
        r"(?i)\bvot|\bsa(?:id|y)|\bback|\bsupport|\bfavou?r|\bcast for|\bprefer|\bmarked|\bticked|\bchose|"
        r"\bwanted",
        line.text[number.right : claimant.mention.start],
    )
    if not _AFTER_BARE.match(after) and not runs_on and not is_said:  # "Lee 1,204 Okoro 811"
        return False
    if claimant.rule == "listed":
        gap = line.text[claimant.mention.end : number.left]
        is_age = claimant.mention.strength in ("name", "surname", "near") and re.search(r"(?i)(?:^|\s)was\s$", gap)
        if (re.search(r"(?i)\bis\b", gap) or is_age) and number.value < 130:
            return False
        return number.value >= 0 and (
            number.value >= 10 or number.is_decimal or (line.is_list and not runs_on) or bool(_FIGURE_VERB.search(gap))
        )
    if claimant.rule in ("for", "for option"):
        return number.value >= 2
    gap = line.text[claimant.mention.end : number.left]
    tail = " ".join(gap.split()[-4:])
    if gap.rstrip().lower().endswith(" for"):
        return False  # "taken for 50"
    verb = _FIGURE_VERB.search(tail) if number.value < 500 else _FIGURE_VERB.search(tail) or _LOOSE_VERB.search(tail)
    return claimant.rule == "before" and number.value >= 20 and bool(verb) and claimant.cost < 4.5


def _without_a_name(line: Layout, number: Number, measure: Measure | None, bound: Bound | None) -> Placed | Refused:
    """Votes and shares in a sentence that names nobody: the contest's total, or whom the page was just speaking of."""
    cue = (line.text[bound.cue.start : bound.cue.end],) if bound is not None else ()
    words = line.text[line.sentence.start : line.sentence.end]
    if measure == "votes" and bound is not None and not number.is_decimal:
        if _KIND_OF_PAPERS.search(line.text[number.left : bound.cue.end]):
            return Refused(number, "papers of one kind only")
        if (
            _DRAWN.search(words)
            or re.search(r"(?:19|20)\d\d\s*[:–-]?\s*$", line.text[line.sentence.start : number.left])
            or (bound.side == "left" and words.lower().startswith("votes"))
        ):
            return put(line, number, "ballots_cast", frozenset(), "ballots_cast: votes of nobody", cue, None, bound)
        if line.topic:
            return put(line, number, "votes", line.topic, "votes: of whom the page just spoke", cue, None, bound)
    last = last_resort(line, number, measure, bound)
    if last is not None:
        return last
    if (
        number.kind == "percent"
        and measure is None
        and bound is None
        and line.share_measure == "turnout"
        and _IT.search(line.text[line.sentence.start : number.left])
    ):
        return put(line, number, "turnout", frozenset(), "turnout: of which the page just spoke", ("it",), None, None)
    if line.topic and not words.strip(" \t").strip(number.printed + " ()[].%,–-").strip() and not number.is_word:
        guess: Measure = "vote_share" if number.kind == "percent" or number.is_decimal else "votes"
        return put(line, number, guess, line.topic, f"{guess}: a line below the name", cue, None, None)
    if number.kind == "percent" and line.topic and measure == "vote_share" and cue != ("of the total",):
        return put(line, number, "vote_share", line.topic, "vote_share: of whom the page just spoke", cue, None, bound)
    return Refused(number, "no name and no measure word for it" if bound is None else "no candidate to give it to")


_IT = re.compile(
    r"(?i)\b(?:(?:says?|said|claims?|claimed|insists?|insisted) (?:that )?it (?:was|is)(?: actually| really)?|"
    r"(?:it|that|this) (?:drops?|dropped|fell|falls|rose|rises|goes|went|comes?|"
    r"came|sank|sinks|stood))\b[^.;:]{0,20}$"
)
_DRAWN = re.compile(
    r"(?i)^of (?:the |all |some )*\d|\b(?:drew|attracted|went into|were cast|in all|"
    r"altogether|total|counted|in the boxes|there were)\b"
)
