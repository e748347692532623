-- What a cross-check works on: the figures of the contests at hand, without NULL keys.
--
-- Temporary stage tables, made anew by every check inside one transaction. Nested views would be read dozens of times
-- over (20 seconds for 518 figures, measured); tables take milliseconds.
-- Keys are never NULL, because a comparison with NULL is neither true nor false: candidate is '' for figures about the
-- contest as a whole, round is 0 where the page names none, base is '' where it names none.
CREATE OR REPLACE TEMP TABLE checked_contest (
    contest_id VARCHAR,
    number_elected INTEGER,
    multi_round BOOLEAN,
    declared TIMESTAMP,
    rejected_ceiling DOUBLE,
    turnout_threshold DECIMAL(28, 9),
    support_threshold DECIMAL(28, 9),
    previous_contest VARCHAR
);
CREATE OR REPLACE TEMP TABLE checked_candidate (contest_id VARCHAR, candidate VARCHAR, name VARCHAR, withdrawn BOOLEAN);
CREATE OR REPLACE TEMP TABLE checked_figure (
    figure_id VARCHAR,
    contest_id VARCHAR,
    candidate VARCHAR,
    measure VARCHAR,
    round INTEGER,
    value DECIMAL(28, 9),
    granularity DECIMAL(28, 9),
    printed VARCHAR,
    qualifier VARCHAR,
    stance VARCHAR,
    status VARCHAR,
    base VARCHAR,
    page VARCHAR,           -- what prints it: a page of the warehouse, a source of somebody's own table
    block VARCHAR,
    origin VARCHAR,         -- the page, or what it repeats
    standing INTEGER,       -- who speaks, for ties only: 0 official, 1 candidate, 2 news, 3 wiki, 4 blog, 5 forum, 6 reader
    said_from TIMESTAMP,    -- first and last moment that the printed date allows: a bare day is a day long
    said_to TIMESTAMP,
    is_superseded BOOLEAN   -- stands in an older version of the page only
);
CREATE OR REPLACE TEMP MACRO agree(a_low, a_high, b_low, b_high) AS (
    -- More than an end point in common, or one is a point within the other (else 52,000 and 53,000 agree at 52,500).
    CASE WHEN a_low = a_high OR b_low = b_high
        THEN greatest(a_low, b_low) <= least(a_high, b_high)
        ELSE least(a_high, b_high) - greatest(a_low, b_low) > 0.000000001 * greatest(abs(a_low), abs(b_low), 1)
    END
);
CREATE OR REPLACE TEMP MACRO gap(a_low, a_high, b_low, b_high) AS greatest(a_low - b_high, b_low - a_high, 0);
CREATE OR REPLACE TEMP MACRO trailing_zeros(count) AS (
    CASE WHEN count = 0 OR count % 10 <> 0 THEN 0
        WHEN count % 100 <> 0 THEN 1 WHEN count % 1000 <> 0 THEN 2 WHEN count % 10000 <> 0 THEN 3
        WHEN count % 100000 <> 0 THEN 4 WHEN count % 1000000 <> 0 THEN 5 WHEN count % 10000000 <> 0 THEN 6
        WHEN count % 100000000 <> 0 THEN 7 WHEN count % 1000000000 <> 0 THEN 8 ELSE 9 END
);
CREATE OR REPLACE TEMP MACRO shown(number) AS (
    CASE WHEN number % 1 = 0 THEN format('{:,}', number::BIGINT)
        WHEN abs(number) >= 1000 THEN format('{:,}', round(number)::BIGINT) ELSE rtrim(rtrim(round(number, 3)::VARCHAR, '0'), '.') END
);
CREATE OR REPLACE TEMP MACRO digits(number) AS regexp_replace(number::DECIMAL(28, 9)::VARCHAR, '\.?0*$', '');
