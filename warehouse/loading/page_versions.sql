-- Makes page_versions anew: which wording of which page was seen when, as the newest reader has read it.
DELETE FROM page_versions;
INSERT INTO page_versions BY NAME
WITH newest AS (  -- of each payload, the reading by the newest reader
    SELECT readings.*
    FROM readings
    JOIN readers USING (reader_version)
    WHERE readings.version_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY page_id, payload_digest ORDER BY reader_order DESC) = 1
),
sightings AS (
    SELECT captures.capture_id, captures.captured_at, captures.source_id, newest.*
    FROM captures
    JOIN newest USING (page_id, payload_digest)
    WHERE captures.status BETWEEN 200 AND 399
),
versions_seen AS (
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
pages_seen AS (
    SELECT page_id, arg_min(source_id, (captured_at, capture_id)) AS source_id
    FROM sightings
    GROUP BY ALL
)
SELECT
    seen.*,
    pages_seen.source_id,
    first.title,
    first.author,
    first.published_at,
    first.published_as_given,
    first.modified_at,
    first.modified_as_given,
    row_number() OVER (PARTITION BY seen.page_id ORDER BY seen.seen_from, seen.version_id) AS number,
    row_number() OVER (PARTITION BY seen.page_id ORDER BY seen.seen_to DESC, seen.last_capture_id DESC) = 1 AS is_latest
FROM versions_seen AS seen
JOIN pages_seen USING (page_id)
JOIN sightings AS first ON first.capture_id = seen.first_capture_id
ORDER BY seen.page_id, number;
