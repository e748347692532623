"""Council results in ModernGov (mgElectionAreaResults.aspx), the software of several hundred British councils.

The page has a table of candidates (`Election Candidate`, `Party`, `Votes`, `%`, `Outcome`) and below it "Voting
Summary" with seats, total votes, electorate, papers issued and turnout, then "Rejected ballot papers" by reason. Odd:
the candidates' table repeats each share as the width of a bar, the summary's figures stand in a table without thousands
separators, and a member's photograph list uses the same class `mgStatsTable`. Seen so since 2010 at the latest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.pages import Piece

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_WORDS = ("votes", "electorate", "turnout", "ballot", "rejected", "seats")


def links(page: BeautifulSoup) -> list[str]:
    """The areas of an election: each has its own results page."""
    found = [str(link["href"]) for link in page.select('a[href*="mgElectionAreaResults.aspx"]')]
    return list(dict.fromkeys(found))


def passages(page: BeautifulSoup) -> list[Piece]:
    """Heading and date, the candidates, the summary, the rejected papers."""
    heading = " - ".join(part.get_text(" ", strip=True) for part in page.select("h1, h2.mgSubTitleTxt")[:2]) or None
    for bar in page.select(".mgResultBar, .mgBar, img"):
        bar.decompose()
    tables = [table for table in page.find_all("table") if _is_result(table)]
    return [Piece(str(table), heading=heading) for table in tables]


def _is_result(table: Tag) -> bool:
    """A table that speaks of votes; not the list of members, nor one that only arranges others."""
    if table.find("table") is not None:
        return False
    head = " ".join(cell.get_text(" ", strip=True) for cell in table.find_all(["caption", "th", "td"])[:8]).lower()
    return any(word in head for word in _WORDS)
