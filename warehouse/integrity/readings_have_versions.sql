-- Every reading gave a known version or says why it gave none, by a known reader
SELECT page_id, payload_digest, reader_version, version_id
FROM readings
WHERE (version_id IS NULL) = (refused IS NULL)
   OR (version_id IS NOT NULL AND version_id NOT IN (SELECT version_id FROM versions))
   OR reader_version NOT IN (SELECT reader_version FROM readers);
