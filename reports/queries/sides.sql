-- The figures on the sides of those findings.
SELECT d.contest_id, s.discrepancy_id, s.figure_id, s.role
FROM discrepancy_figures AS s
JOIN discrepancies AS d ON d.discrepancy_id = s.discrepancy_id
WHERE d.contest_id IN (SELECT unnest($contest_ids))
ORDER BY d.contest_id, s.discrepancy_id, s.ordinal, s.figure_id;
