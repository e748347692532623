-- The contests of somebody's own file.
INSERT INTO checked_contest
SELECT
    c.contest_id, c.number_elected, c.multi_round, c.declared, c.rejected_ceiling, c.turnout_threshold, c.support_threshold,
    c.previous_contest
FROM (SELECT unnest(from_json($contests, '[{"contest_id": "VARCHAR", "number_elected": "INTEGER", "multi_round": "BOOLEAN",
    "declared": "TIMESTAMP", "rejected_ceiling": "DOUBLE", "turnout_threshold": "DECIMAL(28, 9)",
    "support_threshold": "DECIMAL(28, 9)", "previous_contest": "VARCHAR"}]')) AS c);
