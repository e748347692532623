-- Adds the versions of a batch that are not there yet.
INSERT INTO versions BY NAME
SELECT batch.*
FROM read_json(
    $file,
    format = 'newline_delimited',
    columns = {
        version_id: 'VARCHAR',
        page_id: 'VARCHAR',
        text_sha256: 'VARCHAR'
    }
) AS batch
ANTI JOIN versions AS known USING (version_id);
