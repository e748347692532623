-- Replaces the reviews by those of the reviews file. A line that is no review is left out there, not lost: the file stays.
INSERT INTO reviews BY NAME
SELECT DISTINCT discrepancy_id, reviewed_at, reviewer, decision, note, evidence
FROM read_json(
    $file,
    format = 'newline_delimited',
    ignore_errors = true,
    columns = {
        discrepancy_id: 'VARCHAR',
        reviewed_at: 'TIMESTAMP',
        reviewer: 'VARCHAR',
        decision: 'VARCHAR',
        note: 'VARCHAR',
        evidence: 'VARCHAR'
    }
)
WHERE discrepancy_id IS NOT NULL AND decision IS NOT NULL;
