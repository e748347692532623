-- Their figures as the newest reader has them: those that a page no longer shows are kept apart as superseded.
--
-- A bare day, month or year as a page gives it lasts to its end: nothing is called earlier that may not have been.
INSERT INTO checked_figure BY NAME
SELECT
    figures.figure_id,
    figures.contest_id,
    coalesce(figures.candidate_id, '') AS candidate,
    figures.measure,
    coalesce(figures.round, 0) AS round,
    figures.value,
    figures.granularity,
    figures.printed,
    figures.qualifier,
    figures.stance,
    figures.status,
    coalesce(figures.base, '') AS base,
    page_versions.page_id AS page,
    CASE WHEN passages.kind = 'comment' THEN 'comment:' || passages.ordinal ELSE passages.kind || ':' || passages.post END AS block,
    coalesce(
        CASE WHEN passages.kind = 'comment' THEN passages.author END, sources.derived_from, page_versions.source_id, page_versions.page_id
    ) AS origin,
    CASE WHEN passages.kind = 'comment' THEN 6
        WHEN sources.kind = 'official' OR sources.standing IN ('official', 'organisation') THEN 0
        WHEN sources.standing = 'candidate' THEN 1
        WHEN sources.kind = 'wiki' THEN 3
        WHEN sources.kind = 'forum' OR sources.standing = 'reader' THEN 5
        WHEN sources.kind = 'blog' OR sources.standing = 'supporter' THEN 4
        ELSE 2
    END AS standing,
    coalesce(passages.published_at, page_versions.published_at) AS said_from,
    coalesce(passages.published_at, page_versions.published_at)
        + CASE length(CASE WHEN passages.published_at IS NOT NULL THEN passages.published_as_given ELSE page_versions.published_as_given END)
            WHEN 4 THEN INTERVAL 1 YEAR WHEN 7 THEN INTERVAL 1 MONTH WHEN 10 THEN INTERVAL 1 DAY ELSE INTERVAL 0 DAY
        END AS said_to,
    NOT page_versions.is_latest AS is_superseded
FROM figures
JOIN page_versions USING (version_id, reader_version)
JOIN passages USING (passage_id)
LEFT JOIN sources ON sources.source_id = page_versions.source_id
-- by place: of a million figures, a hundred contests' are then read alone, and not the columns of all
WHERE figures.rowid IN (SELECT wanted.rowid FROM figures AS wanted SEMI JOIN checked_contest USING (contest_id));
