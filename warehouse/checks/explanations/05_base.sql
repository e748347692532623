-- Another base
-- The share is of another whole than the others are: valid votes, all papers cast, papers sent out, the electorate, the members.
WITH word(base, words, other) AS (
    VALUES ('valid_votes', 'the valid votes', 'all papers cast, rejected ones counted in'), ('ballots_cast', 'all papers cast, rejected ones counted in', 'the valid votes'),
        ('first_count', 'the first count', 'the votes left in that count'), ('count_shown', 'the votes left in that count', 'the first count'),
        ('electorate', 'the electorate', 'another whole'), ('ballots_issued', 'the papers sent out', 'another whole'),
        ('membership', 'the members', 'the papers sent out')
)
SELECT printed_id, shown(value) || '% is of ' || word.words || ', ' || shown((r_low + r_high) / 2) || '% of ' || word.other AS why
FROM question JOIN word ON word.base = question.r_base
WHERE way = 'base'
UNION ALL
SELECT
    question.printed_id,
    'it fits as a share of ' || min(word.words)
        || CASE WHEN bool_and(fit.is_open) THEN ', if some papers were rejected, which no page says' ELSE '' END
FROM question
JOIN fit USING (printed_id)
JOIN word ON word.base = fit.base
WHERE fit.how = 'near' AND fit.base <> 'printed' AND question.is_share AND NOT is_forecast AND way NOT IN ('base', 'round')
    AND NOT (fit.is_open AND question.printed_id IN (SELECT printed_id FROM of_no_total))
    -- the page's own rounded shares give just this lead: no papers need have been rejected
    AND NOT (fit.is_open AND question.printed_id IN (SELECT printed_id FROM derived WHERE is_own))
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
SELECT printed_id, 'it is said of ' || word.words || ', and how many these are is not printed'
FROM question
JOIN word USING (base)
WHERE base IN ('membership', 'electorate', 'ballots_issued') AND base <> r_base AND NOT is_forecast
    AND measure IN ('turnout', 'electorate_share') AND printed_id NOT IN (SELECT printed_id FROM fit);
