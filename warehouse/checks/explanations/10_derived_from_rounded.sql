-- Worked out from rounded numbers
-- Somebody's rounded votes, or the page's own rounded shares, give exactly this figure.
SELECT printed_id, arg_min(how, (apart, how)) AS why FROM derived GROUP BY ALL;
