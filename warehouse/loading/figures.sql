-- Adds the figures of a batch that this reader version has not given yet.
--
-- Numbers come as text, because JSON numbers pass through binary floating point. They are read as DECIMAL(18, 6) where they
-- fit: DuckDB 1.5 takes twenty times as long for the wide type.
INSERT INTO figures BY NAME
SELECT batch.* REPLACE (
    coalesce(try_cast(batch.value AS DECIMAL(18, 6)), batch.value::DECIMAL(28, 6)) AS value,
    coalesce(try_cast(batch.low AS DECIMAL(18, 6)), batch.low::DECIMAL(28, 6)) AS low,
    coalesce(try_cast(batch.high AS DECIMAL(18, 6)), batch.high::DECIMAL(28, 6)) AS high,
    coalesce(try_cast(batch.granularity AS DECIMAL(18, 6)), batch.granularity::DECIMAL(28, 6)) AS granularity
)
FROM read_json(
    $file,
    format = 'newline_delimited',
    columns = {
        figure_id: 'VARCHAR',
        reader_version: 'VARCHAR',
        version_id: 'VARCHAR',
        passage_id: 'VARCHAR',
        contest_id: 'VARCHAR',
        candidate_id: 'VARCHAR',
        measure: 'VARCHAR',
        round: 'INTEGER',
        value: 'VARCHAR',
        low: 'VARCHAR',
        high: 'VARCHAR',
        granularity: 'VARCHAR',
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
