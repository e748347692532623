-- What did each source give last night, and what is not right?
SELECT source_id, outcome, pages, captures, revisits, errors, detail
FROM source_outcomes
WHERE run_id = (SELECT max(run_id) FROM source_outcomes)
ORDER BY outcome IN ('collected', 'unchanged'), outcome, source_id;
