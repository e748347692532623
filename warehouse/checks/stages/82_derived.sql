-- Odd figures that somebody worked out from rounded numbers: shares of a rounded list of votes, and the difference of two shares
-- or two rounded votes of the same page (is_own).
CREATE OR REPLACE TEMP TABLE derived AS
WITH registered AS (SELECT contest_id, count(*) AS candidates FROM checked_candidate WHERE NOT withdrawn GROUP BY ALL),
rounded_list AS (  -- rounded votes of every candidate, as one page prints them
    SELECT contest_id, page, block, round, sum(value) AS total
    FROM on_page
    JOIN registered USING (contest_id)
    WHERE measure = 'votes' AND qualifier IN ('exact', 'about')
    GROUP BY ALL
    HAVING max(granularity) > 1 AND count(DISTINCT candidate) = any_value(candidates) AND count(*) = any_value(candidates)
),
worked_out AS (
    SELECT DISTINCT contest_id, 'vote_share' AS measure, candidate, 100 * value::DOUBLE / total AS value,
        shown(value) || ' of ' || shown(total) AS how
    FROM on_page JOIN rounded_list USING (contest_id, page, block, round)
    WHERE measure = 'votes'
    UNION ALL
    SELECT DISTINCT rounded_list.contest_id, 'turnout', '', 100 * total::DOUBLE / implied.low, shown(total) || ' of ' || shown(implied.low)
    FROM rounded_list JOIN implied USING (contest_id)
    WHERE implied.measure IN ('ballots_issued', 'electorate') AND implied.low = implied.high AND implied.low > 0
)
SELECT
    question.printed_id, worked_out.how || ' is ' || shown(worked_out.value::DECIMAL(28, 9)) AS how,
    abs(worked_out.value - question.value) AS apart, false AS is_own
FROM question
JOIN worked_out
    ON worked_out.contest_id = question.contest_id AND worked_out.measure = question.measure AND worked_out.candidate = question.candidate
WHERE question.qualifier = 'exact' AND way <> 'base' AND NOT is_forecast
    AND worked_out.value BETWEEN question.value - question.granularity / 2 AND question.value + question.granularity
UNION ALL
SELECT question.printed_id, min(shown(first.value) || ' − ' || shown(second.value)), 0, true
FROM question
JOIN on_page AS own ON own.printed_id = question.printed_id
JOIN on_page AS first ON first.page = own.page AND first.contest_id = own.contest_id
JOIN on_page AS second ON second.page = own.page AND second.contest_id = own.contest_id AND second.measure = first.measure
WHERE ((question.measure = 'majority_share' AND first.measure = 'vote_share') OR (question.measure = 'majority' AND first.measure = 'votes' AND first.granularity > 1))
    AND first.candidate <> second.candidate AND first.round = second.round AND first.value - second.value = question.value
GROUP BY ALL;
