-- Carries explanations over from the warehouse before.
INSERT INTO explanations BY NAME SELECT * FROM before.explanations ANTI JOIN explanations AS known USING (discrepancy_id, rank);
