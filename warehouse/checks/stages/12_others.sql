-- Contests in which votes went to others than the registered candidates: on most pages that give a share for every candidate,
-- the shares leave more open than rejected papers can fill. The sum of the votes is then not the valid vote.
CREATE OR REPLACE TEMP TABLE share_lists AS
WITH registered AS (SELECT contest_id, count(*) AS candidates FROM checked_candidate WHERE NOT withdrawn GROUP BY ALL)
SELECT
    contest_id, page, block, round, sum(value) AS shares, count(*) AS candidates, max(granularity) AS granularity,
    sum(value) + count(*) * max(granularity) < 100 - any_value(contest.rejected_ceiling) AS is_short
FROM said
JOIN registered USING (contest_id)
JOIN checked_contest AS contest USING (contest_id)
WHERE measure = 'vote_share' AND qualifier IN ('exact', 'about') AND NOT is_forecast AND NOT is_comment
GROUP BY ALL
HAVING count(DISTINCT candidate) = any_value(registered.candidates) AND count(*) = any_value(registered.candidates);

CREATE OR REPLACE TEMP TABLE others AS
SELECT contest_id
FROM share_lists
GROUP BY contest_id
HAVING count(*) FILTER (is_short) > count(*) FILTER (NOT is_short);

-- Contests with nobody else: some page's shares of all candidates add to 100, as far as they are rounded.
CREATE OR REPLACE TEMP TABLE adding_up AS
SELECT DISTINCT contest_id FROM share_lists WHERE candidates > 1 AND abs(shares - 100) <= candidates * granularity / 2;
