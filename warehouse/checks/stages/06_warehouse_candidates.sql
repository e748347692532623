-- Their candidates.
INSERT INTO checked_candidate
SELECT contest_id, candidate_id, name, coalesce(withdrawn, false) FROM candidates SEMI JOIN checked_contest USING (contest_id);
