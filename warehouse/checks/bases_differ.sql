-- Two shares hold, each on a base of its own
-- Both percentages are right, one of the valid votes and one of all papers cast, and so they differ.
WITH holding AS (
    SELECT
        printed.*, bool_or(fit.base = 'valid_votes') AS of_valid, bool_or(fit.base = 'ballots_cast') AS of_cast,
        any_value(fit.base) AS base_held
    FROM printed
    JOIN fit USING (printed_id)
    WHERE printed.measure IN ('vote_share', 'majority_share', 'turnout') AND fit.how = 'near' AND fit.base <> 'membership'
        AND (fit.is_plain OR NOT fit.is_open) AND printed.qualifier = 'exact' AND NOT printed.is_forecast
    GROUP BY ALL
)
SELECT
    odd.printed_id, odd.contest_id, odd.round, odd.base_held AS base, other.low AS r_low, other.high AS r_high, false AS is_open,
    gap(odd.low, odd.high, other.low, other.high) AS apart, 'base' AS way
FROM holding AS odd
JOIN holding AS other
    ON other.contest_id = odd.contest_id AND other.measure = odd.measure AND other.candidate = odd.candidate
    AND other.round = odd.round
    AND NOT agree(odd.low, odd.high, other.low, other.high)
    AND odd.of_valid <> other.of_valid
WHERE (odd.backing, odd.standing, odd.printed_id) < (other.backing, other.standing, other.printed_id)
QUALIFY row_number() OVER (PARTITION BY odd.printed_id ORDER BY other.backing DESC, other.printed_id) = 1;
