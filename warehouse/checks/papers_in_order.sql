-- More papers than there can have been
-- The candidates' votes account for far fewer papers than are said to have been cast, and the number is another total's.
WITH votes AS (
    SELECT world.contest_id, world.round, sum(world.high) AS high
    FROM world
    JOIN checked_contest USING (contest_id)
    WHERE world.measure = 'votes' AND number_elected = 1
    GROUP BY ALL
    HAVING count(*) > 1
)
SELECT
    printed.printed_id, printed.contest_id, votes.round, 'count' AS base, votes.high AS r_low,
    (votes.high::DOUBLE / (1 - rejected_ceiling / 100))::DECIMAL(28, 9) AS r_high, true AS is_open,
    (printed.low - votes.high::DOUBLE / (1 - rejected_ceiling / 100))::DECIMAL(28, 9) AS apart, 'sum' AS way
FROM printed
JOIN checked_contest USING (contest_id)
JOIN votes ON votes.contest_id = printed.contest_id AND (votes.round = printed.round OR printed.round = 0)
WHERE printed.measure IN ('ballots_cast', 'valid_votes') AND NOT printed.is_forecast
    AND printed.low * (1 - rejected_ceiling / 100) > votes.high
    AND EXISTS (
        FROM world AS people
        WHERE people.contest_id = printed.contest_id AND people.measure IN ('electorate', 'ballots_issued', 'membership')
            AND people.low > votes.high AND agree(people.low, people.high, printed.low, printed.high)
    )
QUALIFY row_number() OVER (PARTITION BY printed.printed_id ORDER BY votes.round) = 1;
