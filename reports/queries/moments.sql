-- When the figures of the given contests came out: each page's first appearance, and each later version of it.
WITH counted AS (
    SELECT f.contest_id, f.version_id, count(*) AS figures
    FROM figures AS f
    JOIN page_versions AS v ON v.version_id = f.version_id AND v.reader_version = f.reader_version
    WHERE f.contest_id IN (SELECT unnest($contest_ids))
    GROUP BY f.contest_id, f.version_id
)
SELECT
    c.contest_id,
    CASE
        WHEN v.number > 1 THEN v.seen_from::VARCHAR
        ELSE coalesce(v.published_as_given, v.seen_from::VARCHAR)
    END AS "at",
    CASE WHEN v.number > 1 THEN 'edited' WHEN v.published_as_given IS NULL THEN 'seen' ELSE 'published' END AS kind,
    coalesce(v.source_id, pages.host, 'unknown') AS source_id,
    c.version_id,
    c.figures
FROM counted AS c
JOIN page_versions AS v ON v.version_id = c.version_id
JOIN pages ON pages.page_id = v.page_id
ORDER BY c.contest_id, "at", v.source_id, c.version_id;
