"""Who stands behind a figure: the page itself, somebody it cites, nobody (disputed), the future, or a supposition."""

# ruff: noqa: E501 - lists of words and patterns read better in long lines

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.model import Stance

_FORECAST = re.compile(
    r"(?i)\b(?:opinion|exit|yougov|conhome|ipsos|survation|ashcroft|icm|comres|opinium|"
    r"reid|ekos|newspoll|gallup|internal)['’]?s? polls?\b|"
    r"\b(?:reachtel|newspoll|roy morgan|nanos|angus reid|datafolha|ibope|quinnipiac|yougov|survation|opinium|ipsos(?: mori)?|"
    r"comres|deltapoll|gallup|infratest|forsa|redfield|conhome|surveymonkey)\b|"
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
    r"to|manage)\b|will be\b|i reckon|my guess|my (?:own )?(?:money|model|forecast)|(?:last|final) (?:\w+ )?poll\b|panel (?:puts?|has|had|gives?|gave)\b|guess(?:es|ing)?\b|(?<=i )bet\b|(?<=['’]d )bet\b|betting\b|odds\b|"
    r"outlook|going to (?:get|win|take|poll)|am going for|"
    r"exit poll|i(?:['’]d| would) (?:say|guess)|estimate for|hopes? (?:to|of|for)|"
    r"aim(?:s|ing)? (?:for|to)|heading for|looks? (?:like|set)|set to)"
)
_HYPOTHETICAL = re.compile(
    r"(?i)\b(?:would (?:be|have|get|need|mean|give|make|still|require|take|win|only|"
    r"not)|if [^.;]{0,80}\bwould\b|if (?:we|they|you|all|every|everyone|anybody)\b|"
    r"suppose|supposing|imagine|assum(?:e|ing)|(?<=, )had (?:they|he|she|it|all|every)\b|"
    r"^had (?:they|he|she|it|all|every)\b|"
    r"if [^.;]{0,60}\bwere to|(?:^|(?<=, ))were (?:all|every|the|they|he|she|we|it)\b[^.;]{0,30} to|even if|call it|let['’]s say|as "
    r"if|by (?:your|that|this) (?:skewed |skewered )?logic|on that (?:basis|logic)|"
    r"hypothetical\w*|can['’]?t \w+ on)\b"
)
_DISPUTED = re.compile(
    r"(?i)(?:\b(?:(?<!can['’]t be )wrong|mistake|misprint|typo|(?<!margin of )error|nonsense|rubbish|lies?|lying|"
    r"false|untrue|incorrect|impossible|impossibly|ridiculous|laughable|absurd|dubious|"
    r"doubt(?:ful)?|disput\w+|"
    r"not true|(?:can['’]?t|cannot) (?:(?:possibly )?be (?:right|true|so|correct)|possibly)|never (?:got|had)|what are you on|don['’]t "
    r"believe|not \d[\d.,]*%? (?:as|but)|withdrawn|retracted|contradict\w*|made up|"
    r"fiddled|(?:n['’]t|not|never) add up|so[- ]called|supposed(?:ly)?|really\?|pull the other)\b)"
)
_ATTRIBUTED = re.compile(
    r"(?i)\b(?:(?<!\bi )said(?! yes| no\b|\W+(?:yes|no)\b)|(?<!\bmoney )says(?! yes| no\b)|saying(?! yes| no\b)|according "
    r"to|claim(?:s|ed|ing)?\b(?! (?:victory|the|their))|(?:is |are |was |were )reporting\b|report(?:s|ed|edly)\b(?! "
    r"in full)|reckon(?:s|ed)?|told|tells|states?\b(?= that)|"
    r"stated|"
    r"quot(?:es|ed|ing)|cit(?:es|ed|ing)|tweet(?:s|ed|ing)?|wrote|writes|posted (?:on|that|by)|"
    r"put(?:s|ting)? (?:it|the|turnout|his|her|their)(?: \w+){0,2} (?:at|below|above|over|under|around|figure|total)|"
    r"insist(?:s|ed|ing)?|alleg(?:es|ed|ing)|conced(?:es|ed) that|admit(?:s|ted) that|estimate[sd]? (?=turnout|that|the|it|his|her|their)|maintain(?:s|ed)?|boast(?:s|ed)?|gave (?:as|the)|estimat(?:e|"
    r"es|ed) by|sources?\b(?!\s*[:)])|hear(?:d|s)? (?:that|from)|(?:we|i)(?:['’](?:ve|m|re))? (?:hear(?:d|ing)?|understand|(?:am |are )?told)|rumou?r\w*|apparently|allegedly|"
    r"word (?:is|from)|via (?:the )?[A-Z@]|"
    r"on \w+['’]s (?:figures|count|reckoning|numbers)|\w+['’]s (?:figures|count|tally|"
    r"reckoning)|had it (?:that|at)|(?:(?-i:[A-Z]\w+)|poll|survey) had it(?= (?-i:[A-Z\d]))|put(?:s|ting)? [\w’' ]{1,30}(?:share|vote|support) at|its website|by (?:his|her|their|its) (?:account|"
    r"count|reckoning)|from [\w ]{0,20}(?:news|bbc|times|guardian)|(?-i:[A-Z]\w+) has it\b|has it that|credits?)\b"
)


