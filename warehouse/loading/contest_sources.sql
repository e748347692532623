-- Replaces the sources of each contest by those registered now.
DELETE FROM contest_sources;
INSERT INTO contest_sources BY NAME
SELECT unnest(from_json($rows, '[{
    "contest_id": "VARCHAR",
    "source_id": "VARCHAR",
    "candidate_id": "VARCHAR",
    "since": "DATE",
    "until": "DATE"
}]'), max_depth := 2);
