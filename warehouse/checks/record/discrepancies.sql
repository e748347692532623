-- What was found stays open or opens; what was open and is found no more is closed; a changed explanation is marked.
MERGE INTO discrepancies AS kept
USING (
    SELECT unnest(from_json($found, '[{"discrepancy_id": "VARCHAR", "check_name": "VARCHAR", "contest_id": "VARCHAR",
        "candidate_id": "VARCHAR", "measure": "VARCHAR", "round": "INTEGER", "explanation": "VARCHAR", "certainty": "VARCHAR",
        "severity": "INTEGER", "apart": "DECIMAL(28, 6)", "text": "VARCHAR"}]'), recursive := true)
) AS found
ON kept.discrepancy_id = found.discrepancy_id
WHEN MATCHED THEN UPDATE SET
    check_name = found.check_name,
    explanation = found.explanation,
    certainty = found.certainty,
    severity = found.severity,
    apart = found.apart,
    text = found.text,
    first_run = CASE WHEN kept.closed_run IS NULL THEN kept.first_run ELSE $run_id END,
    last_run = $run_id,
    explained_run = CASE
        WHEN kept.closed_run IS NOT NULL THEN NULL
        WHEN kept.explanation <> found.explanation AND kept.first_run <> $run_id THEN $run_id
        ELSE kept.explained_run
    END,
    closed_run = NULL
WHEN NOT MATCHED THEN INSERT (
    discrepancy_id, check_name, contest_id, candidate_id, measure, round, explanation, certainty, severity, apart, text, first_run, last_run
) VALUES (
    found.discrepancy_id, found.check_name, found.contest_id, found.candidate_id, found.measure, found.round, found.explanation,
    found.certainty, found.severity, found.apart, found.text, $run_id, $run_id
);
