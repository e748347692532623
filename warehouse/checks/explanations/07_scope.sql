-- Another scope
-- The figure is about another part or another count: another round, some of the members, some of the places, votes counted elsewhere.
SELECT printed_id, 'the page does not say which count it means, and the figure is that of another count' AS why
FROM question WHERE way = 'round'
UNION ALL
SELECT printed_id, 'members are counted in more than one way' FROM question WHERE measure = 'membership'
UNION ALL
SELECT printed_id, 'nominations are counted in more than one way: branches, workplaces, verified or not'
FROM question WHERE measure = 'nominations' AND printed_id NOT IN (SELECT printed_id FROM overtaken UNION ALL SELECT printed_id FROM overtaking)
UNION ALL
SELECT printed_id, 'votes are counted several times here, and the page does not say which count it means'
FROM question
WHERE way <> 'round' AND round = 0 AND NOT is_forecast AND measure IN ('votes', 'vote_share', 'majority', 'majority_share')
    AND (multi_round OR contest_id IN (SELECT contest_id FROM counts WHERE round > 0))
    -- votes grow from count to count: fewer, and by one digit, is a misprint
    AND NOT (measure = 'votes' AND granularity = 1 AND r_low = r_high AND value BETWEEN 1000 AND r_low
        AND damerau_levenshtein(value::HUGEINT::VARCHAR, r_low::HUGEINT::VARCHAR) = 1)
UNION ALL
SELECT DISTINCT question.printed_id, 'it is the figure of count ' || implied.round
FROM question
JOIN implied
    ON implied.contest_id = question.contest_id AND implied.measure = question.measure
    AND implied.candidate = question.candidate AND implied.round <> question.round AND implied.round > 0
WHERE question.round > 0 AND question.granularity < question.value / 100
    AND agree(question.low, question.high, implied.low, implied.high) AND implied.high < implied.low * 1.01 + 0.001
UNION ALL
-- the same piece of text gives both numbers: whoever wrote it tells two things apart
SELECT DISTINCT question.printed_id, 'the page gives ' || shown(other.value) || ' beside it, and so tells two things apart'
FROM question
JOIN on_page AS own ON own.printed_id = question.printed_id
JOIN on_page AS other
    ON other.page = own.page AND other.block = own.block AND other.contest_id = own.contest_id AND other.measure = own.measure
    AND other.candidate = own.candidate AND other.round = own.round AND other.printed_id <> own.printed_id
JOIN printed AS there ON there.printed_id = other.printed_id
WHERE question.measure NOT IN ('vote_share', 'vote_share_change', 'turnout', 'majority_share', 'majority')
    AND question.printed_id NOT IN (FROM running)
    AND NOT question.is_talk AND NOT question.is_superseded AND NOT there.is_superseded AND question.granularity = 1 AND other.granularity = 1
    AND other.qualifier = 'exact' AND question.qualifier = 'exact' AND NOT question.is_forecast AND NOT there.is_forecast
    AND NOT own.is_gone AND NOT other.is_gone AND agree(there.low, there.high, question.r_low, question.r_high)
UNION ALL
-- a total of all candidates but one
SELECT question.printed_id, 'it leaves out the votes of ' || min(coalesce(candidate.name, one.candidate))
FROM question
JOIN totals ON totals.contest_id = question.contest_id AND totals.round = question.r_round
JOIN world AS one ON one.contest_id = question.contest_id AND one.round = question.r_round AND one.measure = 'votes' AND one.low = one.high
LEFT JOIN checked_candidate AS candidate ON candidate.contest_id = one.contest_id AND candidate.candidate = one.candidate
WHERE question.measure IN ('valid_votes', 'ballots_cast') AND question.granularity = 1 AND question.value >= 1000 AND question.qualifier = 'exact'
    AND totals.is_complete AND totals.valid_low = totals.valid_high AND one.low * 100 >= totals.valid_low
    AND question.value = totals.valid_low - one.low AND NOT question.is_forecast
GROUP BY ALL
UNION ALL
SELECT printed_id, 'all votes on the page differ from the others in the same way: they are of another part or another count'
FROM question JOIN another_count USING (printed_id);
