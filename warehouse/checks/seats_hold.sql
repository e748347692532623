-- More votes than the papers can hold
-- With several to elect, nobody can have more votes than there were papers, and all together no more than papers times seats.
WITH votes AS (
    SELECT world.contest_id, world.round, max(world.low) AS largest, sum(world.low) AS total, any_value(number_elected) AS seats
    FROM world
    JOIN checked_contest USING (contest_id)
    WHERE world.measure = 'votes' AND number_elected > 1
    GROUP BY ALL
)
SELECT
    printed.printed_id, printed.contest_id, votes.round, 'count' AS base,
    greatest(largest, ceil(total::DOUBLE / seats))::DECIMAL(28, 9) AS r_low, 100000000000000000::DECIMAL(28, 9) AS r_high, false AS is_open,
    (greatest(largest, ceil(total::DOUBLE / seats)) - printed.high)::DECIMAL(28, 9) AS apart, 'sum' AS way
FROM printed
JOIN votes ON votes.contest_id = printed.contest_id AND (votes.round = printed.round OR printed.round = 0)
WHERE printed.measure IN ('ballots_cast', 'valid_votes') AND NOT printed.is_forecast
    AND (printed.high < largest OR printed.high * seats < total)
QUALIFY row_number() OVER (PARTITION BY printed.printed_id ORDER BY votes.round) = 1;
