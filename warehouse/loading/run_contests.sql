-- Notes how many current figures each contest has at the end of a run; said again, the later count stands.
MERGE INTO run_contests USING (
    SELECT $run_id AS run_id, contest_id, count(page_versions.version_id) AS figures
    FROM contests
    LEFT JOIN figures USING (contest_id)
    LEFT JOIN page_versions
      ON page_versions.version_id = figures.version_id
     AND page_versions.reader_version = figures.reader_version
     AND page_versions.is_latest
    GROUP BY contest_id
) AS now
USING (run_id, contest_id)
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;
