-- All explanations that fit those findings, in order.
SELECT d.contest_id, e.discrepancy_id, e.explanation, e.why
FROM explanations AS e
JOIN discrepancies AS d ON d.discrepancy_id = e.discrepancy_id
WHERE d.contest_id IN (SELECT unnest($contest_ids))
ORDER BY d.contest_id, e.discrepancy_id, e.rank, e.explanation;
