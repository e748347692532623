-- Two pages report different numbers for the same thing
-- The numbers of one count differ by more than their printed precision allows.
SELECT unfit.*, 'count' AS way
FROM unfit
JOIN printed USING (printed_id)
WHERE printed.measure IN ('votes', 'ballots_issued', 'electorate', 'membership', 'nominations')
    OR unfit.base = 'printed';
