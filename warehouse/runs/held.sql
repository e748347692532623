-- How much a warehouse holds: figures and unread numbers as the newest reader found them in the latest version of each page.
SELECT
    (SELECT count(*) FROM captures) AS captures,
    (SELECT count(*) FROM pages) AS pages,
    (SELECT count(*) FROM passages JOIN page_versions USING (version_id) WHERE is_latest) AS passages,
    (SELECT count(*) FROM figures JOIN page_versions USING (version_id, reader_version) WHERE is_latest) AS figures,
    (SELECT count(*) FROM unread JOIN page_versions USING (version_id, reader_version) WHERE is_latest) AS unread,
    (SELECT count(*) FROM discrepancies WHERE closed_run IS NULL AND severity > 0) AS discrepancies;
