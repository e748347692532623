-- Adds the pages of a batch that are not there yet.
INSERT INTO pages BY NAME
SELECT batch.*
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = 268435456,  -- bytes: one passage may be a whole book
    columns = {
        page_id: 'VARCHAR',
        url: 'VARCHAR',
        host: 'VARCHAR'
    }
) AS batch
ANTI JOIN pages AS known USING (page_id);
