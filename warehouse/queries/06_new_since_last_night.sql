-- What did the latest run open or close?
SELECT
    CASE WHEN discrepancies.first_run = latest.run_id THEN 'opened' ELSE 'closed' END AS change,
    discrepancies.contest_id,
    discrepancies.severity,
    discrepancies.explanation,
    discrepancies.text,
    discrepancies.discrepancy_id
FROM discrepancies
JOIN (SELECT max(run_id) AS run_id FROM runs) AS latest
  ON latest.run_id IN (discrepancies.first_run, discrepancies.closed_run)
ORDER BY change DESC, discrepancies.severity DESC, discrepancies.discrepancy_id;
