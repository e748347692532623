"""The best figures of a contest as NIST SP 1500-100 version 2 (Election Results Reporting), in JSON.

https://doi.org/10.6028/NIST.SP.1500-100r2. In the format one authority speaks: what goes in is what the checks hold
for true. Counts known only within a range are left out and named in Notes. A ballot on options (yes, no) is a
BallotMeasureContest, every other contest a CandidateContest. Counts of a round are of type "other", named "round N".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from warehouse.exports.stamp import stamp
from warehouse.statements import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OPTIONS = frozenset({"yes", "no", "for", "against", "accept", "reject", "remain", "leave", "keep", "repeal"})
_KIND = "ElectionResults."
_Row = dict[str, Any]


def election_report(con: DuckDBPyConnection, contest_id: str, *, issuer: str) -> dict[str, Any]:
    """The document. Raises LookupError where there is no such contest, or it has no date."""
    contest = _contest(con, contest_id)
    candidates = _rows(con, "candidates", contest_id)
    counts = _rows(con, "counts", contest_id)
    state = stamp(con)
    return {
        "@type": _KIND + "ElectionReport",
        "Format": "summary-contest",
        "GeneratedDate": state.ended_at,
        "Issuer": issuer,
        "IssuerAbbreviation": "".join(word[0] for word in issuer.split()).upper()[:16] or "T",
        "SequenceStart": 1,
        "SequenceEnd": 1,
        "Status": contest["status"] or "unofficial-complete",
        "VendorApplicationId": f"{state.software}, run {state.run_id}",
        "Notes": _notes(counts, candidates),
        "Election": [_election(contest, candidates, counts)],
        "GpUnit": [_unit(contest, counts)],
        **_parties(candidates),
        **_offices(contest),
    }


def _contest(con: DuckDBPyConnection, contest_id: str) -> _Row:
    found = _rows(con, "contest", contest_id)
    if not found:
        known = ", ".join(sorted(row[0] for row in con.execute("SELECT contest_id FROM contests").fetchall()))
        raise LookupError(
            f"the published warehouse: found no contest '{contest_id}', expected one of {known or 'none yet'}. "
            "Take one of these, or add its file to contests/ and run `tallysheet nightly`."
        )
    if found[0]["date"] is None:
        raise LookupError(
            f"contest {contest_id}: found no date, expected the day of the poll or the declaration, without which NIST "
            "SP 1500-100 has no election. Put `date:` into its file in contests/ and run `tallysheet nightly`."
        )
    return found[0]


def _rows(con: DuckDBPyConnection, name: str, contest_id: str) -> list[_Row]:
    cursor = con.execute(statement(f"exports/sql/{name}.sql"), {"contest": contest_id})
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _notes(counts: list[_Row], candidates: list[_Row]) -> str:
    names = {row["candidate_id"]: row["name"] for row in candidates}
    open_ones = [
        " ".join(filter(None, [row["measure"].replace("_", " "), names.get(row["candidate_id"]), _round(row)]))
        for row in counts
        if not row["is_exact"]
    ]
    notes = "Counts are those that reports of several sources agree on, not the authority's own return."
    return f"{notes} Known only within a range, and left out: {'; '.join(open_ones)}." if open_ones else notes


def _round(row: _Row) -> str | None:
    return f"round {row['round']}" if row["round"] is not None else None


def _election(contest: _Row, candidates: list[_Row], counts: list[_Row]) -> dict[str, Any]:
    day = contest["date"].isoformat()
    election = {
        "@type": _KIND + "Election",
        "Name": _words(contest["title"]),
        "Type": "other",
        "OtherType": "election of an organisation" if contest["organisation"] else "election",
        "StartDate": day,
        "EndDate": day,
        "ElectionScopeId": _unit_id(contest),
        "Contest": [_ballot(contest, candidates, counts)],
    }
    if not _is_measure(candidates):
        election["Candidate"] = [_candidate(row) for row in candidates]
    return election


def _is_measure(candidates: list[_Row]) -> bool:
    return bool(candidates) and all(row["candidate_id"] in OPTIONS for row in candidates)


def _candidate(row: _Row) -> dict[str, Any]:
    candidate = {
        "@id": f"candidate-{row['candidate_id']}",
        "@type": _KIND + "Candidate",
        "BallotName": _words(row["name"]),
    }
    if row["party"]:
        candidate["PartyId"] = _party_id(row["party"])
    if row["withdrawn"]:
        candidate["PreElectionStatus"] = "withdrawn"
    return candidate


def _ballot(contest: _Row, candidates: list[_Row], counts: list[_Row]) -> dict[str, Any]:
    is_measure = _is_measure(candidates)
    ballot: dict[str, Any] = {
        "@id": f"contest-{contest['contest_id']}",
        "@type": _KIND + ("BallotMeasureContest" if is_measure else "CandidateContest"),
        "Name": contest["title"],
        "ElectoralDistrictId": _unit_id(contest),
        "VoteVariation": _variation(contest),
        "BallotSelection": [_selection(row, counts, contest, is_measure=is_measure) for row in candidates],
    }
    summary = _summary(counts, contest)
    if summary:
        ballot["SummaryCounts"] = [summary]
    if not is_measure:
        ballot["NumberElected"] = contest["number_elected"]
        ballot["VotesAllowed"] = 1 if contest["multi_round"] else contest["number_elected"]
        if contest["office"]:
            ballot["OfficeIds"] = ["office"]
    return ballot


def _variation(contest: _Row) -> str:
    if contest["multi_round"]:
        return "rcv"
    return "n-of-m" if contest["number_elected"] > 1 else "plurality"


def _selection(row: _Row, counts: list[_Row], contest: _Row, *, is_measure: bool) -> dict[str, Any]:
    votes = [
        _votes(count, contest) for count in _exact(counts, "votes") if count["candidate_id"] == row["candidate_id"]
    ]
    chosen: dict[str, Any] = {
        "@id": f"selection-{row['candidate_id']}",
        "@type": _KIND + ("BallotMeasureSelection" if is_measure else "CandidateSelection"),
        "VoteCounts": votes,
    }
    if is_measure:
        return chosen | {"Selection": _words(row["name"])}
    return chosen | {"CandidateIds": [f"candidate-{row['candidate_id']}"]}


def _exact(counts: list[_Row], measure: str) -> list[_Row]:
    return [row for row in counts if row["measure"] == measure and row["is_exact"]]


def _votes(row: _Row, contest: _Row) -> dict[str, Any]:
    votes = {"@type": _KIND + "VoteCounts", "Count": int(row["value"]), "GpUnitId": _unit_id(contest), "Type": "total"}
    return votes if row["round"] is None else votes | {"Type": "other", "OtherType": f"round {row['round']}"}


def _summary(counts: list[_Row], contest: _Row) -> dict[str, Any] | None:
    totals = {
        name: int(row["value"])
        for name, measure in (("BallotsCast", "ballots_cast"), ("BallotsRejected", "ballots_rejected"))
        for row in _exact(counts, measure)[:1]
    }
    if not totals:
        return None
    return {"@type": _KIND + "SummaryCounts", "Type": "total", "GpUnitId": _unit_id(contest), **totals}


def _unit(contest: _Row, counts: list[_Row]) -> dict[str, Any]:
    unit = {
        "@id": _unit_id(contest),
        "@type": _KIND + "ReportingUnit",
        "Type": "other",
        "OtherType": "organisation" if contest["organisation"] else "area",
        "Name": contest["area"] or contest["organisation"] or contest["title"],
    }
    for name, measure in (("VotersRegistered", "electorate"), ("VotersParticipated", "ballots_cast")):
        for row in _exact(counts, measure)[:1]:
            unit[name] = int(row["value"])
    return unit


def _unit_id(contest: _Row) -> str:
    return f"unit-{contest['contest_id']}"


def _parties(candidates: list[_Row]) -> dict[str, Any]:
    names = dict.fromkeys(row["party"] for row in candidates if row["party"])
    if not names or _is_measure(candidates):
        return {}
    return {"Party": [{"@id": _party_id(name), "@type": _KIND + "Party", "Name": _words(name)} for name in names]}


def _party_id(name: str) -> str:
    return "party-" + "-".join(name.casefold().split())


def _offices(contest: _Row) -> dict[str, Any]:
    if not contest["office"]:
        return {}
    return {"Office": [{"@id": "office", "@type": _KIND + "Office", "Name": _words(contest["office"])}]}


def _words(text: str) -> dict[str, Any]:
    string = {"@type": _KIND + "LanguageString", "Content": text, "Language": "en"}
    return {"@type": _KIND + "InternationalizedText", "Text": [string]}
