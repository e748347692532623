-- Every figure stands in a known passage of the version that it names
SELECT figure_id, passage_id, version_id FROM figures ANTI JOIN passages USING (passage_id, version_id);
