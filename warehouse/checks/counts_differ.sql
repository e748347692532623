-- A figure that names no count is of another count than the others
-- The page does not say which count its figure belongs to; it fits one of them, and other pages print another.
SELECT
    odd.printed_id, odd.contest_id, other.round, 'other_count' AS base, other.low AS r_low, other.high AS r_high, false AS is_open,
    gap(odd.low, odd.high, other.low, other.high) AS apart, 'round' AS way
FROM printed AS odd
SEMI JOIN (SELECT printed_id FROM fit WHERE how = 'near') AS held ON held.printed_id = odd.printed_id
JOIN printed AS other
    ON other.contest_id = odd.contest_id AND other.measure = odd.measure AND other.candidate = odd.candidate
    AND other.round > 0
    AND NOT agree(odd.low, odd.high, other.low, other.high)
WHERE odd.round = 0 AND odd.measure IN ('votes', 'vote_share', 'majority', 'majority_share', 'valid_votes')
    AND NOT odd.is_forecast AND NOT odd.is_superseded AND NOT other.is_forecast
QUALIFY row_number() OVER (PARTITION BY odd.printed_id ORDER BY other.round, other.backing DESC, other.printed_id) = 1;
