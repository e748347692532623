-- Makes source_record anew: how often each source was out of line. Shown, never used to overrule arithmetic.
DELETE FROM source_record;
INSERT INTO source_record BY NAME
WITH doubtful AS (
    SELECT figure_id, verdict FROM verdicts WHERE verdict IN ('fails', 'open', 'not_checkable')
),
said AS (
    SELECT
        page_versions.source_id,
        CASE WHEN passages.kind = 'comment' THEN 'reader' ELSE sources.standing END AS standing,
        count(*) AS figures,
        count(*) FILTER (doubtful.verdict = 'fails') AS failing,
        count(*) FILTER (doubtful.verdict IN ('open', 'not_checkable')) AS unchecked
    FROM figures
    JOIN page_versions USING (version_id, reader_version)
    JOIN passages USING (passage_id)
    SEMI JOIN contests USING (contest_id)
    LEFT JOIN sources ON sources.source_id = page_versions.source_id
    LEFT JOIN doubtful ON doubtful.figure_id = figures.figure_id
    WHERE page_versions.is_latest
    GROUP BY ALL
)
SELECT
    said.source_id,
    coalesce(sources.title, said.source_id) AS source,
    said.standing,
    said.figures,
    said.failing,
    said.unchecked,
    round((said.failing + 1) / (said.figures + 10), 3) AS rate
FROM said
LEFT JOIN sources USING (source_id)
ORDER BY said.source_id, said.standing;
