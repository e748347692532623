-- The figures in those versions and where they stand.
SELECT
    f.version_id, f.figure_id, f.passage_id, f.contest_id, contests.title AS contest_title, f.candidate_id,
    candidates.name AS candidate, f.measure, f.round, f.printed, f.quote_start AS start, f.quote_end AS "end",
    f.printed_start, f.printed_end
FROM figures AS f
JOIN page_versions AS v ON v.version_id = f.version_id AND v.reader_version = f.reader_version
LEFT JOIN contests ON contests.contest_id = f.contest_id
LEFT JOIN candidates ON candidates.contest_id = f.contest_id AND candidates.candidate_id = f.candidate_id
WHERE v.page_id IN (SELECT unnest($page_ids))
ORDER BY f.version_id, f.passage_id, f.printed_start, f.printed_end, f.figure_id;
