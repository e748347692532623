-- What was registered, what was seen, and what was read in it.
--
-- Append-only with content ids made in Python; no enforced keys (the anti join of loading/ and the queries of integrity/
-- take their place), so that the same files serve a store without keys. Times are UTC in plain TIMESTAMP.
-- Two times: what the page claims (published_at, modified_at) and what we saw (captured_at, seen_from, seen_to).

CREATE TABLE contests (
    contest_id VARCHAR,
    title VARCHAR,
    organisation VARCHAR,
    office VARCHAR,
    area VARCHAR,
    date DATE,
    declared DATE,
    number_elected INTEGER,
    multi_round BOOLEAN,
    previous_contest VARCHAR,
    turnout_threshold DECIMAL(28, 6),
    support_threshold DECIMAL(28, 6),
    rejected_ceiling DECIMAL(28, 6)
);
COMMENT ON TABLE contests IS 'One row per vote registered in contests/*.yml';
COMMENT ON COLUMN contests.contest_id IS 'Short name of the contest, as in its YAML file';
COMMENT ON COLUMN contests.title IS 'Name of the contest for people';
COMMENT ON COLUMN contests.organisation IS 'Who holds the vote';
COMMENT ON COLUMN contests.office IS 'What is voted for';
COMMENT ON COLUMN contests.area IS 'Where, for public elections';
COMMENT ON COLUMN contests.date IS 'Close of poll, or the count';
COMMENT ON COLUMN contests.declared IS 'Day of the declaration';
COMMENT ON COLUMN contests.number_elected IS 'Seats to fill';
COMMENT ON COLUMN contests.multi_round IS 'True where votes are counted several times (transfers, run-offs in one contest)';
COMMENT ON COLUMN contests.previous_contest IS 'contest_id of the vote before this one, for changes in share';
COMMENT ON COLUMN contests.turnout_threshold IS 'Turnout in percent that the law asks for, if any';
COMMENT ON COLUMN contests.support_threshold IS 'Share of those entitled to vote, in percent, that the law asks for, if any';
COMMENT ON COLUMN contests.rejected_ceiling IS 'Largest share of papers, in percent, that may have been rejected where no page says how many';

CREATE TABLE candidates (
    contest_id VARCHAR,
    candidate_id VARCHAR,
    ordinal INTEGER,
    name VARCHAR,
    party VARCHAR,
    withdrawn BOOLEAN
);
COMMENT ON TABLE candidates IS 'One row per candidate of a contest; in referendums and strike ballots the options are the candidates';
COMMENT ON COLUMN candidates.contest_id IS 'The contest';
COMMENT ON COLUMN candidates.candidate_id IS 'Short name, unique within the contest';
COMMENT ON COLUMN candidates.ordinal IS 'Place in the YAML file, from 1';
COMMENT ON COLUMN candidates.name IS 'Name for people';
COMMENT ON COLUMN candidates.party IS 'Party or slate, if any';
COMMENT ON COLUMN candidates.withdrawn IS 'True where the candidate stood down before the poll';

CREATE TABLE aliases (
    contest_id VARCHAR,
    candidate_id VARCHAR,
    alias VARCHAR
);
COMMENT ON TABLE aliases IS 'Other names that pages give a candidate';
COMMENT ON COLUMN aliases.contest_id IS 'The contest';
COMMENT ON COLUMN aliases.candidate_id IS 'The candidate';
COMMENT ON COLUMN aliases.alias IS 'A name as pages print it';

CREATE TABLE sources (
    source_id VARCHAR,
    title VARCHAR,
    url VARCHAR,
    spider VARCHAR,
    standing VARCHAR,
    kind VARCHAR,
    page VARCHAR,
    derived_from VARCHAR
);
COMMENT ON TABLE sources IS 'One row per place that speaks about a contest';
COMMENT ON COLUMN sources.source_id IS 'Short name of the source';
COMMENT ON COLUMN sources.title IS 'Name of the source for people';
COMMENT ON COLUMN sources.url IS 'Where collecting begins';
COMMENT ON COLUMN sources.spider IS 'The way of going about the site';
COMMENT ON COLUMN sources.standing IS 'Who is speaking: candidate, supporter, news, official, organisation or reader';
COMMENT ON COLUMN sources.kind IS 'official, news, blog, wiki or forum';
COMMENT ON COLUMN sources.page IS 'Page kind with a reader of its own, if any';
COMMENT ON COLUMN sources.derived_from IS 'source_id that this one is known to repeat';

