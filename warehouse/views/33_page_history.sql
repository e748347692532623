-- All captures of every page, with the version that each one shows.
CREATE OR REPLACE VIEW page_history AS
SELECT
    pages.url,
    captures.captured_at,
    captures.status,
    page_versions.number AS version,
    captures.revisit,
    captures.source_id,
    captures.run_id,
    captures.mime,
    captures.payload_digest,
    captures.warc_file,
    captures.warc_offset,
    captures.warc_length,
    captures.capture_id,
    page_versions.version_id,
    captures.page_id
FROM captures
JOIN pages USING (page_id)
LEFT JOIN sightings ON sightings.capture_id = captures.capture_id
LEFT JOIN page_versions ON page_versions.version_id = sightings.version_id;

COMMENT ON VIEW page_history IS 'One row per capture of a page, with the version of its text that it shows';
COMMENT ON COLUMN page_history.url IS 'Address of the page';
COMMENT ON COLUMN page_history.captured_at IS 'When we saw it (UTC)';
COMMENT ON COLUMN page_history.status IS 'HTTP status';
COMMENT ON COLUMN page_history.version IS 'Number of the version that it shows; null where nothing could be read';
COMMENT ON COLUMN page_history.revisit IS 'Set where nothing had changed';
COMMENT ON COLUMN page_history.source_id IS 'The source for which it was fetched';
COMMENT ON COLUMN page_history.run_id IS 'The run that fetched it';
COMMENT ON COLUMN page_history.mime IS 'Content type as served';
COMMENT ON COLUMN page_history.payload_digest IS 'Hash of the bytes served';
COMMENT ON COLUMN page_history.warc_file IS 'WARC file, relative to the archive folder';
COMMENT ON COLUMN page_history.warc_offset IS 'Byte at which the record begins';
COMMENT ON COLUMN page_history.warc_length IS 'Bytes of the compressed record';
COMMENT ON COLUMN page_history.capture_id IS 'Id of the capture';
COMMENT ON COLUMN page_history.version_id IS 'Id of the version';
COMMENT ON COLUMN page_history.page_id IS 'Id of the page';
