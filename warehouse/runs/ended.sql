-- Runs of a version of the reader that came to their end.
SELECT run_id FROM runs WHERE reader_version = $reader_version AND ended_at IS NOT NULL LIMIT 1;
