-- Adds the figures of a batch that this reader version has not given yet.
INSERT INTO figures BY NAME
SELECT batch.*
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = 268435456,  -- bytes: one passage may be a whole book
    columns = {
        figure_id: 'VARCHAR',
        reader_version: 'VARCHAR',
        version_id: 'VARCHAR',
        passage_id: 'VARCHAR',
        contest_id: 'VARCHAR',
        candidate_id: 'VARCHAR',
        measure: 'VARCHAR',
        round: 'INTEGER',
        value: 'DECIMAL(28,6)',
        low: 'DECIMAL(28,6)',
        high: 'DECIMAL(28,6)',
        granularity: 'DECIMAL(28,6)',
        printed: 'VARCHAR',
        unit: 'VARCHAR',
        qualifier: 'VARCHAR',
        stance: 'VARCHAR',
        base: 'VARCHAR',
        status: 'VARCHAR',
        quote: 'VARCHAR',
        quote_start: 'INTEGER',
        quote_end: 'INTEGER',
        printed_start: 'INTEGER',
        printed_end: 'INTEGER',
        rule: 'VARCHAR',
        cues: 'VARCHAR[]'
    }
) AS batch
ANTI JOIN figures AS known USING (figure_id, reader_version);
