"""Results that a body publishes as CSV: a Page and its figures, as if a page had printed the table.

Two layouts, told by their header:

- OpenElections (https://github.com/openelections): county, precinct, office, district, party, candidate, votes; one
  row a candidate and place. Where a candidate has several rows their sum is a figure; rows that are totals already
  ("Total" for a place) are read as printed and kept out of the sum.
- Democracy Club (https://candidates.democracyclub.org.uk): ballot_paper_id, person_name, votes_cast; the turnout,
  spoilt papers and electorate of the ballot are repeated on each row.

Rows belong to the contest that has most of their candidates, two at the least (one, where it has no more). What there
is no candidate of it stays unread; the rows of other contests are left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.cleaning.charset import decode
from pipelines.cleaning.limits import PageRefused, check_size
from pipelines.model import UNIT_OF, Figure, Line, Page, Passage, Reading, Unread
from pipelines.reading.scan.intervals import granularity_of, interval
from pipelines.reading.scan.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.model import Contest, Measure

MEDIA_TYPES = frozenset({"text/csv", "application/csv", "text/comma-separated-values"})
MAX_ROWS = 200_000
OPEN_ELECTIONS = frozenset({"office", "candidate", "votes"})
DEMOCRACY_CLUB = frozenset({"ballot_paper_id", "person_name", "votes_cast"})
WHOLE: dict[str, Measure] = {
    "registered voters": "electorate",
    "ballots cast": "ballots_cast",
    "ballots cast - total": "ballots_cast",
}
"""Offices of OpenElections that are none: rows about the whole ballot."""
BALLOT: dict[str, Measure] = {
    "turnout_reported": "ballots_cast",
    "spoilt_ballots": "ballots_rejected",
    "total_electorate": "electorate",
    "turnout_percentage": "turnout",
}
"""Columns of Democracy Club about the whole ballot."""
_TOTALS = frozenset({"total", "totals", "grand total", "county total", "county totals", "all"})
_COUNT = re.compile(r"\d{1,3}(,\d{3})+|\d+")
_SHARE = re.compile(r"\d+(\.\d+)?%?")

Row = dict[str, str]
Place = tuple[int, int, int]
"""Ordinal of a passage, and where a cell stands in its text."""


def is_results_csv(mime: str | None, url: str) -> bool:
    """Whether a payload is such a table: by its media type, or by its name where the server says nothing better."""
    kind = (mime or "").partition(";")[0].strip().lower()
    named = urlsplit(url).path.lower().endswith(".csv")
    return kind in MEDIA_TYPES or (named and kind in {"", "text/plain", "application/octet-stream"})


def read_results(
    body: bytes, contests: Iterable[Contest], *, url: str | None = None, content_type: str | None = None
) -> tuple[Page, Reading]:
    """The table as a page, and its figures. Raises PageRefused where it is no results table of a known layout."""
    where = url or "the table"
    check_size(len(body), where)
    header, rows = _table(decode(body, content_type), where)
    if header >= DEMOCRACY_CLUB:
        ballots = _groups(rows, ("ballot_paper_id",))
    elif header >= OPEN_ELECTIONS:
        ballots = _groups(rows, ("office", "district"))
    else:
        raise PageRefused(
            f"{where}: found a CSV table with the columns {', '.join(sorted(header))[:200]}, expected those of "
            f"OpenElections ({', '.join(sorted(OPEN_ELECTIONS))}) or of Democracy Club "
            f"({', '.join(sorted(DEMOCRACY_CLUB))}). Rename the columns, or publish the table as a page."
        )
    draft = _Draft()
    registered = tuple(contests)
    for name, group in ballots.items():
        contest = _contest_of(group, registered)
        if contest is None:
            continue
        _read_ballot(draft, " ".join(filter(None, name)), group, contest, ballots)
    return Page(url, None, tuple(draft.passages)), Reading(tuple(draft.figures), tuple(draft.unread))


@dataclass(slots=True)
class _Draft:
    """The page as it grows."""

    passages: list[Passage] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def table(self, heading: str, rows: Sequence[Row]) -> list[dict[str, Place]]:
        """Adds a table passage; gives for each row where each of its cells stands."""
        columns = [name for name in rows[0] if any(row[name] for row in rows)]
        ordinal = len(self.passages)
        text, lines, places = "\t".join(columns), [], []
        lines.append(Line("row", 0, len(text)))
        for row in rows:
            start = len(text) + 1
            text += "\n"
            cells = {}
            for name in columns:
                cells[name] = (ordinal, len(text), len(text) + len(row[name]))
                text += row[name] + "\t"
            text = text[:-1]
            lines.append(Line("row", start, len(text)))
            places.append(cells)
        self.passages.append(Passage(ordinal, "table", text, tuple(lines), heading=heading or None))
        return places

    def number(self, contest: Contest, candidate_id: str | None, measure: Measure, place: Place, rule: str) -> None:
        """Adds the cell as a figure, or as unread where it is no number."""
        ordinal, start, end = place
        printed = self.passages[ordinal].text[start:end]
        value = _value(printed, measure)
        if value is None:
            if printed:
                reason = f"found {printed[:40]!r} where a number of {measure.replace('_', ' ')} should be"
                self.unread.append(Unread(ordinal, "table", printed, start, end, reason, contest.contest_id))
            return
        is_share = UNIT_OF[measure] == "percent"
        granularity = (
            granularity_of(printed, value, is_share=True) if is_share else Decimal(1)
        )  # a table is not rounded
        low, high = interval(value, granularity, "exact", is_share=is_share)
        self.figures.append(
            Figure(
                contest_id=contest.contest_id,
                candidate_id=candidate_id,
                measure=measure,
                value=value,
                low=low,
                high=high,
                granularity=granularity,
                printed=printed,
                unit=UNIT_OF[measure],
                qualifier="exact",
                stance="asserted",
                round=None,
                base=None,
                status=None,
                ordinal=ordinal,
                block="table",
                quote=printed,
                start=start,
                end=end,
                printed_start=start,
                printed_end=end,
                rule=rule,
            )
        )


def _table(text: str, where: str) -> tuple[set[str], list[Row]]:
    """The names of the columns, in lower case, and the rows; tabs and line ends within cells become spaces."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    rows: list[Row] = []
    try:
        header = [name.strip().lower().replace(" ", "_") for name in next(reader, [])]
        for cells in reader:
            if len(rows) == MAX_ROWS:
                raise PageRefused(
                    f"{where}: found more than {MAX_ROWS:,} rows, expected fewer; split the table by contest"
                )
            if any(cells):
                clean = (" ".join(cell.split()) for cell in cells)
                rows.append(dict.fromkeys(header, "") | dict(zip(header, clean, strict=False)))
    except csv.Error as error:
        raise PageRefused(
            f"{where}: found a CSV table that breaks off ({error}), expected rows; save it anew"
        ) from None
    return set(header), rows


