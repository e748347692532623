-- Another stage of the count
-- The figure was true of an earlier count, or said before the count: a forecast, a partial or provisional result, an older version of the page.
SELECT printed_id, 'it was said before the count, as a forecast' AS why FROM question WHERE is_forecast
UNION ALL
SELECT printed_id, 'the page has since been changed' FROM question WHERE is_superseded
UNION ALL
SELECT printed_id, CASE WHEN is_partial THEN 'the page calls it partial or provisional' ELSE 'it was printed before the later count' END
FROM question JOIN overtaken USING (printed_id)
WHERE NOT is_forecast AND NOT is_superseded;
