-- Adds the versions of a batch that are not there yet.
INSERT INTO versions BY NAME
SELECT batch.*
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = 268435456,  -- bytes: one passage may be a whole book
    columns = {
        version_id: 'VARCHAR',
        page_id: 'VARCHAR',
        text_sha256: 'VARCHAR'
    }
) AS batch
ANTI JOIN versions AS known USING (version_id);
