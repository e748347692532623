-- What each printed value agrees with: on which base, as printed (nearest) or with digits dropped (cut).
--
-- A figure that names no count is compared with every count before anything is said of it.
DELETE FROM fit WHERE printed_id IN (SELECT printed_id FROM printed SEMI JOIN todo USING (contest_id));
INSERT INTO fit
WITH compared AS (
    SELECT
        printed.printed_id, implied.base, implied.is_plain, implied.is_open, implied.low, implied.high,
        agree(printed.low, printed.high, implied.low, implied.high) AS is_near,
        printed.cut > 0 AND implied.high < 1e17 AND implied.high >= printed.value AND implied.low < printed.value + printed.cut AS is_cut
    FROM printed
    SEMI JOIN todo USING (contest_id)
    JOIN implied
        ON implied.contest_id = printed.contest_id
        AND implied.measure = printed.measure
        AND implied.candidate = printed.candidate
        AND (implied.round = printed.round OR printed.round = 0 OR implied.round = 0)
    WHERE NOT printed.is_forecast
)
SELECT printed_id, base, CASE WHEN is_near THEN 'near' ELSE 'cut' END, is_plain, is_open, low, high
FROM compared
WHERE is_near OR is_cut;
