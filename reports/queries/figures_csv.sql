-- Every current figure: the newest reader, the latest version of each page.
SELECT
    f.figure_id, f.contest_id, f.candidate_id, f.measure, f.round, f.printed, f.value, f.low, f.high, f.granularity, f.unit,
    f.qualifier, f.stance, f.base, f.status, verdicts.verdict, verdicts.origin,
    coalesce(v.source_id, pages.host) AS source_id, pages.url,
    CASE WHEN p.kind = 'comment' THEN 'comment:' || coalesce(p.comment, 0) ELSE p.kind END AS block,
    coalesce(p.published_as_given, v.published_as_given) AS said_at,
    v.seen_from::VARCHAR AS seen_from, f.version_id, c.payload_digest, c.warc_file, c.warc_offset,
    substr(f.quote, 1, 2000) AS quote
FROM figures AS f
JOIN page_versions AS v ON v.version_id = f.version_id AND v.reader_version = f.reader_version
JOIN pages ON pages.page_id = v.page_id
LEFT JOIN passages AS p ON p.passage_id = f.passage_id
LEFT JOIN captures AS c ON c.capture_id = v.first_capture_id
LEFT JOIN verdicts ON verdicts.figure_id = f.figure_id AND verdicts.contest_id = f.contest_id
WHERE v.is_latest
ORDER BY f.contest_id, f.measure, f.candidate_id, f.round, f.value, f.figure_id;
