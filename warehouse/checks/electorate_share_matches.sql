-- A share of those entitled to vote does not match the votes
-- The votes for the candidate give another percentage of the papers sent out, of the electorate and of the members.
SELECT unfit.*, 'share' AS way
FROM unfit
JOIN printed USING (printed_id)
WHERE printed.measure = 'electorate_share' AND unfit.base <> 'printed';
