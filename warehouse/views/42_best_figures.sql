-- The best value of each quantity, with names, range and backing.
CREATE OR REPLACE VIEW best_figures AS
SELECT
    consensus.contest_id,
    contests.title AS contest,
    consensus.measure,
    consensus.round,
    consensus.candidate_id,
    candidates.name AS candidate,
    consensus.value,
    consensus.low,
    consensus.high,
    consensus.printed_low,
    consensus.printed_high,
    consensus.backing,
    consensus.origins
FROM consensus
JOIN contests USING (contest_id)
LEFT JOIN candidates
  ON candidates.contest_id = consensus.contest_id AND candidates.candidate_id = consensus.candidate_id;

COMMENT ON VIEW best_figures IS 'The best value of each quantity of a contest, how far sources range, and how many independent origins back it';
COMMENT ON COLUMN best_figures.contest_id IS 'The contest';
COMMENT ON COLUMN best_figures.contest IS 'Its title';
COMMENT ON COLUMN best_figures.measure IS 'What is counted';
COMMENT ON COLUMN best_figures.round IS 'The count, if there are several';
COMMENT ON COLUMN best_figures.candidate_id IS 'The candidate; null for the contest as a whole';
COMMENT ON COLUMN best_figures.candidate IS 'Name of the candidate';
COMMENT ON COLUMN best_figures.value IS 'The value that the fewest figures contradict';
COMMENT ON COLUMN best_figures.low IS 'Least value that all accepted figures allow';
COMMENT ON COLUMN best_figures.high IS 'Greatest value that all accepted figures allow';
COMMENT ON COLUMN best_figures.printed_low IS 'Least value printed by any source';
COMMENT ON COLUMN best_figures.printed_high IS 'Greatest value printed by any source';
COMMENT ON COLUMN best_figures.backing IS 'Independent origins whose figure agrees with the value';
COMMENT ON COLUMN best_figures.origins IS 'Independent origins that print a figure for it';
