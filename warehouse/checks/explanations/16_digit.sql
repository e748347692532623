-- One digit
-- One digit is mistyped, missing, doubled or exchanged with its neighbour, or the decimal point is in the wrong place.
WITH exact_figure AS (  -- typed: the digits that mean something, without point and noughts: 327 for 32.7, 384 for 38,400
    SELECT *, (value / granularity)::HUGEINT::VARCHAR AS typed
    FROM question
    WHERE qualifier = 'exact' AND value > 0 AND way NOT IN ('base', 'round') AND NOT is_forecast
),
rival AS (  -- what the figure may have been meant to be: printed elsewhere, or an exact value of the world
    SELECT odd.printed_id, other.value AS meant
    FROM exact_figure AS odd
    JOIN (SELECT contest_id, measure, candidate, round, low, high, value, granularity FROM printed
          WHERE qualifier = 'exact' AND NOT is_talk AND NOT is_forecast) AS other
        ON other.contest_id = odd.contest_id AND other.measure = odd.measure AND other.candidate = odd.candidate
        AND (other.round = odd.round OR odd.round = 0 OR other.round = 0) AND other.granularity <= odd.granularity
    WHERE agree(other.low, other.high, odd.r_low, odd.r_high)
    UNION
    SELECT printed_id, CASE WHEN granularity = 1 THEN r_low ELSE r_low::DOUBLE::DECIMAL(28, 9) END
    FROM exact_figure
    WHERE r_high - r_low <= granularity / 2
),
compared AS (
    SELECT
        odd.printed_id, odd.value, odd.is_share, odd.typed, meant,
        CASE WHEN granularity = 1 THEN meant::HUGEINT ELSE round(meant::DOUBLE / granularity)::HUGEINT END::VARCHAR AS right_digits,
        CASE WHEN granularity = 1 THEN meant ELSE (round(meant::DOUBLE / granularity) * granularity)::DECIMAL(28, 9) END AS told
    FROM exact_figure AS odd
    JOIN rival USING (printed_id)
),
mistyped AS (
    SELECT printed_id, told AS meant
    FROM compared
    WHERE typed <> right_digits AND (
        (length(typed) >= 3 AND damerau_levenshtein(typed, right_digits) = 1
            -- a share whose last digit alone is off may as well be an arithmetic slip
            AND (NOT is_share OR left(typed, length(typed) - 1) <> left(right_digits, length(typed) - 1)))
        OR (length(typed) >= 3 AND meant IN (value * 10, value * 100, value * 1000, value / 10, value / 100, value / 1000))
    )
),
neighbour AS (  -- where nobody prints the right number: the only one-digit change within what the others allow
    SELECT
        printed_id,
        (left(typed, place - 1) || digit || substr(typed, place + 1))::DECIMAL(28, 9) AS meant
    FROM exact_figure, unnest(range(1, length(typed) + 1)) AS places(place), unnest(range(10)) AS tens(digit)
    WHERE granularity = 1 AND NOT is_share AND length(typed) >= 4 AND r_high - r_low < value / 5 AND NOT is_talk
        AND (left(typed, place - 1) || digit || substr(typed, place + 1))::DECIMAL(28, 9) BETWEEN r_low AND r_high
    UNION
    SELECT
        printed_id,
        (left(typed, place - 1) || substr(typed, place + 1, 1) || substr(typed, place, 1) || substr(typed, place + 2))::DECIMAL(28, 9)
    FROM exact_figure, unnest(range(1, length(typed))) AS places(place)
    WHERE granularity = 1 AND NOT is_share AND length(typed) >= 4 AND r_high - r_low < value / 5 AND NOT is_talk
        AND (left(typed, place - 1) || substr(typed, place + 1, 1) || substr(typed, place, 1) || substr(typed, place + 2))::DECIMAL(28, 9)
            BETWEEN r_low AND r_high
)
SELECT printed_id, shown(min(meant)) || ' was meant' AS why FROM mistyped GROUP BY ALL
UNION ALL
SELECT printed_id, string_agg(DISTINCT shown(meant), ' or ' ORDER BY shown(meant)) || '?'
FROM neighbour
WHERE printed_id NOT IN (SELECT printed_id FROM mistyped)
GROUP BY printed_id
HAVING count(DISTINCT meant) <= 3;
