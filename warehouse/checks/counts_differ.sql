-- A figure that names no count is of another count than the others
-- The page does not say which count its figure belongs to; it fits one of them, and other pages print another.
WITH unnamed AS (  -- is_first: it fits the first count
    SELECT
        printed.printed_id, printed.contest_id, printed.measure, printed.candidate, printed.low, printed.high, printed.backing,
        coalesce(bool_or(agree(printed.low, printed.high, first.low, first.high)), false) AS is_first
    FROM printed
    SEMI JOIN (SELECT printed_id FROM fit WHERE how = 'near') AS held ON held.printed_id = printed.printed_id
    SEMI JOIN (SELECT contest_id FROM counts WHERE round > 0) AS counted ON counted.contest_id = printed.contest_id
    LEFT JOIN implied AS first
        ON first.contest_id = printed.contest_id AND first.measure = printed.measure AND first.candidate = printed.candidate AND first.is_plain
        AND first.round = (SELECT min(round) FROM counts WHERE counts.contest_id = first.contest_id)
    WHERE printed.round = 0 AND printed.measure IN ('votes', 'vote_share', 'majority', 'majority_share', 'valid_votes')
        AND NOT printed.is_forecast AND NOT printed.is_superseded
    GROUP BY ALL
),
named AS (
    SELECT printed_id, contest_id, round, measure, candidate, low, high, backing FROM printed WHERE round > 0 AND NOT is_forecast
    UNION ALL
    SELECT
        printed_id, contest_id, (SELECT min(round) FROM counts WHERE counts.contest_id = unnamed.contest_id), measure, candidate, low, high, backing
    FROM unnamed WHERE is_first
)
SELECT
    odd.printed_id, odd.contest_id, other.round, 'other_count' AS base, other.low AS r_low, other.high AS r_high, false AS is_open,
    gap(odd.low, odd.high, other.low, other.high) AS apart, 'round' AS way
FROM unnamed AS odd
JOIN named AS other
    ON other.contest_id = odd.contest_id AND other.measure = odd.measure AND other.candidate = odd.candidate
    AND NOT agree(odd.low, odd.high, other.low, other.high)
-- of two that both name no count, one of the first and one of a later, the later one is told against the first
WHERE NOT odd.is_first OR NOT EXISTS (
    FROM unnamed AS later
    WHERE later.contest_id = odd.contest_id AND later.measure = odd.measure AND later.candidate = odd.candidate AND NOT later.is_first
)
QUALIFY row_number() OVER (PARTITION BY odd.printed_id ORDER BY other.round, other.backing DESC, other.printed_id) = 1;
