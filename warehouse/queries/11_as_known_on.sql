-- What was known at a moment? ($contest, $moment: UTC, as 2010-11-22 18:00)
SELECT measure, candidate, printed, source, seen_from, quote
FROM as_of($moment)
WHERE contest_id = $contest
ORDER BY measure, candidate, source, printed;
