-- The totals of each count, printed or worked out: valid + rejected = cast <= issued, and valid = the sum of the votes.
--
-- Where no page says how many papers were rejected, as many as the contest's ceiling allows may have been (cast is open).
-- A rounded number of papers cast is tightened to at least the valid votes, or 240,000 +- 5,000 would excuse too much.
DELETE FROM totals WHERE contest_id IN (SELECT contest_id FROM todo);
INSERT INTO totals BY NAME
WITH given AS (
    SELECT
        contest_id, round,
        max(low) FILTER (measure = 'valid_votes') AS valid_low, max(high) FILTER (measure = 'valid_votes') AS valid_high,
        max(low) FILTER (measure = 'ballots_cast') AS cast_low, max(high) FILTER (measure = 'ballots_cast') AS cast_high,
        max(low) FILTER (measure = 'ballots_rejected') AS rejected_low,
        max(high) FILTER (measure = 'ballots_rejected') AS rejected_high,
        max(low) FILTER (measure = 'ballots_issued') AS issued_low, max(high) FILTER (measure = 'ballots_issued') AS issued_high,
        max(low) FILTER (measure = 'electorate') AS electorate_low, max(high) FILTER (measure = 'electorate') AS electorate_high
    FROM world
    SEMI JOIN todo USING (contest_id)
    WHERE measure <> 'votes'
    GROUP BY ALL
),
registered AS (
    SELECT contest_id, count(*) AS candidates FROM checked_candidate WHERE NOT withdrawn GROUP BY ALL
),
votes AS (
    SELECT
        contest_id, round, sum(low) AS low, sum(high) AS high, max(low) AS most_low,
        count(*) FILTER (coalesce(NOT withdrawn, false)) AS candidates
    FROM world
    SEMI JOIN todo USING (contest_id)
    LEFT JOIN checked_candidate USING (contest_id, candidate)
    WHERE measure = 'votes'
    GROUP BY ALL
),
joined AS (
    SELECT
        counts.contest_id, counts.round, contest.rejected_ceiling, contest.number_elected,
        votes.low AS votes_low, votes.high AS votes_high, votes.most_low,
        coalesce(votes.candidates = registered.candidates, false) AND contest.number_elected = 1
            AND others.contest_id IS NULL
            AND NOT coalesce(
                coalesce(own.cast_high, whole.cast_high) < 1e17
                AND coalesce(own.cast_low, whole.cast_low)::DOUBLE * (1 - contest.rejected_ceiling / 100) > votes.high, false
            )
            -- a hundredth and more of the papers neither rejected nor for anybody registered: for others, then
            AND NOT coalesce(
                adding_up.contest_id IS NULL AND coalesce(own.cast_high, whole.cast_high) < 1e17
                AND votes.high + coalesce(own.rejected_high, whole.rejected_high) < coalesce(own.cast_low, whole.cast_low) * 0.99, false
            ) AS is_complete,
        counts.round = min(counts.round) OVER (PARTITION BY counts.contest_id) AS is_first,
        CASE WHEN own.valid_low IS NOT NULL THEN own.valid_low WHEN counts.round <= 1 THEN whole.valid_low END AS valid_low,
        CASE WHEN own.valid_low IS NOT NULL THEN own.valid_high WHEN counts.round <= 1 THEN whole.valid_high END AS valid_high,
        coalesce(own.cast_low, whole.cast_low) AS cast_low,
        CASE WHEN own.cast_low IS NULL THEN whole.cast_high ELSE own.cast_high END AS cast_high,
        coalesce(own.rejected_low, whole.rejected_low) AS rejected_low,
        CASE WHEN own.rejected_low IS NULL THEN whole.rejected_high ELSE own.rejected_high END AS rejected_high,
        coalesce(own.issued_low, whole.issued_low) AS issued_low,
        CASE WHEN own.issued_low IS NULL THEN whole.issued_high ELSE own.issued_high END AS issued_high,
        coalesce(own.electorate_low, whole.electorate_low) AS electorate_low,
        CASE WHEN own.electorate_low IS NULL THEN whole.electorate_high ELSE own.electorate_high END AS electorate_high
    FROM counts
    SEMI JOIN todo USING (contest_id)
    JOIN checked_contest AS contest USING (contest_id)
    LEFT JOIN registered USING (contest_id)
    LEFT JOIN others USING (contest_id)
    LEFT JOIN adding_up USING (contest_id)
    LEFT JOIN votes USING (contest_id, round)
    LEFT JOIN given AS own USING (contest_id, round)
    LEFT JOIN given AS whole ON whole.contest_id = counts.contest_id AND whole.round = 0
),
valid AS (
    SELECT
        * EXCLUDE (valid_low, valid_high),
        -- printed; or the sum of all candidates; or papers less rejected ones; in later counts at least the votes shown
        -- (a rounded or hedged number of valid votes leaves room for what the sum of all candidates rules out)
        CASE
            WHEN is_complete AND valid_low < valid_high AND greatest(valid_low, votes_low) <= least(valid_high, votes_high)
                THEN greatest(valid_low, votes_low)
            WHEN valid_low IS NOT NULL THEN greatest(valid_low, CASE WHEN number_elected = 1 THEN coalesce(votes_low, 0) ELSE 0 END)
            WHEN is_complete THEN votes_low
            WHEN is_first AND cast_low IS NOT NULL AND rejected_low IS NOT NULL THEN greatest(cast_low - rejected_high, 0)
            WHEN is_first AND number_elected = 1 AND cast_high < 1e17 AND votes_low IS NOT NULL
                THEN greatest(votes_low, (cast_low::DOUBLE * (1 - rejected_ceiling / 100))::DECIMAL(28, 9))
            WHEN NOT is_first THEN votes_low
        END AS valid_low,
        CASE
            WHEN is_complete AND valid_low < valid_high AND greatest(valid_low, votes_low) <= least(valid_high, votes_high)
                THEN least(valid_high, votes_high)
            WHEN valid_low IS NOT NULL THEN greatest(valid_high, CASE WHEN number_elected = 1 THEN coalesce(votes_low, 0) ELSE 0 END)
            WHEN is_complete THEN votes_high
            WHEN is_first AND cast_low IS NOT NULL AND rejected_low IS NOT NULL THEN cast_high - rejected_low
            WHEN is_first AND number_elected = 1 AND cast_high < 1e17 AND votes_low IS NOT NULL THEN greatest(cast_high, votes_low)
            WHEN NOT is_first THEN votes_high
        END AS valid_high,
        valid_low IS NOT NULL OR is_complete AS is_known
    FROM joined
),
summed AS (  -- valid + rejected = cast, as far as both are known
    SELECT
        *, CASE WHEN is_known THEN valid_low + rejected_low END AS sum_low, CASE WHEN is_known THEN valid_high + rejected_high END AS sum_high
    FROM valid
),
papers AS (
    SELECT
        * EXCLUDE (cast_low, cast_high),
        CASE
            WHEN sum_low IS NOT NULL THEN CASE WHEN agree(sum_low, sum_high, cast_low, cast_high) THEN greatest(sum_low, cast_low) ELSE sum_low END
            WHEN cast_high < 1e17 THEN greatest(cast_low, coalesce(valid_low, 0))
            ELSE valid_low
        END AS cast_low,
        CASE
            WHEN sum_low IS NOT NULL THEN CASE WHEN agree(sum_low, sum_high, cast_low, cast_high) THEN least(sum_high, cast_high) ELSE sum_high END
            WHEN cast_high < 1e17 THEN greatest(cast_high, coalesce(valid_low, 0))
            ELSE (valid_high::DOUBLE / (1 - rejected_ceiling / 100))::DECIMAL(28, 9)
        END AS cast_high,
        -- a rounded number of papers says less than the last digit of a share: as good as unknown
        coalesce(sum_low IS NOT NULL OR (cast_high < 1e17 AND cast_high - cast_low <= cast_high / 500), false) AS is_cast_known
    FROM summed
),
backed_turnout AS (  -- where the papers sent out are not printed, the best-backed turnout says how many they were
    SELECT
        contest_id, round,
        CASE WHEN max(low) < min(most) THEN max(low) ELSE arg_min(low, (-backing, granularity, standing, value)) END AS low,
        CASE WHEN max(low) < min(most) THEN min(most) ELSE arg_min(most, (-backing, granularity, standing, value)) END AS high
    FROM printed
    SEMI JOIN todo USING (contest_id)
    WHERE measure = 'turnout' AND qualifier = 'exact' AND base <> 'membership' AND NOT is_forecast AND NOT is_talk
        AND NOT is_superseded AND low > 0
    GROUP BY ALL
)
SELECT
    papers.contest_id, papers.round, votes_low AS votes, is_complete, is_known,
    valid_low, valid_high, cast_low, cast_high, is_cast_known,
    coalesce(rejected_low, CASE WHEN is_cast_known THEN greatest(cast_low - valid_high, 0) END) AS rejected_low,
    coalesce(rejected_high, CASE WHEN is_cast_known THEN greatest(cast_high - valid_low, 0) END) AS rejected_high,
    CASE WHEN issued_high < cast_low THEN cast_low ELSE coalesce(issued_low, CASE WHEN electorate_low IS NULL THEN (100 * cast_low::DOUBLE / turnout_high)::DECIMAL(28, 9) END) END AS issued_low,
    CASE WHEN issued_high < cast_low THEN 100000000000000000
        WHEN issued_low IS NOT NULL THEN issued_high
        WHEN electorate_low IS NULL THEN (100 * cast_high::DOUBLE / turnout_low)::DECIMAL(28, 9) END AS issued_high,
    issued_low IS NOT NULL AS is_issued_known,
    -- fewer people entitled than papers sent out or returned, or no number of them: only the papers bound it
    CASE WHEN electorate_low IS NULL OR electorate_high < least_people THEN least_people ELSE electorate_low END AS electorate_low,
    CASE WHEN electorate_low IS NULL OR electorate_high < least_people THEN 100000000000000000 ELSE electorate_high END AS electorate_high,
    turnout_low, turnout_high,
    first.low AS first_low, first.high AS first_high
FROM (
    SELECT papers.*,
        -- a hundredth of slack: people are struck off after papers went out
        greatest(cast_low, CASE WHEN issued_high >= cast_low THEN issued_low * 0.99 END)::DECIMAL(28, 9) AS least_people,
        coalesce(own.low, whole.low) AS turnout_low, coalesce(own.high, whole.high) AS turnout_high
    FROM papers
    LEFT JOIN backed_turnout AS own USING (contest_id, round)
    LEFT JOIN backed_turnout AS whole ON whole.contest_id = papers.contest_id AND whole.round = 0
) AS papers
LEFT JOIN (  -- shares of later counts may be of the valid votes of the first
    SELECT contest_id, valid_low AS low, valid_high AS high FROM valid WHERE is_first
) AS first ON first.contest_id = papers.contest_id AND NOT papers.is_first;
