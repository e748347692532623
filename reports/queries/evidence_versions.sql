-- The versions of pages that report a figure, or that a page with figures went on to; and what the pages say of themselves.
SELECT
    v.version_id, v.page_id, pages.url, v.title, v.author, coalesce(v.source_id, pages.host, 'unknown') AS source_id,
    v.published_as_given AS published_at, v.modified_as_given AS modified_at,
    v.seen_from::VARCHAR AS seen_from, v.seen_to::VARCHAR AS seen_to, v.number, v.is_latest
FROM page_versions AS v
JOIN pages ON pages.page_id = v.page_id
WHERE v.page_id IN (SELECT unnest($page_ids))
ORDER BY v.page_id, v.number, v.version_id;
