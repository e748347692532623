-- The world where nobody contradicts anybody: each count as its best-backed exact figure, or what its rounded figures share.
--
-- Contests in which a figure then fits nothing are chosen anew, jointly (crosscheck/world.py).
INSERT INTO world
WITH counted AS (
    SELECT printed.*
    FROM printed
    SEMI JOIN todo USING (contest_id)
    WHERE measure IN (
            'votes', 'valid_votes', 'ballots_cast', 'ballots_rejected', 'ballots_issued', 'electorate', 'membership', 'nominations'
        )
        AND NOT is_forecast AND NOT is_superseded AND NOT is_talk
),
chosen AS (
    SELECT
        contest_id, round, measure, candidate,
        arg_min(value, (-backing, NOT is_final, standing, -value)) FILTER (low = high) AS point,
        max(low) AS low,
        min(CASE WHEN measure = 'membership' THEN high ELSE most END) AS high,
        arg_min(low, (-backing, NOT is_final, standing, granularity, -value)) AS best_low,
        arg_min(CASE WHEN measure = 'membership' THEN high ELSE most END, (-backing, NOT is_final, standing, granularity, -value)) AS best_high
    FROM counted
    GROUP BY ALL
)
SELECT
    contest_id, round, measure, candidate,
    CASE WHEN point IS NOT NULL THEN point WHEN low < high THEN low ELSE best_low END,
    CASE WHEN point IS NOT NULL THEN point WHEN low < high THEN high ELSE best_high END
FROM chosen
-- where counts are named, votes that name none belong to one of them: nobody knows which
WHERE measure <> 'votes' OR (contest_id, round) IN (SELECT (contest_id, round) FROM counts);
