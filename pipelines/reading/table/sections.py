"""What a table's caption, or a row of words between its rows, says about the rows below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipelines.reading.contest.rounds import round_in

_REJECTED = re.compile(r"(?i)\b(?:reject|spoil|invalid|informal|doubtful)")
_VOTE = re.compile(r"(?i)\b(?:by-?election|election|referendum|ballot|poll|result|count|vote)s?\b")
_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/])")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December),? (?:19|20)\d\d\b"
)
_NOTED = re.compile(r"(?i)\b(?:updated?|as (?:of|at|on)|sources?|published|accessed|retrieved|declared)\b")
_SEVERAL = re.compile(
    r"(?i)\b(?:first|1st) (?:and|&|to|or) (?:second|2nd|final|last)\b|\b(?:all|both) (?:counts|rounds|stages)\b"
)
"""A caption of several counts: which of them a column holds is for its own head to say."""
_SEATS = re.compile(
    r"(?i)^\W*(?:vote for|elect|choose|number (?:to be elected|of (?:seats|vacancies|places))|seats|vacancies|"
    r"to be elected|candidates? to be elected)\b(?!.*\bvotes\b)[^\d%]*\d{1,2}\W*$"
)


@dataclass(frozen=True, slots=True)
class Section:
    """The count, the years of the vote, and whether the rows are kinds of rejected papers."""

    round: int | None = None
    years: tuple[int, ...] = ()
    is_rejected: bool = False

    def under(self, words: str) -> Section:
        """The section that a caption or a row of words opens; what it does not say goes on."""
        is_of_vote = _VOTE.search(words) or (_MONTH.search(words) and not _NOTED.search(words))
        years = tuple(int(year) for year in _YEAR.findall(words)) if is_of_vote else ()
        turn = None if _SEVERAL.search(words) else round_in(words) or self.round
        return Section(turn, years or self.years, bool(_REJECTED.search(words)))

    def headed(self, corner: str) -> Section:
        """The section under a row of heads that begins with `corner` ("Ballot papers rejected", "Reason")."""
        return replace(self, is_rejected=self.is_rejected or bool(_REJECTED.search(corner)))


def tells_seats(words: str) -> bool:
    """ "(Vote for) 1", "Seats 3", "Number to be elected: 2": how many are chosen, which is no figure of votes."""
    return bool(_SEATS.search(words))
