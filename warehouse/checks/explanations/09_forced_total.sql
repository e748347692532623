-- Made to add up to 100
-- The page's shares add to exactly 100, which plain rounding would not give, and this one was moved by its last digit.
WITH total AS (
    SELECT contest_id, page, block, sum(value) AS shares, count(DISTINCT candidate) AS candidates, count(*) AS rows
    FROM on_page
    WHERE measure = 'vote_share' AND qualifier = 'exact'
    GROUP BY ALL
)
SELECT DISTINCT question.printed_id, 'the shares on the page add to exactly 100' AS why
FROM question
JOIN on_page AS own ON own.printed_id = question.printed_id
JOIN total ON total.contest_id = own.contest_id AND total.page = own.page AND total.block = own.block
WHERE question.measure = 'vote_share' AND total.shares = 100 AND total.candidates > 2 AND total.rows = total.candidates
    AND question.apart <= question.granularity AND way <> 'base';
