-- Titles of the sources of the pages looked at, for sentences.
SELECT DISTINCT page_versions.page_id, coalesce(sources.title, page_versions.source_id, pages.url)
FROM page_versions
JOIN pages USING (page_id)
LEFT JOIN sources ON sources.source_id = page_versions.source_id
WHERE page_versions.page_id IN (SELECT page FROM checked_figure)
ORDER BY ALL;
