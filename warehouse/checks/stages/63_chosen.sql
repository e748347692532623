-- The world of the contested contests, as it was chosen.
INSERT INTO world
SELECT line.contest_id, line.round, line.measure, line.candidate, line.low, line.high
FROM (
    SELECT unnest(from_json($chosen, '[{"contest_id": "VARCHAR", "round": "INTEGER", "measure": "VARCHAR", "candidate": "VARCHAR",
        "low": "DECIMAL(28, 9)", "high": "DECIMAL(28, 9)"}]')) AS line
);