CREATE TABLE contest_sources (
    contest_id VARCHAR,
    source_id VARCHAR,
    candidate_id VARCHAR,
    since DATE,
    until DATE
);
COMMENT ON TABLE contest_sources IS 'Which sources are followed for which contest';
COMMENT ON COLUMN contest_sources.contest_id IS 'The contest';
COMMENT ON COLUMN contest_sources.source_id IS 'The source';
COMMENT ON COLUMN contest_sources.candidate_id IS 'The candidate whose own or supporting voice it is, if any';
COMMENT ON COLUMN contest_sources.since IS 'Pages dated earlier are not collected';
COMMENT ON COLUMN contest_sources.until IS 'Pages dated later are not collected';

CREATE TABLE pages (
    page_id VARCHAR,
    url VARCHAR,
    host VARCHAR
);
COMMENT ON TABLE pages IS 'One row per address that was captured';
COMMENT ON COLUMN pages.page_id IS 'Hash of the url';
COMMENT ON COLUMN pages.url IS 'The address';
COMMENT ON COLUMN pages.host IS 'Its host name, in lower case';

CREATE TABLE captures (
    capture_id VARCHAR,
    page_id VARCHAR,
    captured_at TIMESTAMP,
    status INTEGER,
    mime VARCHAR,
    payload_digest VARCHAR,
    warc_file VARCHAR,
    warc_offset BIGINT,
    warc_length BIGINT,
    source_id VARCHAR,
    run_id VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    revisit VARCHAR,
    refers_to VARCHAR,
    truncated VARCHAR
);
COMMENT ON TABLE captures IS 'One row per archived exchange: when a page was fetched, what came, and where the bytes lie';
COMMENT ON COLUMN captures.capture_id IS 'Id of the record in the archive';
COMMENT ON COLUMN captures.page_id IS 'The page';
COMMENT ON COLUMN captures.captured_at IS 'When we saw it (UTC)';
COMMENT ON COLUMN captures.status IS 'HTTP status';
COMMENT ON COLUMN captures.mime IS 'Content type as served';
COMMENT ON COLUMN captures.payload_digest IS 'Hash of the bytes served; equal digests are equal pages';
COMMENT ON COLUMN captures.warc_file IS 'WARC file, relative to the archive folder';
COMMENT ON COLUMN captures.warc_offset IS 'Byte at which the record begins in it';
COMMENT ON COLUMN captures.warc_length IS 'Bytes of the compressed record';
COMMENT ON COLUMN captures.source_id IS 'The source for which it was fetched';
COMMENT ON COLUMN captures.run_id IS 'The run that fetched it';
COMMENT ON COLUMN captures.etag IS 'ETag header as served';
COMMENT ON COLUMN captures.last_modified IS 'Last-Modified header as served';
COMMENT ON COLUMN captures.revisit IS 'Set where nothing had changed: server-not-modified or identical-payload-digest';
COMMENT ON COLUMN captures.refers_to IS 'For a revisit: the capture that holds the bytes';
COMMENT ON COLUMN captures.truncated IS 'Why the bytes are not complete, if they are not';

CREATE TABLE readers (
    reader_version VARCHAR,
    reader_order INTEGER
);
COMMENT ON TABLE readers IS 'The versions of the reader that have worked on this warehouse; the highest reader_order is the newest';
COMMENT ON COLUMN readers.reader_version IS 'Version of the reader';
COMMENT ON COLUMN readers.reader_order IS 'Order of use: going back to an earlier version makes that one the newest';

CREATE TABLE readings (
    page_id VARCHAR,
    payload_digest VARCHAR,
    reader_version VARCHAR,
    version_id VARCHAR,
    refused VARCHAR,
    title VARCHAR,
    author VARCHAR,
    published_at TIMESTAMP,
    published_as_given VARCHAR,
    modified_at TIMESTAMP,
    modified_as_given VARCHAR,
    language VARCHAR,
    site VARCHAR
);
COMMENT ON TABLE readings IS 'One row per payload of a page and reader version that has read it; older readings stay';
COMMENT ON COLUMN readings.page_id IS 'The page';
COMMENT ON COLUMN readings.payload_digest IS 'The bytes that were read';
COMMENT ON COLUMN readings.reader_version IS 'Version of the reader';
COMMENT ON COLUMN readings.version_id IS 'The text that came out; null where the payload was refused';
COMMENT ON COLUMN readings.refused IS 'Why the payload could not be read; null where it could';
COMMENT ON COLUMN readings.title IS 'Title of the page';
COMMENT ON COLUMN readings.author IS 'Author as the page names them';
COMMENT ON COLUMN readings.published_at IS 'Publication as the page claims it (UTC; local time where the page gives no offset; first moment of a bare day or month)';
COMMENT ON COLUMN readings.published_as_given IS 'The same as the page gives it';
COMMENT ON COLUMN readings.modified_at IS 'Last change as the page claims it, like published_at';
COMMENT ON COLUMN readings.modified_as_given IS 'The same as the page gives it';
COMMENT ON COLUMN readings.language IS 'Language that the page declares';
COMMENT ON COLUMN readings.site IS 'Name of the site as the page gives it';

