-- All explanations that fit, in order.
INSERT INTO explanations
SELECT unnest(from_json($explanations, '[{"discrepancy_id": "VARCHAR", "rank": "INTEGER", "explanation": "VARCHAR", "why": "VARCHAR"}]'), recursive := true);
