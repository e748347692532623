-- Carries source_outcomes over from the warehouse before.
INSERT INTO source_outcomes BY NAME SELECT * FROM before.source_outcomes ANTI JOIN source_outcomes AS known USING (run_id, source_id);
