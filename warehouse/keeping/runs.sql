-- Carries runs over from the warehouse before.
INSERT INTO runs BY NAME SELECT * FROM before.runs ANTI JOIN runs AS known USING (run_id);
