-- Pages of different origins that print the same odd figures: a shared mistake tells of copying, a shared truth of nothing.
--
-- A slip or a misprint counts 3. What two people may well come to by themselves counts 1: digits cut off, a total made up to 100,
-- a share worked out from the same rounded votes, a hedge on the wrong side. 3 and more is evidence.
WITH weighed AS (
    SELECT printed_id, CASE WHEN min(rank) BETWEEN 13 AND 17 OR min(rank) = 19 THEN 3 WHEN min(rank) = 4 OR min(rank) BETWEEN 9 AND 12 THEN 1 ELSE 0 END AS weight
    FROM explained
    GROUP BY ALL
)
SELECT
    first.page AS page, second.page AS other, sum(weight)::INTEGER AS score,
    string_agg(DISTINCT first.token || ' (' || replace(first.measure, '_', ' ') || ')', ', ' ORDER BY first.token || ' (' || replace(first.measure, '_', ' ') || ')') AS evidence
FROM (SELECT DISTINCT printed_id, contest_id, page, origin, measure, min(token) AS token FROM on_page WHERE NOT is_comment GROUP BY ALL) AS first
JOIN (SELECT DISTINCT printed_id, contest_id, page, origin FROM on_page WHERE NOT is_comment) AS second
    ON second.printed_id = first.printed_id AND second.page > first.page AND second.origin <> first.origin
JOIN weighed ON weighed.printed_id = first.printed_id AND weight > 0
GROUP BY ALL
HAVING sum(weight) >= 3
ORDER BY ALL;
