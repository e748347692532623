-- What are the best figures, and how many independent sources back them? ($contest)
SELECT measure, round, candidate, value, low, high, backing, origins, printed_low, printed_high
FROM best_figures
WHERE contest_id = $contest
ORDER BY measure, round, value DESC, candidate;
