-- Replaces the other names by those registered now.
DELETE FROM aliases;
INSERT INTO aliases BY NAME
SELECT unnest(from_json($rows, '[{
    "contest_id": "VARCHAR",
    "candidate_id": "VARCHAR",
    "alias": "VARCHAR"
}]'), max_depth := 2);
