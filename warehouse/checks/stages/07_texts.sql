-- The texts of the pages that print the figures, each page's newest version, without readers' comments.
SELECT
    page_versions.page_id,
    page_versions.version_id,
    coalesce(page_versions.source_id, page_versions.page_id) AS source,
    coalesce(page_versions.published_at, page_versions.seen_from)::VARCHAR AS said,
    string_agg(passages.text, ' ' ORDER BY passages.ordinal) AS text,
    any_value(figures.contests) AS contests
FROM page_versions
JOIN (
    SELECT page, list(DISTINCT contest_id ORDER BY contest_id) AS contests FROM checked_figure WHERE block NOT LIKE 'comment%' GROUP BY ALL
) AS figures ON figures.page = page_versions.page_id
JOIN passages ON passages.version_id = page_versions.version_id AND passages.kind <> 'comment'
WHERE page_versions.is_latest
GROUP BY ALL
ORDER BY page_versions.page_id;
