-- A change in share does not match the two contests
-- The share now less the share at the previous contest gives another change.
SELECT unfit.*, 'change' AS way
FROM unfit
JOIN printed USING (printed_id)
WHERE printed.measure = 'vote_share_change' AND unfit.base <> 'printed';
