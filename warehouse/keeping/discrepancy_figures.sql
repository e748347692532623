-- Carries discrepancy_figures over from the warehouse before.
INSERT INTO discrepancy_figures BY NAME SELECT * FROM before.discrepancy_figures ANTI JOIN discrepancy_figures AS known USING (discrepancy_id, ordinal);
