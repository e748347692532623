-- How often each source was out of line. Shown, never used to overrule arithmetic.
CREATE OR REPLACE VIEW source_record AS
SELECT
    figures_in_context.source_id,
    any_value(figures_in_context.source) AS source,
    figures_in_context.standing,
    count(*) AS figures,
    count(*) FILTER (verdicts.verdict = 'fails') AS failing,
    count(*) FILTER (verdicts.verdict IN ('open', 'not_checkable')) AS unchecked,
    round((count(*) FILTER (verdicts.verdict = 'fails') + 1) / (count(*) + 10), 3) AS rate
FROM figures_in_context
LEFT JOIN verdicts USING (figure_id)
WHERE figures_in_context.is_current
GROUP BY figures_in_context.source_id, figures_in_context.standing;

COMMENT ON VIEW source_record IS 'How many figures of each source do not fit what the others say; readers'' comments apart';
COMMENT ON COLUMN source_record.source_id IS 'The source';
COMMENT ON COLUMN source_record.source IS 'Its title';
COMMENT ON COLUMN source_record.standing IS 'Who is speaking: that of the source, or reader for comments on its pages';
COMMENT ON COLUMN source_record.figures IS 'Current figures';
COMMENT ON COLUMN source_record.failing IS 'Those that cannot be right as printed';
COMMENT ON COLUMN source_record.unchecked IS 'Those that nothing can be held against';
COMMENT ON COLUMN source_record.rate IS '(failing + 1) / (figures + 10): few figures say little';
