"""Numbers that explain each other: a share in brackets behind its count, so many of so many."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.reading.scan.layout import Bound, Layout, Placed, Refused, is_share_cell, put
from pipelines.reading.scan.measures import GENERIC, NEEDS_SUBJECT
from pipelines.reading.sentence.bind import is_about_voting
from pipelines.reading.sentence.claim import claim

if TYPE_CHECKING:
    from pipelines.model import Measure
    from pipelines.reading.scan.numbers import Number


def look_back(line: Layout, numbers: list[Number], results: dict[int, list[Placed | Refused]]) -> None:
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
                put(line, share, measure, keys, f"{measure}: in a chain before {after.measure}", after.cues, None, None)
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


_NEXT_ROUND = re.compile(
    r"(?i)\s(?:votes\s)?(?:in|on|at|after) the [\w -]{2,20}\b(?:round|count|ballot|stage|vote|"
    r"run-?off),? (?:and|then|but)\s"
)


def in_the_next_round(line: Layout, number: Number, before: Placed | None) -> Placed | None:
    """ "Took 4,120 votes in the first round and 6,355 in the run-off": the same candidate's votes in another count."""
    if before is None or before.measure not in ("votes", "vote_share") or before.number.kind != number.kind:
        return None
    behind = re.match(r"(?i)\s(?:in|on|at|after) (?:the|a)\b", line.text[number.right : line.sentence.end])
    if behind is None or not _NEXT_ROUND.fullmatch(line.text, before.number.right, number.left):
        return None
    rule = f"{before.measure}: in the next round"
    return put(line, number, before.measure, before.keys, rule, before.cues, None, None)


def in_a_chain(line: Layout, number: Number, bound: Bound | None, before: Placed | None) -> Placed | Refused | None:
    """ "5,811 (82%)", "123,863 (12%)", "majority of 18 (2%)": the share belongs with the count before it."""
    if before is None or number.kind == "points":
        return None
    gap = line.text[before.number.end : number.start]
    words_between = line.text[before.number.end : number.left]
    if not _CHAIN_GAP.match(words_between) and not _CHAIN_GAP.match(gap) and not _WHICH_IS.match(words_between):
        return None
    holder = claim(line, number) if before.measure == "votes" else None
    if holder is not None and holder.rule == "for option" and not (holder.mention.keys & before.keys):
        return None  # "118 in favour and 74 against, which is 61 percent for the union"
    is_bracketed = any(mark in gap for mark in "([")
    if bound is not None and bound.cue.family not in GENERIC and bound.cost < 1.5:
        return None
    is_share = number.kind == "percent" or (number.is_decimal and is_share_cell(number) and not number.sign)
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
            measure = None if is_about_voting(line) else "electorate_share"
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
        put(line, number, measure, keys, f"{measure}: in a chain after {before.measure}", before.cues, None, bound),
        start=before.number.start,
    )


_OF_TOTAL = re.compile(
    r"(?i)^\s*(?:votes?|people|voters|lawyers|ballots?|papers?|members|were)?\s*(?:,\s*)?(?:out\s)?of\s(?:"
    r"the\s|its\s|a total of\s|a possible\s|all\s|an electorate of\s|[A-Z][\w’']+\s)*[^\d.;]{0,30}$"
)


def of_a_total(line: Layout, number: Number, bound: Bound | None, before: Placed | None) -> Placed | None:
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
                    r"(?i)\s*(?:[\w’'-]+\s){0,2}?(?:members|voters|electors|registered|eligible|entitled|balloted|"
                    r"lawyers|businesses|people|papers|ballots)"
                ),
                tail,
            )
            and re.search(r"(?i)vot|t[ao]ok(?:en)? part|taking part|return|cast|respond|used", tail + gap)
        ):
            return put(
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
            return put(
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
        return put(
            line,
            number,
            measure,
            frozenset(),
            f"{measure}: so many of so many",
            (tail.strip().split(" ")[0],),
            None,
            None,
        )
    if (
        before is not None
        and before.measure == "ballots_rejected"
        and bound is None
        and number.value > before.number.value
    ):
        gap = line.text[before.number.right : number.left]
        if re.fullmatch(r"(?i)\s*(?:papers|ballots|votes)?\s*(?:out )?of (?:the |a total of )?", gap):
            rule = "ballots_cast: so many rejected of so many"
            return put(line, number, "ballots_cast", frozenset(), rule, (gap.strip(),), None, bound)
    if before is not None and before.measure == "ballots_cast" and bound is None:
        gap = line.text[before.number.right : number.left]
        if _OF_TOTAL.match(gap) and number.value > before.number.value:
            return put(
                line, number, "electorate", frozenset(), "electorate: so many of so many", (gap.strip(),), None, bound
            )
    return None


_OF_ALL = re.compile(r"(?i)\s*(?:votes )?(?:out )?of (?:all )?(?:the |a total of |a possible )?")


def votes_of_all(line: Layout, numbers: list[Number], _bounds: dict[int, Bound | None]) -> list[Placed | Refused]:
    """ "Wins on the second ballot with 115 of the 207 votes": the votes of one, and all papers."""
    placed: list[Placed | Refused] = []
    for first, second in itertools.pairwise(numbers):
        is_part = first.kind == second.kind == "count" and first.value < second.value and not first.is_decimal
        if (
            not is_part
            or not _OF_ALL.fullmatch(line.text, first.right, second.left)
            or not re.match(r"(?i)\s(?:\w+ )?(?:votes|ballots|papers)\b", line.text[second.right : line.sentence.end])
        ):
            continue
        holder = claim(line, first)
        is_lead = _LEAD_OF.search(line.text[line.sentence.start : first.left]) is not None
        if is_lead:
            rule = "ballots_cast: a lead out of so many"
            placed.append(put(line, second, "ballots_cast", frozenset(), rule, ("out of",), None, None))
            continue
        if holder is None or not holder.mention.keys or holder.cost > MOST_COST:
            continue
        cue = ("of", "votes")
        rule = "votes: so many of all"
        placed.append(put(line, first, "votes", holder.mention.keys, rule, cue, holder.mention, None))
        is_valid = re.match(r"(?i)\s(?:valid|formal)\b", line.text[second.right : line.sentence.end])
        whole: Measure = "valid_votes" if is_valid else "ballots_cast"
        placed.append(put(line, second, whole, frozenset(), f"{whole}: so many of all", cue, None, None))
    return placed


_LEAD_OF = re.compile(r"(?i)\b(?:majority|margin|lead|advantage) of (?:just |only |a mere )*$")
MOST_COST = 6
"""Cost of a claimant who is not too far from a number."""


def _is_about_turnout(line: Layout) -> bool:
    return any(cue.family in ("turnout", "took_part", "voted", "electorate") for cue in line.cues) or any(
        n.kind == "percent" for n in line.numbers
    )
