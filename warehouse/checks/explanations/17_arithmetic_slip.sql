-- An arithmetic slip
-- The page's own numbers give another result.
SELECT DISTINCT question.printed_id, shown(r_low) AS why
FROM question
JOIN on_page AS own ON own.printed_id = question.printed_id
JOIN on_page AS other ON other.page = own.page AND other.block = own.block AND other.contest_id = own.contest_id
WHERE NOT own.is_comment AND NOT question.is_forecast AND way NOT IN ('base', 'round') AND question.qualifier = 'exact' AND (
    (question.measure = 'vote_share' AND other.measure = 'votes' AND other.candidate = question.candidate)
    OR (question.measure IN ('majority', 'majority_share', 'valid_votes', 'ballots_cast') AND other.measure = 'votes')
    OR (question.measure = 'turnout' AND other.measure IN ('ballots_cast', 'valid_votes'))
    OR (question.measure = 'electorate_share' AND other.measure = 'votes' AND other.candidate = question.candidate)
);
