-- The newest run.
SELECT run_id, ended_at, software FROM runs ORDER BY run_id DESC LIMIT 1;
