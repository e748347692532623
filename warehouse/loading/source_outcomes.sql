-- Notes what each source gave in a run; said again, the later word stands.
MERGE INTO source_outcomes USING (SELECT unnest(from_json($rows, '[{
    "run_id": "VARCHAR",
    "source_id": "VARCHAR",
    "outcome": "VARCHAR",
    "detail": "VARCHAR",
    "started_at": "TIMESTAMP",
    "ended_at": "TIMESTAMP",
    "exchanges": "BIGINT",
    "captures": "BIGINT",
    "revisits": "BIGINT",
    "pages": "BIGINT",
    "bytes_received": "BIGINT",
    "errors": "BIGINT"
}]'), max_depth := 2)) AS now
USING (run_id, source_id)
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;
