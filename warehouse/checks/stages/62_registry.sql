-- Who stood in the contested contests, and what their counts are called.
SELECT
    contest_id, number_elected, multi_round, rejected_ceiling, declared,
    contest_id IN (SELECT contest_id FROM others) AS has_others,
    contest_id IN (SELECT contest_id FROM adding_up) AS adds_up,
    coalesce(list(DISTINCT candidate) FILTER (NOT withdrawn), []) AS candidates,
    list(DISTINCT counts.round ORDER BY counts.round) AS rounds
FROM checked_contest
SEMI JOIN todo USING (contest_id)
JOIN counts USING (contest_id)
LEFT JOIN checked_candidate USING (contest_id)
GROUP BY ALL
ORDER BY contest_id;
