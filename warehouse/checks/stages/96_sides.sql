-- The figures on each side of what was found: the odd ones, those of the same cell that the world bears
-- out (one of each page, of a dozen pages at most), the figures that it cannot all be true together with, and where there
-- are none the counts that the expected value was worked out from.
WITH against AS (
    SELECT
        question.printed_id, 'against' AS role, other.printed_id AS other_id
    FROM question
    JOIN printed AS other
        ON other.contest_id = question.contest_id AND other.measure = question.measure AND other.candidate = question.candidate
        AND (other.round = question.r_round OR other.round = question.round OR other.round = 0)
        AND agree(other.low, other.high, question.r_low, question.r_high)
        AND NOT agree(other.low, other.high, question.low, question.high)
    WHERE other.printed_id <> question.printed_id AND NOT other.is_forecast
),
basis AS (
    SELECT
        question.printed_id, 'basis' AS role, other.printed_id AS other_id
    FROM question
    JOIN world USING (contest_id)
    JOIN printed AS other
        ON other.contest_id = world.contest_id AND other.round = world.round AND other.measure = world.measure
        AND other.candidate = world.candidate AND agree(other.low, other.high, world.low, world.high)
    WHERE question.way NOT IN ('count', 'base', 'round', 'list') AND question.r_base <> 'printed' AND NOT other.is_forecast AND NOT other.is_talk
        AND other.qualifier = 'exact'
        AND CASE question.measure
            WHEN 'vote_share' THEN (world.measure = 'votes') OR (world.measure = 'valid_votes')
            WHEN 'electorate_share' THEN (world.measure = 'votes' AND world.candidate = question.candidate)
                OR world.measure IN ('ballots_issued', 'electorate', 'membership')
            WHEN 'turnout' THEN world.measure IN ('ballots_cast', 'ballots_issued', 'electorate', 'valid_votes')
                OR (world.measure = 'votes' AND NOT EXISTS (FROM world AS w WHERE w.contest_id = question.contest_id AND w.measure IN ('ballots_cast', 'valid_votes')))
            WHEN 'ballots_rejected' THEN world.measure IN ('ballots_cast', 'valid_votes')
            ELSE world.measure = 'votes'
        END
    QUALIFY row_number() OVER (
        PARTITION BY question.printed_id, world.measure, world.candidate, world.round ORDER BY other.backing DESC, other.granularity, other.printed_id
    ) = 1
),
listed AS (  -- what adds to too much: the other shares of the page
    SELECT DISTINCT question.printed_id, 'basis' AS role, other.printed_id AS other_id
    FROM question
    JOIN on_page AS own ON own.printed_id = question.printed_id
    JOIN on_page AS other ON other.contest_id = own.contest_id AND other.page = own.page AND other.block = own.block AND other.measure = own.measure
    WHERE question.way = 'list' AND other.printed_id <> question.printed_id
),
conflict AS (
    SELECT unnest(from_json($conflicts, '[{"printed_id": "UBIGINT", "other_id": "UBIGINT"}]'), recursive := true)
),
sides AS (
    SELECT printed_id, 'odd' AS role, printed_id AS other_id FROM question
    UNION ALL SELECT * FROM against
    UNION ALL SELECT printed_id, 'conflict', other_id FROM conflict
    UNION ALL
    SELECT * FROM (SELECT * FROM listed UNION ALL SELECT * FROM basis) ANTI JOIN conflict USING (printed_id) ANTI JOIN against USING (printed_id, other_id)
),
standing AS (
    SELECT
        sides.printed_id, sides.role, sides.other_id, on_page.figure_id, on_page.page, on_page.block, on_page.token, on_page.origin,
        own.standing, on_page.is_comment
    FROM sides
    JOIN on_page ON on_page.printed_id = sides.other_id
    JOIN printed AS own ON own.printed_id = sides.other_id
)
-- apart, so that each role is numbered by what it needs alone
SELECT printed_id, role, figure_id, page, block, token, origin, standing
FROM (
    FROM standing WHERE role = 'odd'
    UNION ALL
    FROM standing WHERE role = 'against'
    QUALIFY row_number() OVER (PARTITION BY printed_id, page ORDER BY block, figure_id) = 1
        AND dense_rank() OVER (PARTITION BY printed_id ORDER BY is_comment, page) <= 12
    UNION ALL
    FROM standing WHERE role IN ('conflict', 'basis')
    QUALIFY row_number() OVER (PARTITION BY printed_id, other_id, role ORDER BY page, figure_id) = 1
)
ORDER BY printed_id, CASE role WHEN 'odd' THEN 0 WHEN 'against' THEN 1 WHEN 'conflict' THEN 2 ELSE 3 END, page, block, figure_id;
