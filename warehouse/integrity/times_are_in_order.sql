-- A version is first seen before it is last seen, and a run begins before it ends
SELECT version_id AS id FROM page_versions WHERE seen_from > seen_to
UNION ALL
SELECT run_id FROM runs WHERE started_at > ended_at;
