-- What the world makes of every cell, on each base that a page may have meant: the algebra of a count.
--
-- share = votes / valid (plain) or / papers cast; turnout = cast / issued or / electorate (plain), valid / issued, / members;
-- majority = first - second; votes / electorate, issued or members; shares of later counts are of that count or of the first.
DELETE FROM implied WHERE contest_id IN (SELECT contest_id FROM todo);
CREATE OR REPLACE TEMP TABLE t AS (
    SELECT totals.*, contest.number_elected, contest.rejected_ceiling
    FROM totals
    SEMI JOIN todo USING (contest_id)
    JOIN checked_contest AS contest USING (contest_id)
);
CREATE OR REPLACE TEMP TABLE v AS (SELECT * FROM world SEMI JOIN todo USING (contest_id) WHERE measure = 'votes');
CREATE OR REPLACE TEMP TABLE ranked AS (
    SELECT
        contest_id, round,
        max(low) AS top_low, max(high) AS top_high,
        max(low, 2)[2] AS next_low, max(high, 2)[2] AS next_high
    FROM v
    GROUP BY ALL
    HAVING count(*) > 1
);
CREATE OR REPLACE TEMP TABLE lead AS (  -- only where every candidate's votes are known: the two highest of some are not the two highest
    SELECT t.contest_id, t.round, greatest(top_low - next_high, 0) AS low, top_high - next_low AS high, t.*
        EXCLUDE (contest_id, round)
    FROM ranked
    JOIN t USING (contest_id, round)
    WHERE t.number_elected = 1 AND (t.is_complete OR t.round > 1)
);
CREATE OR REPLACE TEMP TABLE members AS (
    SELECT contest_id, low, CASE WHEN qualifier = 'more_than' THEN value + greatest(granularity, value * 0.02) ELSE high END AS high
    FROM printed
    SEMI JOIN todo USING (contest_id)
    WHERE measure = 'membership' AND NOT is_forecast AND low > 0
);

-- Counts, in exact numbers: a float cannot tell 2^53 from 2^53 + 1.
INSERT INTO implied
SELECT contest_id, round, 'votes', candidate, 'count', low, high, true, false FROM v
UNION ALL
SELECT contest_id, round, measure, candidate, 'count', low, high, true, false
FROM world SEMI JOIN todo USING (contest_id) WHERE measure IN ('nominations', 'membership')
UNION ALL SELECT contest_id, round, 'valid_votes', '', 'count', valid_low, valid_high, true, NOT is_known FROM t
UNION ALL SELECT contest_id, round, 'ballots_cast', '', 'count', cast_low, cast_high, true, NOT is_cast_known FROM t
UNION ALL SELECT contest_id, round, 'ballots_rejected', '', 'count', rejected_low, rejected_high, true, false FROM t
UNION ALL SELECT contest_id, round, 'ballots_issued', '', 'count', issued_low, issued_high, true, NOT is_issued_known FROM t
UNION ALL SELECT contest_id, round, 'electorate', '', 'count', electorate_low, electorate_high, true, false FROM t
UNION ALL SELECT contest_id, round, 'majority', '', 'count', low, high, true, false FROM lead;

-- Percentages.
INSERT INTO implied
WITH of_papers AS (  -- of the papers sent out, where nobody says how many these were as the best-backed turnout has it
    SELECT
        t.*, 'ballots_cast' AS base,
        CASE WHEN is_issued_known THEN 100 * cast_low::DOUBLE / nullif(issued_high, 0) ELSE turnout_low END AS low,
        CASE WHEN is_issued_known THEN 100 * cast_high::DOUBLE / nullif(issued_low, 0) ELSE turnout_high END AS high
    FROM t WHERE is_issued_known OR electorate_high >= 1e17 OR electorate_low IS NULL
    UNION ALL
    SELECT
        t.*, 'electorate', 100 * cast_low::DOUBLE / nullif(electorate_high, 0), 100 * cast_high::DOUBLE / nullif(electorate_low, 0)
    FROM t WHERE electorate_high < 1e17
),
weighed AS (  -- "about 1m papers" allows any turnout from 6 to 20: what pages print as the turnout says more
    SELECT *, coalesce(turnout_low >= low AND turnout_high <= coalesce(high, 100), false) AS is_vague FROM of_papers
),
turnouts AS (
    SELECT
        contest_id, round, base, CASE WHEN is_vague THEN turnout_low ELSE low END AS low,
        CASE WHEN is_vague THEN turnout_high ELSE high END AS high, true AS is_plain, false AS is_open
    FROM weighed
    UNION ALL
    SELECT
        contest_id, round, 'valid_votes',
        CASE WHEN base = 'ballots_cast' AND NOT is_issued_known THEN turnout_low * (1 - rejected_ceiling / 100)
            WHEN is_vague THEN turnout_low * valid_low::DOUBLE / nullif(cast_high, 0)
            WHEN base = 'electorate' THEN 100 * valid_low::DOUBLE / nullif(electorate_high, 0)
            ELSE 100 * valid_low::DOUBLE / nullif(issued_high, 0) END,
        CASE WHEN base = 'ballots_cast' AND NOT is_issued_known THEN turnout_high
            WHEN is_vague THEN turnout_high * valid_high::DOUBLE / nullif(cast_low, 0)
            WHEN base = 'electorate' THEN 100 * valid_high::DOUBLE / nullif(electorate_low, 0)
            ELSE 100 * valid_high::DOUBLE / nullif(issued_low, 0) END,
        false, NOT is_issued_known AND base = 'ballots_cast'
    FROM weighed
    WHERE base = 'ballots_cast' OR NOT is_issued_known
)
-- shares of the vote
SELECT contest_id, round, 'vote_share', candidate, 'valid_votes',
    100 * low::DOUBLE / nullif(valid_high, 0), least(100, 100 * high::DOUBLE / nullif(valid_low, 0)), true, NOT is_known
