"""Exports, read back by others' readers and held against others' schemas."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace

import duckdb
import jsonschema
import pytest
from click.testing import CliRunner

from flows.cli import main
from pipelines.model import Candidate, Contest
from tests.warehouse.conftest import CONTEST, RUN, capture, figure, page
from warehouse import db, load

# The parts of NIST SP 1500-100 version 2 that an export uses: what is required, nothing beside it, its words.
INTEGER, STRING, DAY = {"type": "integer"}, {"type": "string"}, {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
LIST = {"type": "array"}


def record(required, **optional):
    return {
        "type": "object",
        "required": list(required),
        "additionalProperties": False,
        "properties": {**required, **optional, "@type": {"type": "string", "pattern": "^ElectionResults\\."}},
    }


def many(part, least=0):
    return {"type": "array", "items": part, "minItems": least}


def word(*words):
    return {"enum": list(words)}


WORDS = record({"Text": many(record({"Content": STRING, "Language": STRING}), 1)})
COUNT_TYPE = word("total", "other")
VOTES = record({"Count": {"type": "number"}, "Type": COUNT_TYPE}, GpUnitId=STRING, OtherType=STRING)
SUMMARY = record({"Type": COUNT_TYPE}, BallotsCast=INTEGER, BallotsRejected=INTEGER, GpUnitId=STRING, OtherType=STRING)
CONTEST_PARTS = {
    "SummaryCounts": many(SUMMARY),
    "VoteVariation": word("plurality", "n-of-m", "rcv"),
}
CANDIDATE_CONTEST = record(
    {"@id": STRING, "Name": STRING, "ElectoralDistrictId": STRING, "VotesAllowed": INTEGER},
    NumberElected=INTEGER,
    OfficeIds=many(STRING),
    BallotSelection=many(record({"@id": STRING, "CandidateIds": many(STRING, 1)}, VoteCounts=many(VOTES))),
    **CONTEST_PARTS,
)
MEASURE_CONTEST = record(
    {"@id": STRING, "Name": STRING, "ElectoralDistrictId": STRING},
    BallotSelection=many(record({"@id": STRING, "Selection": WORDS}, VoteCounts=many(VOTES))),
    **CONTEST_PARTS,
)
CANDIDATE = record({"@id": STRING, "BallotName": WORDS}, PartyId=STRING, PreElectionStatus=word("withdrawn"))
ELECTION = record(
    {"ElectionScopeId": STRING, "StartDate": DAY, "EndDate": DAY, "Name": WORDS, "Type": word("other", "general")},
    OtherType=STRING,
    Candidate=many(CANDIDATE),
    Contest=many({"oneOf": [CANDIDATE_CONTEST, MEASURE_CONTEST]}),
)
UNIT = record(
    {"@id": STRING, "Type": word("other")},
    OtherType=STRING,
    Name=STRING,
    VotersRegistered=INTEGER,
    VotersParticipated=INTEGER,
)
STATUS = word("certified", "correction", "pre-election", "recount", "unofficial-complete", "unofficial-partial")
NIST = record(
    {
        "Format": word("summary-contest", "precinct-level"),
        "GeneratedDate": {"type": "string", "pattern": "T.*Z$"},
        "Issuer": STRING,
        "IssuerAbbreviation": STRING,
        "SequenceEnd": INTEGER,
        "SequenceStart": INTEGER,
        "Status": STATUS,
        "VendorApplicationId": STRING,
    },
    Notes=STRING,
    Election=many(ELECTION),
    GpUnit=many(UNIT),
    Office=many(record({"@id": STRING, "Name": WORDS})),
    Party=many(record({"@id": STRING, "Name": WORDS})),
)


@pytest.fixture
def data(con, put, tmp_path):
    """A published night: a page with a figure that cannot be right, one that only looks different, one of a reader."""
    load.start_run(con, RUN, started_at="2010-11-23T02:00:00Z", reader_version="1.0", software="tallysheet 0")
    whole = page("McCluskey 101,194, Hicks 52,257", comments=(("Ann", "=Bayliss 46,000"),), author="Clerk")
    put(
        capture("http://scrutineer.example/result"),
        whole,
        figure(whole, "101,194", status="certified"),
        figure(whole, "52,257", "jerry-hicks"),
        figure(whole, "46,000", "les-bayliss", 1),
    )
    ids = dict(con.execute("SELECT printed, figure_id FROM figures").fetchall())
    for number, (explanation, certainty, printed) in enumerate(
        [
            ("digit", "certain", "52,257"),
            ("cut_off", "certain", "101,194"),
            ("digit", "certain", "46,000"),
            ("digit", "likely", "52,257"),
        ]
    ):
        con.execute(
            "INSERT INTO discrepancies (discrepancy_id, contest_id, explanation, certainty, severity, text, first_run)"
            " VALUES (?, 'unite-gs-2010', ?, ?, 2, 'one digit: 52,257 for 52,527', ?)",
            [f"d{number}", explanation, certainty, RUN],
        )
        con.execute("INSERT INTO discrepancy_figures VALUES (?, 1, ?, 'odd')", [f"d{number}", ids[printed]])
    con.execute("""
        INSERT INTO consensus VALUES
        ('unite-gs-2010', NULL, 'votes', 'len-mccluskey', 101194, 101194, 101194, 101000, 101194, 1, 1),
        ('unite-gs-2010', NULL, 'votes', 'jerry-hicks', 52527, 52000, 53000, 52000, 53000, 1, 1),
        ('unite-gs-2010', NULL, 'ballots_cast', NULL, 239870, 239870, 239870, 239870, 239870, 1, 1),
        ('unite-gs-2010', 2, 'votes', 'gail-cartmail', 9007199254740993, 9007199254740993, 9007199254740993, 1, 1, 1, 1)
    """)
    load.finish_run(con, RUN, ended_at="2010-11-23T03:00:00Z")
    db.publish(con, tmp_path / "data" / "warehouse.duckdb")
    return tmp_path / "data"


def export(data, *words):
    result = CliRunner().invoke(
        main, ["export", words[0], "--data", str(data), "--output", str(data / "out"), *words[1:]]
    )
    assert result.exit_code == 0, result.output
    return data / "out"


def test_every_file_of_the_package_is_as_it_says(data):
    out = export(data, "tables")
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == RUN
    assert package["created"] == "2010-11-23T03:00:00Z"
    for resource in package["resources"]:
        for file in (resource, resource["parquet"]):
            body = (out / file["path"]).read_bytes()
            assert (file["bytes"], file["hash"]) == (len(body), "sha256:" + hashlib.sha256(body).hexdigest())
        assert resource["description"]
    named = {file["path"] for one in package["resources"] for file in (one, one["parquet"])}
    assert named | {"datapackage.json", "dictionary.md"} == {file.name for file in out.iterdir()}


def test_csv_and_parquet_hold_the_same_rows_under_the_fields_described(data):
    out = export(data, "tables")
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        with (out / resource["path"]).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        parquet = out / resource["parquet"]["path"]
        assert duckdb.sql(f"SELECT count(*) FROM '{parquet}'").fetchall() == [(len(rows),)]
    figures = duckdb.sql(f"SELECT value::VARCHAR FROM '{out / 'figures.parquet'}' WHERE printed = '101,194'").fetchall()
    assert figures == [("101194.000000",)]


def test_the_same_warehouse_gives_the_same_files(data):
    once = {file.name: file.read_bytes() for file in export(data, "tables").iterdir()}
    again = {file.name: file.read_bytes() for file in export(data, "tables").iterdir()}
    assert once == again


def test_only_certain_mistakes_of_sources_become_claim_reviews(data):
    out = export(data, "claimreview", "--author", "Observers", "--base-url", "https://example.org/tally/")
    document = json.loads((out / "claimreview.json").read_text(encoding="utf-8"))
    assert document["@context"] == "https://schema.org"
    [review] = document["@graph"]
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "52,257"
    assert review["datePublished"] == "2010-11-23"
    assert review["url"] == "https://example.org/tally/contests/unite-gs-2010.html"
    assert review["itemReviewed"]["appearance"]["url"] == "http://scrutineer.example/result"
    assert review["reviewRating"]["alternateName"] == "Cannot be right as printed"


def test_results_of_a_contest_hold_to_the_schema_and_leave_out_what_is_not_exact(data, tmp_path):
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(NIST), encoding="utf-8")
    out = export(data, "results", "unite-gs-2010", "--issuer", "Example Observers", "--validate", str(schema))
    document = json.loads((out / "unite-gs-2010.nist.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(NIST).validate(document)
    assert document["Status"] == "certified"
    assert document["IssuerAbbreviation"] == "EO"
    assert "votes Jerry Hicks" in document["Notes"]
    [contest] = document["Election"][0]["Contest"]
    votes = {one["CandidateIds"][0]: one["VoteCounts"] for one in contest["BallotSelection"]}
    assert [one["Count"] for one in votes["candidate-len-mccluskey"]] == [101194]
    assert votes["candidate-jerry-hicks"] == []
    [second] = votes["candidate-gail-cartmail"]
    assert (second["Count"], second["OtherType"]) == (2**53 + 1, "round 2")
    assert contest["SummaryCounts"][0]["BallotsCast"] == 239870
    references = {
        document["GpUnit"][0]["@id"],
        contest["ElectoralDistrictId"],
        document["Election"][0]["ElectionScopeId"],
    }
    assert len(references) == 1


def test_a_ballot_on_options_is_a_ballot_measure(con, tmp_path):
    ballot = Contest(
        "strike", "Strike ballot", date="2019-05-20", candidates=(Candidate("yes", "Yes"), Candidate("no", "No"))
    )
    load.load_contests(con, [ballot])
    db.publish(con, tmp_path / "warehouse.duckdb")
    document = json.loads((export(tmp_path, "results", "strike") / "strike.nist.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(NIST).validate(document)
    assert document["Election"][0]["Contest"][0]["@type"] == "ElectionResults.BallotMeasureContest"


@pytest.mark.parametrize(
    ("contests", "wanted", "words"),
    [
        ([CONTEST], "no-such", "expected one of unite-gs-2010"),
        ([replace(CONTEST, date=None, declared=None)], "unite-gs-2010", "found no date"),
    ],
)
def test_a_contest_that_cannot_be_exported_says_why(con, tmp_path, contests, wanted, words):
    load.load_contests(con, contests)
    db.publish(con, tmp_path / "warehouse.duckdb")
    result = CliRunner().invoke(main, ["export", "results", wanted, "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert words in result.output
