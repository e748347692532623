-- What is claimed but cannot be checked?
SELECT
    doubtful.contest_id,
    figures.measure,
    doubtful.verdict,
    count(DISTINCT figure_id) AS figures,  -- several readers may have found the same
    count(DISTINCT doubtful.origin) AS origins
FROM (SELECT * FROM verdicts WHERE verdict IN ('open', 'not_checkable')) AS doubtful
JOIN figures USING (figure_id)
GROUP BY ALL
ORDER BY figures DESC, doubtful.contest_id, figures.measure, doubtful.verdict
LIMIT 200;