FROM v JOIN t USING (contest_id, round) WHERE round <= 1 OR is_complete OR number_elected > 1 OR is_known
UNION ALL
SELECT contest_id, round, 'vote_share', candidate, 'ballots_cast',
    100 * low::DOUBLE / nullif(cast_high, 0), least(100, 100 * high::DOUBLE / nullif(cast_low, 0)), false, NOT is_cast_known
FROM v JOIN t USING (contest_id, round)
UNION ALL
SELECT contest_id, round, 'vote_share', candidate, 'first_count',
    100 * low::DOUBLE / nullif(first_high, 0), 100 * high::DOUBLE / nullif(first_low, 0), true, false
FROM v JOIN t USING (contest_id, round) WHERE round > 1 AND first_low IS NOT NULL
UNION ALL
SELECT contest_id, round, 'vote_share', candidate, 'count_shown',
    100 * low::DOUBLE / nullif(votes, 0), 100 * high::DOUBLE / nullif(votes, 0), true, false
FROM v JOIN t USING (contest_id, round) WHERE (round > 1 OR number_elected > 1) AND low = high
-- shares of those who could have voted
UNION ALL
SELECT contest_id, round, 'electorate_share', candidate, 'ballots_issued',
    100 * low::DOUBLE / nullif(issued_high, 0), 100 * high::DOUBLE / nullif(issued_low, 0), true, NOT is_issued_known
FROM v JOIN t USING (contest_id, round)
UNION ALL
SELECT contest_id, round, 'electorate_share', candidate, 'electorate',
    100 * low::DOUBLE / nullif(electorate_high, 0), 100 * high::DOUBLE / nullif(electorate_low, 0), true, false
FROM v JOIN t USING (contest_id, round) WHERE electorate_high < 1e17
UNION ALL
SELECT contest_id, v.round, 'electorate_share', candidate, 'membership',
    100 * v.low::DOUBLE / nullif(members.high, 0), 100 * v.high::DOUBLE / nullif(members.low, 0), true, false
FROM v JOIN members USING (contest_id)
-- turnout
UNION ALL
SELECT contest_id, round, 'turnout', '', base, low, high, is_plain, is_open FROM turnouts
UNION ALL
SELECT contest_id, t.round, 'turnout', '', 'membership',
    100 * t.cast_low::DOUBLE / nullif(members.high, 0), 100 * t.cast_high::DOUBLE / nullif(members.low, 0), false, false
FROM t JOIN members USING (contest_id)
UNION ALL
SELECT contest_id, round, 'majority_share', '', 'valid_votes',
    100 * low::DOUBLE / nullif(valid_high, 0), 100 * high::DOUBLE / nullif(valid_low, 0), true, false
FROM lead WHERE round <= 1 OR is_complete
UNION ALL
SELECT contest_id, round, 'majority_share', '', 'ballots_cast',
    100 * low::DOUBLE / nullif(cast_high, 0), 100 * high::DOUBLE / nullif(cast_low, 0), false, NOT is_cast_known
FROM lead
UNION ALL
SELECT contest_id, round, 'majority_share', '', 'first_count',
    100 * low::DOUBLE / nullif(first_high, 0), 100 * high::DOUBLE / nullif(first_low, 0), true, false
FROM lead WHERE round > 1
-- change since the previous contest
UNION ALL
SELECT now.contest_id, now.round, 'vote_share_change', now.candidate, 'valid_votes',
    100 * now.low::DOUBLE / nullif(t.valid_high, 0) - before.high, 100 * now.high::DOUBLE / nullif(t.valid_low, 0) - before.low, true, false
