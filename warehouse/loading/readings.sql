-- Adds the readings of a batch that are not there yet: what was read stays, whoever reads later.
INSERT INTO readings BY NAME
SELECT batch.*
FROM read_json(
    $file,
    format = 'newline_delimited',
    columns = {
        page_id: 'VARCHAR',
        payload_digest: 'VARCHAR',
        reader_version: 'VARCHAR',
        version_id: 'VARCHAR',
        refused: 'VARCHAR',
        title: 'VARCHAR',
        author: 'VARCHAR',
        published_at: 'TIMESTAMP',
        published_as_given: 'VARCHAR',
        modified_at: 'TIMESTAMP',
        modified_as_given: 'VARCHAR',
        language: 'VARCHAR',
        site: 'VARCHAR'
    }
) AS batch
ANTI JOIN readings AS known USING (page_id, payload_digest, reader_version);
