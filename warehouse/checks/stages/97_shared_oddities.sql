-- Pages of different origins that print the same odd figures: a shared mistake tells of copying, a shared truth of nothing.
--
-- A figure that cannot be right counts 3, one whose digits were cut off 1; 3 and more is evidence.
WITH weighed AS (
    SELECT printed_id, CASE WHEN min(rank) BETWEEN 9 AND 17 OR min(rank) = 19 THEN 3 WHEN min(rank) = 4 THEN 1 ELSE 0 END AS weight
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