def _groups(rows: Iterable[Row], names: Sequence[str]) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row.get(name, "") for name in names)].append(row)
    return groups


def _contest_of(rows: Sequence[Row], contests: Sequence[Contest]) -> Contest | None:
    """The one contest with most of the names, if it has enough of them and no other has as many."""
    names = {fold(_name(row)) for row in rows}
    scored = sorted(
        ((len(names & _known(contest).keys()), contest.contest_id, contest) for contest in contests), reverse=True
    )
    if not scored:
        return None
    best, _, contest = scored[0]
    is_tied = len(scored) > 1 and scored[1][0] == best
    return contest if best >= min(2, len(contest.candidates)) and best > 0 and not is_tied else None


def _name(row: Row) -> str:
    return row.get("candidate") or row.get("person_name") or ""


def _known(contest: Contest) -> Mapping[str, str]:
    return {fold(name): c.candidate_id for c in contest.candidates for name in (c.name, *c.aliases)}


def _read_ballot(
    draft: _Draft, heading: str, rows: Sequence[Row], contest: Contest, ballots: Mapping[tuple[str, ...], list[Row]]
) -> None:
    places = draft.table(heading, rows)
    column: str = "votes_cast" if "votes_cast" in rows[0] else "votes"
    known = _known(contest)
    summed: dict[str, list[Place]] = defaultdict(list)
    for row, cells in zip(rows, places, strict=True):
        candidate_id = known.get(fold(_name(row)))
        if column not in cells:
            continue
        if candidate_id is None:
            _leave(draft, cells[column], contest, _name(row))
        elif _is_total(row) or column == "votes_cast":
            draft.number(contest, candidate_id, "votes", cells[column], "results-csv")
        else:
            summed[candidate_id].append(cells[column])
    _add_up(draft, heading, summed, contest, "votes")
    _whole_ballot(draft, rows, places, contest)
    _around(draft, rows, contest, ballots)


