-- A share of the vote does not match the votes
-- The votes give another percentage, whether of the valid votes or of all papers cast.
SELECT unfit.*, 'share' AS way
FROM unfit
JOIN printed USING (printed_id)
WHERE printed.measure = 'vote_share' AND unfit.base <> 'printed';
