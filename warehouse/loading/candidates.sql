-- Replaces the candidates by those registered now.
DELETE FROM candidates;
INSERT INTO candidates BY NAME
SELECT unnest(from_json($rows, '[{
    "contest_id": "VARCHAR",
    "candidate_id": "VARCHAR",
    "ordinal": "INTEGER",
    "name": "VARCHAR",
    "party": "VARCHAR",
    "withdrawn": "BOOLEAN"
}]'), max_depth := 2);
