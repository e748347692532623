-- Two shares hold, each on a base of its own
-- Both percentages are right, one of the valid votes (of that count) and one of all papers cast (or of the first count), and so they differ.
WITH holding AS (
    SELECT
        printed.*, bool_or(fit.base IN ('valid_votes', 'count_shown')) AS of_valid,
        bool_or(fit.base IN ('ballots_cast', 'electorate', 'first_count')) AS of_cast,
        min(fit.base) AS base_held
    FROM printed
    JOIN fit USING (printed_id)
    WHERE printed.measure IN ('vote_share', 'majority_share', 'turnout') AND fit.how = 'near' AND fit.base <> 'membership'
        AND (fit.is_plain OR NOT fit.is_open) AND printed.qualifier = 'exact' AND NOT printed.is_forecast
        AND printed_id NOT IN (FROM not_of_papers)
        -- of a figure that names none of several counts nobody knows which it is of: counts_differ looks at those
        AND (printed.round > 0 OR (printed.contest_id, 0) IN (SELECT (contest_id, round) FROM counts))
    GROUP BY ALL
),
side AS (  -- the base that fewer independent origins use is the odd one; of two alike, the valid votes
    SELECT
        contest_id, measure, candidate, round, of_cast,
        row_number() OVER (
            PARTITION BY contest_id, measure, candidate, round ORDER BY backing, is_official, of_cast
        ) = 1 AS is_odd
    FROM (
        SELECT contest_id, measure, candidate, round, of_cast, sum(backing) AS backing, bool_or(standing = 0) AS is_official
        FROM holding
        WHERE of_valid <> of_cast
        GROUP BY ALL
    ) AS backed
)
SELECT
    odd.printed_id, odd.contest_id, odd.round, odd.base_held AS base, other.low AS r_low, other.high AS r_high, false AS is_open,
    gap(odd.low, odd.high, other.low, other.high) AS apart, 'base' AS way
FROM holding AS odd
JOIN side USING (contest_id, measure, candidate, round, of_cast)
JOIN holding AS other
    ON other.contest_id = odd.contest_id AND other.measure = odd.measure AND other.candidate = odd.candidate
    AND other.round = odd.round AND other.of_cast <> odd.of_cast AND other.of_valid <> other.of_cast
    AND NOT agree(odd.low, odd.high, other.low, other.high)
WHERE side.is_odd AND odd.of_valid <> odd.of_cast
QUALIFY row_number() OVER (PARTITION BY odd.printed_id ORDER BY other.backing DESC, other.printed_id) = 1;
