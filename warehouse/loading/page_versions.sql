-- Makes page_versions anew: which wording of which page was seen from when to when.
DELETE FROM page_versions;
INSERT INTO page_versions BY NAME
WITH seen AS (
    SELECT
        page_id,
        version_id,
        arg_max(reader_version, (reader_order, captured_at)) AS reader_version,
        min(captured_at) AS seen_from,
        max(captured_at) AS seen_to,
        count(*) AS captures,
        arg_min(capture_id, (captured_at, capture_id)) AS first_capture_id,
        arg_max(capture_id, (captured_at, capture_id)) AS last_capture_id
    FROM sightings
    JOIN readers USING (reader_version)
    GROUP BY ALL
),
belongs AS (
    SELECT page_id, arg_min(captures.source_id, (sightings.captured_at, capture_id)) AS source_id
    FROM sightings
    JOIN captures USING (page_id, capture_id)
    GROUP BY ALL
)
SELECT
    seen.*,
    belongs.source_id,
    reading.title,
    reading.author,
    reading.published_at,
    reading.published_as_given,
    reading.modified_at,
    reading.modified_as_given,
    row_number() OVER (PARTITION BY seen.page_id ORDER BY seen.seen_from, seen.version_id) AS number,
    row_number() OVER (PARTITION BY seen.page_id ORDER BY seen.seen_to DESC, seen.last_capture_id DESC) = 1 AS is_latest
FROM seen
JOIN belongs USING (page_id)
JOIN sightings AS first ON first.capture_id = seen.first_capture_id
JOIN captures ON captures.capture_id = first.capture_id
JOIN readings AS reading
  ON reading.page_id = seen.page_id
 AND reading.payload_digest = captures.payload_digest
 AND reading.reader_version = first.reader_version
ORDER BY seen.page_id, number;
