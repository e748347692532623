-- How has turnout gone through the years? ($organisation)
SELECT contests.date, contests.title, best_figures.value AS turnout, best_figures.low, best_figures.high, best_figures.backing
FROM best_figures
JOIN contests USING (contest_id)
WHERE best_figures.measure = 'turnout' AND contests.organisation ILIKE $organisation || '%'
ORDER BY contests.date, contests.contest_id;
