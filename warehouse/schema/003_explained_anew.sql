-- Which run last gave a finding another explanation: opened, closed and explained anew can then be told apart.
ALTER TABLE discrepancies ADD COLUMN explained_run VARCHAR;
COMMENT ON COLUMN discrepancies.explained_run IS 'The run that last changed the explanation of a finding opened earlier; null where it never changed';
