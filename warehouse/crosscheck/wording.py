"""The sentence of a discrepancy: who prints what, when, what it should be and from what, and why it differs.

Three verdicts and no others: it "cannot be right as printed", it "differs because", or "we cannot tell". Nobody is
accused: two thirds of what differs is nobody's mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from pipelines.model import Certainty

HARMLESS = frozenset({"cut_off", "base", "label", "scope", "stage"})
UNKNOWN = frozenset({"loose_talk", "unexplained"})
BECAUSE = {
    "cut_off": "digits were cut off instead of rounded",
    "base": "it is a share of another whole",
    "label": "the number goes by its neighbour's name",
    "scope": "it is about another part or another count",
    "stage": "it was said at another stage of the count",
    "forced_total": "the page makes its shares add to exactly 100",
    "derived_from_rounded": "it was worked out from rounded numbers",
    "padded": "a nought was added that nobody worked out",
    "hedge_wrong_side": "the hedge is on the wrong side",
    "other_measure": "it is the number of something else",
    "other_option": "it is another candidate's number",
    "other_contest": "it is another contest's number",
    "digit": "one digit seems mistyped",
    "arithmetic_slip": "the page's own numbers give another result",
    "loose_talk": "it was said in passing, and no reckoning gives it",
    "unexplained": "nothing we know of explains it",
}
MEASURES = {
    "votes": "votes",
    "vote_share": "share of the vote",
    "vote_share_change": "change in share",
    "electorate_share": "share of those entitled to vote",
    "turnout": "turnout",
    "ballots_cast": "papers cast",
    "valid_votes": "valid votes",
    "ballots_rejected": "rejected papers",
    "electorate": "electorate",
    "ballots_issued": "papers sent out",
    "membership": "membership",
    "majority": "majority",
    "majority_share": "percentage majority",
    "nominations": "nominations",
}
HEDGES = {"exact": "", "about": "about ", "more_than": "more than ", "less_than": "less than "}
NAMED = 3
"""So many pages are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentence is made of. printers and rivals: titles of the pages on each side, sorted."""

    measure: str
    subject: str | None
    round: int
    printed: str
    qualifier: str
    explanation: str
    certainty: Certainty
    why: str
    low: Decimal
    high: Decimal
    is_share: bool
    is_compared: bool
    printers: Sequence[str]
    rivals: Sequence[str]
    said: str | None = None


def sentence(told: Told) -> str:
    """One or two sentences in plain words."""
    return f"{_claim(told)} {_verdict(told)}"


def number(value: Decimal | int) -> str:
    """59067 -> "59,067"; 45.400 -> "45.4"."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _claim(told: Told) -> str:
    count = f" in count {told.round}" if told.round else ""
    whose = f" of {told.subject}" if told.subject else ""
    first = "first on " if len(told.printers) > 1 else ""
    said = f" ({first}{told.said})" if told.said else ""
    verb = "gives" if len(told.printers) == 1 else "give"
    who = _list(told.printers)
    return (
        f"{who[:1].upper()}{who[1:]}{said} {verb} {HEDGES[told.qualifier]}{told.printed} "
        f"as the {MEASURES[told.measure]}{whose}{count}; {_reference(told)}."
    )


def _reference(told: Told) -> str:
    rivals = f" ({_list(told.rivals)})" if told.rivals else ""
    if told.high >= 10**17:
        return f"the other figures allow no less than {_figure(told.low, told)}{rivals}"
    if _figure(told.low, told) == _figure(told.high, told):
        what = (
            f"others give {_figure(told.low, told)}"
            if told.is_compared
            else f"the other figures make it {_figure(told.low, told)}"
        )
        return what + rivals
    return f"the other figures allow {_figure(told.low, told)} to {_figure(told.high, told)}{rivals}"


def _figure(value: Decimal, told: Told) -> str:
    return f"{number(round(value, 2))}%" if told.is_share else number(round(value))


def _verdict(told: Told) -> str:
    because = BECAUSE[told.explanation]
    if told.explanation in HARMLESS:
        perhaps = "differs, it seems, because" if told.certainty == "open" else "differs because"
        return f"It {perhaps} {because}: {told.why}."
    if told.explanation in UNKNOWN:
        return (
            f"We cannot tell why: {because}."
            if told.explanation == "unexplained"
            else f"We cannot tell where it comes from: {because}."
        )
    if told.certainty == "open":
        return f"The figures cannot all be right as printed, and we cannot tell which; perhaps {because}: {told.why}."
    return f"It cannot be right as printed: {because} ({told.why})."


def _list(names: Sequence[str]) -> str:
    if not names:
        return "A page"
    if len(names) > NAMED:
        return f"{', '.join(names[: NAMED - 1])} and {len(names) - NAMED + 1} others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
