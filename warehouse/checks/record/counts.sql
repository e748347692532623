-- How many findings are open, and what this run changed.
SELECT
    count(*) FILTER (closed_run IS NULL),
    count(*) FILTER (closed_run IS NULL AND first_run = $run_id),
    count(*) FILTER (closed_run = $run_id),
    count(*) FILTER (closed_run IS NULL AND explained_run = $run_id)
FROM discrepancies;
