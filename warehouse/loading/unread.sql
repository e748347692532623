-- Adds the unread numbers of a batch that this reader version has not given yet.
INSERT INTO unread BY NAME
SELECT batch.*
FROM read_json(
    $file,
    format = 'newline_delimited',
    columns = {
        unread_id: 'VARCHAR',
        reader_version: 'VARCHAR',
        version_id: 'VARCHAR',
        passage_id: 'VARCHAR',
        contest_id: 'VARCHAR',
        printed: 'VARCHAR',
        printed_start: 'INTEGER',
        printed_end: 'INTEGER',
        reason: 'VARCHAR'
    }
) AS batch
ANTI JOIN unread AS known USING (unread_id, reader_version);
