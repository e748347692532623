-- Who repeats whom, and on what evidence.
CREATE OR REPLACE VIEW copied_pages AS
SELECT
    page_versions.source_id,
    origin_versions.source_id AS origin_source_id,
    pages.url,
    origin_pages.url AS origin_url,
    copies.relation,
    copies.score,
    copies.evidence,
    copies.version_id,
    copies.origin_version_id
FROM copies
JOIN page_versions ON page_versions.version_id = copies.version_id
JOIN pages ON pages.page_id = page_versions.page_id
JOIN page_versions AS origin_versions ON origin_versions.version_id = copies.origin_version_id
JOIN pages AS origin_pages ON origin_pages.page_id = origin_versions.page_id;

COMMENT ON VIEW copied_pages IS 'Which pages repeat which, and what speaks for it';
COMMENT ON COLUMN copied_pages.source_id IS 'The source that repeats';
COMMENT ON COLUMN copied_pages.origin_source_id IS 'The source that it repeats';
COMMENT ON COLUMN copied_pages.url IS 'The page that repeats';
COMMENT ON COLUMN copied_pages.origin_url IS 'The page that it repeats';
COMMENT ON COLUMN copied_pages.relation IS 'declared, text or oddity';
COMMENT ON COLUMN copied_pages.score IS 'Share of text in common, or weight of the shared oddities';
COMMENT ON COLUMN copied_pages.evidence IS 'What speaks for it, in words';
COMMENT ON COLUMN copied_pages.version_id IS 'Version of the page that repeats';
COMMENT ON COLUMN copied_pages.origin_version_id IS 'Version that it repeats';
