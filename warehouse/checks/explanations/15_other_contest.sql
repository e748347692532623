-- Another contest's number
-- The number is that of the contest before, or of another contest on the same page.
SELECT question.printed_id, 'it is the figure of ' || min(other.contest_id) AS why
FROM question
JOIN printed AS other
    ON other.contest_id <> question.contest_id AND other.measure = question.measure AND other.candidate = question.candidate
    AND other.value = question.value AND other.granularity = question.granularity
WHERE question.qualifier = 'exact' AND NOT question.is_forecast AND way NOT IN ('base', 'round')
    AND question.value >= 1000 * question.granularity AND NOT other.is_talk AND NOT other.is_forecast
    AND (other.contest_id = question.previous_contest OR EXISTS (
        FROM on_page AS own
        JOIN said ON said.page = own.page AND said.contest_id = other.contest_id AND said.measure = other.measure
        WHERE own.printed_id = question.printed_id
    ))
GROUP BY ALL;
