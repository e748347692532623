-- Adds the pages of a batch that are not there yet.
INSERT INTO pages BY NAME
SELECT batch.*
FROM read_json(
    $file,
    format = 'newline_delimited',
    columns = {
        page_id: 'VARCHAR',
        url: 'VARCHAR',
        host: 'VARCHAR'
    }
) AS batch
ANTI JOIN pages AS known USING (page_id);
