-- Another base
-- The share is of another whole than the others are: valid votes, all papers cast, papers sent out, the electorate, the members.
SELECT printed_id, 'two bases: the one share is of ' || replace(r_base, '_', ' ') AS why
FROM question WHERE way = 'base'
UNION ALL
SELECT
    question.printed_id,
    'it fits as a share of ' || min(replace(fit.base, '_', ' '))
        || CASE WHEN bool_and(fit.is_open) THEN ', if some papers were rejected, which no page says' ELSE '' END
FROM question
JOIN fit USING (printed_id)
WHERE fit.how = 'near' AND fit.base <> 'printed' AND question.is_share AND NOT is_forecast AND way NOT IN ('base', 'round')
    AND NOT (fit.is_open AND question.printed_id IN (SELECT printed_id FROM of_no_total))
    AND (
    fit.base <> 'membership'
    OR question.base = 'membership'
    OR EXISTS (
        FROM on_page AS own JOIN on_page AS members USING (contest_id, page)
        WHERE own.printed_id = question.printed_id AND members.measure = 'membership'
    )
)
GROUP BY ALL
UNION ALL
SELECT printed_id, 'it is said of the ' || replace(base, '_', ' ') || ', and how many these are is not printed'
FROM question
WHERE base IN ('membership', 'electorate', 'ballots_issued') AND base <> r_base AND NOT is_forecast
    AND measure IN ('turnout', 'electorate_share') AND printed_id NOT IN (SELECT printed_id FROM fit);
