-- How much it would matter if the odd figure stood in place of what the world says.
--
-- 1 the last printed digit; 2 a sentence changes (half a point, half a per cent); 3 a decision changes (the order of two
-- candidates, half of the votes, a legal threshold); 4 the winner changes.
CREATE OR REPLACE TEMP TABLE weight AS
WITH rivals AS (
    SELECT
        question.printed_id,
        max(implied.low) FILTER (implied.candidate <> question.candidate) AS best_other,
        bool_or(implied.candidate <> question.candidate AND (question.value > implied.high) <> (question.r_low > implied.high)
            AND implied.low > question.r_high) AS passes,
        bool_or(implied.candidate <> question.candidate AND implied.high < question.r_low AND question.value < implied.low) AS falls_behind
    FROM question
    JOIN implied
        ON implied.contest_id = question.contest_id AND implied.measure = question.measure AND implied.round = question.r_round
        AND implied.is_plain
    WHERE question.measure IN ('votes', 'vote_share') AND question.number_elected = 1 AND question.qualifier IN ('exact', 'about')
    GROUP BY ALL
),
harmless AS (SELECT printed_id FROM explained GROUP BY printed_id HAVING min(rank) IN (4, 5, 7, 8)),
talk AS (SELECT printed_id FROM question WHERE is_talk)
SELECT
    question.printed_id,
    CASE
        WHEN way IN ('base', 'round') OR harmless.printed_id IS NOT NULL OR talk.printed_id IS NOT NULL THEN
            CASE WHEN apart <= granularity OR (is_share AND apart < 0.5) OR (NOT is_share AND apart < abs(r_low) / 200) OR talk.printed_id IS NOT NULL
                THEN 1 ELSE 2 END
        WHEN rivals.passes AND question.value > best_other AND question.r_high < best_other THEN 4
        WHEN rivals.falls_behind AND question.r_low > best_other THEN 4
        WHEN rivals.passes OR rivals.falls_behind THEN 3
        WHEN question.measure = 'vote_share' AND (question.high < 50) <> (r_high < 50) AND (question.low > 50) <> (r_low > 50) THEN 3
        WHEN question.measure = 'turnout' AND contest.turnout_threshold IS NOT NULL
            AND (question.value >= contest.turnout_threshold) <> (r_low >= contest.turnout_threshold) THEN 3
        WHEN question.measure = 'electorate_share' AND contest.support_threshold IS NOT NULL
            AND (question.value >= contest.support_threshold) <> (r_low >= contest.support_threshold) THEN 3
        WHEN apart <= granularity AND granularity < abs(r_low) / 20 AND NOT (granularity = 1 AND NOT is_share AND apart >= abs(r_low) / 200) THEN 1
        WHEN is_share THEN CASE WHEN apart >= 0.5 THEN 2 ELSE 1 END
        WHEN apart >= abs(r_low) / 200 THEN 2
        ELSE 1
    END AS severity
FROM question
JOIN checked_contest AS contest USING (contest_id)
LEFT JOIN rivals USING (printed_id)
LEFT JOIN harmless USING (printed_id)
LEFT JOIN talk USING (printed_id);
