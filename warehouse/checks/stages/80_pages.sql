-- Of the contests with something odd: which page prints which value, in which block.
CREATE OR REPLACE TEMP TABLE on_page AS
SELECT
    printed.printed_id, printed.contest_id, printed.round, printed.measure, printed.candidate, printed.value, printed.granularity,
    printed.qualifier, printed.is_share, said.figure_id, said.page, said.block, said.is_comment, said.origin, said.printed AS token
FROM printed
SEMI JOIN odd USING (contest_id)
JOIN said USING (printed_id);

-- One finding a value: the check that comes first by name of its way (arithmetic before comparison) speaks for it.
DELETE FROM odd WHERE rowid NOT IN (
    SELECT rowid FROM odd QUALIFY row_number() OVER (PARTITION BY printed_id ORDER BY way IN ('base', 'round'), check_name) = 1
);

-- Odd values with all that the explanations ask about them.
CREATE OR REPLACE TEMP TABLE question AS
SELECT
    odd.printed_id, odd.check_name, odd.contest_id, odd.base AS r_base, odd.round AS r_round, odd.r_low, odd.r_high, odd.is_open, odd.apart, odd.way,
    printed.* EXCLUDE (printed_id, contest_id),
    contest.multi_round, contest.number_elected, contest.declared, contest.previous_contest
FROM odd
JOIN printed USING (printed_id)
JOIN checked_contest AS contest ON contest.contest_id = odd.contest_id;