CREATE TABLE versions (
    version_id VARCHAR,
    page_id VARCHAR,
    text_sha256 VARCHAR
);
COMMENT ON TABLE versions IS 'One row per wording of a page: an edited page makes a new version';
COMMENT ON COLUMN versions.version_id IS 'Hash of page_id and text_sha256';
COMMENT ON COLUMN versions.page_id IS 'The page';
COMMENT ON COLUMN versions.text_sha256 IS 'SHA-256 over all its passages';

CREATE TABLE passages (
    passage_id VARCHAR,
    version_id VARCHAR,
    ordinal INTEGER,
    kind VARCHAR,
    comment INTEGER,
    post INTEGER,
    author VARCHAR,
    published_at TIMESTAMP,
    published_as_given VARCHAR,
    heading VARCHAR,
    text VARCHAR
);
COMMENT ON TABLE passages IS 'One row per piece of a page by one speaker, in page order';
COMMENT ON COLUMN passages.passage_id IS 'Hash of version_id and ordinal';
COMMENT ON COLUMN passages.version_id IS 'The version';
COMMENT ON COLUMN passages.ordinal IS 'Place in the page, from 0';
COMMENT ON COLUMN passages.kind IS 'body, table, quote or comment';
COMMENT ON COLUMN passages.comment IS 'Number of the comment in page order, from 1; null elsewhere';
COMMENT ON COLUMN passages.post IS 'Number of the post on pages that show several';
COMMENT ON COLUMN passages.author IS 'Who speaks; of a comment a pseudonym, the same for the same name within one data folder';
COMMENT ON COLUMN passages.published_at IS 'When, as the page claims it, like readings.published_at';
COMMENT ON COLUMN passages.published_as_given IS 'The same as the page gives it';
COMMENT ON COLUMN passages.heading IS 'Nearest heading above';
COMMENT ON COLUMN passages.text IS 'The text; positions of figures count its characters from 0';

CREATE TABLE figures (
    figure_id VARCHAR,
    reader_version VARCHAR,
    version_id VARCHAR,
    passage_id VARCHAR,
    contest_id VARCHAR,
    candidate_id VARCHAR,
    measure VARCHAR,
    round INTEGER,
    value DECIMAL(28, 6),
    low DECIMAL(28, 6),
    high DECIMAL(28, 6),
    granularity DECIMAL(28, 6),
    printed VARCHAR,
    unit VARCHAR,
    qualifier VARCHAR,
    stance VARCHAR,
    base VARCHAR,
    status VARCHAR,
    quote VARCHAR,
    quote_start INTEGER,
    quote_end INTEGER,
    printed_start INTEGER,
    printed_end INTEGER,
    rule VARCHAR,
    cues VARCHAR[]
);
COMMENT ON TABLE figures IS 'One row per figure and reader version that found it: a number reported for a contest, as an interval with a printed precision';
COMMENT ON COLUMN figures.figure_id IS 'Hash of passage_id, contest_id, candidate_id, measure, round, value, qualifier and printed_start';
COMMENT ON COLUMN figures.reader_version IS 'Version of the reader that found it';
COMMENT ON COLUMN figures.version_id IS 'The version of the page it stands in';
COMMENT ON COLUMN figures.passage_id IS 'The passage it stands in';
COMMENT ON COLUMN figures.contest_id IS 'The contest it is about';
COMMENT ON COLUMN figures.candidate_id IS 'The candidate it is about; null for figures about the contest as a whole';
COMMENT ON COLUMN figures.measure IS 'What is counted: votes, vote_share, turnout, ballots_cast, ... (docs/vocabulary.md)';
COMMENT ON COLUMN figures.round IS 'Count or ballot, from 1, where the page says which';
COMMENT ON COLUMN figures.value IS 'The number';
COMMENT ON COLUMN figures.low IS 'Least value that the words allow';
COMMENT ON COLUMN figures.high IS 'Greatest value that the words allow; 100000000000000000 stands for no upper end';
COMMENT ON COLUMN figures.granularity IS 'Unit of the last digit that means something: 1000 for 101,000, 0.1 for 45.4%';
COMMENT ON COLUMN figures.printed IS 'The number as printed: 61.80 and 61.8 say different things';
COMMENT ON COLUMN figures.unit IS 'votes, percent, points, papers, people or nominations';
COMMENT ON COLUMN figures.qualifier IS 'exact, about, more_than or less_than';
COMMENT ON COLUMN figures.stance IS 'asserted, attributed, disputed, forecast or hypothetical';
COMMENT ON COLUMN figures.base IS 'Of what a share is a share, where the page says so';
COMMENT ON COLUMN figures.status IS 'Stage of the count, where the page says so: unofficial-partial, unofficial-complete, certified, recount, correction';
COMMENT ON COLUMN figures.quote IS 'The words that report it';
COMMENT ON COLUMN figures.quote_start IS 'First character of the quote in the passage text, from 0';
COMMENT ON COLUMN figures.quote_end IS 'Character after the quote';
COMMENT ON COLUMN figures.printed_start IS 'First character of the printed number, from 0';
COMMENT ON COLUMN figures.printed_end IS 'Character after the printed number';
COMMENT ON COLUMN figures.rule IS 'The rule of the reader that placed it';
COMMENT ON COLUMN figures.cues IS 'The words that the rule went by';

