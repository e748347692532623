-- Adds the passages of a batch that are not there yet.
INSERT INTO passages BY NAME
SELECT batch.*
FROM read_json(
    $file,
    format = 'newline_delimited',
    maximum_object_size = 67108864,  -- bytes: one passage may be a whole book
    columns = {
        passage_id: 'VARCHAR',
        version_id: 'VARCHAR',
        ordinal: 'INTEGER',
        kind: 'VARCHAR',
        comment: 'INTEGER',
        post: 'INTEGER',
        author: 'VARCHAR',
        published_at: 'TIMESTAMP',
        published_as_given: 'VARCHAR',
        heading: 'VARCHAR',
        text: 'VARCHAR'
    }
) AS batch
ANTI JOIN passages AS known USING (passage_id);
