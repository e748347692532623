-- A made-up warehouse for report_speed.py: $contests contests, 10 sources with a page each, 7 figures a page.

-- contests, candidates, sources
INSERT INTO contests BY NAME SELECT 'c' || lpad(i::VARCHAR, 5, '0') AS contest_id, 'Contest number ' || i AS title,
'Borough ' || i % 300 AS organisation, DATE '2026-05-07' AS date, DATE '2026-05-08' AS declared, 1 AS number_elected
FROM range($contests) t(i);

INSERT INTO candidates BY NAME SELECT contest_id, 'k' || k AS candidate_id, k AS ordinal,
'Candidate ' || chr((64 + k)::INTEGER) || ' of ' || contest_id AS name, NULL AS party, false AS withdrawn
FROM contests, range(1, 5) t(k);

INSERT INTO sources BY NAME SELECT 's' || s AS source_id, 'Source number ' || s AS title,
'http://source-' || s || '.example/' AS url, 'feed' AS spider, 'news' AS standing, 'news' AS kind FROM range(10) t(s);

-- one page, capture, version and passage for each source of each contest
INSERT INTO pages BY NAME SELECT 'p' || contest_id || s AS page_id, 'http://source-' || s || '.example/' || contest_id AS url,
'source-' || s || '.example' AS host FROM contests, range(10) t(s);

INSERT INTO page_versions BY NAME SELECT page_id, 'v' || page_id AS version_id, '1' AS reader_version,
's' || page_id[-1] AS source_id, 'The count at ' || page_id AS title, TIMESTAMP '2026-05-08 06:00' AS published_at,
'2026-05-08T06:00:00Z' AS published_as_given, TIMESTAMP '2026-11-20 02:15' AS seen_from,
TIMESTAMP '2026-11-21 02:15' AS seen_to, 1 AS captures, 'u' || page_id AS first_capture_id,
'u' || page_id AS last_capture_id, 1 AS number, true AS is_latest FROM pages;

INSERT INTO captures BY NAME SELECT first_capture_id AS capture_id, page_id, seen_from AS captured_at, 200 AS status,
'text/html' AS mime, 'sha1:' || upper(md5(page_id)) AS payload_digest, '20261120T021500Z-s.warc.gz' AS warc_file,
hash(page_id) % 1000000 AS warc_offset, 2000 AS warc_length, source_id, '20261120T021500Z' AS run_id FROM page_versions;

INSERT INTO sightings BY NAME SELECT first_capture_id AS capture_id, page_id, seen_from AS captured_at, version_id,
reader_version FROM page_versions;

INSERT INTO passages BY NAME SELECT 'g' || version_id AS passage_id, version_id, 0 AS ordinal, 'body' AS kind, 1 AS post,
'The votes were counted overnight at the leisure centre, and here is what was read out from the stage. ' ||
repeat('Turnout held up better than feared. ', 12) AS text FROM page_versions;

-- counts that follow from a hash; odd sources cut to hundreds, one in three hundred has a digit wrong
INSERT INTO figures BY NAME
WITH truth AS (
    SELECT contest_id, candidate_id, (1000 + hash(contest_id || candidate_id) % 50000)::DECIMAL(28, 6) AS votes FROM candidates
), shares AS (
    SELECT *, round(100 * votes / sum(votes) OVER (PARTITION BY contest_id), 1)::DECIMAL(28, 6) AS share FROM truth
), said AS (
    SELECT t.*, s, CASE WHEN hash(t.contest_id || t.candidate_id || s) % 300 = 0 THEN votes + 1000
                   WHEN s % 2 = 1 THEN floor(votes / 100) * 100 ELSE votes END AS printed_votes
    FROM shares t, range(10) r(s)
), both_measures AS (
    SELECT *, 'votes' AS measure, printed_votes AS value, CASE WHEN s % 2 = 1 THEN 100 ELSE 1 END AS granularity FROM said
    UNION ALL SELECT *, 'vote_share', share, 0.1 FROM said WHERE candidate_id <> 'k4'
)
SELECT md5(contest_id || candidate_id || measure || s)[:16] AS figure_id, '1' AS reader_version,
    'vp' || contest_id || s AS version_id, 'gvp' || contest_id || s AS passage_id, contest_id, candidate_id, measure,
    value, value - CASE WHEN granularity = 1 THEN 0 ELSE granularity / 2 END AS low,
    value + CASE WHEN granularity = 1 THEN 0 ELSE granularity / 2 END AS high, granularity,
    value::DOUBLE::VARCHAR AS printed, CASE measure WHEN 'votes' THEN 'votes' ELSE 'percent' END AS unit, 'exact' AS qualifier,
    'asserted' AS stance, 'the votes were counted overnight' AS quote, 4 AS quote_start, 36 AS quote_end,
    8 AS printed_start, 13 AS printed_end, 'made up' AS rule FROM both_measures;

INSERT INTO consensus BY NAME SELECT contest_id, candidate_id, measure, mode(value) AS value, mode(value) AS low, mode(value) AS high,
min(value) AS printed_low, max(value) AS printed_high, 10 AS origins, 6 AS backing FROM figures GROUP BY ALL;

INSERT INTO discrepancies BY NAME
SELECT md5(f.figure_id)[:16] AS discrepancy_id, 'cell' AS check_name, f.contest_id, f.candidate_id, f.measure,
    CASE WHEN f.granularity > 1 THEN 'cut_off' ELSE 'digit' END AS explanation, 'certain' AS certainty, 2 AS severity,
    abs(f.value - c.value) AS apart, 'It is not what the others print.' AS text, '20261120T021500Z' AS first_run,
    '20261121T021500Z' AS last_run
FROM figures f JOIN consensus c USING (contest_id, candidate_id, measure)
WHERE f.measure = 'votes' AND f.value <> c.value
QUALIFY row_number() OVER (PARTITION BY f.contest_id, f.candidate_id, f.value ORDER BY f.figure_id) = 1;

INSERT INTO discrepancy_figures BY NAME SELECT d.discrepancy_id, 1 AS ordinal, f.figure_id, 'odd' AS role
FROM discrepancies d JOIN figures f ON md5(f.figure_id)[:16] = d.discrepancy_id;

INSERT INTO explanations BY NAME SELECT discrepancy_id, 1 AS rank, explanation, 'the arithmetic' AS why FROM discrepancies;

INSERT INTO runs BY NAME SELECT '20261121T021500Z' AS run_id, TIMESTAMP '2026-11-21 02:15' AS started_at,
TIMESTAMP '2026-11-21 02:55' AS ended_at, 'done' AS state, '1' AS reader_version;
