"""Other votes on the same page: last time's result, the year before, "as against 24% in 2016"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from pipelines.reading.scan.months import of_another_month

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipelines.model import Contest
    from pipelines.reading.scan.numbers import Number

_AGO = (
    r"last (?:time|year|month|week)(?! (?:around )?we)|previous(?:ly)?|(?:\w+|\d+) "
    r"(?:years?|months?|elections?) (?:ago|earlier|before|previously|back)|"
    r"at the (?:last|previous|preceding|\w* ?general|earlier) (?:\w+ )?(?:election|"
    r"vote|contest|poll|ballot|outing)|(?:the )?(?:last|previous) (?:\w+ )?(?:election|"
    r"ballot|contest|poll(?! (?:before|of|by|had|has|put|gave|showed))|by-election)|"
    r"back then|used to (?:be|have)|in those days|the time before|a year ago|in the "
    r"earlier (?:vote|poll|ballot)|(?:the )?(?:earlier|previous|former) (?:vote|result|"
    r"majority|turnout)"
)
_BREAK = re.compile(
    r"\bago to\b|\binto an?\b|[;()\[\]\n]|, (?:and|but|while|whereas|now|to|this)\b|\bbut\b|\bnow\b|"
    r"\bthis (?:time|year)\b|"
    r"\bwhile\b|[.!?]\s"
)
_AFTER_BREAK = re.compile(
    r"[,;()\[\]\n]|\s[-–—]\s|\band\b|\bbut\b|\bto\b|[.!?](?:\s|$)|(?<![\d,.])\d+(?:[.,]\d+)*\s?(?:%|"
    r"per|votes?)|\b(?:up|down) from\b"
)
_AGO_BEFORE = re.compile(rf"(?i)\b(?:{_AGO})\b")
_YEAR = re.compile(r"(?<![\d,.£$])((?:19|20)\d\d)(?!\d|,\d|\.\d|[’']s)")
_COMPARED = re.compile(
    r"(?i)(?:compared (?:to|with)|as against|up (?:\w+ )?from|down (?:\w+ )?from|"
    r"\b(?:increase|rise|fall|drop|improvement|decrease) (?:on|from)|in place of|"
    r"instead of|rather than|"
    r"(?:it|they|there|that|which|turnout|share) had (?:been|had|managed|polled|got|"
    r"won|stood at)|where (?:it|they|he|she) had|where (?:19|20)\d\d (?:had|managed|"
    r"saw|was)\b[^,;]*|"
    r"(?:19|20)\d\d['’]s)\s*(?:the |a |an |its |his |her |their |just |only |from |at |on |some )*$"
)


_ASIDE = re.compile(
    r", (?:who|which|whose|where|when|then|elected|first elected)\b(?:[^,;:]|(?<=\d)[,:](?=\d))*,(?= )"
    r"(?! (?:when|where|in which)\b)"
)


_BETWEEN_DASHES = re.compile(
    r"\s[–—-]\s(?:(?:well |far |just |slightly )?(?:down|up|compared|against|lower|higher|fewer|more|less|above|below)|"
    r"(?:it|that) was)\b[^–—;:\n]*?\s[–—-](?=\s)"
)


def without_asides(before: str) -> str:
    """The words before a number, closed asides blanked: "Hicks, who had 52,527 in 2010, said that ..."."""
    before = _BETWEEN_DASHES.sub(lambda aside: "," + " " * (len(aside[0]) - 1), before)
    return _ASIDE.sub(lambda aside: "," + " " * (len(aside[0]) - 1), before)


_SINCE = re.compile(r"(?i)\bsince (?:the )?(?:19|20)\d\d\b")
"""Behind a record: "the biggest since 1997" is of this vote."""


def earlier(
    text: str,
    number: Number,
    start: int,
    end: int,
    years: Collection[int],
    contest: Contest,
    written: str | None,
    *,
    is_result: bool,
) -> str | None:
    """Why the number belongs to another vote than the contest, or None. years: those of the contest (may be empty).

    written: when the words were written, as far as is known. is_result: it came out of a vote, and was not known
    before it, as a roll of voters is.
    """
    whole = without_asides(text[start : number.left])
    before = whole[_last_break(whole) :]
    after = text[number.right : end]
    stop = _AFTER_BREAK.search(after)
    after = after[: stop.start()] if stop else after
    year = _year_of_sentence(whole, years)
    if year is not None:
        return f"another vote: {year}"
    if re.match(r"(?i)\s*then\s*(?:[.,;)]|$)", text[number.right : end]) or _THEN.search(before):
        return "another vote: an earlier one"
    if _COMPARED.search(before) and not _same_year(after, years):
        return "another vote: a comparison"
    behind = re.match(rf"(?i)[^,]{{0,40}}?\b(?:{_AGO})\b", after)
    opened = _OPENS_WITH_AGO.match(whole)
    is_open = opened is not None and not _RETURNS.search(whole, opened.end())
    said_of = (before, behind[0] if behind else "", opened[0] if opened and is_open else "")
    if any(not _is_this_vote(ago[0], contest, written) for words in said_of for ago in _AGO_BEFORE.finditer(words)):
        return "another vote: an earlier one"
    if years:
        said = [int(year) for year in _YEAR.findall(_SINCE.sub(" ", after[:40]))] or [
            int(year) for year in _years_before(before)
        ]
        if said and not any(year in years for year in said):
            return f"another vote: {said[-1]}"
    return _of_another_stage(text[start:end], before, after, contest) if is_result else None


_OPENS_WITH_AGO = re.compile(rf"(?i)^\W*(?:and |but )?(?:back |even |as |only |just )?(?:{_AGO})\b")
_THEN = re.compile(
    r"(?i)\b(?:turn-?out|majority|share|vote|lead) then (?:was|stood|had)\b|\b(?:was|were) then (?:\w+ )?$"
)


def _is_this_vote(ago: str, contest: Contest, written: str | None) -> bool:
    """Do the words look back on the contest itself ("last week", "three years ago"), by the day they were written?"""
    words = ago.lower()
    if "general election" in words:
        return "general election" in contest.title.lower()
    if not written or not contest.date or len(contest.date) < len("2022-07-14"):
        return False
    try:
        days = (date.fromisoformat(written[:10]) - date.fromisoformat(contest.date)).days
    except ValueError:
        return False
    if words.startswith(("last week", "last month")):
        return 0 <= days <= (LAST_WEEK if "week" in words else LAST_MONTH)
    back = years_back(words)
    return back is not None and int(written[:4]) - back == int(contest.date[:4])


LAST_WEEK, LAST_MONTH = 14, 62
"""Days back of the furthest vote that may have been held last week, or last month."""


_PRIMARY = re.compile(
    r"(?i)\b(?:in|won|lost|led|topped|carried|swept|after|from|of|his|her) "
    r"(?:(?:the|a|an|his|her|their|its|that|this|last) )?(?:[\w’'-]+ ){0,2}?"
    r"primary\b(?! (?:votes?|schools?|care|teach\w+|education|reasons?|health|sector|members?))"
)
_OF_OPINION = re.compile(r"(?i)\b(?:polls?|polling|pollsters?|survey\w*|forecast\w*|tracker|puts?|odds)\b")


def _of_another_stage(sentence: str, before: str, after: str, contest: Contest) -> str | None:
    """A primary, where the election itself is followed; a vote of another month of the year."""
    near = re.split(r"[,;]| and (?=[A-Z])", after)[0]
    if "primary" not in contest.title.lower() and (_PRIMARY.search(before) or _PRIMARY.search(near)):
        return "another vote: a primary"
    month = of_another_month(before, near, contest) if not _OF_OPINION.search(sentence) else None
    return f"another vote: month {month}" if month is not None else None


_OPENS_WITH_A_YEAR = re.compile(
    r"(?i)^\W*(?:and |but )?(?:(?:back |even |as |only )?in|at the|for|compare[ds]?(?: with| to)?|take|remember) "
    r"((?:19|20)\d\d)\b(?!-)|^\W*((?:19|20)\d\d)(?: (?:results?|election|general election|vote|ballot))?: "
)
_RETURNS = re.compile(
    r"(?i)\bnow\b|\bthis (?:time|year|week)\b|\btoday\b|\blast night\b|\byesterday\b|;|\b(?:but|while|whereas)\b(?! "
    r"(?:that|it|this|even that) (?:was|were))|\bto\b[^,]{0,20}$|, (?=(?:so|and) (?:he|she|it|they)\b)"
)


def _year_of_sentence(before: str, years: Collection[int]) -> int | None:
    """Another year that opens the sentence ("In 1979 ..., but that was ...") and that nothing has taken back."""
    opened = _OPENS_WITH_A_YEAR.match(before)
    said = int(opened[1] or opened[2]) if opened is not None else 0
    if opened is None or not years or said in years:
        return None
    rest = before[opened.end() :]
    if _RETURNS.search(rest) or any(int(year) in years for year in _YEAR.findall(rest)):
        return None
    return said


_YEARS_BACK = re.compile(
    r"(?i)\b(?P<number>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) years? "
    r"(?:ago|earlier|before|previously|back)\b|\b(?P<last>last year)\b"
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def years_back(words: str) -> int | None:
    """How many years back the words look ("four years ago"), or None where they do not say."""
    found = _YEARS_BACK.search(words)
    if found is None:
        return None
    if found["last"]:
        return 1
    said = found["number"].lower()
    return int(said) if said.isdigit() else 1 + _WORDS.index(said) if said in _WORDS else 1


def years_in(text: str) -> list[int]:
    """The years that a text names, in order."""
    return [int(year) for year in _YEAR.findall(text)]


def _last_break(before: str) -> int:
    places = [found.end() for found in _BREAK.finditer(before)]
    return places[-1] if places else 0


def _years_before(before: str) -> list[str]:
    """Years that govern what follows: "In 2010 turnout was ...", "at the 2011 election", not "since 2007"."""
    return [
        found[1]
        for found in re.finditer(
            (
                r"(?i)(?:(?:\bin|\bat the|\bat|\bfor|^|,|:|\b(?:jan|feb|mar|apr|may|june?|july?|"
                r"aug|sept?|oct|nov|dec)[a-z]*)\s*|\b(?:the|of|of the)\s+(?=\d{4} (?:\w+ )?(?:election|"
                r"poll|ballot|vote|contest|by-election|result|referendum|figure|campaign|total|"
                r"turnout))|\b(?:in|at|on|of|for) (?:the|his|her|its|their|that)\s+(?=\d{4} [a-z])|"
                r"\bsince (?=\d{4},? when\b)|"
                r"\b(?:when|while|where|as|and|but) (?=\d{4} (?:was|had|saw|ended)\b))"
                r"((?:19|20)\d\d)\b"
            ),
            before,
        )
        if before[found.end() :].lstrip(", ").startswith("when")
        or not re.search(r"(?i)since\s*$", before[: found.start()])
    ][-1:]


def _same_year(after: str, years: Collection[int]) -> bool:
    return any(int(year) in years for year in _YEAR.findall(after[:40]))
