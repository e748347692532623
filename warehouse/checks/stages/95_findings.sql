-- What was found: one line a value, with the first explanation that fits and all that do.
SELECT
    question.check_name, question.contest_id, question.round, question.measure, question.candidate, question.value,
    question.qualifier, question.printed_id, question.r_low, question.r_high, question.r_base, question.apart,
    question.is_open, question.way, question.is_share, question.is_talk, question.is_forecast, question.is_superseded,
    question.is_partial, question.backing, question.first_from, weight.severity, reasons.explanations, reasons.reasons
FROM question
JOIN weight USING (printed_id)
JOIN (
    SELECT printed_id, list(explanation ORDER BY rank) AS explanations, list(why ORDER BY rank) AS reasons
    FROM explained
    GROUP BY printed_id
) AS reasons USING (printed_id)
ORDER BY question.contest_id, question.round, question.measure, question.candidate, question.value, question.qualifier,
    -question.backing, question.printed_id;
