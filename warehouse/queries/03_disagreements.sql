-- Where do sources disagree, and why?
SELECT contest_id, severity, text, explanation, certainty, figures, sources, discrepancy_id
FROM open_discrepancies
WHERE severity >= 2
ORDER BY severity DESC, contest_id, discrepancy_id;
