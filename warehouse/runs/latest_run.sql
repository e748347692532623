-- The newest run.
SELECT run_id FROM runs ORDER BY run_id DESC LIMIT 1;
