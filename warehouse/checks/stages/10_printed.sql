-- The distinct values printed for each cell (contest, round, measure, candidate), with who backs them and since when.
--
-- List rule: whoever prints 101,000, 52,000 and 9,000 in one list rounded the last one to thousands too.
CREATE OR REPLACE TEMP TABLE list_rounding AS
SELECT contest_id, page, block, round, 10 ** min(trailing_zeros(value)) AS granularity
FROM checked_figure
WHERE measure = 'votes' AND qualifier = 'exact' AND value > 0
GROUP BY ALL
HAVING min(candidate) <> max(candidate) AND min(trailing_zeros(value)) > 1;

CREATE OR REPLACE TEMP TABLE said AS
SELECT
    figure.* EXCLUDE (granularity, candidate),
    CASE WHEN figure.measure IN ('majority', 'majority_share') THEN '' ELSE figure.candidate END AS candidate,
    CASE WHEN figure.measure = 'votes' AND figure.qualifier = 'exact' AND figure.value > 0
        THEN greatest(figure.granularity, coalesce(list_rounding.granularity, 0)) ELSE figure.granularity
    END::DECIMAL(28, 9) AS granularity,
    figure.block LIKE 'comment%' AS is_comment,
    figure.stance = 'forecast' AS is_forecast,
    -- one number for what makes two figures say the same: joins over one column instead of nine
    hash(figure.contest_id, figure.round, figure.measure, CASE WHEN figure.measure IN ('majority', 'majority_share') THEN '' ELSE figure.candidate END,
        figure.value, CASE WHEN figure.measure = 'votes' AND figure.qualifier = 'exact' AND figure.value > 0
            THEN greatest(figure.granularity, coalesce(list_rounding.granularity, 0)) ELSE figure.granularity END::DECIMAL(28, 9), figure.qualifier, figure.base, is_forecast) AS printed_id
FROM checked_figure AS figure
LEFT JOIN list_rounding USING (contest_id, page, block, round)
WHERE figure.stance <> 'hypothetical';

CREATE OR REPLACE TEMP TABLE printed AS
WITH cell AS (  -- one origin counts once, however many pages repeat it
    SELECT
        printed_id,
        any_value(contest_id) AS contest_id, any_value(round) AS round, any_value(measure) AS measure,
        any_value(candidate) AS candidate, any_value(value) AS value, any_value(granularity) AS granularity,
        any_value(qualifier) AS qualifier, any_value(base) AS base, any_value(is_forecast) AS is_forecast,
        count(DISTINCT origin) FILTER (NOT is_comment AND stance <> 'disputed' AND NOT is_superseded) AS backing,
        bool_and(is_comment OR stance = 'disputed') AS is_talk,
        bool_and(is_superseded) AS is_superseded,
        min(said_from) AS first_from,
        min(said_to) AS first_to,
        min(standing) AS standing,
        coalesce(bool_or(status IN ('certified', 'recount', 'correction')), false) AS is_final,
        bool_and(coalesce(status IN ('unofficial-partial', 'unofficial-complete'), false)) AS is_partial
    FROM said
    GROUP BY ALL
)
SELECT
    cell.*,
    -- half by way of a float, exact to the ninth place: times 0.5 is a wider decimal, and to narrow it takes fifty times as long
    CASE qualifier
        WHEN 'more_than' THEN CASE WHEN value >= 0 THEN value ELSE -100000000000000000 END
        WHEN 'less_than' THEN CASE WHEN value >= 0 THEN 0 ELSE value END
        WHEN 'about' THEN (value - greatest(granularity, abs(value) * 0.02))::DECIMAL(28, 9)
        ELSE CASE WHEN granularity = 1 AND value % 1 = 0 AND NOT is_share THEN value ELSE value - (granularity / 2)::DECIMAL(28, 9) END
    END::DECIMAL(28, 9) AS low,
    CASE qualifier
        WHEN 'more_than' THEN CASE WHEN value >= 0 THEN 100000000000000000 ELSE value END
        WHEN 'less_than' THEN CASE WHEN value >= 0 THEN value ELSE 0 END
        WHEN 'about' THEN (value + greatest(granularity, abs(value) * 0.02))::DECIMAL(28, 9)
        ELSE CASE WHEN granularity = 1 AND value % 1 = 0 AND NOT is_share THEN value ELSE value + (granularity / 2)::DECIMAL(28, 9) END
    END::DECIMAL(28, 9) AS high,
    -- Cut off: digits dropped instead of rounded, [value, value + granularity); a round count may be cut to its first digits.
    CASE WHEN qualifier <> 'exact' THEN 0
        WHEN is_share THEN granularity
        ELSE greatest(CASE WHEN granularity > 1 THEN granularity ELSE 0 END,
            CASE WHEN trailing_zeros(value) > 1 THEN 10 ** trailing_zeros(value) ELSE 0 END)::DECIMAL(28, 9)
    END::DECIMAL(28, 9) AS cut,
    -- The most it may stand for: rounded or cut off, nobody knows. A reference must leave room for both.
    CASE WHEN qualifier <> 'exact' OR (granularity = 1 AND NOT is_share) THEN high ELSE (value + granularity)::DECIMAL(28, 9) END AS most,
    is_share
FROM (SELECT *, measure IN ('vote_share', 'vote_share_change', 'electorate_share', 'turnout', 'majority_share') AS is_share FROM cell) AS cell;
