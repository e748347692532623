-- What the check says of each figure.
DELETE FROM verdicts WHERE contest_id IN (SELECT contest_id FROM checked_contest);
INSERT INTO verdicts BY NAME
WITH verdict AS (
    SELECT
        printed.*,
        CASE
            WHEN bool_or(fit.how = 'near' AND fit.is_plain) THEN 'holds'
            WHEN bool_or(fit.how = 'near' AND NOT fit.is_open AND fit.base <> 'membership') THEN 'other_base'
            WHEN bool_or(fit.how = 'cut' AND NOT fit.is_open AND fit.base <> 'membership') THEN 'cut_off'
            WHEN bool_or(fit.how = 'near' AND fit.base = 'membership') THEN 'other_base'
            WHEN bool_or(fit.printed_id IS NOT NULL) OR bool_or(printed.is_forecast) THEN 'open'
            WHEN bool_or(implied.measure IS NULL) THEN 'not_checkable'
            ELSE 'fails'
        END AS verdict
    FROM printed
    LEFT JOIN fit USING (printed_id)
    LEFT JOIN (SELECT DISTINCT contest_id, measure, candidate FROM implied) AS implied
        ON implied.contest_id = printed.contest_id AND implied.measure = printed.measure AND implied.candidate = printed.candidate
    GROUP BY ALL
)
SELECT
    said.figure_id, said.contest_id, said.measure, said.origin,
    CASE WHEN verdict.verdict = 'fails' AND harmless.printed_id IS NOT NULL THEN 'open' ELSE verdict.verdict END AS verdict
FROM said
JOIN verdict USING (printed_id)
LEFT JOIN (SELECT printed_id FROM explained GROUP BY printed_id HAVING min(rank) <= 8) AS harmless USING (printed_id)
ORDER BY said.contest_id, said.figure_id;