FROM v AS now
JOIN t USING (contest_id, round)
JOIN checked_contest AS contest USING (contest_id)
JOIN (SELECT contest_id, candidate, min(low) AS low, max(high) AS high FROM printed
      WHERE measure = 'vote_share' AND qualifier = 'exact' AND NOT is_talk AND NOT is_forecast GROUP BY ALL) AS before
    ON before.contest_id = contest.previous_contest AND before.candidate = now.candidate
WHERE now.round <= 1;
DELETE FROM implied WHERE low IS NULL OR high IS NULL;

-- Votes that the world does not know (their only figure was given up): what the others leave of the valid votes, or what the
-- best-backed share makes of the papers.
INSERT INTO implied
SELECT t.contest_id, t.round, 'votes', candidate.candidate, 'count', t.valid_low - t.votes, t.valid_high - t.votes, true, false
FROM totals AS t
SEMI JOIN todo USING (contest_id)
SEMI JOIN adding_up USING (contest_id)
JOIN checked_candidate AS candidate ON candidate.contest_id = t.contest_id AND NOT candidate.withdrawn
ANTI JOIN world ON world.contest_id = t.contest_id AND world.round = t.round AND world.measure = 'votes' AND world.candidate = candidate.candidate
WHERE t.is_known AND t.valid_low >= t.votes
QUALIFY count(*) OVER (PARTITION BY t.contest_id, t.round) = 1;
INSERT INTO implied
SELECT
    share.contest_id, t.round, 'votes', share.candidate, 'count',
    arg_min(share.low, (-backing, share.high - share.low, value)) / 100 * any_value(t.cast_low::DOUBLE * (1 - contest.rejected_ceiling / 100)),
    arg_min(share.most, (-backing, share.high - share.low, value)) / 100 * any_value(t.cast_high::DOUBLE), true, false
FROM printed AS share
SEMI JOIN todo USING (contest_id)
JOIN checked_contest AS contest ON contest.contest_id = share.contest_id
JOIN totals AS t ON t.contest_id = share.contest_id AND (t.round = share.round OR share.round = 0)
ANTI JOIN implied AS i ON i.contest_id = share.contest_id AND i.measure = 'votes' AND i.candidate = share.candidate
WHERE share.measure = 'vote_share' AND share.qualifier = 'exact' AND NOT share.is_talk AND NOT share.is_forecast AND t.cast_low > 0
GROUP BY ALL;

-- Where the algebra says nothing (shares with no votes printed), the value that most origins agree with is the reference; of two
-- alike the better standing, then the later one, since counts overtake each other. What stands only on pages whose counts were
-- overtaken is no reference.
CREATE OR REPLACE TEMP TABLE of_earlier_pages AS
WITH moved AS (
    SELECT DISTINCT contest_id FROM said SEMI JOIN todo USING (contest_id) SEMI JOIN overtaken USING (printed_id)
),
page AS (
    SELECT contest_id, page
    FROM said
    SEMI JOIN moved USING (contest_id)
    LEFT JOIN (SELECT printed_id, true AS is_behind FROM overtaken) AS behind USING (printed_id)
    WHERE measure IN ('votes', 'ballots_cast', 'valid_votes', 'majority', 'vote_share', 'turnout')
    GROUP BY ALL
    HAVING count(is_behind) > count(*) / 2
)
SELECT said.printed_id
FROM said
SEMI JOIN moved USING (contest_id)
LEFT JOIN page USING (contest_id, page)
GROUP BY ALL
HAVING bool_and(page.page IS NOT NULL);
INSERT INTO implied
WITH bare AS (
    SELECT printed.*
    FROM printed
    SEMI JOIN todo USING (contest_id)
    ANTI JOIN implied USING (contest_id, measure, candidate)
    ANTI JOIN of_earlier_pages USING (printed_id)
    WHERE NOT is_forecast AND NOT is_superseded AND NOT is_talk
),
supported AS (
    SELECT one.printed_id, sum(other.backing) AS support
    FROM bare AS one
    JOIN bare AS other USING (contest_id, round, measure, candidate)
    WHERE agree(one.low, one.high, other.low, other.high)
    GROUP BY ALL
)
SELECT
    contest_id, round, measure, candidate, 'printed',
    CASE WHEN max(low) <= min(most) THEN max(low)
        ELSE arg_min(low, (-support, NOT is_final, standing, -coalesce(epoch(first_from), 0), high - low, value)) END,
    CASE WHEN max(low) <= min(most) THEN min(most)
        ELSE arg_min(most, (-support, NOT is_final, standing, -coalesce(epoch(first_from), 0), high - low, value)) END,
    true, false
FROM bare
JOIN supported USING (printed_id)
GROUP BY ALL;
