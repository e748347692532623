-- Closes what the contests looked at no longer show, and what was found in contests that are followed no longer.
UPDATE discrepancies SET closed_run = $run_id
WHERE closed_run IS NULL
    AND (contest_id IN (SELECT contest_id FROM checked_contest) OR contest_id NOT IN (SELECT contest_id FROM contests))
    AND discrepancy_id NOT IN (SELECT unnest(from_json($ids, '["VARCHAR"]')));
