-- Digits cut off
-- The printed number keeps its leading digits and drops the rest instead of rounding.
SELECT question.printed_id, min(shown(fit.high) || ' with its last digits dropped, not rounded, is ' || shown(value)) AS why
FROM question
JOIN fit USING (printed_id)
WHERE fit.how = 'cut' AND NOT fit.is_open AND fit.base <> 'membership' AND way NOT IN ('base', 'round') AND NOT is_forecast
GROUP BY ALL;
