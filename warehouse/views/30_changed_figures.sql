-- Where a page said one thing and then another: each version of a page against the one before it.
CREATE OR REPLACE VIEW changed_figures AS
WITH edited AS (  -- few pages are
    SELECT page_id, number, version_id, reader_version
    FROM page_versions
    SEMI JOIN (SELECT page_id FROM page_versions WHERE number > 1) AS second USING (page_id)
),
said AS (
    SELECT
        edited.page_id,
        edited.number,
        figures.contest_id,
        figures.candidate_id,
        figures.measure,
        figures.round,
        list_sort(list_distinct(list(figures.printed))) AS printed,
        list_sort(list_distinct(list(hash(figures.value, figures.qualifier)))) AS meant
    FROM figures
    JOIN edited ON edited.version_id = figures.version_id
    WHERE edited.reader_version = figures.reader_version
    GROUP BY ALL
),
sides AS (  -- what a version says counts once as "became" for it and once as "was" for the version after it
    SELECT page_id, number, contest_id, candidate_id, measure, round, NULL AS was, NULL AS meant_before, printed AS became, meant
    FROM said
    UNION ALL
    SELECT page_id, number + 1, contest_id, candidate_id, measure, round, printed, meant, NULL, NULL
    FROM said
),
cells AS (
    SELECT
        page_id, number, contest_id, candidate_id, measure, round,
        any_value(was) AS was,
        any_value(became) AS became,
        any_value(meant_before) AS meant_before,
        any_value(meant) AS meant
    FROM sides
    GROUP BY page_id, number, contest_id, candidate_id, measure, round
)
SELECT
    cells.contest_id,
    cells.candidate_id,
    cells.measure,
    cells.round,
    array_to_string(cells.was, ' / ') AS was,
    array_to_string(cells.became, ' / ') AS became,
    CASE WHEN cells.was IS NULL THEN 'added' WHEN cells.became IS NULL THEN 'removed' ELSE 'changed' END AS change,
    before.seen_to AS was_until,
    after.seen_from AS became_from,
    after.modified_at,
    after.source_id,
    pages.url,
    after.number AS version,
    before.version_id AS was_version_id,
    after.version_id AS became_version_id
FROM cells
JOIN page_versions AS after ON after.page_id = cells.page_id AND after.number = cells.number
JOIN page_versions AS before ON before.page_id = cells.page_id AND before.number = cells.number - 1
JOIN pages ON pages.page_id = cells.page_id
JOIN contests ON contests.contest_id = cells.contest_id
WHERE cells.meant IS DISTINCT FROM cells.meant_before;

COMMENT ON VIEW changed_figures IS 'Where a page was edited and its figures with it: what it said before and after';
COMMENT ON COLUMN changed_figures.contest_id IS 'The contest';
COMMENT ON COLUMN changed_figures.candidate_id IS 'The candidate; null for figures about the contest as a whole';
COMMENT ON COLUMN changed_figures.measure IS 'What is counted';
COMMENT ON COLUMN changed_figures.round IS 'Count or ballot, from 1, where the page says which';
COMMENT ON COLUMN changed_figures.was IS 'Numbers printed before, parted by /; null where there was none';
COMMENT ON COLUMN changed_figures.became IS 'Numbers printed after; null where none is left';
COMMENT ON COLUMN changed_figures.change IS 'changed, added or removed';
COMMENT ON COLUMN changed_figures.was_until IS 'Last capture that shows the version before (UTC)';
COMMENT ON COLUMN changed_figures.became_from IS 'First capture that shows the version after (UTC)';
COMMENT ON COLUMN changed_figures.modified_at IS 'When the page itself says that it was changed';
COMMENT ON COLUMN changed_figures.source_id IS 'The source';
COMMENT ON COLUMN changed_figures.url IS 'Address of the page';
COMMENT ON COLUMN changed_figures.version IS 'Number of the version after';
COMMENT ON COLUMN changed_figures.was_version_id IS 'Id of the version before';
COMMENT ON COLUMN changed_figures.became_version_id IS 'Id of the version after';
