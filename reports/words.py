"""Plain words for the closed lists, and the wording rules of the reports.

A figure "cannot be right as printed", "differs because" or "we cannot tell". Nobody is accused: no word here says
more than arithmetic and dates show, and a class in which nobody is mistaken never calls a figure wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Section = Literal["cannot_be_right", "only_looks_different", "cannot_tell"]

SECTIONS: dict[Section, str] = {
    "cannot_be_right": "Cannot be right as printed",
    "only_looks_different": "Only looks different",
    "cannot_tell": "We cannot tell",
}

MEASURES: dict[str, str] = {
    "votes": "votes",
    "vote_share": "share of the vote",
    "vote_share_change": "change in share",
    "electorate_share": "share of the electorate",
    "turnout": "turnout",
    "ballots_cast": "ballots cast",
    "valid_votes": "valid votes",
    "ballots_rejected": "ballots rejected",
    "electorate": "electorate",
    "ballots_issued": "ballots issued",
    "membership": "membership",
    "majority": "majority",
    "majority_share": "percentage majority",
    "nominations": "nominations",
}

MEASURE_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Votes", ("votes",)),
    ("Share of the vote", ("vote_share", "vote_share_change", "electorate_share")),
    (
        "Turnout and papers",
        (
            "turnout",
            "ballots_cast",
            "valid_votes",
            "ballots_rejected",
            "ballots_issued",
            "electorate",
            "membership",
        ),
    ),
    ("Majority", ("majority", "majority_share")),
    ("Nominations", ("nominations",)),
)

UNITS: dict[str, str] = {
    "votes": "votes",
    "valid_votes": "votes",
    "majority": "votes",
    "ballots_cast": "papers",
    "ballots_rejected": "papers",
    "ballots_issued": "papers",
    "electorate": "people",
    "membership": "people",
    "nominations": "nominations",
}

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_STAMP = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$")
_DAY = re.compile(r"(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])")

PERCENT_MEASURES = frozenset({"vote_share", "electorate_share", "turnout", "majority_share"})
POINT_MEASURES = frozenset({"vote_share_change"})


@dataclass(frozen=True, slots=True)
class Explanation:
    """A class of explanation: `title` in a heading, `sentence` as what it means, `section` where it is listed."""

    title: str
    sentence: str
    section: Section


_LOOKS: Section = "only_looks_different"
_CANNOT: Section = "cannot_be_right"
_UNKNOWN: Section = "cannot_tell"

EXPLANATIONS: dict[str, Explanation] = {
    "same": Explanation("the same figure", "Both sides print the same figure.", _LOOKS),
    "rounding": Explanation("rounded", "Both round from one figure.", _LOOKS),
    "hedge": Explanation("hedged", "The page says about, over or under, and the figure fits that.", _LOOKS),
    "cut_off": Explanation(
        "cut off, not rounded", "The last digits were dropped rather than rounded to the nearest.", _LOOKS
    ),
    "base": Explanation(
        "another base",
        "A percentage of something else: of all papers instead of valid votes, or of members instead of papers sent.",
        _LOOKS,
    ),
    "label": Explanation(
        "a neighbouring count", "The figure is right for a neighbouring count, printed under another name.", _LOOKS
    ),
    "scope": Explanation(
        "another round or part", "The figure belongs to another round, or to a part of the whole.", _LOOKS
    ),
    "stage": Explanation(
        "an earlier count",
        "The figure was printed before the count it is set against: one count overtook another.",
        _LOOKS,
    ),
    "forced_total": Explanation(
        "made to add to 100", "One share was adjusted so that all add to exactly 100.", _CANNOT
    ),
    "derived_from_rounded": Explanation(
        "worked out from rounded figures", "Somebody computed it from figures that were already rounded.", _CANNOT
    ),
    "padded": Explanation(
        "a zero too many", "A zero was added, which claims a precision the figure does not have.", _CANNOT
    ),
    "hedge_wrong_side": Explanation(
        "hedged on the wrong side", "The words over, under or nearly put it on the wrong side of the figure.", _CANNOT
    ),
    "other_measure": Explanation(
        "another quantity", "The figure is right for another quantity of this contest.", _CANNOT
    ),
    "other_option": Explanation("another candidate's figure", "The figure is right for another candidate.", _CANNOT),
    "other_contest": Explanation("another contest's figure", "The figure is right for another contest.", _CANNOT),
    "digit": Explanation("one digit", "One digit differs, is missing, or stands in another's place.", _CANNOT),
    "arithmetic_slip": Explanation("a slip in the sum", "The page's own figures do not give it.", _CANNOT),
    "loose_talk": Explanation(
        "said in passing", "Said in a comment or in dispute, and no way of reckoning gives it.", _UNKNOWN
    ),
    "unexplained": Explanation("no explanation fits", "None of the known explanations fits.", _UNKNOWN),
}

_NO_CLASS = Explanation("not classified", "No explanation was worked out for this one.", _UNKNOWN)

CERTAINTIES: dict[str, str] = {
    "certain": "Certain: arithmetic shows it and nothing else fits.",
    "likely": "Likely: the first of the known explanations that fits.",
    "open": "Open: more than one explanation fits, or none is proved.",
}

SEVERITIES: dict[int, str] = {
    0: "no difference",
    1: "changes the last printed digit",
    2: "changes a sentence",
    3: "changes a decision",
    4: "changes the winner",
}

STATES: dict[str, str] = {"opened": "new", "open": "open", "changed": "explained anew", "closed": "closed"}

STANDINGS: dict[str, str] = {
    "candidate": "a candidate",
    "supporter": "a supporter",
    "news": "news",
    "official": "the official result",
    "organisation": "the organisation",
    "reader": "a reader",
}

STANCES: dict[str, str] = {
    "asserted": "",
    "attributed": "citing somebody else",
    "disputed": "in dispute",
    "forecast": "a forecast",
    "hypothetical": "a supposition",
}

STATUSES: dict[str, str] = {
    "unofficial-partial": "partial count",
    "unofficial-complete": "provisional",
    "certified": "declared",
    "recount": "recount",
    "correction": "correction",
}

QUALIFIERS: dict[str, str] = {"exact": "", "about": "about", "more_than": "more than", "less_than": "less than"}

MARKS: dict[str, tuple[str, str]] = {
    "same": ("=", "the same"),
    "within": ("~", "agrees within its precision"),
    "cut": ("\u2304", "cut off"),
    "base": ("%", "another base"),
    "differs": ("\u2260", "differs, with a reason"),
    "fails": ("!", "cannot be right as printed"),
    "unclear": ("\u2026", "we cannot tell"),
    "unchecked": ("?", "not checkable"),
    "superseded": ("\u2190", "from an earlier version of the page"),
}


def explanation(name: str) -> Explanation:
    """The words for a class; a class this version does not know is said to be unclassified."""
    return EXPLANATIONS.get(name, _NO_CLASS)


def section_of(name: str, certainty: str) -> Section:
    """Where a finding is listed. A mistake that is not proved, with other readings open, stays among what we cannot
    tell.
    """
    section = explanation(name).section
    return "cannot_tell" if section == "cannot_be_right" and certainty == "open" else section


def stake(section: Section, severity: int) -> str:
    """What a mistake changes; nothing is said of figures that are no mistake, or may be none."""
    return SEVERITIES.get(severity, "") if section == "cannot_be_right" else ""


def measure(name: str) -> str:
    return MEASURES.get(name, name.replace("_", " "))


def number(value: Decimal | int | None) -> str:
    """With thousands grouped by commas and no exponent; the open end and what is missing print as an ellipsis."""
    if value is None or value >= Decimal(10) ** 16:
        return "\u2026"
    plain = format(Decimal(value).normalize(), "f") if value else "0"
    whole, _, rest = plain.partition(".")
    sign, digits = ("\u2212", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}"
    return sign + grouped + (f".{rest}" if rest else "")


def amount(value: Decimal | None, measure_name: str) -> str:
    """A number with the sign of its unit, shares to two decimals at most: "101,194", "42.19%", "+3.1 points"."""
    if value is None:
        return "\u2026"
    if measure_name in PERCENT_MEASURES:
        return number(round(value, 2)) + "%"
    if measure_name in POINT_MEASURES:
        return ("+" if value > 0 else "") + number(round(value, 2)) + " points"
    return number(round(value, 1) if value != value.to_integral_value() else value)


def difference(value: Decimal, measure_name: str) -> str:
    """How far two figures are apart: "0.21 points", "1,874 votes"."""
    unit = "points" if measure_name in PERCENT_MEASURES | POINT_MEASURES else UNITS.get(measure_name, "")
    places = 2 if value < 100 else 0
    return f"{number(round(value, places))} {unit}".strip()


@lru_cache(maxsize=50_000)
def when(stamp: str | None) -> str:
    """An ISO 8601 time for people, as precise as it is: "November 2010", "21 November 2010, 18:20 UTC". Else as it
    stands.
    """
    match = _STAMP.match(stamp or "")
    if not match:
        return stamp or ""
    year, month, day, clock, zone = match.groups()
    if not month or not 1 <= int(month) <= 12:
        return stamp or ""
    date = f"{int(day)} {MONTHS[int(month) - 1]} {year}" if day else f"{MONTHS[int(month) - 1]} {year}"
    if not clock:
        return date
    return f"{date}, {clock}" + {"": "", "Z": " UTC", "+00:00": " UTC"}.get(zone or "", f" ({zone})")


def dated(sentence: str) -> str:
    """The sentence with its days as people write them: "(2017-04-21)" becomes "(21 April 2017)"."""
    return _DAY.sub(lambda day: when(day.group()), sentence)


def count(how_many: int, one: str, many: str | None = None) -> str:
    """ "1 page", "21 pages"; the plural is `one` with an s unless given."""
    return f"{how_many:,} {one if how_many == 1 else many or one + 's'}"
