-- What the last checks found, the gravest first, with what people have said about it.
CREATE OR REPLACE VIEW open_discrepancies AS
SELECT
    discrepancies.contest_id,
    contests.title AS contest,
    discrepancies.candidate_id,
    candidates.name AS candidate,
    discrepancies.measure,
    discrepancies.round,
    discrepancies.text,
    discrepancies.severity,
    discrepancies.explanation,
    discrepancies.certainty,
    discrepancies.apart,
    discrepancies.check_name,
    sides.figures,
    sides.sources,
    discrepancies.first_run,
    discrepancies.last_run,
    reviewed.decision,
    reviewed.note,
    discrepancies.discrepancy_id
FROM discrepancies
LEFT JOIN contests USING (contest_id)
LEFT JOIN candidates
  ON candidates.contest_id = discrepancies.contest_id AND candidates.candidate_id = discrepancies.candidate_id
LEFT JOIN (
    SELECT
        discrepancy_figures.discrepancy_id,
        count(DISTINCT discrepancy_figures.figure_id) AS figures,
        count(DISTINCT page_versions.source_id) AS sources
    FROM discrepancy_figures
    LEFT JOIN figures USING (figure_id)
    LEFT JOIN page_versions USING (version_id)
    GROUP BY discrepancy_figures.discrepancy_id
) AS sides USING (discrepancy_id)
LEFT JOIN (
    SELECT discrepancy_id, arg_max(decision, reviewed_at) AS decision, arg_max(note, reviewed_at) AS note
    FROM reviews
    WHERE decision <> 'noted'
    GROUP BY discrepancy_id
) AS reviewed USING (discrepancy_id)
WHERE discrepancies.closed_run IS NULL
ORDER BY discrepancies.severity DESC, discrepancies.contest_id, discrepancies.measure, discrepancies.discrepancy_id;

COMMENT ON VIEW open_discrepancies IS 'Where figures disagree now, the gravest first';
COMMENT ON COLUMN open_discrepancies.contest_id IS 'The contest';
COMMENT ON COLUMN open_discrepancies.contest IS 'Its title';
COMMENT ON COLUMN open_discrepancies.candidate_id IS 'The candidate, if it is about one';
COMMENT ON COLUMN open_discrepancies.candidate IS 'Name of the candidate';
COMMENT ON COLUMN open_discrepancies.measure IS 'The measure of the odd figure';
COMMENT ON COLUMN open_discrepancies.round IS 'The count, if it is about one';
COMMENT ON COLUMN open_discrepancies.text IS 'What was found, in a sentence';
COMMENT ON COLUMN open_discrepancies.severity IS '0 the figures agree, 1 last printed digit, 2 a sentence changes, 3 a decision changes, 4 the winner changes';
COMMENT ON COLUMN open_discrepancies.explanation IS 'First explanation that fits';
COMMENT ON COLUMN open_discrepancies.certainty IS 'certain, likely or open';
COMMENT ON COLUMN open_discrepancies.apart IS 'How far the odd figure is from what the others allow, in the unit of the measure';
COMMENT ON COLUMN open_discrepancies.check_name IS 'The check that found it';
COMMENT ON COLUMN open_discrepancies.figures IS 'How many figures take part';
COMMENT ON COLUMN open_discrepancies.sources IS 'How many sources they come from';
COMMENT ON COLUMN open_discrepancies.first_run IS 'The run that first found it';
COMMENT ON COLUMN open_discrepancies.last_run IS 'The last run that found it';
COMMENT ON COLUMN open_discrepancies.decision IS 'The last decision of a person about it';
COMMENT ON COLUMN open_discrepancies.note IS 'Their reason';
COMMENT ON COLUMN open_discrepancies.discrepancy_id IS 'Its id';
