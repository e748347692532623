-- The votes do not add up
-- The candidates' votes, the valid votes, the rejected papers and the papers cast do not make the printed total.
SELECT unfit.*, 'sum' AS way
FROM unfit
JOIN printed USING (printed_id)
WHERE printed.measure IN ('valid_votes', 'ballots_cast', 'ballots_rejected') AND unfit.base = 'count';