CREATE TABLE unread (
    unread_id VARCHAR,
    reader_version VARCHAR,
    version_id VARCHAR,
    passage_id VARCHAR,
    contest_id VARCHAR,
    printed VARCHAR,
    printed_start INTEGER,
    printed_end INTEGER,
    reason VARCHAR
);
COMMENT ON TABLE unread IS 'One row per number beside a candidate or a counting word that no rule could place';
COMMENT ON COLUMN unread.unread_id IS 'Hash of passage_id, printed_start, printed_end and contest_id';
COMMENT ON COLUMN unread.reader_version IS 'Version of the reader that left it';
COMMENT ON COLUMN unread.version_id IS 'The version of the page it stands in';
COMMENT ON COLUMN unread.passage_id IS 'The passage it stands in';
COMMENT ON COLUMN unread.contest_id IS 'The contest it seems to be about, if any';
COMMENT ON COLUMN unread.printed IS 'The number as printed';
COMMENT ON COLUMN unread.printed_start IS 'First character in the passage text, from 0';
COMMENT ON COLUMN unread.printed_end IS 'Character after it';
COMMENT ON COLUMN unread.reason IS 'Why it could not be placed';

-- Stage table, made anew by every load (loading/page_versions.sql): views that work this out each time are slow.
CREATE TABLE page_versions (
    page_id VARCHAR,
    version_id VARCHAR,
    reader_version VARCHAR,
    source_id VARCHAR,
    title VARCHAR,
    author VARCHAR,
    published_at TIMESTAMP,
    published_as_given VARCHAR,
    modified_at TIMESTAMP,
    modified_as_given VARCHAR,
    seen_from TIMESTAMP,
    seen_to TIMESTAMP,
    captures BIGINT,
    first_capture_id VARCHAR,
    last_capture_id VARCHAR,
    number INTEGER,
    is_latest BOOLEAN
);
COMMENT ON TABLE page_versions IS 'One row per version of a page as the newest reader that has read it sees it, with the times when it was seen';
COMMENT ON COLUMN page_versions.page_id IS 'The page';
COMMENT ON COLUMN page_versions.version_id IS 'The version';
COMMENT ON COLUMN page_versions.reader_version IS 'The newest reader that has read it';
COMMENT ON COLUMN page_versions.source_id IS 'The source that the page belongs to: the one that first captured it';
COMMENT ON COLUMN page_versions.title IS 'Title, when the version was first seen';
COMMENT ON COLUMN page_versions.author IS 'Author, when the version was first seen';
COMMENT ON COLUMN page_versions.published_at IS 'Publication as claimed when the version was first seen';
COMMENT ON COLUMN page_versions.published_as_given IS 'The same as the page gives it';
COMMENT ON COLUMN page_versions.modified_at IS 'Last change as claimed when the version was first seen';
COMMENT ON COLUMN page_versions.modified_as_given IS 'The same as the page gives it';
COMMENT ON COLUMN page_versions.seen_from IS 'First capture that shows it (UTC)';
COMMENT ON COLUMN page_versions.seen_to IS 'Last capture that shows it (UTC)';
COMMENT ON COLUMN page_versions.captures IS 'How many captures show it';
COMMENT ON COLUMN page_versions.first_capture_id IS 'The capture of seen_from';
COMMENT ON COLUMN page_versions.last_capture_id IS 'The capture of seen_to';
COMMENT ON COLUMN page_versions.number IS 'Number of the version by when it was first seen, from 1';
COMMENT ON COLUMN page_versions.is_latest IS 'True for the version that the last readable capture of the page shows';

-- Stage table like page_versions.
CREATE TABLE sightings (
    capture_id VARCHAR,
    page_id VARCHAR,
    captured_at TIMESTAMP,
    version_id VARCHAR,
    reader_version VARCHAR
);
COMMENT ON TABLE sightings IS 'One row per capture that shows a readable page: which version it shows, as the newest reader has it';
COMMENT ON COLUMN sightings.capture_id IS 'The capture';
COMMENT ON COLUMN sightings.page_id IS 'The page';
COMMENT ON COLUMN sightings.captured_at IS 'When we saw it (UTC)';
COMMENT ON COLUMN sightings.version_id IS 'The version that it shows';
COMMENT ON COLUMN sightings.reader_version IS 'The newest reader that has read these bytes';
