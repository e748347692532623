-- Two pages report different numbers for the same thing
-- The numbers of one count differ by more than their printed precision allows.
SELECT unfit.*, 'count' AS way
FROM unfit
JOIN printed USING (printed_id)
WHERE (printed.measure IN ('votes', 'ballots_issued', 'electorate', 'nominations') OR unfit.base = 'printed')
    -- members are counted in more than one way, and come and go: less than a twentieth apart says nothing
    OR (printed.measure = 'membership' AND gap(printed.value, printed.value, r_low, r_high) > r_low / 20)
    OR (printed.measure = 'membership' AND abs(printed.value - (r_low + least(r_high, 2 * r_low)) / 2) > r_low / 20);
