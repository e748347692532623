-- What only an earlier reader found: the list to look through after a change of the reader.
CREATE OR REPLACE VIEW withdrawn_figures AS
SELECT
    earlier.figure_id,
    earlier.contest_id,
    earlier.candidate_id,
    earlier.measure,
    earlier.printed,
    earlier.quote,
    earlier.rule,
    earlier.reader_version,
    page_versions.reader_version AS newest_reader_version,
    pages.url,
    earlier.version_id
FROM figures AS earlier
JOIN page_versions USING (version_id)
JOIN pages ON pages.page_id = page_versions.page_id
ANTI JOIN figures AS now
  ON now.figure_id = earlier.figure_id AND now.reader_version = page_versions.reader_version
QUALIFY row_number() OVER (PARTITION BY earlier.figure_id ORDER BY earlier.reader_version DESC) = 1;

COMMENT ON VIEW withdrawn_figures IS 'Figures that an earlier version of the reader found and the newest does not';
COMMENT ON COLUMN withdrawn_figures.figure_id IS 'Id of the figure';
COMMENT ON COLUMN withdrawn_figures.contest_id IS 'The contest';
COMMENT ON COLUMN withdrawn_figures.candidate_id IS 'The candidate; null for figures about the contest as a whole';
COMMENT ON COLUMN withdrawn_figures.measure IS 'What is counted';
COMMENT ON COLUMN withdrawn_figures.printed IS 'The number as printed';
COMMENT ON COLUMN withdrawn_figures.quote IS 'The words that report it';
COMMENT ON COLUMN withdrawn_figures.rule IS 'The rule that placed it';
COMMENT ON COLUMN withdrawn_figures.reader_version IS 'A reader that found it';
COMMENT ON COLUMN withdrawn_figures.newest_reader_version IS 'The newest reader that has read that version of the page';
COMMENT ON COLUMN withdrawn_figures.url IS 'Address of the page';
COMMENT ON COLUMN withdrawn_figures.version_id IS 'Id of the version of the page';
