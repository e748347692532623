-- Pages that repeat another share its origin: together they are one witness. Readers' comments speak for themselves.
UPDATE checked_figure SET origin = found.origin
FROM (SELECT unnest(from_json($origins, '[{"page": "VARCHAR", "origin": "VARCHAR"}]'), recursive := true)) AS found
WHERE checked_figure.page = found.page AND checked_figure.block NOT LIKE 'comment%';
