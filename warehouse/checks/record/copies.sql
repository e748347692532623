-- Which pages repeat which, of the contests looked at.
DELETE FROM copies WHERE version_id IN (
    SELECT version_id FROM page_versions WHERE page_id IN (SELECT page FROM checked_figure)
);
INSERT INTO copies
SELECT unnest(from_json($copies, '[{"version_id": "VARCHAR", "origin_version_id": "VARCHAR", "relation": "VARCHAR",
    "score": "DECIMAL(28, 6)", "evidence": "VARCHAR"}]'), recursive := true);
