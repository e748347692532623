-- The reviews as the reviews file has them now, in place of those of the last publication.
CREATE TEMP TABLE reviews AS
SELECT unnest(
    from_json(
        $rows,
        '[{"discrepancy_id": "VARCHAR", "reviewed_at": "TIMESTAMP", "reviewer": "VARCHAR", "decision": "VARCHAR",
           "note": "VARCHAR", "evidence": "VARCHAR"}]'
    ),
    recursive := true
);
