-- No id stands for two rows
SELECT 'contests' AS relation, contest_id AS id FROM contests GROUP BY contest_id HAVING count(*) > 1
UNION ALL SELECT 'candidates', contest_id || '/' || candidate_id FROM candidates GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'sources', source_id FROM sources GROUP BY source_id HAVING count(*) > 1
UNION ALL SELECT 'contest_sources', contest_id || '/' || source_id FROM contest_sources GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'pages', page_id FROM pages GROUP BY page_id HAVING count(*) > 1
UNION ALL SELECT 'captures', capture_id FROM captures GROUP BY capture_id HAVING count(*) > 1
UNION ALL SELECT 'versions', version_id FROM versions GROUP BY version_id HAVING count(*) > 1
UNION ALL SELECT 'passages', passage_id FROM passages GROUP BY passage_id HAVING count(*) > 1
UNION ALL SELECT 'figures', figure_id || ' by ' || reader_version FROM figures GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'unread', unread_id || ' by ' || reader_version FROM unread GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'readings', page_id || payload_digest || ' by ' || reader_version FROM readings GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'readers', reader_version FROM readers GROUP BY reader_version HAVING count(*) > 1
UNION ALL SELECT 'page_versions', version_id FROM page_versions GROUP BY version_id HAVING count(*) > 1
UNION ALL SELECT 'runs', run_id FROM runs GROUP BY run_id HAVING count(*) > 1
UNION ALL SELECT 'source_outcomes', run_id || '/' || source_id FROM source_outcomes GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'discrepancies', discrepancy_id FROM discrepancies GROUP BY discrepancy_id HAVING count(*) > 1;
