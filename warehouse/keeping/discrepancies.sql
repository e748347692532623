-- Carries discrepancies over from the warehouse before.
INSERT INTO discrepancies BY NAME SELECT * FROM before.discrepancies ANTI JOIN discrepancies AS known USING (discrepancy_id);
