-- What is claimed but cannot be checked?
SELECT current_figures.contest_id, measure, verdict, count(*) AS figures, count(DISTINCT source_id) AS sources
FROM verdicts
JOIN current_figures USING (figure_id)
WHERE verdict IN ('open', 'not_checkable')
GROUP BY ALL
ORDER BY figures DESC, current_figures.contest_id, measure, verdict;
