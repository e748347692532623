-- Makes sightings anew: which capture shows which version, by the newest reader that has read its bytes.
DELETE FROM sightings;
INSERT INTO sightings BY NAME
WITH newest AS (
    SELECT readings.page_id, readings.payload_digest, readings.version_id, readings.reader_version
    FROM readings
    JOIN readers USING (reader_version)
    QUALIFY row_number() OVER (PARTITION BY page_id, payload_digest ORDER BY reader_order DESC) = 1
)
SELECT captures.capture_id, captures.page_id, captures.captured_at, newest.version_id, newest.reader_version
FROM captures
JOIN newest USING (page_id, payload_digest)
WHERE newest.version_id IS NOT NULL
  AND captures.status BETWEEN 200 AND 399  -- an error page is no word of the source; 304 says that nothing changed
ORDER BY captures.page_id, captures.captured_at, captures.capture_id;
