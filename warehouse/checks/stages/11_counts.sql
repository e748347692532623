-- Which counts (rounds) each contest has. A page that names the only count of a single-count contest says nothing more.
CREATE OR REPLACE TEMP TABLE named_round AS
SELECT DISTINCT contest_id, round FROM printed WHERE round > 0 AND measure IN ('votes', 'vote_share', 'valid_votes');

UPDATE printed SET round = 0
WHERE round > 0 AND contest_id IN (
    SELECT contest_id FROM named_round JOIN checked_contest USING (contest_id)
    GROUP BY contest_id HAVING count(*) = 1 AND NOT bool_or(multi_round)
);

CREATE OR REPLACE TEMP TABLE counts AS
SELECT contest_id, round FROM printed WHERE round > 0 AND measure IN ('votes', 'vote_share', 'valid_votes') GROUP BY ALL
UNION ALL
SELECT contest_id, 0 FROM checked_contest
WHERE contest_id NOT IN (SELECT contest_id FROM printed WHERE round > 0 AND measure IN ('votes', 'vote_share', 'valid_votes'));

CREATE OR REPLACE TEMP TABLE todo AS SELECT contest_id FROM checked_contest;
CREATE OR REPLACE TEMP TABLE world (
    contest_id VARCHAR, round INTEGER, measure VARCHAR, candidate VARCHAR, low DECIMAL(28, 9), high DECIMAL(28, 9)
);
CREATE OR REPLACE TEMP TABLE totals (
    contest_id VARCHAR, round INTEGER,
    votes DECIMAL(28, 9), is_complete BOOLEAN, is_known BOOLEAN,
    valid_low DECIMAL(28, 9), valid_high DECIMAL(28, 9),
    cast_low DECIMAL(28, 9), cast_high DECIMAL(28, 9), is_cast_known BOOLEAN,
    rejected_low DECIMAL(28, 9), rejected_high DECIMAL(28, 9),
    issued_low DECIMAL(28, 9), issued_high DECIMAL(28, 9), is_issued_known BOOLEAN,
    electorate_low DECIMAL(28, 9), electorate_high DECIMAL(28, 9),
    turnout_low DECIMAL(28, 9), turnout_high DECIMAL(28, 9),
    first_low DECIMAL(28, 9), first_high DECIMAL(28, 9)
);
CREATE OR REPLACE TEMP TABLE implied (
    contest_id VARCHAR, round INTEGER, measure VARCHAR, candidate VARCHAR, base VARCHAR,
    low DECIMAL(28, 9), high DECIMAL(28, 9), is_plain BOOLEAN, is_open BOOLEAN
);
CREATE OR REPLACE TEMP TABLE fit (
    printed_id UBIGINT, base VARCHAR, how VARCHAR, is_plain BOOLEAN, is_open BOOLEAN, low DECIMAL(28, 9), high DECIMAL(28, 9)
);
CREATE OR REPLACE TEMP TABLE overtaken (printed_id UBIGINT);
CREATE OR REPLACE TEMP TABLE another_count (printed_id UBIGINT);
CREATE OR REPLACE TEMP TABLE odd (
    check_name VARCHAR, printed_id UBIGINT, contest_id VARCHAR, round INTEGER, base VARCHAR,
    r_low DECIMAL(28, 9), r_high DECIMAL(28, 9), is_open BOOLEAN, apart DECIMAL(28, 9), way VARCHAR
);
CREATE OR REPLACE TEMP TABLE explained (printed_id UBIGINT, rank INTEGER, explanation VARCHAR, why VARCHAR);
