-- Closes what the contests looked at no longer show.
UPDATE discrepancies SET closed_run = $run_id
WHERE closed_run IS NULL
    AND contest_id IN (SELECT contest_id FROM checked_contest)
    AND discrepancy_id NOT IN (SELECT unnest(from_json($ids, '["VARCHAR"]')));
