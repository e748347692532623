-- Of the contests with something odd: which page prints which value, in which block.
CREATE OR REPLACE TEMP TABLE on_page AS
SELECT
    printed.printed_id, printed.contest_id, printed.round, printed.measure, printed.candidate, printed.value, printed.granularity,
    printed.qualifier, printed.is_share, said.figure_id, said.page, said.block, said.is_comment, said.origin, said.printed AS token,
    said.is_superseded AS is_gone  -- the page has since been changed, and gives it no longer
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

-- Nominations come in for weeks: what was said later, and is more, overtook what the others still give. A piece of text that
-- gives both tells two kinds apart instead.
CREATE OR REPLACE TEMP TABLE overtaking AS
SELECT question.printed_id
FROM question
JOIN on_page AS own ON own.printed_id = question.printed_id
LEFT JOIN on_page AS beside
    ON beside.contest_id = own.contest_id AND beside.page = own.page AND beside.block = own.block AND beside.measure = own.measure
    AND beside.candidate = own.candidate AND beside.printed_id <> own.printed_id
WHERE question.measure = 'nominations' AND NOT question.is_forecast AND NOT question.is_superseded AND question.low >= question.r_high
    AND (
        SELECT max(other.first_to) FROM printed AS other
        WHERE other.contest_id = question.contest_id AND other.measure = 'nominations' AND other.candidate = question.candidate
            AND NOT other.is_forecast AND NOT other.is_talk AND agree(other.low, other.high, question.r_low, question.r_high)
    ) < question.first_from
GROUP BY ALL
HAVING bool_or(beside.printed_id IS NULL);

-- A live page leaves its earlier counts standing: until the declaration, two candidates or more with fewer votes beside the right ones.
CREATE OR REPLACE TEMP TABLE running AS
SELECT DISTINCT printed_id
FROM (
    SELECT question.printed_id, count(DISTINCT question.candidate) OVER (PARTITION BY own.contest_id, own.page, own.block) AS candidates
    FROM question
    JOIN on_page AS own ON own.printed_id = question.printed_id
    JOIN on_page AS other
        ON other.contest_id = own.contest_id AND other.page = own.page AND other.block = own.block AND other.measure = own.measure
        AND other.candidate = own.candidate AND other.round = own.round AND other.printed_id <> own.printed_id
    WHERE question.measure = 'votes' AND NOT question.multi_round AND NOT question.is_forecast AND NOT question.is_superseded
        AND question.high < question.r_low AND question.first_from <= question.declared AND NOT own.is_gone AND NOT other.is_gone
        AND agree(other.value, other.value, question.r_low, question.r_high)
)
WHERE candidates > 1;
