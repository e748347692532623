-- The candidates of somebody's own contests.
INSERT INTO checked_candidate
SELECT contest_id, k.candidate, k.name, k.withdrawn
FROM (
    SELECT c.contest_id, unnest(c.candidates) AS k
    FROM (SELECT unnest(from_json($contests, '[{"contest_id": "VARCHAR",
        "candidates": [{"candidate": "VARCHAR", "name": "VARCHAR", "withdrawn": "BOOLEAN"}]}]')) AS c)
);
