-- Of every page that could be read, one version is the latest
SELECT page_id, count(*) FILTER (is_latest) AS latest
FROM page_versions
GROUP BY page_id
HAVING count(*) FILTER (is_latest) <> 1;
