-- Who repeats whom, and on what evidence?
SELECT source_id, origin_source_id, relation, score, evidence, url, origin_url
FROM copied_pages
ORDER BY score DESC, url, origin_url;
