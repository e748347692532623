-- Payloads that a version of the reader has read or refused, with what came out (null: refused).
SELECT pages.url, readings.payload_digest, readings.version_id
FROM readings
JOIN pages USING (page_id)
WHERE readings.reader_version = $reader_version;
