-- What people said about those findings, oldest first.
SELECT d.contest_id, r.discrepancy_id, r.reviewed_at::VARCHAR AS reviewed_at, r.reviewer, r.decision, r.note, r.evidence
FROM reviews AS r
JOIN discrepancies AS d ON d.discrepancy_id = r.discrepancy_id
WHERE d.contest_id IN (SELECT unnest($contest_ids))
ORDER BY d.contest_id, r.discrepancy_id, r.reviewed_at, r.reviewer, r.decision, r.note;
