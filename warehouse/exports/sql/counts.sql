-- The best counts of a contest: those known to the last vote, and those known only within a range.
SELECT measure, round, candidate_id, value, low = high AS is_exact
FROM best_figures
WHERE contest_id = $contest
  AND measure IN ('votes', 'ballots_cast', 'ballots_rejected', 'electorate')
ORDER BY measure, round NULLS FIRST, candidate_id;
