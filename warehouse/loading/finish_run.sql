-- Notes how a run ended, with what the warehouse holds at that moment. Checked and published again, it keeps its end.
UPDATE runs SET
    ended_at = coalesce(ended_at, $ended_at::TIMESTAMP),
    state = $state,
    captures = (SELECT count(*) FROM captures WHERE captures.run_id = $run_id),
    revisits = (SELECT count(*) FROM captures WHERE captures.run_id = $run_id AND revisit IS NOT NULL),
    pages = (SELECT count(*) FROM pages),
    figures = (SELECT count(*) FROM figures JOIN page_versions USING (version_id, reader_version) WHERE is_latest),
    unread = (SELECT count(*) FROM unread JOIN page_versions USING (version_id, reader_version) WHERE is_latest),
    discrepancies = (SELECT count(*) FROM discrepancies WHERE closed_run IS NULL AND severity > 0)
WHERE run_id = $run_id;
