-- Another candidate's number
-- The number is right and stands beside the wrong name.
SELECT question.printed_id, 'it is the figure of ' || min(coalesce(candidate.name, implied.candidate)) AS why
FROM question
JOIN implied
    ON implied.contest_id = question.contest_id AND implied.measure = question.measure AND implied.candidate <> question.candidate
    AND (implied.round = question.round OR question.round = 0)
LEFT JOIN checked_candidate AS candidate ON candidate.contest_id = implied.contest_id AND candidate.candidate = implied.candidate
WHERE question.candidate <> '' AND question.qualifier = 'exact' AND NOT question.is_forecast AND way NOT IN ('base', 'round')
    AND question.granularity * 100 <= question.value AND NOT implied.is_open AND implied.high <= implied.low * 1.005 + 0.0001
    AND agree(question.low, question.high, implied.low, implied.high)
GROUP BY ALL;
