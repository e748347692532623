-- One number for each contest over everything that its page shows; equal numbers, equal pages.
-- What the latest run opened or closed counts too, since the page says so.
WITH parts AS (
    SELECT contest_id, hash(c) AS part FROM contests AS c
    UNION ALL
    SELECT contest_id, hash(c) FROM candidates AS c
    UNION ALL
    SELECT
        f.contest_id,
        hash(f.figure_id, f.printed, f.low, f.high, f.base, f.stance, f.status, f.quote, v.number, v.is_latest, v.seen_from,
            v.published_as_given, v.author, v.source_id, verdicts.verdict, verdicts.origin, sources.title,
            c.payload_digest, c.warc_file, c.warc_offset)
    FROM figures AS f
    JOIN page_versions AS v ON v.version_id = f.version_id AND v.reader_version = f.reader_version
    LEFT JOIN verdicts ON verdicts.figure_id = f.figure_id AND verdicts.contest_id = f.contest_id
    LEFT JOIN sources ON sources.source_id = v.source_id
    LEFT JOIN captures AS c ON c.capture_id = v.first_capture_id
    UNION ALL
    SELECT contest_id, hash(c) FROM consensus AS c
    UNION ALL
    SELECT
        contest_id,
        hash(discrepancy_id, check_name, candidate_id, measure, round, explanation, certainty, severity, apart, text,
            first_run, closed_run, first_run IS NOT DISTINCT FROM $latest_run,
            explained_run IS NOT DISTINCT FROM $latest_run, closed_run IS NOT DISTINCT FROM $latest_run)
    FROM discrepancies
    UNION ALL
    SELECT d.contest_id, hash(s) FROM discrepancy_figures AS s JOIN discrepancies AS d USING (discrepancy_id)
    UNION ALL
    SELECT d.contest_id, hash(e) FROM explanations AS e JOIN discrepancies AS d USING (discrepancy_id)
    UNION ALL
    SELECT d.contest_id, hash(r) FROM reviews AS r JOIN discrepancies AS d USING (discrepancy_id)
)
SELECT contest_id, sum(part)::VARCHAR AS fingerprint
FROM parts
WHERE contest_id IN (SELECT contest_id FROM contests)
GROUP BY contest_id
ORDER BY contest_id;
