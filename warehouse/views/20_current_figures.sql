-- What the pages say now: the short form of figures_in_context for questions by hand.
CREATE OR REPLACE VIEW current_figures AS
SELECT
    contest_id,
    candidate_id,
    candidate,
    measure,
    round,
    printed,
    value,
    low,
    high,
    unit,
    qualifier,
    stance,
    base,
    status,
    source,
    standing,
    author,
    published_at,
    seen_from,
    block,
    quote,
    url,
    source_id,
    figure_id
FROM figures_in_context
WHERE is_current;

COMMENT ON VIEW current_figures IS 'Every figure that a page still showed when it was last captured: the short form of figures_in_context';
COMMENT ON COLUMN current_figures.contest_id IS 'The contest';
COMMENT ON COLUMN current_figures.candidate_id IS 'The candidate; null for figures about the contest as a whole';
COMMENT ON COLUMN current_figures.candidate IS 'Name of the candidate';
COMMENT ON COLUMN current_figures.measure IS 'What is counted: votes, vote_share, turnout, ballots_cast, ... (docs/vocabulary.md)';
COMMENT ON COLUMN current_figures.round IS 'Count or ballot, from 1, where the page says which';
COMMENT ON COLUMN current_figures.printed IS 'The number as printed';
COMMENT ON COLUMN current_figures.value IS 'The number';
COMMENT ON COLUMN current_figures.low IS 'Least value that the words allow';
COMMENT ON COLUMN current_figures.high IS 'Greatest value that the words allow; 100000000000000000 stands for no upper end';
COMMENT ON COLUMN current_figures.unit IS 'votes, percent, points, papers, people or nominations';
COMMENT ON COLUMN current_figures.qualifier IS 'exact, about, more_than or less_than';
COMMENT ON COLUMN current_figures.stance IS 'asserted, attributed, disputed, forecast or hypothetical';
COMMENT ON COLUMN current_figures.base IS 'Of what a share is a share, where the page says so';
COMMENT ON COLUMN current_figures.status IS 'Stage of the count, where the page says so';
COMMENT ON COLUMN current_figures.source IS 'Title of the source';
COMMENT ON COLUMN current_figures.standing IS 'Who is speaking: that of the source, or reader for a comment';
COMMENT ON COLUMN current_figures.author IS 'Who wrote it; a pseudonym for a comment';
COMMENT ON COLUMN current_figures.published_at IS 'When it was published, as the page (or the comment) claims';
COMMENT ON COLUMN current_figures.seen_from IS 'First capture that shows it (UTC)';
COMMENT ON COLUMN current_figures.block IS 'body, table, quote or comment:N';
COMMENT ON COLUMN current_figures.quote IS 'The words that report it';
COMMENT ON COLUMN current_figures.url IS 'Address of the page';
COMMENT ON COLUMN current_figures.source_id IS 'The source';
COMMENT ON COLUMN current_figures.figure_id IS 'Id of the figure';
