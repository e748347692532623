-- What a smallest conflict may be made of: the odd values that only several cells together rule out, and all values that the
-- world bears out, in their kindest reading (rounded or cut off).
--
-- What is harmless contradicts nobody, and where a figure of the same cell contradicts it there is no more to show.
WITH asked AS (
    SELECT question.*
    FROM question
    JOIN (SELECT printed_id, min(rank) AS rank FROM explained GROUP BY ALL) AS first USING (printed_id)
    WHERE first.rank > 8 AND way NOT IN ('base', 'round')
        AND measure NOT IN ('vote_share_change', 'nominations', 'membership', 'ballots_issued', 'electorate')
        AND NOT (way = 'count' AND EXISTS (
            FROM printed AS other
            WHERE other.contest_id = question.contest_id AND other.measure = question.measure AND other.candidate = question.candidate
                AND other.round = question.round AND NOT other.is_forecast AND NOT other.is_talk AND NOT other.is_superseded
                AND agree(other.low, other.high, question.r_low, question.r_high)
                AND NOT agree(other.low, other.high, question.low, greatest(question.high, question.most, question.value + question.cut))
        ))
),
member AS (
    SELECT printed_id, contest_id, r_round, true AS is_odd FROM asked
    UNION ALL
    SELECT DISTINCT printed.printed_id, contest_id, NULL, false
    FROM printed
    SEMI JOIN (SELECT DISTINCT contest_id FROM asked) AS contest USING (contest_id)
    JOIN fit USING (printed_id)
    WHERE printed.measure IN ('votes', 'valid_votes', 'ballots_cast', 'ballots_rejected', 'ballots_issued', 'electorate', 'vote_share', 'turnout')
        AND fit.base <> 'membership' AND NOT printed.is_talk AND NOT printed.is_superseded AND NOT printed.is_forecast
)
SELECT
    member.contest_id, member.is_odd, coalesce(member.r_round, printed.round) AS counted_in, printed.printed_id, printed.round, printed.measure,
    printed.candidate, printed.low::VARCHAR AS low, greatest(printed.high, printed.most, printed.value + printed.cut)::VARCHAR AS high,
    printed.backing, own.pages
FROM member
JOIN printed USING (printed_id)
JOIN (SELECT printed_id, list(DISTINCT page ORDER BY page) AS pages FROM on_page GROUP BY ALL) AS own USING (printed_id)
ORDER BY member.contest_id, member.is_odd, printed.round, printed.measure, printed.candidate, printed.value, printed.granularity, printed.printed_id;
