-- Another label
-- The number is right and the name is its neighbour's: valid votes called papers, voters called electorate, members called papers.
WITH neighbour(measure, other) AS (
    VALUES ('ballots_cast', 'valid_votes'), ('valid_votes', 'ballots_cast'), ('ballots_issued', 'electorate'),
        ('ballots_issued', 'membership'), ('electorate', 'ballots_issued'), ('electorate', 'membership'),
        ('electorate', 'ballots_cast'), ('electorate', 'valid_votes'), ('ballots_cast', 'electorate'),
        ('ballots_cast', 'ballots_issued'), ('valid_votes', 'ballots_issued'), ('valid_votes', 'electorate'),
        ('ballots_issued', 'ballots_cast'), ('ballots_rejected', 'ballots_cast'), ('ballots_rejected', 'valid_votes')
),
known AS (
    SELECT contest_id, measure, low, high FROM implied
    WHERE base = 'count' AND measure <> 'membership' AND high < low * 1.1 AND NOT (is_open AND measure = 'ballots_cast')
    UNION ALL
    SELECT contest_id, measure, low, high FROM printed WHERE measure = 'membership' AND high < 1e17 AND low > 0
)
SELECT
    question.printed_id,
    'it is the number of ' || arg_min(replace(known.measure, '_', ' '), abs(known.low - value)) || ' (' ||
        arg_min(shown(known.low), abs(known.low - value)) || ')' AS why
FROM question
JOIN neighbour USING (measure)
JOIN known ON known.contest_id = question.contest_id AND known.measure = neighbour.other
WHERE NOT is_forecast AND way <> 'base' AND (
    agree(question.low, least(question.high, value * 1.02 + granularity), known.low, known.high)
    OR (cut > 0 AND known.high >= value AND known.low < value + least(cut, greatest(granularity, 1)))
)
GROUP BY ALL;
