-- What the registry says of a contest, with the status that its official sources give.
SELECT
    contests.contest_id,
    contests.title,
    contests.organisation,
    contests.office,
    contests.area,
    coalesce(contests.date, contests.declared) AS date,
    contests.number_elected,
    contests.multi_round,
    (
        SELECT arg_max(status, coalesce(published_at, seen_from))
        FROM figures_in_context
        WHERE figures_in_context.contest_id = $contest AND standing = 'official' AND is_current AND status IS NOT NULL
    ) AS status
FROM contests
WHERE contests.contest_id = $contest;
