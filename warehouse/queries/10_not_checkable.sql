-- What is claimed but cannot be checked?
SELECT
    contest_id,
    measure,
    verdict,
    count(*) AS figures,
    count(DISTINCT origin) AS origins
FROM verdicts
WHERE verdict IN ('open', 'not_checkable')
GROUP BY ALL
ORDER BY figures DESC, contest_id, measure, verdict
LIMIT 200;
