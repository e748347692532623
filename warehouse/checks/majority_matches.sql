-- A majority does not match the votes
-- The lead over the runner-up, in votes or in per cent, is not the difference of the two highest votes.
SELECT unfit.*, 'lead' AS way
FROM unfit
JOIN printed USING (printed_id)
WHERE printed.measure IN ('majority', 'majority_share') AND unfit.base <> 'printed';
