-- Another stage of the count
-- The figure was true of an earlier count, or said before the count: a forecast, a partial or provisional result, an older version of the page.
SELECT printed_id, 'it was said before the count, as a forecast' AS why FROM question WHERE is_forecast
UNION ALL
SELECT printed_id, 'the page has since been changed' FROM question WHERE is_superseded
UNION ALL
SELECT printed_id, CASE WHEN is_partial THEN 'the page calls it partial or provisional' ELSE 'it was printed before the later count' END
FROM question JOIN overtaken USING (printed_id)
-- a share that is off by little and that rounded votes give was worked out from them
WHERE NOT is_forecast AND NOT is_superseded
    AND (is_partial OR apart >= 0.5 OR printed_id NOT IN (SELECT printed_id FROM derived))
UNION ALL
SELECT printed_id, 'nominations were still coming in when the others were printed' FROM overtaking
UNION ALL
SELECT printed_id, 'the page itself gives the later count beside it' FROM question SEMI JOIN running USING (printed_id)
UNION ALL
SELECT printed_id, 'it stands beside counts that were overtaken'
FROM question SEMI JOIN of_earlier_pages USING (printed_id)
WHERE r_base = 'printed' AND NOT is_forecast AND NOT is_superseded
UNION ALL
-- percentages with no counts beside them: two or more of the page's are behind, and were printed first
SELECT question.printed_id, 'it was printed before the later figures'
FROM question
JOIN on_page AS own ON own.printed_id = question.printed_id
JOIN (
    SELECT on_page.contest_id, on_page.page, count(DISTINCT question.printed_id) AS behind
    FROM question JOIN on_page USING (printed_id)
    WHERE question.r_base = 'printed' AND question.is_share
    GROUP BY ALL
) AS page ON page.contest_id = own.contest_id AND page.page = own.page
JOIN printed AS later
    ON later.contest_id = question.contest_id AND later.round = question.round AND later.measure = question.measure
    AND later.candidate = question.candidate AND agree(later.low, later.high, question.r_low, question.r_high)
WHERE question.r_base = 'printed' AND page.behind > 1 AND NOT question.is_forecast AND NOT question.is_superseded
GROUP BY question.printed_id
HAVING any_value(question.first_to) < min(later.first_from)
UNION ALL
-- an estimate and what came of it, on one page
SELECT DISTINCT question.printed_id, 'the page itself gives ' || shown(later.value) || ' as what came of it'
FROM question
JOIN on_page AS own ON own.printed_id = question.printed_id
JOIN on_page AS later
    ON later.contest_id = own.contest_id AND later.page = own.page AND later.measure = own.measure AND later.candidate = own.candidate
    AND later.round = own.round AND later.printed_id <> own.printed_id
JOIN printed AS there ON there.printed_id = later.printed_id
WHERE question.measure = 'turnout' AND question.granularity > later.granularity AND NOT question.is_talk
    AND NOT question.is_forecast AND NOT question.is_superseded
    AND agree(there.low, there.high, question.r_low, question.r_high);
