-- What each source gave, run by run, newest first.
SELECT source_id, run_id, outcome, detail, started_at::VARCHAR AS started_at, exchanges, pages
FROM source_outcomes
ORDER BY source_id, run_id DESC;
