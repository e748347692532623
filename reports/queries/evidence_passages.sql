-- The text of those versions, in page order.
SELECT
    p.version_id, p.passage_id, p.ordinal, p.kind, p.comment, p.author, p.published_as_given AS published_at, p.heading, p.text
FROM passages AS p
JOIN page_versions AS v ON v.version_id = p.version_id
WHERE v.page_id IN (SELECT unnest($page_ids))
ORDER BY p.version_id, p.ordinal, p.passage_id;
