"""Two kinds of vote: people are elected, and questions are decided. A figure of one is none of the other.

A union's page about a strike ballot names its general secretary; a page about a strike ballot says what a member of
parliament was elected on. Names and measure words alone would take either for the contest that is followed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.model import Page
    from pipelines.reading.scan.names import Registry

_ON_A_QUESTION = re.compile(
    r"(?i)\b(?:vot\w+|ballot\w*|mandate|majority|back\w*|support\w*|reject\w*|accept\w*|favou?r)\b[^.;]{0,60}?"
    r"\b(?:(?:to|for|on|of|a|the|further|more|in favou?r of|backing|backed) )+(?:[\w-]+-[\w-]+ )?"
    r"(?:strik\w+|walk(?:ing)? ?out|industrial action|action|stoppages?|(?:the |pay )+(?:offer|deal))\b|"
    r"\bstrike (?:ballot|vote|mandate)s?\b"
)
_OF_PEOPLE = re.compile(
    r"(?i)\b(?:your|our|my|their|the local|that|this|every|an?) (?:\w+ )?"
    r"(?:mp|mep|councillor|government|president|mayor|prime minister|leader|senator|congressman)s?\b"
    r"[^.;]{0,30}\b(?:elected|voted in|got in|won)\b|"
    r"\b(?:was|were|got|been|are|is) elected (?:on|with|by) (?:a |an |just |only )*[\d.]+\s?(?:%|per)"
)
_DISPUTE = re.compile(
    r"(?i)\b(?:strik(?:e|es|ing|ers)|walk-?outs?|industrial action|picket\w*|disputes?|pay (?:offer|deal|claim))\b"
)
_OFFICE = r"(?:general secretary|president|leader\w*|chair|mayor|gs|deputy)"
_ELECTION = re.compile(
    r"(?i)\b(?:re-?)?elect(?:ions?|ed|s|ing|oral)?\b|\bby-?elections?\b|\bcandida\w+|\bnomin\w+|\bhustings\b|"
    r"\brun-?offs?\b|\bprimar(?:y|ies)\b|\bcontest(?:s|ed|ants?)?\b|\brace\b|\breturning officer\b|"
    r"\bscrutineers?\b|\bfirst preferences?\b|"
    rf"\b(?:ballots?|votes?|voting|polls?|results?|figures) (?:for|of|in) (?:the )?(?:\w+ )?{_OFFICE}\b|"
    rf"\b{_OFFICE} (?:ballot|vote|poll|result)s?\b"
)


def of_another_kind(sentence: str, *, is_of_people: bool) -> bool:
    """Does the sentence speak of the other kind of vote than the contest's?"""
    return (_ON_A_QUESTION if is_of_people else _OF_PEOPLE).search(sentence) is not None


def speaks_of_election(page: Page, registry: Registry) -> bool:
    """Whether a page may be about an election of people: one about a dispute names two candidates, or says a word."""
    text = "\n".join((page.title or "", *(passage.text for passage in page.passages)))
    if not _DISPUTE.search(text) or _ELECTION.search(text):
        return True
    found = (m for passage in page.passages for m in registry.find(passage.text))
    return len({key[1] for m in found for key in m.keys if key not in registry.options}) > 1
