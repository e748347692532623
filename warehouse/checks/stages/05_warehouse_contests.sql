-- The contests of the warehouse: all, or those named.
INSERT INTO checked_contest
SELECT
    contest_id, coalesce(number_elected, 1), coalesce(multi_round, false), coalesce(declared, date)::TIMESTAMP,
    coalesce(rejected_ceiling, 5)::DOUBLE, turnout_threshold, support_threshold, previous_contest
FROM contests
WHERE $contest_ids IS NULL OR contest_id IN (SELECT unnest($contest_ids::VARCHAR[]));
