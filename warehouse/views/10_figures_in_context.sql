-- Every figure with all that is needed to judge it, one row each, flat.
CREATE OR REPLACE VIEW figures_in_context AS
SELECT
    figures.figure_id,
    figures.contest_id,
    contests.title AS contest,
    figures.candidate_id,
    candidates.name AS candidate,
    figures.measure,
    figures.round,
    figures.value,
    figures.low,
    figures.high,
    figures.granularity,
    figures.printed,
    figures.unit,
    figures.qualifier,
    figures.stance,
    figures.base,
    figures.status,
    figures.quote,
    CASE WHEN passages.kind = 'comment' THEN 'comment:' || passages.comment ELSE passages.kind END AS block,
    page_versions.source_id,
    coalesce(sources.title, page_versions.source_id) AS source,
    sources.kind AS source_kind,
    CASE WHEN passages.kind = 'comment' THEN 'reader' ELSE sources.standing END AS standing,
    CASE WHEN passages.kind <> 'comment' THEN contest_sources.candidate_id END AS voice_of,
    sources.derived_from,
    coalesce(passages.author, CASE WHEN passages.kind <> 'comment' THEN page_versions.author END) AS author,
    coalesce(
        passages.published_at, CASE WHEN passages.kind <> 'comment' THEN page_versions.published_at END
    ) AS published_at,
    coalesce(
        passages.published_as_given, CASE WHEN passages.kind <> 'comment' THEN page_versions.published_as_given END
    ) AS published_as_given,
    page_versions.modified_at,
    page_versions.seen_from,
    page_versions.seen_to,
    page_versions.is_latest AS is_current,
    pages.url,
    page_versions.title AS page_title,
    page_versions.number AS version,
    captures.captured_at,
    captures.warc_file,
    captures.warc_offset,
    captures.warc_length,
    captures.payload_digest,
    passages.heading,
    passages.text AS passage,
    figures.quote_start,
    figures.quote_end,
    figures.printed_start,
    figures.printed_end,
    passages.ordinal,
    figures.rule,
    figures.cues,
    figures.reader_version,
    figures.passage_id,
    figures.version_id,
    page_versions.page_id,
    captures.capture_id
FROM figures
JOIN page_versions USING (version_id, reader_version)
JOIN contests USING (contest_id)
JOIN passages USING (passage_id)
JOIN pages ON pages.page_id = page_versions.page_id
LEFT JOIN candidates ON candidates.contest_id = figures.contest_id AND candidates.candidate_id = figures.candidate_id
LEFT JOIN sources ON sources.source_id = page_versions.source_id
LEFT JOIN contest_sources
  ON contest_sources.contest_id = figures.contest_id AND contest_sources.source_id = page_versions.source_id
LEFT JOIN captures ON captures.capture_id = page_versions.first_capture_id;

