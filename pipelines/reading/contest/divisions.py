"""Votes of other meetings and bodies, told by the subject of the clause: motions, other unions, polls of a nation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.reading.scan.names import fold

if TYPE_CHECKING:
    from collections.abc import Collection

_MOTION = re.compile(
    r"(?i)\b(?:motion|amendment|resolution|composite)s?\b[^.;]{0,80}?\b(?:carried|passed|fell|lost|defeated|got|won|received|"
    r"had|rejected|went through)\b[^.;]{0,30}$"
)
_OF_A_NATION = re.compile(
    r"(?i)\b(?:national|westminster|gb|(?:britain|uk|country)-?wide) (?:opinion )?(?:polls?|polling|voting intention|"
    r"vote share|share of the vote)\b"
)
_THEIR_BODY = re.compile(
    r"\b(?:[Mm]embers|[Ss]taff|[Ww]orkers|[Ee]mployees|[Vv]oters|[Dd]elegates|[Ss]tudents) (?:of|at|in) (?:the )?"
    r"(?P<body>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
)
_BODY = re.compile(
    r"(?:^|[,;] |[.!?] )(?:The |the )?(?P<body>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}) "
    r"(?:Union|Guild|Association|Federation)(?:, [^,;]{3,60},)? "
    r"(?:voted|rejected|accepted|backed|elected|balloted|members)\b"
)
_NATIONAL_WORDS = frozenset({"national", "general", "presidential"})
"""Of a contest that such a poll may be about."""


def of_another_meeting(
    before: str, earlier: str, known: Collection[str], *, is_named: bool, is_total: bool
) -> str | None:
    """Why the sentence, up to the number, speaks of a vote that nobody follows; None where it does not.

    earlier: the paragraph up to the sentence. known: words of the followed contests and names. is_named: the number is
    a person's or a party's; is_total: it is one of the whole contest.
    """
    if is_named and _MOTION.search(before):
        return "a motion at a meeting"
    if is_named and _OF_A_NATION.search(f"{earlier} {before}") and not _NATIONAL_WORDS & set(known):
        return "a poll of the whole nation"
    body = _THEIR_BODY.search(before) or _BODY.search(before) if is_total else None
    if body is not None and not any(_is_known(word, known) for word in body["body"].split()):
        return f"members of another body: {body['body']}"
    return None


def _is_known(word: str, known: Collection[str]) -> bool:
    folded = fold(word).removesuffix("'s").removesuffix("'")
    return folded in known or f"{folded}s" in known or folded.removesuffix("s") in known
