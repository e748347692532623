-- How many pages each source gave in its last runs before this one, newest first.
SELECT source_id, list(pages ORDER BY run_id DESC)[1:$nights] AS pages
FROM source_outcomes
WHERE run_id < $run_id
GROUP BY source_id
ORDER BY source_id;
