-- A contest at a glance: best values, everything printed, what the checks found ($contest)
FROM contest_report($contest);
