-- A zero added
-- The last decimal is a nought that was never worked out: without it the figure holds.
SELECT printed_id, 'worked out it is ' || shown(r_low) AS why
FROM question
WHERE is_share AND qualifier = 'exact' AND granularity < 1 AND value % (10 * granularity) = 0
    AND agree(value - 5 * granularity, value + 5 * granularity, r_low, r_high)
    AND way <> 'base';
