-- No contest lost more than a fifth of its figures since the last published night: a reader or a site has broken
WITH last_night AS (
    SELECT contest_id, figures
    FROM run_contests
    JOIN contests USING (contest_id)  -- a contest that is no longer followed is no loss
    WHERE run_id = (SELECT max(run_id) FROM runs WHERE state = 'done')
),
now AS (
    SELECT contest_id, count(*) AS figures
    FROM figures
    JOIN page_versions USING (version_id, reader_version)
    WHERE is_latest
    GROUP BY contest_id
)
SELECT last_night.contest_id, last_night.figures AS figures_last_night, coalesce(now.figures, 0) AS figures_now
FROM last_night
LEFT JOIN now USING (contest_id)
WHERE coalesce(now.figures, 0) < last_night.figures * 0.8
  AND last_night.figures - coalesce(now.figures, 0) >= 10;  -- of a handful, one page taken down is a fifth
