-- The total that each page's shares are of: votes / share gives a range for every candidate, and they must have one in common.
--
-- Shares that fail of the valid votes but have one total in common tell of rejected papers, or of candidates nobody registered.
CREATE OR REPLACE TEMP TABLE common_total AS
SELECT
    share.contest_id, said.page, said.block, share.round,
    max(100 * votes.low::DOUBLE / share.most) AS low,
    min(100 * votes.high::DOUBLE / share.low) AS high,
    count(*) AS shares,
    count(*) FILTER (plain.printed_id IS NULL) AS failing
FROM said
JOIN printed AS share USING (printed_id)
JOIN world AS votes  -- every condition is on the share: of two tables that share no contest all pairs would be made
    ON votes.contest_id = share.contest_id AND votes.measure = 'votes' AND votes.candidate = share.candidate
    AND votes.round = share.round AND votes.low = votes.high
LEFT JOIN (SELECT DISTINCT printed_id FROM fit WHERE is_plain AND how = 'near') AS plain ON plain.printed_id = share.printed_id
WHERE share.measure = 'vote_share' AND share.qualifier = 'exact' AND share.low > 0 AND NOT said.is_comment AND NOT said.is_forecast
GROUP BY ALL
HAVING count(*) > 1;

-- Shares that stand on no page where the shares have a total in common: no number of rejected papers explains them.
CREATE OR REPLACE TEMP TABLE of_no_total AS
SELECT printed_id
FROM said
JOIN common_total USING (contest_id, page, block, round)
WHERE said.measure = 'vote_share'
GROUP BY ALL
HAVING bool_and(common_total.low > common_total.high * 1.000000001);
