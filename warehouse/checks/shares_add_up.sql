-- The shares on a page add to more than 100
-- Rounding can add half a last digit for each candidate, and cutting off only takes away.
WITH page_total AS (
    SELECT contest_id, page, block, round, shares, candidates, granularity
    FROM share_lists
    WHERE shares > 100 + candidates * granularity / 2 AND candidates > 1
),
listed AS (
    SELECT
        said.printed_id, said.contest_id, said.round, said.value, page_total.*
            EXCLUDE (contest_id, round),
        row_number() OVER (PARTITION BY said.contest_id, said.page, said.block, said.round ORDER BY said.value DESC, said.candidate) AS place
    FROM said
    JOIN page_total USING (contest_id, page, block, round)
    JOIN checked_contest AS contest ON contest.contest_id = said.contest_id
    WHERE said.measure = 'vote_share' AND said.qualifier IN ('exact', 'about') AND contest.number_elected = 1
)
SELECT
    printed_id, contest_id, round, 'list' AS base,
    greatest(100 - (shares - value) - candidates * granularity * 0.5, 0)::DECIMAL(28, 9) AS r_low,
    greatest(100 - (shares - value) + candidates * granularity * 0.5, 0)::DECIMAL(28, 9) AS r_high, false AS is_open,
    (shares - 100 - candidates * granularity * 0.5)::DECIMAL(28, 9) AS apart, 'list' AS way
FROM listed
WHERE place = 1
    -- where votes or other pages already tell which of them is off, that one is named instead
    AND NOT EXISTS (FROM unfit JOIN said AS other USING (printed_id)
        WHERE other.contest_id = listed.contest_id AND other.page = listed.page AND other.measure = 'vote_share');