_QUERIED = re.compile(
    r"(?i)^[\s%)’”'\"]*(?:per ?cent|votes?|of (?:the )?(?:votes?|members|electorate)|members|turnout|ballots|papers)?(?:\s(?:for|to) [\w’'-]+(?: [\w’'-]+)?)?[\s’”'\")]*"
    r"(?:[.…!,]*\s*(?:really|seriously|eh|honestly|recount|who says|says who|source)\s*)?\?"
)
"""A reader who puts a question mark right behind a figure doubts it; one who asks something else about it does not."""
_ASKS_WHENCE = re.compile(
    r"(?i)\b(?:where (?:do|did|does) (?:you|he|she|they|that|this)\b|how (?:did|do|can|could) (?:you|he|she|they|that|it) "
    r"(?:get|make|come|be)|who (?:says|said|counted)|is (?:that|this|it) (?:right|true|correct)|are you sure|how come)\b"
)
_ASKS_WHO = re.compile(
    r"(?i)\W*(?:so |and |but )?(?:who|what|where|why|which|when)\b(?! (?:do|did) (?:you|he|she|they) get)"
)
_OWN_VOICE_AGAIN = re.compile(
    r"(?i)[,;]\s(?:al)?though\b|^\s(?-i:[A-Z][\w’'-]+)(?: (?-i:[A-Z][\w’'-]+))*, who\b|[,;]\s(?:but|yet|while|whereas|when in fact)\b"
)
_WITHIN_AN_ASIDE = re.compile(
    r"(?i)(?:^|[,;(]\s?)(?:after|when|although|though|while|despite|before|since|because|now that|who|whom|which)\b[^,;]*$"
)
_OF_ANOTHER_CLAUSE = re.compile(r"(?i)(?:\b(?:which|who|and|but|though|although|while|whereas|because)|[;:])\b[^,]*$")
_BODY = (
    r"(?:the union|clerk|(?:election|county|city|town|state) officials?|secretary of state|returning officer|electoral commission(?:er)?|election (?:commission|board|office|officials?)|"
    r"board of elections|scrutineers?|tellers?|collation officer|registrar|canvass(?:ing)? board)"
)
"""Whoever holds or counts the vote: what they give out is the result itself, in the page's own voice."""
_DECLARES = re.compile(rf"(?i)\b{_BODY}\b[^.;]{{0,40}}$")
_OFFICIAL = re.compile(rf"(?i)\b{_BODY}\b")
_MANY_SAID = re.compile(
    r"(?i)(?:\d[\d.,]*\s?[km%]?|hundred|thousand|million|per ?cent|voters|people|members|of (?:us|you|them))\s+(?:who )?$"
)
"""Before "said mayor", "saying no": so many chose it."""
_DECLARED_BY = re.compile(
    rf"(?i)(?<=to|id|ys|ed)\s(?:the |an? |their |its )?(?:[\w’'-]+ ){{0,2}}(?:{_BODY}|results?|returns|count|declaration)\b"
)


