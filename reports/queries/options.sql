-- The candidates of the given contests, as their files list them.
SELECT contest_id, candidate_id, name, party, withdrawn
FROM candidates
WHERE contest_id IN (SELECT unnest($contest_ids))
ORDER BY contest_id, ordinal, candidate_id;
