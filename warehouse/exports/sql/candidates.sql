-- The candidates of a contest in the order of the registry.
SELECT candidate_id, name, party, withdrawn FROM candidates WHERE contest_id = $contest ORDER BY ordinal;
