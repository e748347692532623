-- Numbers that no rule could place, in pages as they stand now.
CREATE OR REPLACE VIEW unread_in_context AS
SELECT
    unread.contest_id,
    unread.printed,
    unread.reason,
    substr(passages.text, greatest(unread.printed_start - 59, 1), 120) AS words,
    page_versions.source_id,
    pages.url,
    passages.kind,
    unread.unread_id,
    unread.passage_id
FROM unread
JOIN page_versions USING (version_id, reader_version)
JOIN passages USING (passage_id)
JOIN pages ON pages.page_id = page_versions.page_id
WHERE page_versions.is_latest;

COMMENT ON VIEW unread_in_context IS 'Numbers beside a candidate or a counting word that no rule could place, in pages as they stand now';
COMMENT ON COLUMN unread_in_context.contest_id IS 'The contest it seems to be about, if any';
COMMENT ON COLUMN unread_in_context.printed IS 'The number as printed';
COMMENT ON COLUMN unread_in_context.reason IS 'Why it could not be placed';
COMMENT ON COLUMN unread_in_context.words IS 'The words around it';
COMMENT ON COLUMN unread_in_context.source_id IS 'The source';
COMMENT ON COLUMN unread_in_context.url IS 'Address of the page';
COMMENT ON COLUMN unread_in_context.kind IS 'body, table, quote or comment';
COMMENT ON COLUMN unread_in_context.unread_id IS 'Its id';
COMMENT ON COLUMN unread_in_context.passage_id IS 'Id of the passage';
