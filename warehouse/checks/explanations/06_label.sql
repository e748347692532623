-- Another label
-- The number is right and the name is its neighbour's: valid votes called papers, voters called electorate, members called papers.
WITH pair(measure, other) AS (
    VALUES ('ballots_cast', 'valid_votes'), ('valid_votes', 'ballots_cast'), ('ballots_issued', 'electorate'),
        ('ballots_issued', 'membership'), ('electorate', 'ballots_issued'), ('electorate', 'membership'),
        ('electorate', 'ballots_cast'), ('electorate', 'valid_votes'), ('ballots_cast', 'electorate'),
        ('ballots_cast', 'ballots_issued'), ('valid_votes', 'ballots_issued'), ('valid_votes', 'electorate'),
        ('ballots_issued', 'ballots_cast'), ('ballots_rejected', 'ballots_cast'), ('ballots_rejected', 'valid_votes'),
        ('ballots_cast', 'all_votes'), ('valid_votes', 'all_votes')
),
word(other, words) AS (
    VALUES ('valid_votes', 'valid votes'), ('ballots_cast', 'papers cast'), ('electorate', 'people entitled to vote'),
        ('ballots_issued', 'papers sent out'), ('membership', 'members'), ('all_votes', 'votes, of which every voter had several')
),
neighbour AS (SELECT * FROM pair JOIN word USING (other)),
known AS (
    SELECT contest_id, measure, low, high FROM implied
    WHERE base = 'count' AND measure <> 'membership' AND high < low * 1.1 AND NOT (is_open AND measure = 'ballots_cast')
    UNION ALL
    SELECT contest_id, measure, low, high FROM printed WHERE measure = 'membership' AND high < 1e17 AND low > 0
    UNION ALL
    SELECT contest_id, 'all_votes', sum(low), sum(high) FROM world JOIN checked_contest USING (contest_id)
    WHERE measure = 'votes' AND number_elected > 1 GROUP BY contest_id, round
)
SELECT
    question.printed_id,
    'it is about the number of ' || arg_min(neighbour.words, (abs(known.low - value), neighbour.words)) || ', ' ||
        arg_min(CASE WHEN known.low = known.high THEN shown(known.low) ELSE shown(known.low) || ' to ' || shown(known.high) END,
            (abs(known.low - value), neighbour.words, known.low)) AS why
FROM question
JOIN neighbour USING (measure)
JOIN known ON known.contest_id = question.contest_id AND known.measure = neighbour.other
WHERE NOT is_forecast AND way <> 'base'
    -- an exact number is not told by a neighbour that may be anything within some per cent
    AND (known.high - known.low <= known.low / 500 OR granularity >= value / 200 OR qualifier <> 'exact')
    AND (
    agree(question.low, least(question.high, value * 1.02 + granularity), known.low, known.high)
    OR (cut > 0 AND known.high >= value AND known.low < value + least(cut, greatest(granularity, 1)))
)
GROUP BY ALL;
