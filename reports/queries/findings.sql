-- What the checks found in the given contests, worst first; closed findings too.
SELECT
    contest_id, discrepancy_id, check_name, candidate_id, measure, round, explanation, certainty, severity, apart, text,
    first_run, explained_run, closed_run
FROM discrepancies
WHERE contest_id IN (SELECT unnest($contest_ids))
ORDER BY contest_id, severity DESC, measure, candidate_id, round, discrepancy_id;
