-- Names of candidates, for sentences.
SELECT contest_id, candidate, name FROM checked_candidate WHERE name IS NOT NULL;
