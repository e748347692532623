-- Which figures cannot be checked is asked by measure: a join of a million figures for one word took most of that time.
ALTER TABLE verdicts ADD COLUMN measure VARCHAR;
COMMENT ON COLUMN verdicts.measure IS 'What is counted';
