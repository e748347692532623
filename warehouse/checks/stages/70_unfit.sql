-- Values that the world does not bear out as they are printed, each with the reading that comes nearest.
--
-- A turnout said of the members is not checkable by the papers; a forecast and a page's older version are looked at apart.
CREATE OR REPLACE TEMP TABLE unfit AS
WITH candidate_rows AS (
    SELECT
        printed.printed_id, printed.contest_id, implied.round, implied.base, implied.low AS r_low, implied.high AS r_high, implied.is_open,
        gap(printed.low, printed.high, implied.low, implied.high) AS apart
    FROM printed
    JOIN implied
        ON implied.contest_id = printed.contest_id
        AND implied.measure = printed.measure
        AND implied.candidate = printed.candidate
        AND (implied.round = printed.round OR printed.round = 0 OR implied.round = 0)
        AND implied.is_plain
    ANTI JOIN (  -- two shares or more that fail alike, and are of one total
        SELECT printed_id
        FROM said
        JOIN common_total USING (contest_id, page, block, round)
        WHERE said.measure = 'vote_share' AND common_total.low <= common_total.high AND failing > 1
            AND printed_id IN (SELECT printed_id FROM fit WHERE base = 'ballots_cast' AND how = 'near')
            AND printed_id NOT IN (FROM not_of_papers)
    ) AS of_one_total ON of_one_total.printed_id = printed.printed_id
    ANTI JOIN (
        SELECT printed_id FROM fit WHERE how = 'near' AND (is_plain OR (NOT is_open AND base <> 'membership' AND printed_id NOT IN (FROM not_of_papers)))
    ) AS held ON held.printed_id = printed.printed_id
    WHERE NOT printed.is_forecast OR gap(printed.low, printed.high, implied.low, implied.high) BETWEEN 0 AND implied.low / 20
)
SELECT * FROM candidate_rows
QUALIFY row_number() OVER (PARTITION BY printed_id ORDER BY apart, is_open, base, round) = 1;
