-- Adds the captures of a batch that are not there yet.
INSERT INTO captures BY NAME
SELECT batch.*
FROM read_json(
    $file,
    format = 'newline_delimited',
    columns = {
        capture_id: 'VARCHAR',
        page_id: 'VARCHAR',
        captured_at: 'TIMESTAMP',
        status: 'INTEGER',
        mime: 'VARCHAR',
        payload_digest: 'VARCHAR',
        warc_file: 'VARCHAR',
        warc_offset: 'BIGINT',
        warc_length: 'BIGINT',
        source_id: 'VARCHAR',
        run_id: 'VARCHAR',
        etag: 'VARCHAR',
        last_modified: 'VARCHAR',
        revisit: 'VARCHAR',
        refers_to: 'VARCHAR',
        truncated: 'VARCHAR'
    }
) AS batch
ANTI JOIN captures AS known USING (capture_id);
