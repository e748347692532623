-- What has each source printed? ($contest)
SELECT source, measure, round, candidate, string_agg(DISTINCT printed, ' / ' ORDER BY printed) AS printed
FROM current_figures
WHERE contest_id = $contest AND standing IS DISTINCT FROM 'reader'
GROUP BY ALL
ORDER BY source, measure, round, candidate;
