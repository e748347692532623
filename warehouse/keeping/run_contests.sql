-- Carries run_contests over from the warehouse before.
INSERT INTO run_contests BY NAME SELECT * FROM before.run_contests ANTI JOIN run_contests AS known USING (run_id, contest_id);
