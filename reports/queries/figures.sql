-- The figures of the given contests as the newest reader of each version found them, earlier versions of pages included.
-- said: the passage around the printed token, for a quote with its sentence, where a finding quotes the figure;
-- said_from: where in the passage that begins.
SELECT
    f.contest_id, f.figure_id, f.candidate_id, f.measure, f.base, f.round, f.printed, f.value, f.low, f.high, f.unit,
    f.qualifier, f.stance, f.status,
    greatest(least(f.quote_start - 160, f.printed_start - 160), f.printed_start - 400, 0) AS said_from,
    CASE WHEN f.figure_id IN (SELECT figure_id FROM discrepancy_figures) THEN substr(
        p.text,
        greatest(least(f.quote_start - 160, f.printed_start - 160), f.printed_start - 400, 0) + 1,
        f.printed_end + 200 - greatest(least(f.quote_start - 160, f.printed_start - 160), f.printed_start - 400, 0)
    ) END AS said,
    f.printed_start, f.printed_end,
    CASE WHEN p.kind = 'comment' THEN 'comment:' || coalesce(p.comment, 0) ELSE coalesce(p.kind, 'body') END AS block,
    coalesce(p.author, v.author) AS author,
    coalesce(p.published_as_given, v.published_as_given) AS said_at,
    coalesce(v.source_id, pages.host, 'unknown') AS source_id,
    v.page_id, f.version_id, pages.url, v.seen_from::VARCHAR AS seen_from, v.is_latest AS is_current,
    verdicts.origin, verdicts.verdict
FROM figures AS f
JOIN page_versions AS v ON v.version_id = f.version_id AND v.reader_version = f.reader_version
JOIN pages ON pages.page_id = v.page_id
LEFT JOIN passages AS p ON p.passage_id = f.passage_id
LEFT JOIN verdicts ON verdicts.figure_id = f.figure_id AND verdicts.contest_id = f.contest_id
WHERE f.contest_id IN (SELECT unnest($contest_ids))
ORDER BY f.contest_id, v.source_id, v.page_id, v.number, p.ordinal, f.printed_start, f.figure_id;
