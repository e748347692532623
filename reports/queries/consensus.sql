-- What the sources of the given contests come to, quantity by quantity.
SELECT contest_id, candidate_id, measure, round, value, low, high, printed_low, printed_high, backing, origins
FROM consensus
WHERE contest_id IN (SELECT unnest($contest_ids))
ORDER BY contest_id, measure, round, candidate_id;
