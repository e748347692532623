-- How much it would matter if the odd figure stood in place of what the world says.
--
-- 1 the last printed digit; 2 a sentence changes (half a point, half a per cent; any mistake in copying or reckoning); 3 a
-- decision changes (the order of two candidates, half of the votes, a legal threshold, more papers than the lead; a tenth
-- of a candidate's votes or of the lead); 4 the winner changes.
-- Where digits were cut off, or both figures are true of their own part or stage, nothing changes: 1. Nor with shares of
-- the vote on another base; a turnout on another base is another sentence.
CREATE OR REPLACE TEMP TABLE weight AS
WITH rivals AS (
    SELECT
        question.printed_id,
        max(implied.low) FILTER (implied.candidate <> question.candidate) AS best_other,
        -- a tie that is broken changes the order too
        bool_or(implied.candidate <> question.candidate AND question.value > implied.high
            AND (implied.low > question.r_high OR (implied.low = question.r_high AND question.r_low > 0))) AS passes,
        bool_or(implied.candidate <> question.candidate AND question.value < implied.low
            AND (implied.high < question.r_low OR (implied.high = question.r_low AND question.r_low = question.r_high))) AS falls_behind
    FROM question
    JOIN implied
        ON implied.contest_id = question.contest_id AND implied.measure = question.measure AND implied.round = question.r_round
        AND implied.is_plain
    WHERE question.measure IN ('votes', 'vote_share') AND question.number_elected = 1 AND question.qualifier IN ('exact', 'about')
    GROUP BY ALL
),
reason AS (SELECT printed_id, min(rank) AS rank FROM explained GROUP BY printed_id),
lead AS (SELECT contest_id, round, min(low) AS low FROM implied WHERE measure = 'majority' AND base = 'count' GROUP BY ALL)
SELECT
    question.printed_id,
    CASE
        WHEN question.is_talk OR question.measure = 'membership' OR way = 'round' OR reason.rank IN (4, 7, 8) THEN 1
        WHEN way = 'base' OR reason.rank = 5 THEN
            CASE WHEN question.measure = 'turnout' AND gap(question.value, question.value, r_low, r_high) >= 0.5 THEN 2 ELSE 1 END
        WHEN rivals.passes AND question.value > best_other AND question.r_high < best_other THEN 4
        WHEN rivals.falls_behind AND question.r_low > best_other THEN 4
        -- the winner's number beside another name, or another's beside the winner's
        WHEN reason.rank = 14 AND ((question.value >= best_other AND r_high < best_other) OR (question.value <= best_other AND r_low > best_other)) THEN 4
        WHEN rivals.passes OR rivals.falls_behind THEN 3
        WHEN question.measure = 'vote_share' AND (question.high < 50) <> (r_high < 50) AND (question.low > 50) <> (r_low > 50) THEN 3
        WHEN question.measure = 'turnout' AND contest.turnout_threshold IS NOT NULL
            AND (question.value >= contest.turnout_threshold) <> (r_low >= contest.turnout_threshold) THEN 3
        WHEN question.measure = 'electorate_share' AND contest.support_threshold IS NOT NULL
            AND (question.value >= contest.support_threshold) <> (r_low >= contest.support_threshold) THEN 3
        WHEN question.measure IN ('ballots_cast', 'valid_votes') AND lead.low > 0 AND apart > lead.low THEN 3
        WHEN question.measure IN ('votes', 'majority') AND reason.rank BETWEEN 13 AND 17 AND gap(question.value, question.value, r_low, r_high) > abs(r_low) / 10
            THEN 3
        WHEN reason.rank BETWEEN 13 AND 17 THEN 2
        WHEN apart <= granularity AND granularity < abs(r_low) / 20 AND NOT (granularity = 1 AND NOT is_share AND apart >= abs(r_low) / 200) THEN 1
        WHEN is_share THEN CASE WHEN apart >= 0.5 THEN 2 ELSE 1 END
        WHEN apart >= abs(r_low) / 200 THEN 2
        ELSE 1
    END AS severity
FROM question
JOIN checked_contest AS contest USING (contest_id)
LEFT JOIN rivals USING (printed_id)
LEFT JOIN reason USING (printed_id)
LEFT JOIN lead ON lead.contest_id = question.contest_id AND lead.round = question.r_round;
