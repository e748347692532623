-- The captures that show each version of the given pages, oldest first.
SELECT
    s.version_id, c.capture_id, pages.url, c.captured_at::VARCHAR AS captured_at, c.status, c.mime, c.payload_digest,
    c.warc_file AS file, c.warc_offset AS "offset", c.warc_length AS length, c.revisit
FROM sightings AS s
JOIN captures AS c ON c.capture_id = s.capture_id
JOIN pages ON pages.page_id = s.page_id
WHERE s.page_id IN (SELECT unnest($page_ids))
ORDER BY s.version_id, c.captured_at, c.capture_id;
