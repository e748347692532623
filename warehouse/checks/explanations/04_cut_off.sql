-- Digits cut off
-- The printed number keeps its leading digits and drops the rest instead of rounding.
SELECT question.printed_id, min(shown(fit.high) || ' with its last digits dropped, not rounded, is ' || shown(value)) AS why
FROM question
JOIN fit USING (printed_id)
WHERE fit.how = 'cut' AND NOT fit.is_open AND fit.base <> 'membership' AND way NOT IN ('base', 'round', 'list') AND NOT is_forecast
    -- the page's own rounded shares give just this lead: nobody worked it out to more digits
    AND NOT (question.measure = 'majority_share' AND printed_id IN (SELECT printed_id FROM derived WHERE is_own))
GROUP BY ALL
UNION ALL
-- dropped digits of a share of all papers, how many of them rejected nobody knows
SELECT question.printed_id, min(shown(fit.high) || ' at most, of all papers cast, with its last digits dropped')
FROM question
JOIN fit USING (printed_id)
WHERE fit.how = 'cut' AND fit.is_open AND way NOT IN ('base', 'round') AND NOT is_forecast
    AND printed_id NOT IN (SELECT printed_id FROM fit WHERE how = 'near' OR NOT is_open)
    AND printed_id NOT IN (SELECT printed_id FROM of_no_total)
GROUP BY ALL;
