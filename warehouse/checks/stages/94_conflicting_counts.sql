-- Of the contests with something odd, what holds in each count whatever is printed.
SELECT
    totals.contest_id, totals.round, coalesce(stood.candidates, []) AS candidates, number_elected, rejected_ceiling, is_complete,
    count(*) OVER (PARTITION BY totals.contest_id) = 1 AS is_only
FROM totals
JOIN checked_contest USING (contest_id)
LEFT JOIN (
    SELECT contest_id, list(DISTINCT candidate ORDER BY candidate) AS candidates FROM checked_candidate WHERE NOT withdrawn GROUP BY ALL
) AS stood USING (contest_id)
WHERE contest_id IN (SELECT contest_id FROM question)
ORDER BY ALL;
