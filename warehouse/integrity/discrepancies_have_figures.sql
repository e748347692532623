-- Every open discrepancy names figures that there are
SELECT discrepancies.discrepancy_id, discrepancy_figures.figure_id
FROM discrepancies
LEFT JOIN discrepancy_figures USING (discrepancy_id)
WHERE discrepancies.closed_run IS NULL
  AND (discrepancy_figures.figure_id IS NULL OR discrepancy_figures.figure_id NOT IN (SELECT figure_id FROM figures));
