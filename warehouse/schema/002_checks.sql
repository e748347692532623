-- Runs, what the checks find, and what people say about it.

CREATE TABLE runs (
    run_id VARCHAR,
    started_at TIMESTAMP,
    ended_at TIMESTAMP,
    state VARCHAR,
    reader_version VARCHAR,
    software VARCHAR,
    captures BIGINT,
    revisits BIGINT,
    pages BIGINT,
    figures BIGINT,
    unread BIGINT,
    discrepancies BIGINT
);
COMMENT ON TABLE runs IS 'One row per nightly or manual run';
COMMENT ON COLUMN runs.run_id IS 'Its start, like 20261121T021500Z';
COMMENT ON COLUMN runs.started_at IS 'When it began (UTC)';
COMMENT ON COLUMN runs.ended_at IS 'When it ended (UTC); null while it runs or where it died';
COMMENT ON COLUMN runs.state IS 'running, done, or held: not published because a data test failed';
COMMENT ON COLUMN runs.reader_version IS 'Version of the reader';
COMMENT ON COLUMN runs.software IS 'Version of Tallysheet';
COMMENT ON COLUMN runs.captures IS 'Captures made by this run';
COMMENT ON COLUMN runs.revisits IS 'Those of them that found nothing changed';
COMMENT ON COLUMN runs.pages IS 'Pages known at its end';
COMMENT ON COLUMN runs.figures IS 'Current figures at its end';
COMMENT ON COLUMN runs.unread IS 'Numbers left unread in current versions at its end';
COMMENT ON COLUMN runs.discrepancies IS 'Open discrepancies at its end';

CREATE TABLE source_outcomes (
    run_id VARCHAR,
    source_id VARCHAR,
    outcome VARCHAR,
    detail VARCHAR,
    started_at TIMESTAMP,
    ended_at TIMESTAMP,
    exchanges BIGINT,
    captures BIGINT,
    revisits BIGINT,
    pages BIGINT,
    bytes_received BIGINT,
    errors BIGINT
);
COMMENT ON TABLE source_outcomes IS 'What each source gave in each run';
COMMENT ON COLUMN source_outcomes.run_id IS 'The run';
COMMENT ON COLUMN source_outcomes.source_id IS 'The source';
COMMENT ON COLUMN source_outcomes.outcome IS 'collected, unchanged, nothing_found, timeout, robots, ... (docs/vocabulary.md)';
COMMENT ON COLUMN source_outcomes.detail IS 'Where, what was found and what to do, in a sentence';
COMMENT ON COLUMN source_outcomes.started_at IS 'When collecting began (UTC)';
COMMENT ON COLUMN source_outcomes.ended_at IS 'When it ended (UTC)';
COMMENT ON COLUMN source_outcomes.exchanges IS 'Requests answered';
COMMENT ON COLUMN source_outcomes.captures IS 'Captures written';
COMMENT ON COLUMN source_outcomes.revisits IS 'Captures that found nothing changed';
COMMENT ON COLUMN source_outcomes.pages IS 'Pages reached';
COMMENT ON COLUMN source_outcomes.bytes_received IS 'Bytes received';
COMMENT ON COLUMN source_outcomes.errors IS 'Requests that failed';

CREATE TABLE discrepancies (
    discrepancy_id VARCHAR,
    check_name VARCHAR,
    contest_id VARCHAR,
    candidate_id VARCHAR,
    measure VARCHAR,
    round INTEGER,
    explanation VARCHAR,
    certainty VARCHAR,
    severity INTEGER,
    apart DECIMAL(28, 6),
    text VARCHAR,
    first_run VARCHAR,
    last_run VARCHAR,
    closed_run VARCHAR
);
COMMENT ON TABLE discrepancies IS 'One row per thing that a check found; closed ones stay, with the run that no longer found them';
COMMENT ON COLUMN discrepancies.discrepancy_id IS 'Hash of what was found: the same finding keeps its id from night to night';
COMMENT ON COLUMN discrepancies.check_name IS 'The check that found it';
COMMENT ON COLUMN discrepancies.contest_id IS 'The contest';
COMMENT ON COLUMN discrepancies.candidate_id IS 'The candidate, if it is about one';
COMMENT ON COLUMN discrepancies.measure IS 'The measure of the odd figure';
COMMENT ON COLUMN discrepancies.round IS 'The count, if it is about one';
COMMENT ON COLUMN discrepancies.explanation IS 'First explanation that fits (docs/vocabulary.md has them in order)';
COMMENT ON COLUMN discrepancies.certainty IS 'certain, likely or open';
COMMENT ON COLUMN discrepancies.severity IS '0 the figures agree, 1 last printed digit, 2 a sentence changes, 3 a decision changes, 4 the winner changes';
COMMENT ON COLUMN discrepancies.apart IS 'How far the odd interval is from what the others allow, in the unit of the measure';
COMMENT ON COLUMN discrepancies.text IS 'The sentence for the report';
COMMENT ON COLUMN discrepancies.first_run IS 'The run that first found it';
COMMENT ON COLUMN discrepancies.last_run IS 'The last run that found it';
COMMENT ON COLUMN discrepancies.closed_run IS 'The run that no longer found it; null while it is open';

CREATE TABLE discrepancy_figures (
    discrepancy_id VARCHAR,
    ordinal INTEGER,
    figure_id VARCHAR,
    role VARCHAR
);
COMMENT ON TABLE discrepancy_figures IS 'The figures on all sides of a discrepancy';
COMMENT ON COLUMN discrepancy_figures.discrepancy_id IS 'The discrepancy';
COMMENT ON COLUMN discrepancy_figures.ordinal IS 'Place in the list, from 1; the odd ones come first';
COMMENT ON COLUMN discrepancy_figures.figure_id IS 'The figure';
COMMENT ON COLUMN discrepancy_figures.role IS 'odd: does not fit; against: what it is set against; conflict: one of several that cannot all be true';

