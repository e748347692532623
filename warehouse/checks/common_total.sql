-- The shares on a page are of no one total
-- Votes divided by share give each candidate's total, and the totals of one page have nothing in common; this share needs papers
-- that the others rule out.
SELECT unfit.*, 'share' AS way
FROM unfit
JOIN printed USING (printed_id)
WHERE printed.measure = 'vote_share' AND printed_id IN (SELECT printed_id FROM of_no_total)
    AND printed_id IN (SELECT printed_id FROM fit WHERE how = 'near' AND is_open);
