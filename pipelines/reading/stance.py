"""Who stands behind a figure: the page itself, somebody it cites, nobody (disputed), the future, or a supposition."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.model import Stance

_FORECAST = re.compile(
    r"(?i)\b(?:opinion|exit|yougov|conhome|ipsos|survation|ashcroft|icm|comres|opinium|"
    r"reid|ekos|newspoll|gallup|internal)['’]?s? polls?\b|"
    r"\bpolls? (?:has|have|had|put|puts|show|shows|shown|showed|suggest\w*|gives?|"
    r"gave|found|finds?|of (?:members|voters|\d))|\b(?:a|latest|new|recent|our) (?:\w+ "
    r")?(?:poll|survey) (?:of|for|by|from|in|on|has|had|put|gave|give|show|suggest|"
    r"found)|"
    r"\bpolling (?:has|have|puts?|suggests?|shows?|points?|indicates?|averages?|companies)\b|"
    r"\bpollsters?\b|\bbookmakers\b|\bsurvey(?:ed|s)?\b|"
    r"\b(?:predict\w*|forecast\w*|expect(?:ed|s|ing)?(?! (?:by|of him|of her))|project(?:ed|"
    r"s|ion|ions)|proj\b|prediction|tipped|likely to (?:get|win|take|poll|be)|on "
    r"course|"
    r"(?:will|should|could|might) (?:get|win|take|poll|reach|end up|finish on|fall "
    r"to|manage)\b|will be\b|i reckon|my guess|guess(?:es|ing)?|bet(?:ting)?|odds|"
    r"outlook|going to (?:get|win|take|poll)|am going for|"
    r"exit poll|i(?:['’]d| would) (?:say|guess)|estimate for|hopes? (?:to|of|for)|"
    r"aim(?:s|ing)? (?:for|to)|heading for|looks? (?:like|set)|set to)"
)
_HYPOTHETICAL = re.compile(
    r"(?i)\b(?:would (?:be|have|get|need|mean|give|make|still|require|take|win|only|"
    r"not)|if [^.;]{0,80}\bwould\b|if (?:we|they|you|all|every|everyone|anybody)\b|"
    r"suppose|supposing|imagine|assum(?:e|ing)|(?<=, )had (?:they|he|she|it|all|every)\b|"
    r"^had (?:they|he|she|it|all|every)\b|were to|even if|call it|let['’]s say|as "
    r"if|by (?:your|that|this) (?:skewed |skewered )?logic|on that (?:basis|logic)|"
    r"hypothetical\w*|can['’]?t \w+ on)\b"
)
_DISPUTED = re.compile(
    r"(?i)(?:\b(?:wrong|mistake|misprint|typo|error|nonsense|rubbish|lies?|lying|"
    r"false|untrue|incorrect|impossible|impossibly|ridiculous|laughable|absurd|dubious|"
    r"doubt(?:ful)?|disput\w+|"
    r"not true|can['’]?t be|cannot be|never (?:got|had)|what are you on|don['’]t "
    r"believe|not \d[\d.,]*%? (?:as|but)|withdrawn|retracted|contradict\w*|made up|"
    r"fiddled|add(?:s)? up|so[- ]called|supposed(?:ly)?|really\?|pull the other)\b|"
    r"\?)"
)
_ATTRIBUTED = re.compile(
    r"(?i)\b(?:said(?! yes| no\b|\W+(?:yes|no)\b)|says(?! yes| no\b)|saying|according "
    r"to|claim(?:s|ed|ing)?\b(?! (?:victory|the|their))|(?:is |are |was |were )reporting\b|report(?:s|ed|edly)\b(?! "
    r"in full)|reckon(?:s|ed)?|told|tells|announce[sd]?|announcing|states?\b(?= that)|"
    r"stated|"
    r"quot(?:es|ed|ing)|cit(?:es|ed|ing)|tweet(?:s|ed|ing)?|wrote|writes|posted (?:on|that|by)|put "
    r"(?:it|the|turnout|his|her|their) (?:at|figure|total)|"
    r"insist(?:s|ed)?|maintain(?:s|ed)?|boast(?:s|ed)?|gave (?:as|the)|estimat(?:e|"
    r"es|ed) by|sources?\b|hear(?:d|s)? (?:that|from)|rumou?r\w*|apparently|allegedly|"
    r"word (?:is|from)|via (?:the )?[A-Z@]|"
    r"on \w+['’]s (?:figures|count|reckoning|numbers)|\w+['’]s (?:figures|count|tally|"
    r"reckoning)|had it (?:that|at)|its website|by (?:his|her|their|its) (?:account|"
    r"count|reckoning)|from [\w ]{0,20}(?:news|bbc|times|guardian)|has it\b|credits?)\b"
)


def stance_of(sentence: str, *, said_at: int, before: str, kind: str, is_ahead: bool) -> Stance:
    """The stance of a figure in the sentence. before: the same paragraph up to it; kind: of the passage.

    said_at: the figure's place in the sentence (-1 for a cell, whose row is the sentence): forecasts and suppositions
    reach no further than their clause. is_ahead: the page was published before the vote, so that a poll named
    earlier in the
    paragraph goes on being what its figures are from.
    """
    clause = _clause(sentence, said_at)
    is_comment = kind == "comment"
    if (_is_disputed(sentence) and (is_comment or "?" not in sentence)) or (is_comment and "?" in sentence):
        return "disputed"
    if _HYPOTHETICAL.search(clause):
        return "hypothetical"
    if _FORECAST.search(clause) or (is_ahead and _FORECAST_AHEAD.search(before)):
        return "forecast"
    return "attributed" if _is_attributed(sentence) or _is_attributed(before[-400:]) else "asserted"


@lru_cache(maxsize=256)  # every figure of a sentence asks about the same words
def _is_disputed(words: str) -> bool:
    return _DISPUTED.search(words) is not None


@lru_cache(maxsize=256)
def _is_attributed(words: str) -> bool:
    return _ATTRIBUTED.search(words) is not None


def _clause(sentence: str, said_at: int) -> str:
    """The sentence from the last semicolon before the figure to a few words behind it."""
    if said_at < 0:
        return sentence
    start = max(sentence.rfind(mark, 0, said_at) for mark in (";", " – ", " — ", "(")) + 1
    return sentence[start : said_at + 60]


_FORECAST_AHEAD = re.compile(r"(?i)\b(?:polls?|survey|prediction|forecast|predict|expect)\b")
