"""How far a count had come when a figure was given, in NIST SP 1500-100's words, where the passage says so."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.model import Status

_STATUS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "correction",
        re.compile(
            r"(?i)\b(?:correct(?:ion|ed)|erratum|amended (?:figure|result)|revised (?:figure|result|total)s?)\b"
        ),
    ),
    (
        "recount",
        re.compile(
            r"(?i)\b(?:after|in|on|following) (?:a|the|two|several) (?:\w+ )?recounts?\b|"
            r"\brecount(?:ed)? (?:shows?|gave|result)"
        ),
    ),
    (
        "unofficial-complete",
        re.compile(
            r"(?i)\b(?:not|won['’]t|yet to)(?: yet)?(?: be)? (?:be )?(?:officially|formally) "
            r"(?:declared|announced)|\bresult (?:will|is to) be (?:officially|formally) (?:declared|"
            r"announced)"
        ),
    ),
    (
        "certified",
        re.compile(
            r"(?i)\b(?:certified|officially declared|formally declared|final and official|"
            r"declared (?:by|the result|elected|winner)|official result|declaration of result)"
        ),
    ),
    (
        "unofficial-complete",
        re.compile(
            r"(?i)\b(?:provisional(?:ly)?|unofficial|not (?:yet )?(?:be )?(?:officially|formally) "
            r"(?:declared|announced)|preliminary|unconfirmed)\b"
        ),
    ),
    (
        "unofficial-partial",
        re.compile(
            r"(?i)(?:\b(?:with|after|at) )?\d[\d.]*\s?(?:%|per ?cent|percent) (?:of (?:the "
            r")?(?:votes?|precincts|boxes|booths|ballots) )?(?:counted|reporting|in\b|declared)|"
            r"\b(?:so far|early (?:count|results?|figures)|partial|still (?:being )?counted|"
            r"count (?:continues|continuing|goes on)|incomplete|\d+ booths)\b"
        ),
    ),
)


@lru_cache(maxsize=256)  # every figure of a sentence asks about the same words
def status_in(words: str) -> Status | None:
    """What the words say of the count, the weightiest first; None where they say nothing."""
    return next((status for status, pattern in _STATUS if pattern.search(words)), None)
