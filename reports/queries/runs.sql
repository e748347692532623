-- The published runs, newest first.
SELECT run_id, started_at::VARCHAR AS started_at, ended_at::VARCHAR AS ended_at, state, reader_version
FROM runs
ORDER BY run_id DESC;
