-- Every passage belongs to a known version, every version to a known page
SELECT passage_id AS id, version_id AS missing FROM passages ANTI JOIN versions USING (version_id)
UNION ALL
SELECT version_id, page_id FROM versions ANTI JOIN pages USING (page_id);
