-- Shares that would hold of all papers cast, on pages whose other shares tell that they are cut off of the valid votes instead:
-- a page keeps to one base, the one that most of its shares hold on.
CREATE OR REPLACE TEMP TABLE not_of_papers AS
WITH held AS (
    SELECT
        printed_id, bool_or(fit.base = 'valid_votes') AS of_valid, bool_or(fit.base = 'ballots_cast') AS of_papers,
        bool_or(fit.base = 'valid_votes' AND how = 'near') AS is_plain
    FROM fit
    JOIN printed USING (printed_id)
    WHERE measure = 'vote_share' AND NOT is_open AND fit.base IN ('valid_votes', 'ballots_cast')
    GROUP BY ALL
),
doubtful AS (SELECT printed_id FROM held WHERE of_valid AND of_papers AND NOT is_plain),
page AS (
    SELECT said.contest_id, said.page, said.block, said.round, count(*) FILTER (of_valid) AS of_valid, count(*) FILTER (of_papers) AS of_papers
    FROM said
    JOIN held USING (printed_id)
    SEMI JOIN (SELECT DISTINCT contest_id, page FROM said SEMI JOIN doubtful USING (printed_id)) AS there USING (contest_id, page)
    GROUP BY ALL
)
SELECT printed_id
FROM said
SEMI JOIN doubtful USING (printed_id)
JOIN page USING (contest_id, page, block, round)
GROUP BY printed_id
HAVING bool_and(page.of_valid > page.of_papers);
