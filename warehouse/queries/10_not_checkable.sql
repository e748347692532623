-- What is claimed but cannot be checked?
SELECT
    doubtful.contest_id,
    figures.measure,
    doubtful.verdict,
    count(*) AS figures,
    count(DISTINCT doubtful.origin) AS origins
FROM (SELECT * FROM verdicts WHERE verdict IN ('open', 'not_checkable')) AS doubtful
JOIN figures USING (figure_id)
JOIN page_versions USING (version_id, reader_version)
GROUP BY ALL
ORDER BY figures DESC, doubtful.contest_id, figures.measure, doubtful.verdict
LIMIT 200;
