-- The turnout does not match the papers
-- The papers cast and the papers sent out (or the electorate) give another turnout, or better-backed pages print another.
SELECT unfit.*, 'turnout' AS way
FROM unfit
JOIN printed USING (printed_id)
WHERE printed.measure = 'turnout' AND unfit.base <> 'printed';
