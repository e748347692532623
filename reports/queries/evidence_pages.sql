-- The pages that have an evidence page: those with at least one figure in any version.
SELECT DISTINCT v.page_id
FROM figures AS f
JOIN page_versions AS v ON v.version_id = f.version_id AND v.reader_version = f.reader_version
ORDER BY v.page_id;