CREATE TABLE explanations (
    discrepancy_id VARCHAR,
    rank INTEGER,
    explanation VARCHAR,
    why VARCHAR
);
COMMENT ON TABLE explanations IS 'All explanations that fit a discrepancy, in order';
COMMENT ON COLUMN explanations.discrepancy_id IS 'The discrepancy';
COMMENT ON COLUMN explanations.rank IS 'Order, from 1; the first is the one the report gives';
COMMENT ON COLUMN explanations.explanation IS 'Its class (docs/vocabulary.md)';
COMMENT ON COLUMN explanations.why IS 'The arithmetic or the words that make it fit';

CREATE TABLE verdicts (
    figure_id VARCHAR,
    contest_id VARCHAR,
    verdict VARCHAR,
    origin VARCHAR
);
COMMENT ON TABLE verdicts IS 'What the last check says of each current figure. Made anew by every check';
COMMENT ON COLUMN verdicts.figure_id IS 'The figure';
COMMENT ON COLUMN verdicts.contest_id IS 'The contest';
COMMENT ON COLUMN verdicts.verdict IS 'holds, other_base, cut_off, open, not_checkable or fails';
COMMENT ON COLUMN verdicts.origin IS 'The page or source that its page repeats, or the source itself: one origin counts once';

CREATE TABLE consensus (
    contest_id VARCHAR,
    round INTEGER,
    measure VARCHAR,
    candidate_id VARCHAR,
    value DECIMAL(28, 6),
    low DECIMAL(28, 6),
    high DECIMAL(28, 6),
    printed_low DECIMAL(28, 6),
    printed_high DECIMAL(28, 6),
    origins INTEGER,
    backing INTEGER
);
COMMENT ON TABLE consensus IS 'The best value of each quantity of a contest by the last check. Made anew by every check';
COMMENT ON COLUMN consensus.contest_id IS 'The contest';
COMMENT ON COLUMN consensus.round IS 'The count, if there are several';
COMMENT ON COLUMN consensus.measure IS 'The measure';
COMMENT ON COLUMN consensus.candidate_id IS 'The candidate; null for the contest as a whole';
COMMENT ON COLUMN consensus.value IS 'The value that the fewest figures contradict';
COMMENT ON COLUMN consensus.low IS 'Least value that all accepted figures allow';
COMMENT ON COLUMN consensus.high IS 'Greatest value that all accepted figures allow';
COMMENT ON COLUMN consensus.printed_low IS 'Least value printed by any source';
COMMENT ON COLUMN consensus.printed_high IS 'Greatest value printed by any source';
COMMENT ON COLUMN consensus.origins IS 'Independent origins that print a figure for it';
COMMENT ON COLUMN consensus.backing IS 'Those of them whose figure agrees with the value';

CREATE TABLE copies (
    version_id VARCHAR,
    origin_version_id VARCHAR,
    relation VARCHAR,
    score DECIMAL(28, 6),
    evidence VARCHAR
);
COMMENT ON TABLE copies IS 'Which versions of pages repeat which. Made anew by every check';
COMMENT ON COLUMN copies.version_id IS 'The version that repeats';
COMMENT ON COLUMN copies.origin_version_id IS 'The version that it repeats';
COMMENT ON COLUMN copies.relation IS 'declared: a source says so; text: the wording is shared; oddity: the same odd figures';
COMMENT ON COLUMN copies.score IS 'Share of text in common, or weight of the shared oddities';
COMMENT ON COLUMN copies.evidence IS 'What speaks for it, in words';

CREATE TABLE reviews (
    discrepancy_id VARCHAR,
    reviewed_at TIMESTAMP,
    reviewer VARCHAR,
    decision VARCHAR,
    note VARCHAR
);
COMMENT ON TABLE reviews IS 'What people decided about discrepancies; kept across rebuilds';
COMMENT ON COLUMN reviews.discrepancy_id IS 'The discrepancy';
COMMENT ON COLUMN reviews.reviewed_at IS 'When (UTC)';
COMMENT ON COLUMN reviews.reviewer IS 'Who';
COMMENT ON COLUMN reviews.decision IS 'accepted, dismissed, or noted: something was said and nothing decided';
COMMENT ON COLUMN reviews.note IS 'Why';

CREATE TABLE run_contests (
    run_id VARCHAR,
    contest_id VARCHAR,
    figures BIGINT
);
COMMENT ON TABLE run_contests IS 'Current figures of each contest at the end of each run';
COMMENT ON COLUMN run_contests.run_id IS 'The run';
COMMENT ON COLUMN run_contests.contest_id IS 'The contest';
COMMENT ON COLUMN run_contests.figures IS 'Current figures';

CREATE TABLE source_record (
    source_id VARCHAR,
    source VARCHAR,
    standing VARCHAR,
    figures BIGINT,
    failing BIGINT,
    unchecked BIGINT,
    rate DOUBLE
);
COMMENT ON TABLE source_record IS 'How many current figures of each source do not fit what the others say; readers'' comments apart. Made anew at the end of every run';
COMMENT ON COLUMN source_record.source_id IS 'The source';
COMMENT ON COLUMN source_record.source IS 'Its title';
COMMENT ON COLUMN source_record.standing IS 'Who is speaking: that of the source, or reader for comments on its pages';
COMMENT ON COLUMN source_record.figures IS 'Current figures';
COMMENT ON COLUMN source_record.failing IS 'Those that cannot be right as printed';
COMMENT ON COLUMN source_record.unchecked IS 'Those that nothing can be held against';
COMMENT ON COLUMN source_record.rate IS '(failing + 1) / (figures + 10): few figures say little';
