-- The figures on all sides of every discrepancy, with quote, date and archived copy.
CREATE OR REPLACE VIEW discrepancy_sides AS
SELECT
    sides.discrepancy_id,
    sides.ordinal,
    sides.role,
    figure.contest_id,
    figure.candidate,
    figure.measure,
    figure.printed,
    figure.value,
    figure.low,
    figure.high,
    figure.quote,
    figure.source,
    figure.standing,
    figure.author,
    figure.published_as_given,
    figure.seen_from,
    figure.is_current,
    figure.url,
    figure.warc_file,
    figure.warc_offset,
    figure.capture_id,
    sides.figure_id
FROM discrepancy_figures AS sides
JOIN figures_in_context AS figure USING (figure_id);

COMMENT ON VIEW discrepancy_sides IS 'The figures on all sides of every discrepancy, with quote, date and archived copy';
COMMENT ON COLUMN discrepancy_sides.discrepancy_id IS 'The discrepancy';
COMMENT ON COLUMN discrepancy_sides.ordinal IS 'Place in the list, from 1; the odd ones come first';
COMMENT ON COLUMN discrepancy_sides.role IS 'odd, against, conflict or basis (docs/checks.md)';
COMMENT ON COLUMN discrepancy_sides.contest_id IS 'The contest';
COMMENT ON COLUMN discrepancy_sides.candidate IS 'Name of the candidate';
COMMENT ON COLUMN discrepancy_sides.measure IS 'What is counted';
COMMENT ON COLUMN discrepancy_sides.printed IS 'The number as printed';
COMMENT ON COLUMN discrepancy_sides.value IS 'The number';
COMMENT ON COLUMN discrepancy_sides.low IS 'Least value that the words allow';
COMMENT ON COLUMN discrepancy_sides.high IS 'Greatest value that the words allow; 100000000000000000 stands for no upper end';
COMMENT ON COLUMN discrepancy_sides.quote IS 'The words that report it';
COMMENT ON COLUMN discrepancy_sides.source IS 'Title of the source';
COMMENT ON COLUMN discrepancy_sides.standing IS 'Who is speaking';
COMMENT ON COLUMN discrepancy_sides.author IS 'Who wrote it; a pseudonym for a comment';
COMMENT ON COLUMN discrepancy_sides.published_as_given IS 'When it was published, as the page gives it';
COMMENT ON COLUMN discrepancy_sides.seen_from IS 'First capture that shows it (UTC)';
COMMENT ON COLUMN discrepancy_sides.is_current IS 'True where the page still showed it when last captured';
COMMENT ON COLUMN discrepancy_sides.url IS 'Address of the page';
COMMENT ON COLUMN discrepancy_sides.warc_file IS 'WARC file of the archived copy, relative to the archive folder';
COMMENT ON COLUMN discrepancy_sides.warc_offset IS 'Byte at which its record begins';
COMMENT ON COLUMN discrepancy_sides.capture_id IS 'Id of the capture that holds the evidence';
COMMENT ON COLUMN discrepancy_sides.figure_id IS 'The figure';
