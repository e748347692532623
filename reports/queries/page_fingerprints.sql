-- One number for each page with figures over everything that the evidence pages of its versions show, and how long its
-- texts are. A version's text is in its id.
WITH wanted AS (
    SELECT DISTINCT v.page_id
    FROM figures AS f
    JOIN page_versions AS v ON v.version_id = f.version_id AND v.reader_version = f.reader_version
),
parts AS (
    SELECT v.page_id, hash(v, s.title) AS part, 0 AS characters
    FROM page_versions AS v
    LEFT JOIN sources AS s ON s.source_id = v.source_id
    UNION ALL
    SELECT s.page_id, hash(c), 0 FROM sightings AS s JOIN captures AS c USING (capture_id)
    UNION ALL
    SELECT v.page_id, hash(p.passage_id, p.author, p.published_as_given), length(p.text)
    FROM passages AS p
    JOIN page_versions AS v ON v.version_id = p.version_id
    UNION ALL
    SELECT
        v.page_id,
        hash(f.figure_id, f.printed, f.quote_start, f.quote_end, f.printed_start, f.printed_end, c.title, k.name),
        0
    FROM figures AS f
    JOIN page_versions AS v ON v.version_id = f.version_id AND v.reader_version = f.reader_version
    LEFT JOIN contests AS c ON c.contest_id = f.contest_id
    LEFT JOIN candidates AS k ON k.contest_id = f.contest_id AND k.candidate_id = f.candidate_id
)
SELECT page_id, sum(part)::VARCHAR AS fingerprint, sum(characters)::BIGINT AS characters
FROM parts
WHERE page_id IN (SELECT page_id FROM wanted)
GROUP BY page_id
ORDER BY page_id;