def stance_of(sentence: str, *, said_at: int, before: str, kind: str, is_ahead: bool) -> Stance:
    """The stance of a figure in the sentence. before: the same paragraph up to it; kind: of the passage.

    said_at: the figure's place in the sentence (-1 for a cell, whose row is the sentence): forecasts and suppositions
    reach no further than their clause. is_ahead: the page was published before the vote, so that a poll named
    earlier in the paragraph goes on being what its figures are from.
    """
    clause = _clause(sentence, said_at)
    if _is_disputed(sentence) or (kind == "comment" and _is_queried(sentence, said_at)):
        return "disputed"
    if _HYPOTHETICAL.search(clause) and not _SAID_IT_WOULD.search(clause):
        return "hypothetical"
    if _FORECAST.search(clause) or _SAID_IT_WOULD.search(clause) or (is_ahead and _FORECAST_AHEAD.search(before)):
        return "forecast"
    return "attributed" if _is_told(sentence, said_at) or _has_told(before[-400:]) else "asserted"


@lru_cache(maxsize=256)  # every figure of a sentence asks about the same words
def _is_disputed(words: str) -> bool:
    return _DISPUTED.search(words) is not None


def _is_queried(sentence: str, said_at: int) -> bool:
    if "?" not in sentence:
        return False
    if _ASKS_WHO.match(sentence):
        return False
    behind = re.sub(r"^[\d.,\s]*", "", sentence[max(said_at, 0) :])
    return _QUERIED.match(behind) is not None or _ASKS_WHENCE.search(sentence) is not None


def _is_told(sentence: str, said_at: int) -> bool:
    """Does the sentence give the figure in somebody's words? "Though N voted" and "which he says is odd" do not."""
    return any(_reaches(sentence, cue.start(), cue.end(), said_at) for cue in _ATTRIBUTED.finditer(sentence))


def _reaches(sentence: str, start: int, end: int, said_at: int) -> bool:
    if (
        _OFFICIAL.search(sentence[start:end])
        or _MANY_SAID.search(sentence[:start])
        or _DECLARES.search(sentence[:start])
        or _DECLARED_BY.match(sentence, end)
    ):
        return False
    if said_at < 0:
        return True
    if end <= said_at:
        between = sentence[end:said_at]
        is_aside = "," in between and _WITHIN_AN_ASIDE.search(sentence[:start])
        return not is_aside and _OWN_VOICE_AGAIN.search(between) is None
    return _OF_ANOTHER_CLAUSE.search(sentence[said_at:start]) is None


@lru_cache(maxsize=256)
def _has_told(before: str) -> bool:
    """Has the paragraph begun to tell figures in somebody's words? It goes on doing so; talk of other things does not."""
    sentences = re.split(r"(?<=[.!?])\s+(?=\S)", before.strip())
    return any(
        _is_told(said, len(said)) and (said.rstrip().endswith(":") or re.search(r"\d", said)) and not said.endswith("?")
        for said in sentences
    )


def _clause(sentence: str, said_at: int) -> str:
    """The sentence from the last semicolon before the figure to a few words behind it."""
    if said_at < 0:
        return sentence
    start = max(sentence.rfind(mark, 0, said_at) for mark in (";", " – ", " — ", "(", ", and it", ", but ")) + 1
    behind = _NEXT_CLAUSE.split(sentence[said_at : said_at + 60], maxsplit=1)[0]
    return sentence[start:said_at] + behind


_SAID_IT_WOULD = re.compile(r"(?i)\b(?:said|promised|thought|reckoned|swore|told us)\b[^.;]{0,30} would\b(?! have\b)")
_NEXT_CLAUSE = re.compile(
    r"(?i:, (?:(?:well|far|just|slightly|way) )?(?:below|above|beyond|ahead of|more than|less than|against|compared|short of))\b|"
    r", (?:and|but) (?![\dA-Z])|\bwho\b|\bwhich\b"
)
_FORECAST_AHEAD = re.compile(r"(?i)\b(?:polls?|survey|prediction|forecast|predict|expect)\b")
