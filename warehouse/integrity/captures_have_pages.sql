-- Every capture belongs to a known page
SELECT capture_id, page_id FROM captures ANTI JOIN pages USING (page_id);
