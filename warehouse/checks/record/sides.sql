-- The figures on all sides, in order.
INSERT INTO discrepancy_figures
SELECT unnest(from_json($sides, '[{"discrepancy_id": "VARCHAR", "ordinal": "INTEGER", "figure_id": "VARCHAR", "role": "VARCHAR"}]'), recursive := true);
