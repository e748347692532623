-- Which source repeats which, as the contests file declares.
SELECT source_id, derived_from FROM sources WHERE derived_from IS NOT NULL ORDER BY source_id;