COMMENT ON VIEW figures_in_context IS 'Every figure as the newest reader has it, in every version of every page, with who said it, when, where and the archived copy';
COMMENT ON COLUMN figures_in_context.figure_id IS 'Id of the figure';
COMMENT ON COLUMN figures_in_context.contest_id IS 'The contest';
COMMENT ON COLUMN figures_in_context.contest IS 'Its title';
COMMENT ON COLUMN figures_in_context.candidate_id IS 'The candidate; null for figures about the contest as a whole';
COMMENT ON COLUMN figures_in_context.candidate IS 'Name of the candidate';
COMMENT ON COLUMN figures_in_context.measure IS 'What is counted: votes, vote_share, turnout, ballots_cast, ... (docs/vocabulary.md)';
COMMENT ON COLUMN figures_in_context.round IS 'Count or ballot, from 1, where the page says which';
COMMENT ON COLUMN figures_in_context.value IS 'The number';
COMMENT ON COLUMN figures_in_context.low IS 'Least value that the words allow';
COMMENT ON COLUMN figures_in_context.high IS 'Greatest value that the words allow; 100000000000000000 stands for no upper end';
COMMENT ON COLUMN figures_in_context.granularity IS 'Unit of the last digit that means something';
COMMENT ON COLUMN figures_in_context.printed IS 'The number as printed';
COMMENT ON COLUMN figures_in_context.unit IS 'votes, percent, points, papers, people or nominations';
COMMENT ON COLUMN figures_in_context.qualifier IS 'exact, about, more_than or less_than';
COMMENT ON COLUMN figures_in_context.stance IS 'asserted, attributed, disputed, forecast or hypothetical';
COMMENT ON COLUMN figures_in_context.base IS 'Of what a share is a share, where the page says so';
COMMENT ON COLUMN figures_in_context.status IS 'Stage of the count, where the page says so';
COMMENT ON COLUMN figures_in_context.quote IS 'The words that report it';
COMMENT ON COLUMN figures_in_context.block IS 'body, table, quote or comment:N';
COMMENT ON COLUMN figures_in_context.source_id IS 'The source whose page it is';
COMMENT ON COLUMN figures_in_context.source IS 'Title of the source';
COMMENT ON COLUMN figures_in_context.source_kind IS 'official, news, blog, wiki or forum';
COMMENT ON COLUMN figures_in_context.standing IS 'Who is speaking: that of the source, or reader for a comment';
COMMENT ON COLUMN figures_in_context.voice_of IS 'candidate_id, where the source is that candidate''s own or a supporter''s';
COMMENT ON COLUMN figures_in_context.derived_from IS 'source_id that the source is known to repeat';
COMMENT ON COLUMN figures_in_context.author IS 'Who wrote it; a pseudonym for a comment';
COMMENT ON COLUMN figures_in_context.published_at IS 'When it was published, as the page (or the comment) claims (UTC where the page gives an offset)';
COMMENT ON COLUMN figures_in_context.published_as_given IS 'The same as the page gives it';
COMMENT ON COLUMN figures_in_context.modified_at IS 'Last change of the page as it claims';
COMMENT ON COLUMN figures_in_context.seen_from IS 'First capture that shows it (UTC)';
COMMENT ON COLUMN figures_in_context.seen_to IS 'Last capture that shows it (UTC)';
COMMENT ON COLUMN figures_in_context.is_current IS 'True where the page still showed it when last captured; false for older versions of the page';
COMMENT ON COLUMN figures_in_context.url IS 'Address of the page';
COMMENT ON COLUMN figures_in_context.page_title IS 'Title of the page';
COMMENT ON COLUMN figures_in_context.version IS 'Number of the version of the page, from 1';
COMMENT ON COLUMN figures_in_context.captured_at IS 'When the capture was made that holds the evidence (UTC)';
COMMENT ON COLUMN figures_in_context.warc_file IS 'WARC file of that capture, relative to the archive folder';
COMMENT ON COLUMN figures_in_context.warc_offset IS 'Byte at which its record begins';
COMMENT ON COLUMN figures_in_context.warc_length IS 'Bytes of the record';
COMMENT ON COLUMN figures_in_context.payload_digest IS 'Hash of the bytes served';
COMMENT ON COLUMN figures_in_context.heading IS 'Nearest heading above the passage';
COMMENT ON COLUMN figures_in_context.passage IS 'Whole text of the passage';
COMMENT ON COLUMN figures_in_context.quote_start IS 'First character of the quote in the passage, from 0';
COMMENT ON COLUMN figures_in_context.quote_end IS 'Character after the quote';
COMMENT ON COLUMN figures_in_context.printed_start IS 'First character of the printed number in the passage, from 0';
COMMENT ON COLUMN figures_in_context.printed_end IS 'Character after the printed number';
COMMENT ON COLUMN figures_in_context.ordinal IS 'Place of the passage in the page, from 0';
COMMENT ON COLUMN figures_in_context.rule IS 'The rule of the reader that placed the number';
COMMENT ON COLUMN figures_in_context.cues IS 'The words that the rule went by';
COMMENT ON COLUMN figures_in_context.reader_version IS 'Version of the reader';
COMMENT ON COLUMN figures_in_context.passage_id IS 'Id of the passage';
COMMENT ON COLUMN figures_in_context.version_id IS 'Id of the version of the page';
COMMENT ON COLUMN figures_in_context.page_id IS 'Id of the page';
COMMENT ON COLUMN figures_in_context.capture_id IS 'Id of the capture that holds the evidence';
