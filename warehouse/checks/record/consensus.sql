-- The best value of each quantity: what the world makes of it, how far sources range, how many independent origins print it.
DELETE FROM consensus WHERE contest_id IN (SELECT contest_id FROM checked_contest);
INSERT INTO consensus
WITH best AS (
    SELECT contest_id, round, measure, candidate, low, high
    FROM implied
    WHERE is_plain AND base <> 'membership' AND high < 1e17
    QUALIFY row_number() OVER (
        PARTITION BY contest_id, round, measure, candidate
        ORDER BY is_open, CASE base WHEN 'count' THEN 0 WHEN 'first_count' THEN 1 WHEN 'ballots_issued' THEN 2 ELSE 3 END, high - low, base
    ) = 1
),
backed AS (
    SELECT
        best.contest_id, best.round, best.measure, best.candidate,
        min(printed.value) FILTER (printed.measure IS NOT NULL) AS printed_low,
        max(printed.value) AS printed_high,
        sum(printed.backing)::INTEGER AS origins,
        coalesce(sum(printed.backing) FILTER (agree(printed.low, printed.high, best.low, best.high)), 0)::INTEGER AS backing
    FROM best
    LEFT JOIN printed
        ON printed.contest_id = best.contest_id AND printed.measure = best.measure AND printed.candidate = best.candidate
        AND (printed.round = best.round OR printed.round = 0) AND NOT printed.is_forecast AND NOT printed.is_talk
        AND NOT printed.is_superseded
    GROUP BY ALL
)
SELECT
    best.contest_id, nullif(best.round, 0), best.measure, nullif(best.candidate, ''),
    CASE WHEN best.high - best.low <= greatest(best.low, 1) / 1000000 THEN best.low ELSE (best.low + best.high) / 2 END,
    best.low, best.high, backed.printed_low, backed.printed_high, coalesce(backed.origins, 0), backed.backing
FROM best
JOIN backed USING (contest_id, round, measure, candidate)
ORDER BY ALL;
