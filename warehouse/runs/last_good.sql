-- When each source last gave what it should, among the runs before this one.
SELECT source_id, strftime(max(ended_at), '%Y-%m-%d') AS last_good
FROM source_outcomes
WHERE run_id < $run_id AND outcome IN ('collected', 'unchanged')
GROUP BY source_id
ORDER BY source_id;
