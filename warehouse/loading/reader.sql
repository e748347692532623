-- Makes a version of the reader the newest: it is added, or moved to the end when an earlier one comes back into use.
MERGE INTO readers USING (
    SELECT $reader_version AS reader_version, coalesce(max(reader_order), 0) + 1 AS reader_order FROM readers
) AS now
ON readers.reader_version = now.reader_version
WHEN MATCHED AND readers.reader_order < now.reader_order - 1 THEN UPDATE SET reader_order = now.reader_order
WHEN NOT MATCHED THEN INSERT (reader_version, reader_order) VALUES (now.reader_version, now.reader_order);
