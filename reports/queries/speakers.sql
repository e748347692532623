-- Every source with a name; pages that no source brought are named after their host.
SELECT source_id, title, url, standing, kind
FROM sources
UNION
SELECT DISTINCT pages.host, pages.host, NULL, NULL, NULL
FROM page_versions AS v
JOIN pages ON pages.page_id = v.page_id
WHERE v.source_id IS NULL AND pages.host NOT IN (SELECT source_id FROM sources)
ORDER BY ALL;
