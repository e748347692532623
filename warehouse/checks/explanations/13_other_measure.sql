-- Another quantity's number
-- The number belongs to something else in the same contest: a majority that is the runner-up's votes, votes that are the majority.
SELECT question.printed_id, shown(min(implied.low)) || ' is the ' || min(replace(implied.measure, '_', ' ')) || coalesce(' of ' || min(candidate.name), '') AS why
FROM question
JOIN implied
    ON implied.contest_id = question.contest_id AND implied.measure <> question.measure
    AND (implied.measure, question.measure) IN (
        ('votes', 'majority'), ('majority', 'votes'), ('votes', 'valid_votes'), ('votes', 'ballots_cast'), ('valid_votes', 'votes'),
        ('ballots_cast', 'votes'), ('ballots_cast', 'majority'), ('valid_votes', 'majority'), ('ballots_rejected', 'majority'),
        ('votes', 'ballots_rejected'), ('majority', 'ballots_rejected'), ('electorate', 'votes'), ('ballots_issued', 'votes'),
        ('vote_share', 'majority_share'), ('majority_share', 'vote_share'), ('turnout', 'vote_share'), ('vote_share', 'turnout'),
        ('electorate_share', 'vote_share'), ('vote_share', 'electorate_share')
    )
LEFT JOIN checked_candidate AS candidate ON candidate.contest_id = implied.contest_id AND candidate.candidate = implied.candidate
WHERE question.qualifier = 'exact' AND NOT question.is_forecast AND way NOT IN ('base', 'round')
    AND implied.high <= implied.low * 1.005 + 0.0001 AND NOT implied.is_open
    AND question.granularity * 50 <= question.value
    AND agree(question.low, question.high, implied.low, implied.high)
GROUP BY ALL
UNION ALL
-- a lead in points called one of so many votes: hundreds of times too small, so that two digits tell enough
SELECT question.printed_id, shown(min(implied.low::DECIMAL(28, 2))) || ' is the lead in per cent'
FROM question
JOIN implied USING (contest_id)
WHERE question.measure = 'majority' AND implied.measure = 'majority_share' AND NOT implied.is_open AND question.r_low > 50 * question.value
    AND question.qualifier = 'exact' AND question.granularity * 10 <= question.value AND NOT question.is_forecast
    AND agree(question.value - question.granularity / 2, question.value + question.granularity / 2, implied.low, implied.high)
GROUP BY ALL;