def _leave(draft: _Draft, place: Place, contest: Contest, name: str) -> None:
    ordinal, start, end = place
    printed = draft.passages[ordinal].text[start:end]
    if printed:
        reason = f"no candidate of the contest file: {name[:60]}"
        draft.unread.append(Unread(ordinal, "table", printed, start, end, reason, contest.contest_id))


def _is_total(row: Row) -> bool:
    return any(row.get(name, "").casefold() in _TOTALS for name in ("precinct", "county", "polling_place", "ward"))


def _add_up(
    draft: _Draft, heading: str, places: Mapping[str, Sequence[Place]], contest: Contest, measure: Measure
) -> None:
    """One row each: that is the figure. Several: their sum, in a table of its own that says so. Any gap: no sum."""
    several: list[Row] = []
    for candidate_id, cells in places.items():
        if len(cells) == 1:
            draft.number(contest, candidate_id or None, measure, cells[0], "results-csv")
            continue
        values = [_value(draft.passages[o].text[start:end], measure) for o, start, end in cells]
        if None in values:
            for cell, value in zip(cells, values, strict=True):
                if value is None:
                    draft.number(contest, candidate_id or None, measure, cell, "results-csv")
            continue
        total = sum((value for value in values if value is not None), Decimal(0))
        several.append({"candidate": candidate_id, "rows": str(len(cells)), "sum": str(total)})
    if several:
        sums = draft.table(f"{heading}: rows of the table above added up".strip(": "), several)
        for row, named in zip(several, sums, strict=True):
            draft.number(contest, row["candidate"] or None, measure, named["sum"], "results-csv-sum")


def _whole_ballot(draft: _Draft, rows: Sequence[Row], places: Sequence[dict[str, Place]], contest: Contest) -> None:
    """Democracy Club's columns about the ballot: each distinct value once."""
    for column, measure in BALLOT.items():
        seen: set[str] = set()
        for row, cells in zip(rows, places, strict=True):
            value = row.get(column, "")
            if value and value not in seen:
                seen.add(value)
                draft.number(contest, None, measure, cells[column], "results-csv")


def _around(draft: _Draft, rows: Sequence[Row], contest: Contest, ballots: Mapping[tuple[str, ...], list[Row]]) -> None:
    """OpenElections' rows about all ballots, where they come from the very places that the contest's rows come from."""
    wanted = _places(rows)
    for name, group in ballots.items():
        measure = WHOLE.get(name[0].casefold())
        if measure is None or _places(group) != wanted:
            continue
        counted = [row for row in group if not _is_total(row)] or group
        places = draft.table(name[0], counted)
        votes = [cells["votes"] for cells in places if "votes" in cells]
        _add_up(draft, name[0], {"": votes} if votes else {}, contest, measure)


def _places(rows: Iterable[Row]) -> set[tuple[str, str]]:
    return {(row.get("county", ""), row.get("precinct", "")) for row in rows if not _is_total(row)}


def _value(printed: str, measure: Measure) -> Decimal | None:
    pattern = _SHARE if UNIT_OF[measure] == "percent" else _COUNT
    if not pattern.fullmatch(printed):
        return None
    try:
        return Decimal(printed.replace(",", "").rstrip("%"))
    except InvalidOperation:
        return None
